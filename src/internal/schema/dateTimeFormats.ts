import { isObject } from "effect/Predicate"
import type * as SchemaAST from "effect/SchemaAST"

/**
 * The ids by which Effect names the schemas whose JSON form is an ISO 8601 text. A time
 * with a zone is not among them: what names the zone follows it, which no validator
 * of the format takes.
 */
const times = new Set<unknown>(["effect/schema/DateTimeUtc", "effect/schema/Date"])

type Json = Readonly<Record<string, unknown>>

const isTime = ({ annotations }: SchemaAST.AST): boolean => {
  const representation = annotations?.["representation"]
  return isObject(representation) && times.has(representation["id"])
}

const each = (asts: ReadonlyArray<SchemaAST.AST>, schemas: unknown): unknown =>
  Array.isArray(schemas) && schemas.length === asts.length
    ? asts.map((ast, index) => withTimeFormats(ast, schemas[index]))
    : schemas

const ofMembers = ({ propertySignatures }: SchemaAST.Objects, properties: Json): Json => {
  const types = new Map<PropertyKey, SchemaAST.AST>(propertySignatures.map(({ name, type }) => [name, type]))
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const type = types.get(name)
      return [name, type === undefined ? schema : withTimeFormats(type, schema)]
    })
  )
}

/**
 * Adds `format: "date-time"` to the JSON Schema of what is a time in the program,
 * which Effect leaves out. Recursive schemas are left as they are.
 */
export const withTimeFormats = (ast: SchemaAST.AST, schema: unknown): unknown => {
  if (!isObject(schema)) return schema
  if (isTime(ast)) return schema["type"] === "string" ? { ...schema, format: "date-time" } : schema
  if (ast._tag === "Objects" && isObject(schema["properties"])) {
    return { ...schema, properties: ofMembers(ast, schema["properties"]) }
  }
  if (ast._tag === "Union" && "anyOf" in schema) return { ...schema, anyOf: each(ast.types, schema["anyOf"]) }
  // A class has the struct that it is made of as its parameter.
  const [struct] = ast._tag === "Declaration" ? ast.typeParameters : []
  if (struct?._tag === "Objects" && isObject(schema["properties"])) return withTimeFormats(struct, schema)
  const [item] = ast._tag === "Arrays" ? ast.rest : []
  return item === undefined || !isObject(schema["items"])
    ? schema
    : { ...schema, items: withTimeFormats(item, schema["items"]) }
}
