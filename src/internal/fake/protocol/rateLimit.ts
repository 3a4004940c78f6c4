import type { RateLimitOptions } from "../../../Testing/FakeOptions.ts"
import type { HeaderPair } from "./message.ts"

/** A category names the bucket from which a route takes its tokens. */
export type Category = "trigger" | "configuration" | "global"

/** A cost says how many tokens a route takes. */
export type Cost = "single" | "bulk"

interface Bucket {
  tokens: number
  lastRefill: number
  expiresAt: number
}

export interface RateLimitDecision {
  readonly allowed: boolean
  readonly headers: ReadonlyArray<HeaderPair>
}

/** These are requests per second, per plan and category. */
const maximums: Readonly<Record<NonNullable<RateLimitOptions["level"]>, Readonly<Record<Category, number>>>> = {
  free: { trigger: 60, configuration: 20, global: 30 },
  pro: { trigger: 240, configuration: 80, global: 120 },
  business: { trigger: 600, configuration: 200, global: 300 },
  enterprise: { trigger: 6000, configuration: 2000, global: 3000 },
  unlimited: { trigger: 6000, configuration: 2000, global: 3000 }
}

const tokensOf: Readonly<Record<Cost, number>> = { single: 1, bulk: 100 }

/**
 * Makes one token bucket per category. A bucket is refilled only when it has too few
 * tokens for a request, and then by whole intervals.
 */
export const makeRateLimiter = (options: RateLimitOptions) => {
  const level = options.level ?? "free"
  const windowSeconds = options.windowSeconds ?? 5
  const windowMillis = windowSeconds * 1000
  const buckets = new Map<Category, Bucket>()

  const spend = (category: Category, cost: Cost, now: number): RateLimitDecision => {
    const price = tokensOf[cost]
    const custom = options.maximum?.[category]
    const limit = (custom ?? maximums[level][category]) * windowSeconds
    const burst = Math.floor(limit * (1 + (options.burstAllowance ?? 0.1)))
    const fillInterval = windowMillis / limit

    let bucket = buckets.get(category)
    if (bucket === undefined || bucket.expiresAt <= now) {
      bucket = { tokens: burst, lastRefill: now, expiresAt: 0 }
      buckets.set(category, bucket)
    }
    if (bucket.tokens < price) {
      const intervals = Math.max(0, Math.floor((now - bucket.lastRefill) / fillInterval))
      bucket.tokens = Math.min(burst, bucket.tokens + intervals)
      bucket.lastRefill += intervals * fillInterval
    }
    bucket.expiresAt = now + 2 * windowMillis

    const paid = bucket.tokens >= price
    if (paid) bucket.tokens -= price
    const missing = price - bucket.tokens
    const resetAt = bucket.lastRefill + (missing > 0 ? missing : price) * fillInterval
    const reset = String(Math.max(0, Math.ceil((resetAt - now) / 1000)))
    const allowed = paid || options.dryRun === true
    const headers: Array<HeaderPair> = [
      ["RateLimit-Remaining", String(bucket.tokens)],
      ["RateLimit-Limit", String(limit)],
      ["RateLimit-Reset", reset],
      [
        "RateLimit-Policy",
        `${limit};w=${windowSeconds};burst=${burst};comment="token bucket";category="${category}";cost="${cost}";` +
        `serviceLevel="${custom === undefined ? level : "custom"}"`
      ]
    ]
    if (!allowed) headers.push(["Retry-After", reset])
    return { allowed, headers }
  }

  return { spend }
}

export type RateLimiter = ReturnType<typeof makeRateLimiter>
