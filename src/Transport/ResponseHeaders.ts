/**
 * Reads the response headers that every call returns. The readers are pure and
 * never fail: a malformed header counts as absent.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import type { RateLimit } from "../Errors/RateLimit.ts"
import { dates, greatest, least, values } from "../internal/headers/fieldValues.ts"
import { parseMember } from "../internal/headers/headerList.ts"
import { fromFields, fromNames, fromPairs } from "../internal/headers/rateLimitFields.ts"

/**
 * Holds the values of each header by its lower-case name, the same on fetch,
 * undici and node:http. A field that is a list by its grammar is split at the
 * commas outside its quotes. Any other field is one value, also when it arrived
 * several times with that value. `set-cookie` has one value per cookie.
 *
 * @category models
 * @since 0.1.0
 */
export type ResponseHeaders = Readonly<Record<string, ReadonlyArray<string>>>

/**
 * Reads the three generations of rate-limit headers in use: `RateLimit-Limit`,
 * `-Remaining`, `-Reset` (what Novu sends, reset in seconds from the answer);
 * `RateLimit: limit=…, remaining=…, reset=…`; and `RateLimit: "name";r=…;t=…`
 * with its `RateLimit-Policy`. When several limits apply, it returns the one
 * with the least left. When a field arrives twice, it takes the smallest limit,
 * the least that remains and the longest wait.
 *
 * **Gotchas**
 *
 * - Novu sends none of them with 401 and 403, and none where limiting is off,
 *   which is the default when self-hosted.
 *
 * @example
 * ```ts
 * import * as Duration from "effect/Duration"
 * import * as Option from "effect/Option"
 * import { rateLimit } from "effect-novu/Transport/ResponseHeaders"
 *
 * const limit = Option.getOrThrow(rateLimit({
 *   "ratelimit-limit": ["100"],
 *   "ratelimit-remaining": ["109"],
 *   "ratelimit-reset": ["1"],
 *   "ratelimit-policy": ["100;w=5;burst=110;category=\"configuration\""]
 * }))
 *
 * limit.remaining // => 109
 * limit.policy?.category // => "configuration"
 * Duration.toSeconds(limit.reset) // => 1
 * ```
 *
 * @category converting
 * @since 0.1.0
 */
export const rateLimit = (headers: ResponseHeaders): Option.Option<RateLimit> => {
  const policies = values(headers, "ratelimit-policy").map(parseMember)
  if (headers["ratelimit-limit"] !== undefined || headers["ratelimit-remaining"] !== undefined) {
    return Option.fromUndefinedOr(fromFields(headers, policies))
  }
  const limits = values(headers, "ratelimit").map(parseMember)
  const isPairs = limits.some(({ item }) => /^remaining *=/.test(item))
  return Option.fromUndefinedOr(isPairs ? fromPairs(limits, policies) : fromNames(limits, policies))
}

const isNumber = (text: string): boolean => /^\d+(\.\d+)?$/.test(text)

/**
 * Reads how long the server asks us to wait: `retry-after-ms`, then
 * `Retry-After` in seconds or as an HTTP date. A date counts from the answer's
 * own `Date` or, without one, from `now`. A date in the past, and `0`, are a
 * wait of zero. When a field arrives twice, the longest wait counts.
 *
 * @category converting
 * @since 0.1.0
 */
export const retryAfter = (headers: ResponseHeaders, now: number = Date.now()): Option.Option<Duration.Duration> => {
  const millis = greatest(values(headers, "retry-after-ms").filter(isNumber).map(Number))
  if (millis !== undefined) return Option.some(Duration.millis(millis))
  // The earliest of several makes the longest wait.
  const from = least(dates(headers, "date", now)) ?? now
  const longest = greatest([
    ...values(headers, "retry-after").filter(isNumber).map((value) => Number(value) * 1000),
    ...dates(headers, "retry-after", now).map((until) => Math.max(0, until - from))
  ])
  return Option.map(Option.fromUndefinedOr(longest), Duration.millis)
}

/**
 * Reads what Novu did with the idempotency key. Novu echoes `key` only on the
 * answer to a POST or PATCH where the organisation has idempotency on.
 * `replayed` says that this is the kept answer to an earlier request.
 *
 * @category converting
 * @since 0.1.0
 */
export const idempotency = (
  headers: ResponseHeaders
): { readonly key: string | undefined; readonly replayed: boolean } => ({
  // A key may hold a comma, but no blank after it.
  key: (headers["idempotency-key"] ?? []).flatMap((value) => value.split(", ")).find((key) => key !== ""),
  replayed: values(headers, "idempotency-replay").some((value) => value.toLowerCase() === "true")
})
