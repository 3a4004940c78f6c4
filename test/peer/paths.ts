type Path = ReadonlyArray<string | number>

export const isObject = (value: unknown): value is Readonly<Record<string | number, unknown>> =>
  typeof value === "object" && value !== null

/** Returns the value at a place. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((outer, name) => isObject(outer) ? outer[name] : undefined, value)

/** Returns a copy with another value at a place. */
export const replaceAt = (value: unknown, [first, ...rest]: Path, instead: unknown): unknown => {
  if (first === undefined) return instead
  if (Array.isArray(value)) return value.map((item, place) => place === first ? replaceAt(item, rest, instead) : item)
  const members = isObject(value) ? value : {}
  return { ...members, [first]: replaceAt(members[first], rest, instead) }
}

/** Returns a copy without the member at a place. */
export const withoutAt = (value: unknown, path: Path): unknown => {
  const [first, ...rest] = path
  if (first === undefined) return undefined
  if (Array.isArray(value)) return value.map((item, place) => place === first ? withoutAt(item, rest) : item)
  const members = isObject(value) ? value : {}
  if (rest.length > 0) return { ...members, [first]: withoutAt(members[first], rest) }
  return Object.fromEntries(Object.entries(members).filter(([name]) => name !== first))
}

/** Removes the first underscore of a name, as the peer does with the names of an integration. */
export const bare = <Name extends string | number>(name: Name): Name | string =>
  typeof name === "string" ? name.replace(/^_(?!_)/, "") : name

const named = (value: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries(value).map(([name, member]) => [bare(name), member]))

/** Returns a value with the names that the peer gives its members. */
export const withoutUnderscores = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutUnderscores)
    : isObject(value)
    ? Object.fromEntries([...named(value)].map(([name, member]) => [name, withoutUnderscores(member)]))
    : value

/** Returns the places at which one value lacks what the other has, or differs from it. */
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
