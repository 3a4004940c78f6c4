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

/** Has a text somewhere in a value. */
interface Leaf {
  /** Leads from the value to the text, such as `redirect.url`. */
  readonly path: string
  readonly text: string
}

/** Returns every text in a value. Not recursive: a value may be deeper than the stack. */
export const leavesOf = (value: unknown): ReadonlyArray<Leaf> => {
  const leaves: Array<Leaf> = []
  const left: Array<readonly [path: string, value: unknown]> = [["", value]]
  // What is added while the list is walked is walked, too.
  for (const [path, found] of left) {
    if (typeof found === "string") leaves.push({ path, text: found })
    else if (typeof found === "object" && found !== null) {
      for (const [name, member] of Object.entries(found)) left.push([path === "" ? name : `${path}.${name}`, member])
    }
  }
  return leaves
}
