/**
 * Returns the members that are not `undefined`. A caller whose own option is
 * absent passes it on as `undefined`, which must not override a default.
 */
export const given = <A extends object>(options: A): { readonly [K in keyof A]?: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof A]?: Exclude<A[K], undefined>
  }

/** Says what kind of value a caller passed where an object belongs. It never shows the value itself. */
export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object") return "an object"
  return typeof value === "string" ? "a text" : `a ${typeof value}`
}
