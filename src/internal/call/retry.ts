import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import type { NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import { factsOf } from "../../Errors/ReasonFacts.ts"
import type { Repeat } from "../../Transport/Operation.ts"
import { retryAfter } from "../../Transport/ResponseHeaders.ts"
import type { Backoff } from "../input/backoff.ts"

/** Whether sending the same request again is safe and may help. */
export const mayRepeat = (reason: NovuErrorReason, repeat: Repeat): boolean => {
  const { again } = factsOf(reason)
  return again === "always" || (again === "where-safe" && repeat !== "unguarded")
}

/** Returns the tokens that a retry takes from the budget: fewer if Novu itself asked us to wait. */
export const retryCost = ({ _tag }: NovuErrorReason): number => _tag === "RateLimited" || _tag === "InProgress" ? 5 : 14

/**
 * Returns the whole milliseconds to wait after attempt `attempt`, with `random`
 * in [0, 1).
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
