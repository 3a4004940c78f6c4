import type { Imports } from "./imports.ts"
import { readPattern } from "./marks.ts"
import { followed } from "./paging.ts"
import type { Direction } from "./reach.ts"
import type { Components, Constant, Limits, Member, Shape } from "./shape.ts"

/** Describes the schema for which an expression is written. */
export interface Place {
  readonly direction: Direction
  readonly components: Components
  readonly imports: Imports
  /** Returns the name of a component's schema, and imports it if needed; `undefined` if it would contain itself. */
  readonly refer: (component: string) => string | undefined
  /** Says whether a component is one of several alternatives somewhere, and so has a constant that tells it apart. */
  readonly isVariant: (component: string) => boolean
  /** Says whether the schema is such a variant. */
  readonly variant: boolean
  /** Says whether members are parameters in a URL, where secrets have no place. */
  readonly isQuery: boolean
  /** Says whether the schema is a page, whose cursors and counts every list has. */
  readonly isPage: boolean
  /** Says whether a path or a query has a parameter of this name. */
  readonly isInUrls: (name: string) => boolean
  /** Writes a file in a form. */
  readonly fileOf: () => string
  /** Writes the members of a struct. */
  readonly members: (place: Place, members: ReadonlyArray<Member>) => string
}

const inSchemas = "../internal/schema/schema.ts"

/** Imports a helper of the schemas, and returns its name. */
export const helper = ({ imports }: Place, name: string): string => imports.use(name, inSchemas)

export const nullOr = (expression: string, nullable: boolean): string =>
  nullable ? `Schema.NullOr(${expression})` : expression

/** Writes one check for a number that has both limits. */
const limitedNumber = (expression: string, { maximum, minimum }: Limits): string =>
  maximum === undefined || minimum === undefined
    ? limited(expression, { maximum, minimum }, "Schema.isGreaterThanOrEqualTo", "Schema.isLessThanOrEqualTo")
    : `${expression}.check(Schema.isBetween({ minimum: ${minimum}, maximum: ${maximum} }))`

const limited = (expression: string, lengths: Limits, least: string, most: string): string => {
  const checks = [
    ...lengths.minimum === undefined ? [] : [`${least}(${lengths.minimum})`],
    ...lengths.maximum === undefined ? [] : [`${most}(${lengths.maximum})`]
  ]
  return checks.length === 0 ? expression : `${expression}.check(${checks.join(", ")})`
}

const closedText = ({ maximum, minimum }: Limits, pattern: string | undefined): string => {
  const readable = pattern === undefined ? undefined : readPattern(pattern)
  const text = limited(
    minimum === 1 ? "Schema.NonEmptyString" : "Schema.String",
    { minimum: minimum === 1 || minimum === 0 ? undefined : minimum, maximum },
    "Schema.isMinLength",
    "Schema.isMaxLength"
  )
  return readable === undefined ? text : `${text}.check(Schema.isPattern(${readable}))`
}

const constants = (place: Place, values: ReadonlyArray<Constant>): string => {
  const list = values.map((value) => JSON.stringify(value)).join(", ")
  const closed = values.length === 1 ? `Schema.Literal(${list})` : `Schema.Literals([${list}])`
  if (place.direction === "in" || place.variant && values.length === 1) return closed
  if (values.every((value) => typeof value === "string")) return `${helper(place, "openLiterals")}([${list}])`
  return values.every((value) => typeof value === "number") ? "Schema.Finite" : "Schema.Json"
}

const isObject = (place: Place, shape: Shape): boolean =>
  ["struct", "record"].includes(followed(place.components, shape).tag)

/** Says whether every alternative is an object. */
export const isUnionOfObjects = (place: Place, shape: Shape): boolean =>
  shape.tag === "union" && shape.parts.every((part) => isObject(place, part))

const union = (place: Place, shape: Shape & { readonly tag: "union" }): string => {
  const parts = shape.parts.map((part) => expression({ ...place, variant: true }, part))
  const others = place.direction === "out" && isUnionOfObjects(place, shape)
    ? ["Schema.Record(Schema.String, Schema.Json)"]
    : []
  return `Schema.Union([${[...new Set([...parts, ...others])].join(", ")}])`
}

const withoutNull = (place: Place, shape: Shape): string => {
  const isClosed = place.direction === "in"
  switch (shape.tag) {
    case "text":
      return isClosed ? closedText(shape.limits, shape.pattern) : "Schema.String"
    case "number": {
      const number = isClosed && shape.isInteger ? "Schema.Int" : "Schema.Finite"
      return isClosed ? limitedNumber(number, shape.limits) : number
    }
    case "time":
      return helper(place, "Timestamp")
    case "flag":
      return "Schema.Boolean"
    case "file":
      return place.fileOf()
    case "json":
      return "Schema.Json"
    case "constants":
      return constants(place, shape.values)
    case "list": {
      const list = `Schema.Array(${expression({ ...place, variant: false }, shape.items)})`
      return isClosed ? limited(list, shape.limits, "Schema.isMinLength", "Schema.isMaxLength") : list
    }
    case "record":
      return `Schema.Record(Schema.String, ${expression({ ...place, variant: false }, shape.values)})`
    case "struct":
      return `Schema.Struct({\n${place.members(place, shape.members)}\n})`
    case "union":
      return union(place, shape)
    case "component":
      return place.refer(shape.name) ?? "Schema.Json"
  }
}

/** Writes a shape as an expression of `effect/Schema`. */
export const expression = (place: Place, shape: Shape): string => {
  place.imports.useModule("Schema", "effect/Schema")
  return nullOr(withoutNull(place, shape), shape.nullable)
}
