import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import type { Repeat } from "../Client/Operation.ts"
import { retryAfter } from "../Client/ResponseHeaders.ts"
import { type RetryPolicy, standard } from "../Client/RetryPolicy.ts"
import type { InvalidInput, NovuErrorReason } from "../Errors/NovuErrorReason.ts"
import { given, kindOf } from "./given.ts"
import { invalidInput } from "./invalidInput.ts"
import { isRecord } from "./isRecord.ts"

/**
 * Whether an attempt that failed leaves open if its request was carried out. An
 * answer that cannot be read does, too, but is never followed by an attempt.
 *
 * @internal
 */
export const leavesDoubt = (reason: NovuErrorReason): boolean => {
  switch (reason._tag) {
    case "TransportFailed":
      return reason.outcome === "unknown"
    case "TimedOut":
    case "InProgress":
    case "ServerFailed":
      return true
    default:
      return false
  }
}

/**
 * Whether sending the same request again is safe and may help. A `switch`
 * without a default, so that a new reason does not compile before it is decided.
 *
 * @internal
 */
export const mayRepeat = (reason: NovuErrorReason, repeat: Repeat): boolean => {
  switch (reason._tag) {
    case "RateLimited":
    case "InProgress":
      return true
    case "TransportFailed":
      return reason.outcome === "not-sent" || repeat !== "unguarded"
    case "TimedOut":
      return reason.scope === "attempt" && repeat !== "unguarded"
    case "ServerFailed":
      return !reason.stored && !reason.replayed &&
        (repeat !== "unguarded" || (reason.status === 503 && reason.retryAfter !== undefined))
    case "UnexpectedStatus":
      return reason.status === 408
    case "InvalidInput":
    case "BadRequest":
    case "Unauthorized":
    case "PaymentRequired":
    case "Forbidden":
    case "NotFound":
    case "Conflict":
    case "PayloadTooLarge":
    case "ValidationFailed":
    case "IdempotencyKeyReused":
    case "ResponseDecodeFailed":
    case "CircuitOpen":
      return false
  }
}

/**
 * What a retry takes from the budget: less where Novu itself asked us to wait.
 *
 * @internal
 */
export const retryCost = ({ _tag }: NovuErrorReason): number => _tag === "RateLimited" || _tag === "InProgress" ? 5 : 14

/** A policy in numbers. */
export interface Backoff {
  readonly maxAttempts: number
  readonly baseDelay: number
  readonly rateLimitedDelay: number
  readonly factor: number
  readonly maxDelay: number
}

const millis = (input: Duration.Input): number =>
  Option.match(Duration.fromInput(input), { onNone: () => Number.NaN, onSome: Duration.toMillis })

const resolved = new WeakMap<RetryPolicy, Backoff | InvalidInput>()

/**
 * A policy in numbers, or what is wrong with it.
 *
 * @internal
 */
export const backoffOf = (policy: RetryPolicy): Backoff | InvalidInput => {
  if (!isRecord(policy)) {
    return invalidInput(
      "retry",
      `must be a policy, such as RetryPolicy.make({ maxAttempts: 3 }), and is ${kindOf(policy)}`
    )
  }
  let backoff = resolved.get(policy)
  if (backoff === undefined) {
    backoff = resolveBackoff(policy)
    resolved.set(policy, backoff)
  }
  return backoff
}

const resolveBackoff = (policy: RetryPolicy): Backoff | InvalidInput => {
  const { factor, maxAttempts, ...delays } = { ...standard, ...given(policy) }
  const backoff = {
    maxAttempts,
    factor,
    baseDelay: millis(delays.baseDelay),
    rateLimitedDelay: millis(delays.rateLimitedDelay),
    maxDelay: millis(delays.maxDelay)
  }
  const wrong = Object.entries(backoff).find(([key, value]) =>
    typeof value !== "number" || !(value >= (key === "maxAttempts" ? 1 : 0)) ||
    (key === "maxAttempts" && !Number.isInteger(value))
  )
  if (wrong === undefined) return backoff
  const [name] = wrong
  return invalidInput(
    `retry.${name}`,
    name === "maxAttempts" ? "must be a whole number above zero" : "must not be negative"
  )
}

/**
 * Whole milliseconds before the retry that follows attempt `attempt`, with `random`
 * in [0, 1).
 *
 * @internal
 */
export const delayBefore = (
  backoff: Backoff,
  reason: NovuErrorReason,
  attempt: number,
  random: number,
  now: number
): number => {
  const hint = "headers" in reason ? Option.getOrUndefined(retryAfter(reason.headers, now)) : undefined
  const asked = hint ?? (reason._tag === "InProgress" ? reason.retryAfter : undefined)
  const base = reason._tag === "RateLimited" && asked === undefined ? backoff.rateLimitedDelay : backoff.baseDelay
  const most = Math.min(backoff.maxDelay, base * backoff.factor ** (attempt - 1))
  return Math.ceil(Math.max(random * most, asked === undefined ? 0 : Duration.toMillis(asked)))
}
