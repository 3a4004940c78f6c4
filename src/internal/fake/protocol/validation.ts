import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { type Rejection, validationFailed } from "./rejection.ts"

/** A rule checks one value and returns its complaints, in the words of class-validator. */
export type Rule = (value: unknown, name: string) => ReadonlyArray<string>

const isMissing = (value: unknown): boolean => value === undefined || value === null

export const string: Rule = (value, name) => typeof value === "string" ? [] : [`${name} must be a string`]

export const boolean: Rule = (value, name) => typeof value === "boolean" ? [] : [`${name} must be a boolean value`]

/** Requires a number within bounds, or a text that is one. An empty parameter counts as not sent. */
export const numeric = (minimum = -Infinity, maximum = Infinity): Rule => (value, name) => {
  if (value === undefined || value === "") return []
  const sent = Number(value)
  if (Number.isNaN(sent)) return [`${name} must be a number conforming to the specified constraints`]
  if (sent > maximum) return [`${name} must not be greater than ${maximum}`]
  return sent < minimum ? [`${name} must not be less than ${minimum}`] : []
}

export const object: Rule = (value, name) => isReadonlyObject(value) ? [] : [`${name} must be an object`]

export const strings: Rule = (value, name) => [
  ...(Array.isArray(value) && value.every((item) => typeof item === "string")
    ? []
    : [`each value in ${name} must be a string`]),
  ...(Array.isArray(value) ? [] : [`${name} must be an array`])
]

export const oneOf = (values: ReadonlyArray<string>): Rule => (value, name) =>
  typeof value === "string" && values.includes(value)
    ? []
    : [`${name} must be one of the following values: ${values.join(", ")}`]

export const optional = (rule: Rule): Rule => (value, name) => isMissing(value) ? [] : rule(value, name)

/** Requires a value. When it is missing, its own rule complains as well. */
export const required = (rule: Rule): Rule => (value, name) => [
  ...(isMissing(value) ? [`${name} should not be null or undefined`] : []),
  ...rule(value, name)
]

/**
 * Checks the members of an object.
 *
 * **Gotchas**
 *
 * An array passes when each of its items does, because Novu accepts one too.
 */
export const nested = (rules: Readonly<Record<string, Rule>>): Rule => (value, name) => {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => complaints(rules, item, `${name}.${index}.`))
  if (!isReadonlyObject(value)) return [`nested property ${name} must be either object or array`]
  return complaints(rules, value, `${name}.`)
}

const complaints = (rules: Readonly<Record<string, Rule>>, value: unknown, prefix: string): ReadonlyArray<string> => {
  const record = isReadonlyObject(value) ? value : {}
  const messages: Array<string> = []
  for (const name in rules) {
    const found = rules[name]?.(record[name], prefix + name)
    if (found !== undefined && found.length > 0) messages.push(...found)
  }
  return messages
}

/**
 * Checks a body against its rules, in the order in which they are declared. An
 * unknown member is neither rejected nor removed.
 */
export const validate = (
  rules: Readonly<Record<string, Rule>>,
  body: unknown
): Result.Result<Readonly<Record<string, unknown>>, Rejection> => {
  const messages = complaints(rules, body, "")
  return messages.length === 0
    ? Result.succeed(isReadonlyObject(body) ? body : {})
    : Result.fail(validationFailed(messages))
}
