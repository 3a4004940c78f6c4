import { isNumber, isString } from "effect/Predicate"
import { type Json, own } from "./schemaPointer.ts"
import { type Form, isInteger, same } from "./sentForms.ts"
import { isAlwaysSent, namesOf, unnamedOf } from "./sentMembers.ts"

/** Says whether all values of a form meet a keyword that has this value in this schema. */
type Implied = (form: Form, value: unknown, schema: Json) => boolean

const some = ({ parts }: Form, keyword: string, test: (bound: number) => boolean): boolean =>
  parts.some((part) => isNumber(part[keyword]) && test(part[keyword]))

/** Looks for a bound that is as narrow, or for one of another kind that is narrower. */
const from = (keywords: ReadonlyArray<string>, strict?: string): Implied => (form, value) =>
  isNumber(value) && (
    keywords.some((keyword) => some(form, keyword, (bound) => bound >= value)) ||
    (strict !== undefined && some(form, strict, (bound) => bound > value))
  )

const upTo = (keywords: ReadonlyArray<string>, strict?: string): Implied => (form, value) =>
  isNumber(value) && (
    keywords.some((keyword) => some(form, keyword, (bound) => bound <= value)) ||
    (strict !== undefined && some(form, strict, (bound) => bound < value))
  )

const size = (keyword: string): Implied => (form, value, schema) => value === 0 || from([keyword])(form, value, schema)

/** A reference means something else in another document, and a default changes what is checked. */
const hasEffects = (schema: unknown): boolean => /"(?:\$ref|default)"/.test(JSON.stringify(schema) ?? "")

/** What is not understood follows where the trigger's schema says the same. */
const said = (...keywords: ReadonlyArray<string>): Implied => ({ parts }, _, schema) =>
  parts.some((part) =>
    keywords.every((keyword) => same(part[keyword], schema[keyword]) && !hasEffects(schema[keyword]))
  )

const included: Json = { "iso-date-time": "date-time", "iso-time": "time", "uri-reference": "uri" }

const format: Implied = (form, value) => {
  if (!isString(value)) return false
  const ofNumbers = /^(?:int32|int64|float|double)$/.test(value)
  if (form.type === "string") {
    return ofNumbers || /^(?:password|binary)$/.test(value) ||
      form.parts.some((part) => isString(part["format"]) && [value, own(included, value)].includes(part["format"]))
  }
  if (value === "int32") {
    return isInteger(form) && some(form, "minimum", (bound) => bound >= -(2 ** 31)) &&
      some(form, "maximum", (bound) => bound < 2 ** 31)
  }
  return value !== "int64" || isInteger(form)
}

/** Says what each keyword is about, and when it follows. */
const rules = new Map<string, readonly [types: string, Implied]>(Object.entries({
  minLength: ["string", size("minLength")],
  maxLength: ["string", upTo(["maxLength"])],
  pattern: ["string", ({ parts }, value) => parts.some(({ pattern }) => pattern === value)],
  format: ["string number", format],
  minimum: ["number", from(["minimum", "exclusiveMinimum"])],
  maximum: ["number", upTo(["maximum", "exclusiveMaximum"])],
  exclusiveMinimum: ["number", from(["exclusiveMinimum"], "minimum")],
  exclusiveMaximum: ["number", upTo(["exclusiveMaximum"], "maximum")],
  multipleOf: ["number", (form, value) =>
    isNumber(value) && value > 0 &&
    // Ajv divides, which is exact for integers only.
    some(form, "multipleOf", (factor) => factor === value || (Number.isInteger(value) && factor % value === 0))],
  minItems: ["array", size("minItems")],
  maxItems: ["array", upTo(["maxItems"])],
  uniqueItems: [
    "array",
    (form, value) =>
      value === false || form.parts.some(({ uniqueItems }) => uniqueItems === true) ||
      some(form, "maxItems", (bound) => bound < 2)
  ],
  contains: ["array", said("contains", "minContains", "maxContains")],
  minProperties: ["object", (form, value, schema) =>
    size("minProperties")(form, value, schema) ||
    (isNumber(value) && namesOf(form).filter((name) => isAlwaysSent(form, name)).length >= value)],
  maxProperties: ["object", (form, value, schema) =>
    upTo(["maxProperties"])(form, value, schema) ||
    (isNumber(value) && unnamedOf(form).length === 0 && namesOf(form).length <= value)],
  propertyNames: ["object", said("propertyNames")],
  dependencies: ["object", said("dependencies")],
  not: ["", said("not")],
  if: ["", said("if", "then", "else")]
}))

/**
 * These say nothing of values, or are compared elsewhere. Unknown keywords may say anything, apart
 * from those that are named as extensions.
 */
const silent =
  /^(?:x-.*|\$(?:id|schema|comment|defs|ref)|title|description|default|examples?|deprecated|readOnly|writeOnly|content(?:Encoding|MediaType|Schema)|definitions|type|nullable|const|enum|(?:any|all|one)Of|then|else|m(?:in|ax)Contains|properties|required|(?:pattern|additional)Properties|(?:prefixI|additionalI|i)tems)$/

/** Says whether all values of a form meet a keyword of a schema. */
export const isImplied = (form: Form, keyword: string, schema: Json): boolean => {
  if (silent.test(keyword)) return true
  const [types, implied] = rules.get(keyword) ?? []
  return implied !== undefined &&
    ((types !== "" && !types?.includes(form.type)) || implied(form, schema[keyword], schema))
}
