import { alternativesOf, isObject, listOf, membersOf, type Node, nodeOf, tagOf, valuesOf } from "./schemas.ts"

/** What a place may hold: names of types, quoted constants, and `nothing` when it may be absent. */
export type Holds = ReadonlySet<string>

export const isConstant = (value: string): boolean => value.startsWith("\"")

/** Whether a place is held to some constants. */
export const isEnum = (holds: Holds): boolean => [...holds].some(isConstant)

/** What each place of an operation may hold. */
export type Places = ReadonlyMap<string, Holds>

/** The places of each operation, by `METHOD /path`. */
export type Description = ReadonlyMap<string, Places>

const methods = ["get", "post", "put", "patch", "delete"]

/** Collects the places of one operation. */
const collector = (document: Node) => {
  const places = new Map<string, Set<string>>()

  const at = (place: string): Set<string> => {
    const found = places.get(place)
    if (found !== undefined) return found
    const made = new Set<string>()
    places.set(place, made)
    return made
  }

  const visit = (place: string, schemas: ReadonlyArray<unknown>, around: ReadonlyArray<Node> = []): void => {
    const holds = at(place)
    const alternatives = schemas.flatMap((schema) => alternativesOf(document, schema))
    for (const value of alternatives.flatMap(valuesOf)) holds.add(value)
    const items = alternatives.filter(({ type }) => type === "array").map((schema) => schema["items"])
    if (items.length > 0) visit(`${place}[]`, items, around)
    // A schema may hold itself: once around is enough.
    visitObjects(place, alternatives.filter((schema) => isObject(schema) && !around.includes(schema)), around)
  }

  const visitObjects = (place: string, objects: ReadonlyArray<Node>, around: ReadonlyArray<Node>): void => {
    const tags = objects.map(tagOf)
    // Told apart by a constant: one by one. Otherwise as if they were one, since the two sides may divide them differently.
    if (objects.length < 2 || tags.includes(undefined)) return visitMembers(place, objects, around)
    for (const [index, object] of objects.entries()) {
      const variant = `${place}<${tags[index]}>`
      at(variant).add("object").add("nothing")
      visitMembers(variant, [object], around)
    }
  }

  const visitMembers = (place: string, objects: ReadonlyArray<Node>, outer: ReadonlyArray<Node>): void => {
    const around = [...outer, ...objects]
    for (const name of new Set(objects.flatMap((object) => Object.keys(membersOf(object))))) {
      const holders = objects.filter((object) => name in membersOf(object))
      visit(`${place}.${name}`, holders.map((object) => membersOf(object)[name]), around)
      const required = objects.every((object) => listOf(object["required"]).includes(name))
      if (!required) at(`${place}.${name}`).add("nothing")
    }
    const others = objects.map((object) => object["additionalProperties"])
      .filter((schema) => Object.keys(nodeOf(schema)).length > 0)
    if (others.length > 0) visit(`${place}.*`, others, around)
  }

  return { at, places, visit }
}

const json = "application/json"

/** Where the body of a request is described: a client that sends the wrong one of the two is refused. */
const bodyPlaces = new Map([[json, "body"], ["multipart/form-data", "form"]])

const schemasOf = (holder: unknown): ReadonlyArray<readonly [type: string, schema: unknown]> =>
  Object.entries(nodeOf(nodeOf(holder)["content"])).map(([type, media]) => [type, nodeOf(media)["schema"]])

const describeOperation = (document: Node, operation: Node): Places => {
  const { at, places, visit } = collector(document)
  for (const parameter of listOf(operation["parameters"]).map(nodeOf)) {
    const place = `${parameter["in"]} ${parameter["name"]}`
    visit(place, [parameter["schema"]])
    if (parameter["required"] !== true) at(place).add("nothing")
  }
  const request = nodeOf(operation["requestBody"])
  for (const [type, schema] of schemasOf(request)) {
    const place = bodyPlaces.get(type) ?? `body as ${type}`
    visit(place, [schema])
    if (request["required"] !== true) at(place).add("nothing")
  }
  // Which 2xx it is makes no difference to a client that takes any.
  const successes = Object.entries(nodeOf(operation["responses"])).filter(([status]) => status.startsWith("2"))
  const bodies = successes.map(([, response]) => new Map(schemasOf(response)).get(json))
  visit("response", bodies.filter((schema) => schema !== undefined))
  if (bodies.includes(undefined)) at("response").add("nothing")
  return places
}

/** The first two steps of the path of an operation, which the operations of a group share. */
export const groupOf = (operation: string): string =>
  operation.slice(operation.indexOf("/")).split("/").slice(0, 3).join("/")

/** The operations of a document, by `METHOD /path`. */
const operationsOf = (document: unknown): ReadonlyMap<string, Node> =>
  new Map(
    Object.entries(nodeOf(nodeOf(document)["paths"])).flatMap(([path, operations]) =>
      methods.filter((method) => method in nodeOf(operations)).map((method) =>
        [`${method.toUpperCase()} ${path}`, nodeOf(nodeOf(operations)[method])] as const
      )
    )
  )

/** The group of each operation: its first tag, or what its path begins with where the document gives it none. */
export const groupsOf = (document: unknown): ReadonlyMap<string, string> =>
  new Map(
    [...operationsOf(document)].map(([name, operation]) => {
      const [tag] = listOf(operation["tags"])
      return [name, typeof tag === "string" ? tag : groupOf(name)]
    })
  )

/** What is compared of an OpenAPI document, whichever of its versions it is written in. */
export const describe = (document: unknown): Description =>
  new Map(
    [...operationsOf(document)].map(([name, operation]) => [name, describeOperation(nodeOf(document), operation)])
  )
