import * as Redacted from "effect/Redacted"

/**
 * Returns what a `Redacted` holds. Returns `undefined` where that cannot be
 * had: it was wiped, or another copy of Effect made it and keeps its value.
 */
export const revealed = (secret: Redacted.Redacted<unknown> | undefined): unknown => {
  if (secret === undefined) return undefined
  try {
    return Redacted.value(secret)
  } catch {
    return undefined
  }
}

/** Returns what a `Redacted` holds where that is a text. */
export const textIn = (secret: Redacted.Redacted<unknown> | undefined): string | undefined => {
  const value = revealed(secret)
  return typeof value === "string" ? value : undefined
}

/** Whether a `Redacted` holds a text that is not empty. Some servers send an empty one where they hide a token. */
export const showsText = (secret: Redacted.Redacted<unknown> | undefined): boolean => (textIn(secret) ?? "") !== ""

/** Whether a value is a `Redacted` whose value cannot be had. */
export const isLost = (value: unknown): boolean => {
  if (!Redacted.isRedacted(value)) return false
  try {
    Redacted.value(value)
    return false
  } catch {
    return true
  }
}

/** Says what is wrong with such a `Redacted`. */
export const lost = "a Redacted that was wiped or comes from another copy of effect: its text cannot be read"
