import { componentName, type Node } from "./document.ts"

/** Describes a member of an object, or a parameter. */
export interface Member {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  readonly deprecated: boolean
}

/** Holds the limits that a request keeps: of a text's length, a number's value or a list's items. */
export interface Limits {
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
}

export type Constant = string | number | boolean

type Kind =
  | { readonly tag: "text"; readonly limits: Limits; readonly pattern?: string | undefined }
  | { readonly tag: "number"; readonly isInteger: boolean; readonly limits: Limits }
  | { readonly tag: "time" | "flag" | "file" | "json" }
  | { readonly tag: "constants"; readonly values: ReadonlyArray<Constant> }
  | { readonly tag: "list"; readonly items: Shape; readonly limits: Limits }
  | { readonly tag: "record"; readonly values: Shape }
  | { readonly tag: "struct"; readonly members: ReadonlyArray<Member>; readonly takesOthers: boolean }
  | { readonly tag: "union"; readonly parts: ReadonlyArray<Shape> }
  | { readonly tag: "component"; readonly name: string }

/** Says what a value looks like, however the document writes it. */
export type Shape = Kind & { readonly nullable: boolean }

/** Maps the names of the document's components to their shapes. */
export type Components = ReadonlyMap<string, Shape>

const isConstant = (value: unknown): value is Constant =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"

/** Maps the names in a document to its schemas. */
type Schemas = Readonly<Record<string, Node>>

/** Returns the one type besides `null`, or none if any type is allowed. */
const typeOf = ({ properties, type }: Node): string | undefined => {
  const types = typeof type === "string" ? [type] : type?.filter((each) => each !== "null") ?? []
  return types.length === 1 ? types[0] : properties === undefined ? undefined : "object"
}

const isNull = (node: Node): boolean => node.type === "null"

const isNullable = ({ anyOf = [], enum: constants = [], nullable, oneOf = [], type }: Node): boolean =>
  nullable === true || constants.includes(null) || (Array.isArray(type) && type.includes("null")) ||
  [...anyOf, ...oneOf].some(isNull)

const objectOf = (schemas: Schemas, node: Node): Kind => {
  const { additionalProperties: others, properties = {} } = node
  const members = Object.entries(properties).map(([name, each]): Member => ({
    name,
    shape: shapeOf(schemas, each),
    required: node.required?.includes(name) === true,
    deprecated: each.deprecated === true
  }))
  return members.length > 0
    ? { tag: "struct", members, takesOthers: others !== undefined && others !== false }
    : {
      tag: "record",
      values: typeof others === "object" ? shapeOf(schemas, others) : { tag: "json", nullable: false }
    }
}

const textOf = ({ format, maxLength, minLength, pattern }: Node): Kind =>
  format === "date-time"
    ? { tag: "time" }
    : format === "binary"
    ? { tag: "file" }
    : { tag: "text", limits: { minimum: minLength, maximum: maxLength }, pattern }

/** Makes a union of alternatives; those that say the same count once. */
const unionOf = (schemas: Schemas, nodes: ReadonlyArray<Node>): Kind => {
  const parts = nodes.filter((each) => !isNull(each)).map((each) => shapeOf(schemas, each))
  const distinct = parts.filter((part, index) =>
    parts.findIndex((other) => JSON.stringify(other) === JSON.stringify(part)) === index
  )
  const [only] = distinct
  return distinct.length === 1 && only !== undefined ? only : { tag: "union", parts: distinct }
}

/** Makes one object with the members of several schemas that all apply. */
const allOf = (schemas: Schemas, { allOf: parts = [], ...own }: Node): Node => {
  const nodes = [...parts.map((part) => allOf(schemas, namedBy(schemas, part))), own]
  return {
    ...own,
    type: "object",
    properties: Object.assign({}, ...nodes.map(({ properties }) => properties)),
    required: nodes.flatMap(({ required = [] }) => required)
  }
}

const namedBy = (schemas: Schemas, node: Node): Node =>
  node.$ref === undefined ? node : schemas[componentName(node.$ref)] ?? {}

const kindOf = (schemas: Schemas, node: Node): Kind => {
  const { $ref, const: constant, enum: constants, items, maxItems, maximum, minItems, minimum } = node
  if ($ref !== undefined) return { tag: "component", name: componentName($ref) }
  const [first, second] = node.allOf ?? []
  if (first !== undefined && second === undefined && node.properties === undefined) return shapeOf(schemas, first)
  if (first !== undefined) return objectOf(schemas, allOf(schemas, node))
  const alternatives = node.oneOf ?? node.anyOf
  if (alternatives !== undefined) return unionOf(schemas, alternatives)
  const values = (constant === undefined ? constants ?? [] : [constant]).filter(isConstant)
  if (values.length > 0) return { tag: "constants", values }
  switch (typeOf(node)) {
    case "string":
      return textOf(node)
    case "number":
    case "integer":
      return { tag: "number", isInteger: typeOf(node) === "integer", limits: { minimum, maximum } }
    case "boolean":
      return { tag: "flag" }
    case "array":
      return {
        tag: "list",
        items: items === undefined ? { tag: "json", nullable: false } : shapeOf(schemas, items),
        limits: { minimum: minItems, maximum: maxItems }
      }
    case "object":
      return objectOf(schemas, node)
    default:
      return { tag: "json" }
  }
}

/** Returns what a schema of the document describes. References stay, except those that an `allOf` combines. */
export const shapeOf = (schemas: Schemas, node: Node): Shape => {
  const kind = kindOf(schemas, node)
  const nullable = isNullable(node) || ("nullable" in kind && kind.nullable === true)
  return { ...kind, nullable }
}
