import * as Result from "effect/Result"
import type { HeaderPair } from "./message.ts"
import { badRequest, conflict, internalError, reject, type Rejection } from "./rejection.ts"

const inProgressMillis = 300_000
const storedMillis = 86_400_000
const documentation: HeaderPair = ["Link", "https://docs.novu.co/additional-resources/idempotency"]

type Entry =
  | { readonly _tag: "InProgress"; readonly expiresAt: number }
  | {
    readonly _tag: "Stored"
    readonly expiresAt: number
    readonly fingerprint: string
    readonly outcome: Result.Result<string, Rejection>
  }

/** The interceptor lets the handler run, or answers in its place. */
export type IdempotencyDecision =
  | { readonly _tag: "Ignored" }
  | { readonly _tag: "First"; readonly headers: ReadonlyArray<HeaderPair> }
  | {
    readonly _tag: "Settled"
    readonly headers: ReadonlyArray<HeaderPair>
    /** Is the body that was sent the first time, or the refusal. */
    readonly outcome: Result.Result<string, Rejection>
  }

/**
 * Makes the memory of the idempotency interceptor.
 *
 * **Gotchas**
 *
 * The scope of a key is the organisation: the same key collides across paths,
 * methods and environments.
 */
export const makeIdempotency = () => {
  const entries = new Map<string, Entry>()

  const begin = (method: string, key: string | undefined, body: unknown, now: number): IdempotencyDecision => {
    if (!key || (method !== "POST" && method !== "PATCH")) return { _tag: "Ignored" }
    if (key.length > 255) {
      return refuse([], badRequest(`idempotencyKey "${key}" has exceeded the maximum allowed length of 255 characters`))
    }
    const echo: HeaderPair = ["Idempotency-Key", key]
    const entry = entries.get(key)
    if (entry === undefined || entry.expiresAt <= now) {
      entries.set(key, { _tag: "InProgress", expiresAt: now + inProgressMillis })
      return { _tag: "First", headers: [echo] }
    }
    if (entry._tag === "InProgress") {
      return refuse(
        [echo, ["Retry-After", "1"], documentation],
        conflict(`Request with key "${key}" is currently being processed. Please retry after 1 second`)
      )
    }
    if (entry.fingerprint !== fingerprintOf(body)) {
      return refuse(
        [echo, documentation],
        reject(422, `Request with key "${key}" is being reused for a different body`)
      )
    }
    return { _tag: "Settled", headers: [echo, ["Idempotency-Replay", "true"]], outcome: entry.outcome }
  }

  /** Stores an outcome. A refusal is kept as it was; anything from 500 up is kept as the generic 500. */
  const settle = (key: string, body: unknown, outcome: Result.Result<string, Rejection>, now: number): void => {
    entries.set(key, {
      _tag: "Stored",
      expiresAt: now + storedMillis,
      fingerprint: fingerprintOf(body),
      outcome: Result.mapError(outcome, (rejection) => rejection.status >= 500 ? internalError : rejection)
    })
  }

  return { begin, settle }
}

export type Idempotency = ReturnType<typeof makeIdempotency>

const refuse = (headers: ReadonlyArray<HeaderPair>, rejection: Rejection): IdempotencyDecision => ({
  _tag: "Settled",
  headers,
  outcome: Result.fail(rejection)
})

/** Writes the parsed body again, so that white space does not matter and the order of members does. */
const fingerprintOf = (body: unknown): string => JSON.stringify(body)
