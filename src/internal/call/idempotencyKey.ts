/** Twelve hexadecimal digits of time, then what a version 4 has behind its version: 74 random bits. */
const format = (now: number, random: string): string => {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${random}`
}

/** Where a page has no `randomUUID`: a browser gives it to secure origins only. */
const withoutRandomUUID = (): string => {
  const [variant = 0, ...bytes] = globalThis.crypto.getRandomValues(new Uint8Array(10))
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${digits.slice(0, 3)}-${(8 + variant % 4).toString(16)}${digits.slice(3, 6)}-${digits.slice(6, 18)}`
}

/**
 * A UUID v7 from the platform's cryptographic source.
 *
 * The random part is that of a v4, which has it in the same places and which
 * engines make from a pool: asking the operating system for each key took a
 * sixth of a call.
 */
export const newIdempotencyKey = (now: number): string =>
  format(now, globalThis.crypto.randomUUID?.().slice(15) ?? withoutRandomUUID())
