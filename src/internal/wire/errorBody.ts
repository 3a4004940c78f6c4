import * as Predicate from "effect/Predicate"
import type { ErrorBody } from "../../Schema/ErrorBody.ts"

/** Returns the JSON of a body, or `undefined` where there is none. No JSON text means `undefined`. */
export const parseBody = (text: string | undefined): unknown => {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the body of a failure where it is a JSON object, which is all that `ErrorBody` asks for. */
export const errorBodyOf = (text: string | undefined): ErrorBody | undefined => {
  const json = parseBody(text)
  return Predicate.isObject(json) ? json : undefined
}
