import type * as DateTime from "effect/DateTime"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"

/**
 * Says how a resource, as Novu shows it, compares with what a `create` asked
 * for. It is `hidden` when the answer leaves out what would have to be
 * compared.
 */
export type Agreement = "same" | "hidden" | "different"

/** Makes one agreement of those about several members. One difference decides; else one hidden member does. */
export const together = (...agreements: ReadonlyArray<Agreement>): Agreement =>
  agreements.includes("different") ? "different" : agreements.includes("hidden") ? "hidden" : "same"

/** Writes JSON with its keys in order and its secrets in clear, for comparing only. */
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
    // The value cannot be compared, because it is nested too deeply, so it is not known to be the same.
    return false
  }
}

/**
 * Compares a member that Novu always shows as it is stored: `null` and absent
 * both mean that nothing is stored.
 */
export const stored = (shown: unknown, asked: unknown): Agreement => sameJson(shown, asked) ? "same" : "different"

/**
 * Compares a member that some versions of Novu do not show. Where it is absent,
 * something may be stored all the same.
 */
export const whereShown = (shown: unknown, asked: unknown): Agreement =>
  shown === undefined ? asked === undefined || asked === null ? "same" : "hidden" : stored(shown, asked)

/** Compares identifiers, which Novu trims. */
export const sameId = (shown: string | null | undefined, asked: string | null | undefined): boolean =>
  (shown?.trim() ?? null) === (asked?.trim() ?? null)

/**
 * Whether an earlier attempt of the same call made the resource that a repeated
 * `create` conflicts with. It did if all that is shown is what was asked for,
 * and the resource is not older than the call. Where something is hidden, its
 * age has to be known.
 */
export const madeByThisCall = (
  agreement: Agreement,
  createdAt: DateTime.Utc | undefined,
  isOlder: (time: DateTime.Utc) => boolean
): boolean => {
  if (agreement === "different") return false
  return createdAt === undefined ? agreement === "same" : !isOlder(createdAt)
}
