import { isReadonlyObject } from "effect/Predicate"
import type { Rule } from "../protocol/validation.ts"

const fits = (value: unknown): boolean => {
  if (!isReadonlyObject(value) || Array.isArray(value)) return false
  const entries = Object.entries(value)
  const size = entries.reduce((sum, [name, text]) => sum + name.length + String(text).length, 0)
  return entries.length <= 10 && size <= 500 && entries.every(([, text]) => typeof text === "string")
}

/** Checks what is noted of a domain or of a route. */
export const domainData: Rule = (value, name) =>
  fits(value) ? [] : [
    `${name} must be an object with at most 10 string keys and string values, ` +
    "with combined key+value length at most 500 characters."
  ]

/** Returns what was sent, or what is stored where nothing was. */
export const dataIn = <A>(input: Readonly<Record<string, unknown>>, otherwise: A) =>
  isReadonlyObject(input["data"]) ? input["data"] : otherwise
