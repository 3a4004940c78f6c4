import * as Duration from "effect/Duration"
import type { RateLimit, RateLimitPolicy } from "../../Errors/RateLimit.ts"
import { count, counts, greatest, type HeaderFields, least } from "./fieldValues.ts"
import type { Member } from "./headerList.ts"

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
  policy: RateLimitPolicy | undefined
): RateLimit | undefined => {
  const most = limit ?? policy?.limit
  const window = policy?.window === undefined ? undefined : Duration.toSeconds(policy.window)
  const wait = reset ?? window
  return most === undefined || remaining === undefined || wait === undefined
    ? undefined
    : present<RateLimit>({ limit: most, remaining, reset: Duration.seconds(wait), policy })
}

/** Returns the policy that states the limit, else the first. */
const policyFor = (policies: ReadonlyArray<Member>, limit: number | undefined): RateLimitPolicy | undefined => {
  const read = policies.map(policyOf)
  return read.find((policy) => policy.limit === limit) ?? read[0]
}

/** Reads `RateLimit-Limit`, `-Remaining` and `-Reset`. */
export const fromFields = (headers: HeaderFields, policies: ReadonlyArray<Member>): RateLimit | undefined => {
  const limit = least(counts(headers, "ratelimit-limit"))
  const remaining = least(counts(headers, "ratelimit-remaining"))
  const reset = greatest(counts(headers, "ratelimit-reset"))
  return rateLimitOf(limit, remaining, reset, policyFor(policies, limit))
}

/** Reads `RateLimit: limit=100, remaining=50, reset=30`. */
export const fromPairs = (limits: ReadonlyArray<Member>, policies: ReadonlyArray<Member>): RateLimit | undefined => {
  const stated = (name: string): ReadonlyArray<number> =>
    limits.flatMap(({ item }) => {
      const [key, value] = item.split("=", 2)
      return key?.trim() === name ? count(value?.trim()) ?? [] : []
    })
  const limit = least(stated("limit"))
  return rateLimitOf(limit, least(stated("remaining")), greatest(stated("reset")), policyFor(policies, limit))
}

const isTighter = (a: RateLimit, b: RateLimit): boolean =>
  a.remaining < b.remaining || (a.remaining === b.remaining && Duration.isGreaterThan(a.reset, b.reset))

/** Reads `RateLimit: "name";r=50;t=30`, each limit with the policy of its name. */
export const fromNames = (limits: ReadonlyArray<Member>, policies: ReadonlyArray<Member>): RateLimit | undefined => {
  const byName = new Map<string, RateLimitPolicy>()
  for (const member of policies) {
    const policy = policyOf(member)
    const known = byName.get(member.item)
    if (known === undefined || (policy.limit ?? Infinity) < (known.limit ?? Infinity)) byName.set(member.item, policy)
  }
  let tightest: RateLimit | undefined
  for (const { item, parameters } of limits) {
    const limit = rateLimitOf(undefined, count(parameters["r"]), count(parameters["t"]), byName.get(item))
    if (limit !== undefined && (tightest === undefined || isTighter(limit, tightest))) tightest = limit
  }
  return tightest
}
