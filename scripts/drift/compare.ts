import { type Description, groupOf, type Holds, type Places } from "./describe.ts"

/** Describes a place at which the two documents differ. */
export interface Difference {
  /** Is `METHOD /path`. */
  readonly operation: string
  /** Says where in the operation; it is empty for the operation itself. */
  readonly place: string
  readonly part: "operation" | "request" | "response"
  /** Says what may stand there; it is absent on the side that does not have the place. */
  readonly ours: Holds | undefined
  readonly novu: Holds | undefined
}

/** Holds one thing that only one side says of a place. A difference consists of one or several. */
export interface Statement extends Difference {
  readonly by: "ours" | "novu"
  /** Says what may stand there; it is absent when the other side does not have the place at all. */
  readonly value: string | undefined
}

const only = (difference: Difference, by: Statement["by"], value?: string): Statement => ({ ...difference, by, value })

const without = (values: Holds, others: Holds) => [...values].filter((value) => !others.has(value)).toSorted()

/** Splits a difference into statements, each of which may have a reason of its own. */
export const statementsOf = (difference: Difference): ReadonlyArray<Statement> => {
  const { novu, ours } = difference
  if (ours === undefined) return [only(difference, "novu")]
  if (novu === undefined) return [only(difference, "ours")]
  return [
    ...without(ours, novu).map((value) => only(difference, "ours", value)),
    ...without(novu, ours).map((value) => only(difference, "novu", value))
  ]
}

/** Says whether the side that has a place requires something there. */
export const isRequired = (statement: Statement): boolean =>
  statement.part !== "operation" && statement[statement.by]?.has("nothing") === false

const have = { ours: "we have", novu: "Novu has" }
const take = { ours: "we also take", novu: "Novu also takes" }

/** Puts statements about one place into words. */
export const wordsOf = (statements: ReadonlyArray<Statement>): string =>
  (["ours", "novu"] as const).flatMap((side) => {
    const [first, ...rest] = statements.filter(({ by }) => by === side)
    if (first === undefined) return []
    return first.value === undefined
      ? [`only ${have[side]} it${isRequired(first) ? ", required" : ""}`]
      : [`${take[side]} ${[first, ...rest].map(({ value }) => value).join(", ")}`]
  }).join("; ")

const startsBelow = (parent: string) => (place: string) =>
  place.length > parent.length && place.startsWith(parent) && /^[.[<]/.test(place.slice(parent.length))

/** Says whether a place is missing only because its parent is missing too, or because its parent takes anything. */
const isImplied = (place: string, places: Places, others: Places): boolean =>
  [...others.keys()].some((parent) => {
    if (!startsBelow(parent)(place)) return false
    const holds = places.get(parent)
    return holds === undefined || (holds.has("anything") && ![...places.keys()].some(startsBelow(parent)))
  })

const comparePlaces = (operation: string, ours: Places, novu: Places): ReadonlyArray<Difference> =>
  [...new Set([...ours.keys(), ...novu.keys()])].flatMap((place) => {
    if (!ours.has(place) && isImplied(place, ours, novu)) return []
    if (!novu.has(place) && isImplied(place, novu, ours)) return []
    const part = place.startsWith("response") ? "response" : "request"
    const difference: Difference = { operation, place, part, ours: ours.get(place), novu: novu.get(place) }
    return statementsOf(difference).length === 0 ? [] : [difference]
  })

const itself: Holds = new Set(["operation"])

/** Returns how our operations differ from Novu's, in the groups of which we have any. */
export const compare = (ours: Description, novu: Description): ReadonlyArray<Difference> => {
  const groups = new Set([...ours.keys()].map(groupOf))
  const named = new Set([...ours.keys(), ...[...novu.keys()].filter((name) => groups.has(groupOf(name)))])
  return [...named].flatMap((operation) => {
    const [mine, theirs] = [ours.get(operation), novu.get(operation)]
    if (mine !== undefined && theirs !== undefined) return comparePlaces(operation, mine, theirs)
    return [{ operation, place: "", part: "operation", ours: mine && itself, novu: theirs && itself }]
  })
}
