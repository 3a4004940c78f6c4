import * as Predicate from "effect/Predicate"
import type { ErrorBody } from "../../Schema/ErrorBody.ts"
import { parsedJson } from "./parsedJson.ts"

/** Returns the body of a failure where it is a JSON object, which is all that `ErrorBody` asks for. */
export const errorBodyOf = (text: string | undefined): ErrorBody | undefined => {
  const json = parsedJson(text)
  return Predicate.isObject(json) ? json : undefined
}
