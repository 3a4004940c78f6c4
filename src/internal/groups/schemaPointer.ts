import { isObject, isObjectOrArray, isString } from "effect/Predicate"
import { percentDecoded } from "../percentDecoded.ts"

/** Is an object of a JSON Schema document, whatever its members hold. */
export type Json = { readonly [name: PropertyKey]: unknown }

export const isList: (value: unknown) => value is ReadonlyArray<unknown> = Array.isArray

/** Reads a member of the object's own. Every object seems to have one of a name such as `constructor`. */
export const own = (object: unknown, name: string): unknown =>
  isObjectOrArray(object) && Object.hasOwn(object, name) ? (object as Json)[name] : undefined

/** Returns the schema to which a reference within a document leads. */
export const referred = (document: unknown, reference: unknown): Json | boolean | undefined => {
  if (!isString(reference) || !/^#(?:\/|$)/.test(reference)) return undefined
  const found = reference.split("/").slice(1).reduce(
    (value: unknown, token) => own(value, percentDecoded(token).replaceAll("~1", "/").replaceAll("~0", "~")),
    document
  )
  return isObject(found) || typeof found === "boolean" ? found : undefined
}
