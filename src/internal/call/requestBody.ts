import * as HttpBody from "effect/http/HttpBody"
import type { Encoded } from "../wire/compiledOperation.ts"

/** Printed as its length only, because requests appear in errors and spans, and this one holds tokens. */
class QuietBody extends HttpBody.Uint8Array {
  override toJSON(): unknown {
    const { _tag, contentLength } = this
    return { _id: "effect/HttpBody", _tag, contentLength }
  }
}

export const httpBody = (body: Encoded["body"]): HttpBody.HttpBody =>
  body === undefined ? HttpBody.empty : new QuietBody(body.bytes, body.contentType, body.bytes.length)
