import type { Api } from "./api.ts"
import { type Pages, pagesOf } from "./paging.ts"
import { type Direction, keyOf, type Reach, type Reached } from "./reach.ts"
import type { Stock } from "./standing.ts"
import { capital, singular } from "./words.ts"

/** Holds the name of a schema, and its file in `src/Schema`. */
export interface Noun {
  readonly name: string
  readonly file: string
}

/** Has one noun per component and direction, by the key that `keyOf` writes. */
export type Nouns = ReadonlyMap<string, Noun>

/** These names would hide a name of the language, or a module that the printed files import. */
const reserved = new Set(
  ("Array Boolean Context Date Effect Error Event File Function Group Layer Map Message Notification Number Object " +
    "Operation Paging Promise Record Request Response Schema Set Stream String Symbol").split(" ")
)

/** Returns Novu's noun: the name of the component without affixes such as `Dto` and `Response`. */
const nounOf = (component: string): string => {
  const words = component.replace(/(Request|Response)?Dto(V\d+)?(?=$|[A-Z])/, "").replace(/(Request|Response)$/, "")
    .replace(/^Get(?=[A-Z])/, "").replace(/(?<=.)Enum$/, "").replaceAll(/\W/g, "")
  return capital(words === "" ? component : words)
}

/** Returns the pages of lists, by the component of the answer. */
const pagesByComponent = ({ components, operations }: Api): ReadonlyMap<string, Pages> =>
  new Map(operations.flatMap((operation) => {
    const pages = pagesOf(components, operation)
    return pages === undefined || operation.success?.tag !== "component"
      ? []
      : [[operation.success.name, pages] as const]
  }))

const isBoth = (reach: Reach, component: string): boolean =>
  reach.has(keyOf(component, "in")) && reach.has(keyOf(component, "out"))

/** Finds the hand-written schema. One may serve both directions, unless its file is the one that is printed again. */
const standingOf = (stock: Stock, reach: Reach, file: string, { component, direction }: Reached): Noun | undefined => {
  const standing = stock.byComponent.get(component) ?? []
  const [first] = standing
  if (standing.length > 1) return standing.find(({ name }) => name.endsWith("Input") === (direction === "in")) ?? first
  return first?.file === file && direction === "in" && isBoth(reach, component) ? undefined : first
}

/** Names schemas. Existing ones keep their names; next come those that operations take or answer, then their parts. */
export const nounsOf = (api: Api, reach: Reach, stock: Stock): Nouns => {
  const nouns = new Map<string, Noun>()
  const taken = new Set([...reserved, ...api.operations.map(({ group }) => group), ...stock.names])
  const pages = pagesByComponent(api)
  const isConstants = (component: string) => api.components.get(component)?.tag === "constants"

  const baseOf = (component: string): string => {
    const item = pages.get(component)?.item
    return item?.tag === "component"
      ? `${nouns.get(keyOf(item.name, "out"))?.name ?? nounOf(item.name)}Page`
      : nounOf(component)
  }

  const candidates = ({ component, direction }: Reached): ReadonlyArray<string> => {
    const base = baseOf(component)
    const named = [base, `Novu${base}`, component.replaceAll(/\W/g, "")]
    if (isConstants(component)) return direction === "in" ? named : named.map((name) => `Any${name}`)
    return isBoth(reach, component) && direction === "in" ? named.map((name) => `${name}Input`) : named
  }

  const name = (reached: Reached): Noun => {
    const file = singular(reached.groups[0] ?? "")
    const standing = standingOf(stock, reach, file, reached)
    if (standing !== undefined) return standing
    const names = candidates(reached)
    const [first = ""] = names
    const same = isConstants(reached.component) ? stock.byName.get(first) : undefined
    if (same !== undefined) return same
    const free = names.find((each) => !taken.has(each)) ?? `${first}${taken.size}`
    return { name: free, file }
  }

  const inOrder = [...reach.values()].toSorted((one, other) =>
    Number(pages.has(one.component)) - Number(pages.has(other.component)) || Number(other.isWhole) - Number(one.isWhole)
  )
  for (const reached of inOrder) {
    const noun = name(reached)
    taken.add(noun.name)
    nouns.set(keyOf(reached.component, reached.direction), noun)
  }
  return nouns
}

/** Returns the name of a component in a direction. */
export const noun = (nouns: Nouns, component: string, direction: Direction): Noun => {
  const found = nouns.get(keyOf(component, direction))
  if (found === undefined) throw new Error(`the document has no component ${component}`)
  return found
}
