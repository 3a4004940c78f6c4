/** Is a part of an OpenAPI document. */
export type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value)

export const nodeOf = (value: unknown): Node => isNode(value) ? value : {}

export const listOf = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

const resolve = (document: Node, schema: Node): Node => {
  const reference = schema["$ref"]
  if (typeof reference !== "string") return schema
  const steps = reference.replace(/^#\//, "").split("/")
  return resolve(document, nodeOf(steps.reduce<unknown>((node, step) => nodeOf(node)[step], document)))
}

/** Says whether a schema is that of an object of which no member is named. */
const isRest = ({ additionalProperties, properties, type }: Node): boolean =>
  type === "object" && properties === undefined && isNode(additionalProperties)

/** Returns the alternatives of a schema, none of which has alternatives itself. */
export const alternativesOf = (document: Node, unresolved: unknown): ReadonlyArray<Node> => {
  const schema = resolve(document, nodeOf(unresolved))
  const nothing = schema["nullable"] === true ? [{ type: "null" }] : []
  for (const word of ["anyOf", "oneOf", "allOf"]) {
    const parts = listOf(schema[word])
    // An object that takes other members, too, says so beside its own.
    if (word === "allOf" && "properties" in schema && parts.every((part) => isRest(nodeOf(part)))) continue
    if (word === "allOf" && parts.length > 1) throw new Error("allOf of several schemas is not handled here")
    if (parts.length > 0) return [...parts.flatMap((part) => alternativesOf(document, part)), ...nothing]
  }
  return [schema, ...nothing]
}

export const isObject = (schema: Node): boolean => schema["type"] === "object" || "properties" in schema

export const membersOf = (object: Node): Node => nodeOf(object["properties"])

/** Returns the constant that tells an object from others. */
export const tagOf = (object: Node): string | undefined => {
  const constants = listOf(nodeOf(membersOf(object)["type"])["enum"])
  return constants.length === 1 ? String(constants[0]) : undefined
}

/** Returns what a schema without alternatives takes. */
export const valuesOf = (schema: Node): ReadonlyArray<string> => {
  const { enum: constants, format, type } = schema
  if (Array.isArray(constants)) return constants.map((constant) => JSON.stringify(constant))
  if (isObject(schema)) return ["object"]
  if (type === "string" && format === "binary") return ["file"]
  return [type === "integer" ? "number" : typeof type === "string" ? type : "anything"]
}
