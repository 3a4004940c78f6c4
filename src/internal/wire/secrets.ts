import * as Redacted from "effect/Redacted"
import { revealed } from "../input/redactedText.ts"

/** Shorter texts are not replaced: that would damage more of a message than it could hide. */
export const shortest = 4

const membersOf = (value: object): ReadonlyArray<unknown> => {
  try {
    return Object.values(value)
  } catch {
    return []
  }
}

/**
 * Collects every secret text in a value, however deep. It never throws, because
 * the value may be one that no schema describes.
 */
export const secretsIn = (whole: unknown): ReadonlySet<string> => {
  const found = new Set<string>()
  const seen = new Set<unknown>()
  const open: Array<{ readonly value: unknown; readonly secret: boolean }> = [{ value: whole, secret: false }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { secret, value } = next
    if (typeof value === "string") {
      if (secret && value.length >= shortest) found.add(value)
    } else if (Redacted.isRedacted(value)) {
      open.push({ value: revealed(value), secret: true })
    } else if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value)
      for (const member of membersOf(value)) open.push({ value: member, secret })
    }
  }
  return found
}
