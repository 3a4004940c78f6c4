import * as Predicate from "effect/Predicate"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { FormFile } from "../../Schema/FormFile.ts"
import type { EncodedBody } from "../../Transport/Operation.ts"
import { invalidInput } from "../input/invalidInput.ts"

const isFile = (value: unknown): value is FormFile =>
  Predicate.isObject(value) && typeof value["name"] === "string" &&
  (typeof value["content"] === "string" || value["content"] instanceof Uint8Array)

/** Writes a name into the header of a part, as browsers do. */
const quoted = (name: string): string =>
  `"${name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("\"", "%22")}"`

type Part = ReadonlyArray<string | Uint8Array>

const partOf = (field: string, value: unknown): Part | InvalidInput => {
  const head = `Content-Disposition: form-data; name=${quoted(field)}`
  if (isFile(value)) {
    const type = (value.contentType ?? "application/octet-stream").replace(/[^\x20-\x7e]/g, "")
    return [`${head}; filename=${quoted(value.name)}\r\nContent-Type: ${type}\r\n\r\n`, value.content]
  }
  return typeof value === "object" || typeof value === "function"
    ? invalidInput(field, "must be a text, a number, a boolean, a file or a list of them")
    : [`${head}\r\n\r\n`, String(value)]
}

const encoder = new TextEncoder()

const joined = (pieces: Part): Uint8Array<ArrayBuffer> => {
  const parts = pieces.map((piece) => typeof piece === "string" ? encoder.encode(piece) : piece)
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/**
 * Writes the fields of an encoded payload out; a list sends its field once for
 * each of its values. The platform can write a `FormData`, but not at once, and
 * a call whose bytes take time could not be tested in virtual time.
 */
export const formBytes = (wire: unknown): EncodedBody | InvalidInput => {
  if (!Predicate.isObject(wire)) return invalidInput("payload", "must be the fields of a form")
  const boundary = `effect-novu-${globalThis.crypto.getRandomValues(new Uint32Array(4)).join("")}`
  const pieces: Array<Part[number]> = []
  for (const [field, value] of Object.entries(wire)) {
    if (value === undefined) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      const part = partOf(field, each)
      if (part instanceof InvalidInput) return part
      pieces.push(`--${boundary}\r\n`, ...part, "\r\n")
    }
  }
  return {
    bytes: joined([...pieces, `--${boundary}--\r\n`]),
    contentType: `multipart/form-data; boundary=${boundary}`
  }
}
