/** Makes HMACs of SHA-256 on WebCrypto, which every runtime has, and compares them in constant time. */
import * as Mac from "effect/crypto/Mac"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const WebCrypto = Mac.layerWebCrypto.pipe(Layer.provide(SecureRandom.layerWebCrypto))

const encoder = new TextEncoder()

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** Signs what it is given with a key that nobody else sees. */
export type Hmac = (data: Uint8Array) => Effect.Effect<Uint8Array>

/** Makes the function that signs with a key. The key has at least one byte, and every runtime has WebCrypto. */
export const hmacWith = (bytes: Uint8Array): Effect.Effect<Hmac> =>
  Effect.gen(function*() {
    const mac = yield* Mac.Mac
    const key = yield* Mac.key(Mac.hmacSha256, bytes)
    return (data: Uint8Array) => Effect.orDie(mac.sign(key, data))
  }).pipe(Effect.orDie, Effect.provide(WebCrypto))

/** Compares texts in constant time. Texts of different lengths differ at once, which tells only their lengths. */
export const isSame = (one: string, other: string): boolean => Mac.timingSafeEqual(utf8(one), utf8(other))

/** Joins texts and bytes as they stand. */
export const concat = (text: string, bytes: Uint8Array): Uint8Array => {
  const head = utf8(text)
  const whole = new Uint8Array(head.length + bytes.length)
  whole.set(head)
  whole.set(bytes, head.length)
  return whole
}
