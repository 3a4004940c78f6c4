/**
 * Response headers as every call returns them, and what Novu says in them.
 * The readers are pure and never fail: what is absent or malformed is `None`.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import type { RateLimit, RateLimitPolicy } from "../Errors/RateLimit.ts"
import { type Member, parseMember } from "../internal/headerList.ts"

/**
 * Lower-case names, each with its values. A field that is a list by its grammar
 * is split at its commas, quoted ones apart; any other field is one value;
 * `set-cookie` has one value a cookie. The same on fetch, undici and node:http.
 *
 * @category models
 * @since 0.1.0
 */
export type ResponseHeaders = Readonly<Record<string, ReadonlyArray<string>>>

const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

const one = (headers: ResponseHeaders, name: string): string | undefined => headers[name]?.[0]

const members = (headers: ResponseHeaders, name: string): ReadonlyArray<Member> =>
  (headers[name] ?? []).map(parseMember)

const seconds = (value: number | undefined): Duration.Duration | undefined =>
  value === undefined ? undefined : Duration.seconds(value)

/** Drops the members that are `undefined`, for types that allow absence only. */
const present = <A extends object>(fields: { readonly [K in keyof A]: A[K] | undefined }): A =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as A

const policyOf = ({ item, parameters: p }: Member): RateLimitPolicy =>
  present<RateLimitPolicy>({
    limit: count(p["q"]) ?? count(item),
    window: seconds(count(p["w"])),
    burst: count(p["burst"]),
    category: p["category"],
    cost: p["cost"],
    serviceLevel: p["servicelevel"]
  })

const rateLimitOf = (
  limit: number | undefined,
  remaining: number | undefined,
  reset: number | undefined,
  policy: Member | undefined
): Option.Option<RateLimit> => {
  const rule = policy && policyOf(policy)
  const most = limit ?? rule?.limit
  const window = rule?.window === undefined ? undefined : Duration.toSeconds(rule.window)
  const wait = reset ?? window
  return most === undefined || remaining === undefined || wait === undefined
    ? Option.none()
    : Option.some(present<RateLimit>({ limit: most, remaining, reset: Duration.seconds(wait), policy: rule }))
}

/**
 * Reads the three generations of rate-limit headers in use: `RateLimit-Limit`,
 * `-Remaining`, `-Reset` (what Novu sends, reset in seconds from the answer);
 * `RateLimit: limit=…, remaining=…, reset=…`; and `RateLimit: "name";r=…;t=…`
 * with its `RateLimit-Policy`. Where several limits apply, the one with the
 * least left. Novu sends none where limiting is off, as self-hosted it is by
 * default, and none with 401 and 403.
 *
 * @example
 * ```ts
 * import * as Duration from "effect/Duration"
 * import * as Option from "effect/Option"
 * import { rateLimit } from "effect-novu/Client/ResponseHeaders"
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
  const policies = members(headers, "ratelimit-policy")
  const first = one(headers, "ratelimit-limit")
  if (first !== undefined || headers["ratelimit-remaining"] !== undefined) {
    return rateLimitOf(
      count(first),
      count(one(headers, "ratelimit-remaining")),
      count(one(headers, "ratelimit-reset")),
      policies[0]
    )
  }
  const limits = members(headers, "ratelimit")
  const pairs = new Map(limits.map(({ item }) => [item.split("=")[0]?.trim(), item.split("=")[1]?.trim()]))
  if (pairs.has("remaining")) {
    return rateLimitOf(count(pairs.get("limit")), count(pairs.get("remaining")), count(pairs.get("reset")), policies[0])
  }
  const known = limits.flatMap(({ item, parameters }) =>
    Option.toArray(rateLimitOf(
      undefined,
      count(parameters["r"]),
      count(parameters["t"]),
      policies.find((policy) => policy.item === item)
    ))
  )
  return Option.fromUndefinedOr(known.toSorted((a, b) => a.remaining - b.remaining)[0])
}

/** `Sun, 06 Nov 1994 08:49:37 GMT` and its two obsolete forms all start with a weekday. */
const httpDate = /^(mon|tue|wed|thu|fri|sat|sun)/i

const dateOf = (text: string | undefined): number | undefined => {
  const time = text !== undefined && httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

/**
 * How long the server asks us to wait: `retry-after-ms`, then `Retry-After` in
 * seconds or as an HTTP date, which counts from the answer's own `Date` or,
 * without one, from `now`. A date in the past, and `0`, are a wait of zero.
 *
 * @category converting
 * @since 0.1.0
 */
export const retryAfter = (headers: ResponseHeaders, now: number = Date.now()): Option.Option<Duration.Duration> => {
  const millis = one(headers, "retry-after-ms")
  if (millis !== undefined && /^\d+(\.\d+)?$/.test(millis)) return Option.some(Duration.millis(Number(millis)))
  const text = one(headers, "retry-after")
  if (text === undefined) return Option.none()
  if (/^\d+(\.\d+)?$/.test(text)) return Option.some(Duration.seconds(Number(text)))
  const until = dateOf(text)
  if (until === undefined) return Option.none()
  return Option.some(Duration.millis(Math.max(0, until - (dateOf(one(headers, "date")) ?? now))))
}

/**
 * What Novu did with the idempotency key. `key` is echoed on the answer to a
 * POST or PATCH where the organisation has idempotency on, and nowhere else;
 * `replayed` says that this is the kept answer to an earlier request.
 *
 * @category converting
 * @since 0.1.0
 */
export const idempotency = (
  headers: ResponseHeaders
): { readonly key: string | undefined; readonly replayed: boolean } => ({
  key: one(headers, "idempotency-key"),
  replayed: one(headers, "idempotency-replay")?.toLowerCase() === "true"
})
