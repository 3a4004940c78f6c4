import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"

/** Hashes a text, and writes the hash in hexadecimal digits. */
export const sha256 = (text: string): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
    (digest) => Hex.encode(new Uint8Array(digest))
  )
