import * as Effect from "effect/Effect"
import type { FakeRequest } from "./message.ts"

/**
 * Reads a form as the server's parser of uploads does. It runs after the stage of
 * idempotency, which therefore takes all forms for the same body.
 */
export const formOf = ({ body, headers }: FakeRequest): Effect.Effect<FormData> =>
  Effect.promise(async () => {
    const type = headers["content-type"] ?? ""
    if (!type.startsWith("multipart/form-data")) return new FormData()
    try {
      return await new Response(Uint8Array.from(body), { headers: { "content-type": type } }).formData()
    } catch {
      return new FormData()
    }
  })
