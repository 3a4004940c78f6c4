import * as Base64 from "effect/encoding/Base64"
import * as Hex from "effect/encoding/Hex"
import { plainText } from "./plainText.ts"

/** Limits the characters of one secret that are looked for. Novu takes no body that holds a longer one. */
const longest = 128 * 1024

/** Shorter than this, an encoded secret could be a part of any word. */
const shortestEncoded = 8

/**
 * Returns what base64 makes of a secret wherever it stands in what is encoded,
 * as in `Bearer <secret>` or `<user>:<secret>`. There are three forms. The
 * characters that also depend on what stands before and after it are left out.
 */
const base64Of = (text: string, bytes: number): ReadonlyArray<string> =>
  [0, 1, 2].map((before) =>
    Base64.encode("\0".repeat(before) + text).slice(Math.ceil(before * 8 / 6), Math.floor((before + bytes) * 8 / 6))
  )

const toUrlSafe = (base64: string): string => base64.replaceAll("+", "-").replaceAll("/", "_")

const fromBase64 = (text: string): string => {
  try {
    return atob(text)
  } catch {
    return ""
  }
}

/**
 * Returns a secret and what is secret in it, where it is the value of an
 * `Authorization`: `Bearer x`, `Basic <user:x>`.
 */
const partsOf = (secret: string): ReadonlyArray<string> => {
  const [, scheme = "", credentials = ""] = /^([a-z-]{3,20})\s+(\S[^]*)$/i.exec(secret) ?? []
  const pair = /^basic$/i.test(scheme) ? fromBase64(credentials) : ""
  return [secret, credentials, pair, pair.slice(pair.indexOf(":") + 1)]
}

/**
 * Returns every form of a secret that a text is searched for. What JSON, URLs
 * and HTML make of it needs no form of its own, because `plainText` undoes
 * that.
 */
export const formsOf = (secret: string, shortest: number): ReadonlyArray<string> =>
  partsOf(secret.slice(0, longest)).filter((part) => part.length >= shortest).flatMap((part) => {
    const hex = Hex.encode(part)
    const base64 = base64Of(part, hex.length / 2)
    const encoded = new Set([...base64, ...base64.map(toUrlSafe), hex, hex.toUpperCase()])
    return [
      plainText(part).text,
      ...[...encoded].filter(({ length }) => length >= shortestEncoded).map((form) => plainText(form).text)
    ].filter(({ length }) => length >= shortest)
  })
