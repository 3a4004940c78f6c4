import type { Description, Places } from "./describe.ts"

/** Something that one document says and the other does not. */
export interface Difference {
  /** `METHOD /path` */
  readonly operation: string
  /** Where in the operation; empty when it is the operation itself. */
  readonly place: string
  readonly what: string
}

const without = (values: ReadonlySet<string>, others: ReadonlySet<string>) =>
  [...values].filter((value) => !others.has(value)).toSorted()

const what = (ours: ReadonlySet<string> | undefined, novu: ReadonlySet<string> | undefined): string => {
  const required = (holds: ReadonlySet<string> | undefined) => holds?.has("nothing") === false ? ", required" : ""
  if (ours === undefined) return `only Novu has it${required(novu)}`
  if (novu === undefined) return `only we have it${required(ours)}`
  const more = without(ours, novu)
  const less = without(novu, ours)
  return [
    more.length > 0 ? `we also take ${more.join(", ")}` : "",
    less.length > 0 ? `Novu also takes ${less.join(", ")}` : ""
  ].filter(Boolean).join("; ")
}

const startsBelow = (parent: string) => (place: string) =>
  place.length > parent.length && place.startsWith(parent) && /^[.[<]/.test(place.slice(parent.length))

/** Whether a place is missing only because all that is around it is, or because anything at all is taken there. */
const isImplied = (place: string, places: Places, others: Places): boolean =>
  [...others.keys()].some((parent) => {
    if (!startsBelow(parent)(place)) return false
    const holds = places.get(parent)
    return holds === undefined || (holds.has("anything") && ![...places.keys()].some(startsBelow(parent)))
  })

const comparePlaces = (operation: string, ours: Places, novu: Places): ReadonlyArray<Difference> =>
  [...new Set([...ours.keys(), ...novu.keys()])].flatMap((place) => {
    const [mine, theirs] = [ours.get(place), novu.get(place)]
    if (mine === undefined && isImplied(place, ours, novu)) return []
    if (theirs === undefined && isImplied(place, novu, ours)) return []
    const difference = what(mine, theirs)
    return difference === "" ? [] : [{ operation, place, what: difference }]
  })

/** How our operations differ from Novu's. */
export const compare = (ours: Description, novu: Description): ReadonlyArray<Difference> =>
  [...new Set([...ours.keys(), ...novu.keys()])].flatMap((operation) => {
    const [mine, theirs] = [ours.get(operation), novu.get(operation)]
    return mine === undefined || theirs === undefined
      ? [{ operation, place: "", what: mine === undefined ? "only Novu has it" : "only we have it" }]
      : comparePlaces(operation, mine, theirs)
  })
