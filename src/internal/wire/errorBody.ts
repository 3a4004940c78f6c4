import * as Predicate from "effect/Predicate"
import type { ErrorBody } from "../../Schema/ErrorBody.ts"

/**
 * The body of an answer that is not 2xx, or `undefined` where it is not an
 * object. Parsing is all that `ErrorBody` asks for.
 *
 * @internal
 */
export const errorBodyOf = (text: string | undefined): ErrorBody | undefined => {
  if (text === undefined || !/^\s*\{/.test(text)) return undefined
  try {
    const body: unknown = JSON.parse(text)
    return Predicate.isObject(body) ? body : undefined
  } catch {
    return undefined
  }
}
