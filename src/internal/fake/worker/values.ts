import { isReadonlyObject } from "effect/Predicate"

/** Reads what a dotted path leads to, such as `order.items[0].name`; `undefined` where it leads nowhere. */
export const valueAt = (value: unknown, path: string): unknown => {
  let found = value
  for (const name of path.split(/[.[\]]+/)) {
    if (name === "") continue
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

/** Returns an object as it is, and an empty one for everything else. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> => isReadonlyObject(value) ? value : {}

/** Returns a text that is not empty. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined
