type Path = ReadonlyArray<string | number>

const isObject = (value: unknown): value is Readonly<Record<string | number, unknown>> =>
  typeof value === "object" && value !== null

/** A copy with another value at a place. */
export const replaceAt = (value: unknown, [first, ...rest]: Path, instead: unknown): unknown => {
  if (first === undefined) return instead
  if (Array.isArray(value)) return value.map((item, place) => place === first ? replaceAt(item, rest, instead) : item)
  const members = isObject(value) ? value : {}
  return { ...members, [first]: replaceAt(members[first], rest, instead) }
}

/** The peer takes the underscore off the names of an integration. */
const named = (value: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries(value).map(([name, member]) => [name.replace(/^_(?!_)/, ""), member]))

/** Where the second value lacks what the first has, or differs from it. */
export const differences = (first: unknown, second: unknown, at: Path = []): ReadonlyArray<Path> => {
  if (!isObject(first) || !isObject(second)) return Object.is(first, second) ? [] : [at]
  if (Array.isArray(first)) {
    return first.flatMap((item, place) => differences(item, second[place], [...at, place]))
  }
  const [left, right] = [named(first), named(second)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) =>
    left.has(name) && right.has(name)
      ? differences(left.get(name), right.get(name), [...at, name])
      : left.get(name) === right.get(name)
      ? []
      : [[...at, name]]
  )
}
