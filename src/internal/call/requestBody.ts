import * as HttpBody from "effect/http/HttpBody"
import type { Encoded } from "../wire/compiledOperation.ts"

/** Prints as its length: requests end up in errors and spans, and tokens are in here. */
class QuietBody extends HttpBody.Uint8Array {
  override toJSON(): unknown {
    const { _tag, contentLength } = this
    return { _id: "effect/HttpBody", _tag, contentLength }
  }
}

export const httpBody = (body: Encoded["body"]): HttpBody.HttpBody => {
  if (body === undefined) return HttpBody.empty
  if (typeof body !== "string") return new QuietBody(body.bytes, body.contentType, body.bytes.length)
  const { body: bytes, contentLength, contentType } = HttpBody.text(body, "application/json")
  return new QuietBody(bytes, contentType, contentLength)
}
