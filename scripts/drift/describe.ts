/** What a place of an operation may hold: names of types, quoted constants, and `nothing` when it may be absent. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>

/** The places of each operation, by `METHOD /path`. */
export type Description = ReadonlyMap<string, Places>

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value)

const nodeOf = (value: unknown): Node => isNode(value) ? value : {}

const listOf = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

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

  const resolve = (schema: Node): Node => {
    const reference = schema["$ref"]
    if (typeof reference !== "string") return schema
    const steps = reference.replace(/^#\//, "").split("/")
    return resolve(nodeOf(steps.reduce<unknown>((node, step) => nodeOf(node)[step], document)))
  }

  /** The alternatives of a schema, none of which has alternatives itself. */
  const flatten = (unresolved: unknown): ReadonlyArray<Node> => {
    const schema = resolve(nodeOf(unresolved))
    const nothing = schema["nullable"] === true ? [{ type: "null" }] : []
    for (const word of ["anyOf", "oneOf", "allOf"]) {
      const parts = listOf(schema[word])
      if (word === "allOf" && parts.length > 1) throw new Error("allOf of several schemas is not handled here")
      if (parts.length > 0) return [...parts.flatMap(flatten), ...nothing]
    }
    return [schema, ...nothing]
  }

  const isObject = (schema: Node) => schema["type"] === "object" || "properties" in schema

  const visit = (place: string, schemas: ReadonlyArray<unknown>, around: ReadonlyArray<Node> = []): void => {
    const holds = at(place)
    const alternatives = schemas.flatMap(flatten)
    for (const schema of alternatives) {
      const { enum: constants, type } = schema
      if (Array.isArray(constants)) { for (const constant of constants) holds.add(JSON.stringify(constant)) }
      else if (isObject(schema)) holds.add("object")
      else holds.add(type === "integer" ? "number" : typeof type === "string" ? type : "anything")
    }
    const items = alternatives.filter(({ type }) => type === "array").map((schema) => schema["items"])
    if (items.length > 0) visit(`${place}[]`, items, around)
    // A schema may hold itself: once around is enough.
    visitObjects(place, alternatives.filter((schema) => isObject(schema) && !around.includes(schema)), around)
  }

  const visitObjects = (place: string, objects: ReadonlyArray<Node>, around: ReadonlyArray<Node>): void => {
    const types = objects.map(tagOf)
    // Told apart by a constant: one by one. Otherwise as if they were one, since the two sides may divide them differently.
    if (objects.length > 1 && types.every((type) => type !== undefined)) {
      for (const [index, object] of objects.entries()) {
        const variant = `${place}<${types[index]}>`
        at(variant).add("object").add("nothing")
        visitMembers(variant, [object], around)
      }
      return
    }
    visitMembers(place, objects, around)
  }

  const tagOf = (object: Node): string | undefined => {
    const constants = listOf(nodeOf(nodeOf(object["properties"])["type"])["enum"])
    return constants.length === 1 ? String(constants[0]) : undefined
  }

  const visitMembers = (place: string, objects: ReadonlyArray<Node>, outer: ReadonlyArray<Node>): void => {
    const around = [...outer, ...objects]
    const names = new Set(objects.flatMap((object) => Object.keys(nodeOf(object["properties"]))))
    for (const name of names) {
      const holders = objects.filter((object) => name in nodeOf(object["properties"]))
      visit(`${place}.${name}`, holders.map((object) => nodeOf(object["properties"])[name]), around)
      const required = objects.every((object) => listOf(object["required"]).includes(name))
      if (!required) at(`${place}.${name}`).add("nothing")
    }
    const others = objects.map((object) => object["additionalProperties"])
      .filter((schema) => Object.keys(nodeOf(schema)).length > 0)
    if (others.length > 0) visit(`${place}.*`, others, around)
  }

  return { at, places, visit }
}

const json = (holder: unknown): unknown =>
  nodeOf(nodeOf(nodeOf(nodeOf(holder)["content"])["application/json"]))["schema"]

const describeOperation = (document: Node, operation: Node): Places => {
  const { at, places, visit } = collector(document)
  for (const parameter of listOf(operation["parameters"]).map(nodeOf)) {
    const place = `${parameter["in"]} ${parameter["name"]}`
    visit(place, [parameter["schema"]])
    if (parameter["required"] !== true) at(place).add("nothing")
  }
  const body = operation["requestBody"]
  if (body !== undefined) {
    visit("body", [json(body)])
    if (nodeOf(body)["required"] !== true) at("body").add("nothing")
  }
  // Which 2xx it is makes no difference to a client that takes any.
  const successes = Object.entries(nodeOf(operation["responses"])).filter(([status]) => status.startsWith("2"))
  const bodies = successes.map(([, response]) => json(response))
  visit("response", bodies.filter((schema) => schema !== undefined))
  if (bodies.includes(undefined)) at("response").add("nothing")
  return places
}

/** The first two steps of a path, which the operations of a group share. */
const groupOf = (path: string): string => path.split("/").slice(0, 3).join("/")

/** Which groups a document has operations of. */
export const groupsOf = (document: unknown): ReadonlySet<string> =>
  new Set(Object.keys(nodeOf(nodeOf(document)["paths"])).map(groupOf))

/** What is compared of some groups of an OpenAPI document, whichever of its versions it is written in. */
export const describe = (document: unknown, groups: ReadonlySet<string>): Description =>
  new Map(
    Object.entries(nodeOf(nodeOf(document)["paths"])).filter(([path]) => groups.has(groupOf(path))).flatMap((
      [path, operations]
    ) =>
      methods.filter((method) => method in nodeOf(operations)).map((method) =>
        [
          `${method.toUpperCase()} ${path}`,
          describeOperation(nodeOf(document), nodeOf(nodeOf(operations)[method]))
        ] as const
      )
    )
  )
