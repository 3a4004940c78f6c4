/** Joins twelve hexadecimal digits of time with the 74 random bits that a version 4 has after its version. */
const format = (now: number, random: string): string => {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${random}`
}

/** Replaces `randomUUID` in pages that lack it: browsers have it in secure origins only. */
const withoutRandomUUID = (): string => {
  const [variant = 0, ...bytes] = globalThis.crypto.getRandomValues(new Uint8Array(10))
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${digits.slice(0, 3)}-${(8 + variant % 4).toString(16)}${digits.slice(3, 6)}-${digits.slice(6, 18)}`
}

/**
 * Makes a UUID v7 from the platform's cryptographic source.
 *
 * The random part is taken from a v4, which has it in the same places. Engines
 * make a v4 from a pool, which is much cheaper than asking the operating system
 * for each key.
 */
export const newIdempotencyKey = (now: number): string =>
  format(now, globalThis.crypto.randomUUID?.().slice(15) ?? withoutRandomUUID())
