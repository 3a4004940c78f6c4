import * as Result from "effect/Result"
import { type Rejection, validationFailed } from "./rejection.ts"

/**
 * A rule for one value: the complaints, in class-validator's words.
 *
 * @internal
 */
export type Rule = (value: unknown, name: string) => ReadonlyArray<string>

/** @internal */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isMissing = (value: unknown): boolean => value === undefined || value === null

/** @internal */
export const string: Rule = (value, name) => typeof value === "string" ? [] : [`${name} must be a string`]

/** @internal */
export const boolean: Rule = (value, name) => typeof value === "boolean" ? [] : [`${name} must be a boolean value`]

/** @internal */
export const object: Rule = (value, name) => isRecord(value) ? [] : [`${name} must be an object`]

/** @internal */
export const strings: Rule = (value, name) => [
  ...(Array.isArray(value) && value.every((item) => typeof item === "string")
    ? []
    : [`each value in ${name} must be a string`]),
  ...(Array.isArray(value) ? [] : [`${name} must be an array`])
]

/** @internal */
export const oneOf = (values: ReadonlyArray<string>): Rule => (value, name) =>
  typeof value === "string" && values.includes(value)
    ? []
    : [`${name} must be one of the following values: ${values.join(", ")}`]

/** @internal */
export const optional = (rule: Rule): Rule => (value, name) => isMissing(value) ? [] : rule(value, name)

/**
 * A required value. When it is missing its own rule complains as well.
 *
 * @internal
 */
export const required = (rule: Rule): Rule => (value, name) => [
  ...(isMissing(value) ? [`${name} should not be null or undefined`] : []),
  ...rule(value, name)
]

/**
 * An object with rules of its own. An array passes when each of its items does,
 * as it does in Novu.
 *
 * @internal
 */
export const nested = (rules: Readonly<Record<string, Rule>>): Rule => (value, name) => {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => complaints(rules, item, `${name}.${index}.`))
  if (!isRecord(value)) return [`nested property ${name} must be either object or array`]
  return complaints(rules, value, `${name}.`)
}

const complaints = (rules: Readonly<Record<string, Rule>>, value: unknown, prefix: string): ReadonlyArray<string> => {
  const record = isRecord(value) ? value : {}
  const messages: Array<string> = []
  for (const name in rules) {
    const found = rules[name]?.(record[name], prefix + name)
    if (found !== undefined && found.length > 0) messages.push(...found)
  }
  return messages
}

/**
 * Checks a body against its rules, in the order in which they are declared. No
 * unknown member is rejected or removed.
 *
 * @internal
 */
export const validate = (
  rules: Readonly<Record<string, Rule>>,
  body: unknown
): Result.Result<Readonly<Record<string, unknown>>, Rejection> => {
  const messages = complaints(rules, body, "")
  return messages.length === 0
    ? Result.succeed(isRecord(body) ? body : {})
    : Result.fail(validationFailed(messages))
}
