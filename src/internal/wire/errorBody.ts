import * as Predicate from "effect/Predicate"
import type { ErrorBody } from "../../Schema/ErrorBody.ts"

/** The JSON of a body, or `undefined`, which JSON cannot be, where it is none. */
export const parseBody = (text: string | undefined): unknown => {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The body of a failure, where it is a JSON object: all that `ErrorBody` asks for. */
export const errorBodyOf = (text: string | undefined): ErrorBody | undefined => {
  const json = parseBody(text)
  return Predicate.isObject(json) ? json : undefined
}
