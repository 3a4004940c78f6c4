import { isReadonlyObject } from "effect/Predicate"
import type { Rule } from "../protocol/validation.ts"

const maximumContexts = 5
const maximumDataBytes = 65_536
const idPattern = /^[a-zA-Z0-9_-]{1,100}$/
const encoder = new TextEncoder()

/** Complains about data that is too large; `undefined` means that it fits. */
export const dataTooLarge = (type: string, data: unknown): string | undefined => {
  const bytes = encoder.encode(JSON.stringify(data)).length
  return bytes > maximumDataBytes
    ? `Context '${type}' data is too large: ${Math.round(bytes / 1024)}KB exceeds 64KB limit`
    : undefined
}

/** Checks the `context` of connections, endpoints and OAuth, and complains about one thing at most. */
export const contextPayload: Rule = (value) => {
  if (!isReadonlyObject(value)) return [structure]
  const entries = Object.entries(value)
  if (entries.length === 0) return [structure]
  if (entries.length > maximumContexts) {
    return [`Too many contexts: ${entries.length} provided, maximum allowed is ${maximumContexts}`]
  }
  for (const [type, context] of entries) {
    const id = isReadonlyObject(context) ? context["id"] : context
    const data = isReadonlyObject(context) ? context["data"] : undefined
    if (typeof id !== "string" || !idPattern.test(id)) return [structure]
    if (data === undefined) continue
    if (!isReadonlyObject(data)) return [structure]
    const tooLarge = dataTooLarge(type, data)
    if (tooLarge !== undefined) return [tooLarge]
  }
  return []
}

const structure = "Invalid context payload structure. Expected an object with 1 to 5 entries, each an id or " +
  "{ id, data }, where an id has 1 to 100 characters of a-z, A-Z, 0-9, _ and -"
