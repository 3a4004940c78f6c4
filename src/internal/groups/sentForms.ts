import { isObject } from "effect/Predicate"
import { stored as compared } from "./agreement.ts"
import { isList, type Json, referred } from "./schemaPointer.ts"

/**
 * Describes some of the values that a schema allows: those of one JSON type. All
 * parts hold for each of them, and unions, references and `enum` among them are used up.
 */
export interface Form {
  readonly type: string
  readonly parts: ReadonlyArray<Json>
}

/** Limits the work. Once it is used up, nothing more is proven. */
export interface Budget {
  steps: number
}

/** More unions than these, one within another, are read as if they said nothing. */
const unions = 20

export const listOf = (value: unknown): ReadonlyArray<unknown> => isList(value) ? value : []

export const same = (one: unknown, other: unknown): boolean =>
  one === other || (Object(one) === one && compared(one, other) === "same")

const typeOf = (value: unknown): string => value === null ? "null" : isList(value) ? "array" : typeof value

/** Returns the types that a schema names, if it names any. */
export const typesOf = ({ nullable, type }: Json): ReadonlyArray<unknown> | undefined =>
  type === undefined ? undefined : [type, nullable === true ? "null" : []].flat()

/** Says whether a schema leaves room for a type. An integer is a number. */
export const hasType = (schema: Json, type: string): boolean =>
  typesOf(schema)?.some((each) => each === type || (each === "integer" && type === "number")) ?? true

/** Says whether all numbers of a form are integers. */
export const isInteger = ({ parts }: Form): boolean =>
  parts.some((part) => typesOf(part)?.includes("integer") === true && !typesOf(part)?.includes("number"))

/** Returns the values that a schema lists, if it lists any. */
export const valuesOf = (schema: Json): ReadonlyArray<unknown> | undefined =>
  Object.hasOwn(schema, "const") ? [schema["const"]] : isList(schema["enum"]) ? schema["enum"] : undefined

/** Describes a single value by more than that it is this one. */
const literal = (value: unknown): Json => {
  if (typeof value === "number") {
    return { type: Number.isInteger(value) ? "integer" : "number", minimum: value, maximum: value, multipleOf: value }
  }
  if (typeof value === "string") {
    // Ajv counts characters, of which some are two units.
    const size = [...value].length
    return { minLength: size, maxLength: size }
  }
  if (isList(value)) {
    return { items: value.map((item) => ({ const: item })), minItems: value.length, maxItems: value.length }
  }
  const members = Object.entries(Object(value))
  return {
    properties: Object.fromEntries(members.map(([name, member]) => [name, { const: member }])),
    required: members.map(([name]) => name),
    additionalProperties: false
  }
}

/** Is how Effect writes that nothing is allowed. */
const isNever = (schema: unknown): boolean =>
  schema === false || (isObject(schema) && isObject(schema["not"]) && Object.keys(schema["not"]).length === 0)

/**
 * Takes apart what is sent, which all of the schemas describe. What it does not
 * understand it leaves out, so that the forms allow too much rather than too little.
 */
export const formsOf = (
  document: unknown,
  schemas: ReadonlyArray<unknown>,
  budget: Budget,
  taken: ReadonlyArray<unknown> = []
): ReadonlyArray<Form> => {
  const found = new Set<Json>()
  const queue = [...schemas]
  for (const schema of queue) {
    if (isNever(schema)) return []
    if (!isObject(schema) || found.has(schema)) continue
    found.add(schema)
    queue.push(referred(document, schema["$ref"]), ...listOf(schema["allOf"]))
  }
  const parts = [...found]
  const union = parts.flatMap(({ anyOf, oneOf }) => [anyOf, oneOf]).find((each) =>
    isList(each) && !taken.includes(each)
  )
  if (taken.length < unions && --budget.steps > 0 && union !== undefined) {
    return listOf(union).flatMap((branch) => formsOf(document, [...parts, branch], budget, [...taken, union]))
  }
  const types = ["object", "array", "string", "number", "boolean", "null"].filter((type) =>
    parts.every((part) => hasType(part, type))
  )
  const lists = parts.map(valuesOf).filter((values) => values !== undefined)
  const ofValue = (value: unknown): Form => ({
    type: typeOf(value),
    parts: [...parts, { const: value, ...literal(value) }]
  })
  if (lists[0] !== undefined) {
    return lists[0].filter((value) =>
      types.includes(typeOf(value)) && lists.every((values) => values.some((each) => same(each, value)))
    ).map(ofValue)
  }
  return types.flatMap((type) =>
    type === "boolean" ? [true, false].map(ofValue) : type === "null" ? ofValue(null) : { type, parts }
  )
}
