import type * as DateTime from "effect/DateTime"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"

/**
 * How what Novu shows of a resource compares with what a `create` asked for.
 * `hidden` is what cannot be compared because the answer leaves it out.
 */
export type Agreement = "same" | "hidden" | "different"

/** One agreement about several members: the first difference decides. */
export const together = (...agreements: ReadonlyArray<Agreement>): Agreement =>
  agreements.includes("different") ? "different" : agreements.includes("hidden") ? "hidden" : "same"

/** JSON with its keys in order and its secrets in clear, for comparing only. */
const canonical = (value: unknown): string =>
  JSON.stringify([value], function(this: Readonly<Record<string, unknown>>, key, json: unknown) {
    const member = this[key]
    const plain = Redacted.isRedacted(member) ? Redacted.value(member) : json
    return Predicate.isObject(plain)
      ? Object.fromEntries(Object.entries(plain).toSorted(([a], [b]) => a < b ? -1 : 1))
      : plain
  })

const sameJson = (shown: unknown, asked: unknown): boolean => {
  try {
    return canonical(shown ?? null) === canonical(asked ?? null)
  } catch {
    // Nested too deeply to be compared, so not known to be the same.
    return false
  }
}

/**
 * Compares a member that Novu always shows as it is stored: `null` and absent
 * both mean that nothing is stored.
 */
export const stored = (shown: unknown, asked: unknown): Agreement => sameJson(shown, asked) ? "same" : "different"

/**
 * Compares a member that Novu, or some version of it, does not show: where it is
 * absent, something may be stored all the same.
 */
export const whereShown = (shown: unknown, asked: unknown): Agreement =>
  shown === undefined ? asked === undefined || asked === null ? "same" : "hidden" : stored(shown, asked)

/** Compares identifiers, which Novu trims. */
export const sameId = (shown: string | null | undefined, asked: string | null | undefined): boolean =>
  (shown?.trim() ?? null) === (asked?.trim() ?? null)

/**
 * Whether the resource that is in the way of a repeated `create` is the one that
 * an earlier attempt of the same call made: all that is shown is what was asked
 * for, and it is not older than the call. Where something is hidden, its age has
 * to be known.
 */
export const madeByThisCall = (
  agreement: Agreement,
  createdAt: DateTime.Utc | undefined,
  isOlder: (time: DateTime.Utc) => boolean
): boolean => {
  if (agreement === "different") return false
  return createdAt === undefined ? agreement === "same" : !isOlder(createdAt)
}
