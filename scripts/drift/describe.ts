import { alternativesOf, isObject, listOf, membersOf, type Node, nodeOf, tagOf, valuesOf } from "./schemas.ts"

/** Lists what a place may hold: names of types, quoted constants, and `nothing` when it may be absent. */
export type Holds = ReadonlySet<string>

export const isConstant = (value: string): boolean => value.startsWith("\"")

/** Says whether a place is limited to some constants. */
export const isEnum = (holds: Holds): boolean => [...holds].some(isConstant)

/** Maps each place of an operation to what it may hold. */
export type Places = ReadonlyMap<string, Holds>

/** Maps each `METHOD /path` to the places of that operation. */
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
    // A schema may contain itself, so each is visited only once on the way down.
    visitObjects(place, alternatives.filter((schema) => isObject(schema) && !around.includes(schema)), around)
  }

  const visitObjects = (place: string, objects: ReadonlyArray<Node>, around: ReadonlyArray<Node>): void => {
    const tags = objects.map(tagOf)
    // Objects with a constant that tells them apart are compared one by one. Others are compared as if they were one,
    // because the two sides may divide them differently.
    if (new Set(tags).size < 2 || tags.includes(undefined)) return visitMembers(place, objects, around)
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

/** Returns where the body of a request is described. A client that sends the wrong one of the two is refused. */
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
  // Our client accepts any 2xx, so it does not matter which one it is.
  const successes = Object.entries(nodeOf(operation["responses"])).filter(([status]) => status.startsWith("2"))
  const bodies = successes.map(([, response]) => new Map(schemasOf(response)).get(json))
  visit("response", bodies.filter((schema) => schema !== undefined))
  if (bodies.includes(undefined)) at("response").add("nothing")
  return places
}

/** Returns the first two segments of an operation's path, which the operations of a group share. */
export const groupOf = (operation: string): string =>
  operation.slice(operation.indexOf("/")).split("/").slice(0, 3).join("/")

/** Returns the operations of a document by `METHOD /path`. */
const operationsOf = (document: unknown): ReadonlyMap<string, Node> =>
  new Map(
    Object.entries(nodeOf(nodeOf(document)["paths"])).flatMap(([path, operations]) =>
      methods.filter((method) => method in nodeOf(operations)).map((method) =>
        [`${method.toUpperCase()} ${path}`, nodeOf(nodeOf(operations)[method])] as const
      )
    )
  )

/** Returns the group of each operation: its first tag or, if the document gives it no tag, the start of its path. */
export const groupsOf = (document: unknown): ReadonlyMap<string, string> =>
  new Map(
    [...operationsOf(document)].map(([name, operation]) => {
      const [tag] = listOf(operation["tags"])
      return [name, typeof tag === "string" ? tag : groupOf(name)]
    })
  )

/** Describes what is compared of an OpenAPI document, whichever version of OpenAPI it uses. */
export const describe = (document: unknown): Description =>
  new Map(
    [...operationsOf(document)].map(([name, operation]) => [name, describeOperation(nodeOf(document), operation)])
  )
