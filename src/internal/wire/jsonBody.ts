import type { BodyFormat } from "../../Transport/Operation.ts"
import { invalidInput } from "../input/invalidInput.ts"

const utf8 = new TextEncoder()

/** Writes a payload as JSON. */
export const jsonBody: BodyFormat = (wire) => {
  try {
    const text: string | undefined = JSON.stringify(wire)
    if (text !== undefined) return { bytes: utf8.encode(text), contentType: "application/json" }
  } catch {
    // A circle, a `bigint`, or a `toJSON` of the caller's that throws.
  }
  return invalidInput("payload", "must be a JSON value")
}
