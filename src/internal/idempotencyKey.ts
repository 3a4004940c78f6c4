import * as SecureRandom from "effect/crypto/SecureRandom"

/**
 * A UUID v7: 48 bits of time, 74 bits from the platform's cryptographic source.
 *
 * The random part is taken from a v4, which has it in the same places and which
 * engines make from a pool: asking the operating system for each key took a
 * sixth of a call.
 *
 * @internal
 */
export const newIdempotencyKey = (now: number): string => {
  if (globalThis.crypto.randomUUID === undefined) return SecureRandom.uuidV7Unsafe()
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${globalThis.crypto.randomUUID().slice(15)}`
}
