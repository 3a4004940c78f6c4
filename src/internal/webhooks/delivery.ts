import { parsedJson } from "../wire/parsedJson.ts"
import { utf8 } from "./hmac.ts"

/** Returns the bytes of a body. Callers without types may pass a parsed one, of which nobody can tell the bytes. */
export const bytesOf = (body: unknown): Uint8Array | undefined => {
  if (typeof body === "string") return utf8(body)
  if (body instanceof Uint8Array) return body
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined
}

/** Says what often is the cause of a signature that does not match, where the body looks like it. */
export const hintOf = (body: unknown): string | undefined => {
  if (bytesOf(body) === undefined) return "the body was parsed, and must be the bytes that were sent"
  const json = typeof body === "string" ? parsedJson(body) : undefined
  return json !== undefined && JSON.stringify(json) === body
    ? "the body may have been parsed and written again; pass the bytes that were sent"
    : undefined
}
