import * as Redacted from "effect/Redacted"
import { revealed } from "../input/redactedText.ts"

/** Shorter texts are no secrets worth the damage of replacing them everywhere. */
const shortest = 4

/**
 * Every secret text in a value, however deep.
 *
 * @internal
 */
export const secretsIn = (
  value: unknown,
  found: Set<string> = new Set(),
  seen: Set<unknown> = new Set()
): Set<string> => {
  if (Redacted.isRedacted(value)) {
    const secret = revealed(value)
    if (typeof secret === "string" && secret.length >= shortest) found.add(secret)
  } else if (typeof value === "object" && value !== null && !seen.has(value)) {
    seen.add(value)
    for (const member of Object.values(value)) secretsIn(member, found, seen)
  }
  return found
}

/**
 * Takes secrets out of a text that someone else wrote: a server may repeat in
 * a message what it was sent.
 *
 * @internal
 */
export const scrub = (text: string, secrets: Iterable<string>): string => {
  let clean = text
  // The longest first: one secret may be part of another.
  for (const secret of [...secrets].toSorted((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(secret, "<redacted>")
    // As it looks inside a quoted JSON text.
    clean = clean.replaceAll(JSON.stringify(secret).slice(1, -1), "<redacted>")
  }
  return clean
}
