import * as Redacted from "effect/Redacted"

/**
 * What a `Redacted` holds, or `undefined` where that cannot be had: it was
 * wiped, or another copy of Effect made it and keeps its value.
 */
export const revealed = (secret: Redacted.Redacted<unknown> | undefined): unknown => {
  if (secret === undefined) return undefined
  try {
    return Redacted.value(secret)
  } catch {
    return undefined
  }
}

/** The same where it is a text. */
export const textIn = (secret: Redacted.Redacted<unknown> | undefined): string | undefined => {
  const value = revealed(secret)
  return typeof value === "string" ? value : undefined
}

/** Whether it shows a text: some servers put an empty one where they hide a token. */
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

/** What is wrong with such a one, in words. */
export const lost = "a Redacted that was wiped or comes from another copy of effect: its text cannot be read"
