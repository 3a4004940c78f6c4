import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Option from "effect/Option"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as Result from "effect/Result"
import { rateLimit } from "../Client/ResponseHeaders.ts"
import type { Answer, Gate } from "./gate.ts"

/** What the answers of an operation say about its limit. */
interface Rule {
  /** Novu counts by environment and category. */
  readonly key: string
  readonly limit: number
  readonly window: Duration.Duration
  readonly tokens: number
}

/** The first request of an operation, whose answer will say what holds for it. */
interface Scout {
  /** When the others stop waiting for it, in epoch milliseconds. */
  readonly until: number
  readonly back: Latch.Latch
}

/** Milliseconds that others wait for the answer to the first request, and any of them for the store. */
const patience = 1000

/** Milliseconds for which a store that failed is not asked again. */
const truce = 5000

/** What Novu charges for a bulk request. */
const bulk = 100

const ruleOf = (environment: string, { headers }: Answer): Rule | undefined => {
  const { limit, policy } = Option.getOrUndefined(rateLimit(headers)) ?? {}
  return limit === undefined || limit < 1 || policy?.window === undefined ? undefined : {
    key: `${environment}:${policy.category ?? "global"}`,
    limit,
    window: policy.window,
    tokens: policy.cost === "bulk" ? Math.min(bulk, limit) : 1
  }
}

const unanswered = () =>
  new RateLimiter.RateLimiterError({
    reason: new RateLimiter.RateLimitStoreError({ message: "the store does not answer" })
  })

/**
 * Keeps to the limits that Novu's answers state. The bucket kept here is as
 * large as the limit, and Novu's own is larger by a tenth: enough for the
 * first requests, which nobody counted, and for clocks that differ.
 *
 * @internal
 */
export const makeRateLimitGate = (limiter: RateLimiter.RateLimiter, environment: string): Gate => {
  const rules = new Map<string, Rule | "none">()
  const scouts = new Map<string, Scout>()
  // Until when the store is left alone, in epoch milliseconds.
  let storeGoneUntil = 0

  /** A store that is gone may never answer, so it gets little time to. */
  const take = (
    { key, limit, tokens, window }: Rule,
    onExceeded: "delay" | "fail",
    left: () => number,
    amount = tokens
  ): Effect.Effect<RateLimiter.ConsumeResult, RateLimiter.RateLimiterError> =>
    Effect.timeoutOrElse(
      limiter.consume({ algorithm: "token-bucket", key, limit, window, tokens: amount, onExceeded }),
      { duration: Math.max(0, Math.min(patience, left())), orElse: () => Effect.fail(unanswered()) }
    )

  /** While the store is gone everything passes: Novu's own limit is still there. */
  const storeGone = (error: RateLimiter.RateLimiterError) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (storeGoneUntil > now) return Effect.void
      storeGoneUntil = now + truce
      return Effect.logWarning(`rate limits are not kept for ${truce / 1000} seconds: ${error.message}`)
    })

  const waitFor = Effect.fnUntraced(
    function*(rule: Rule, left: () => number) {
      const free = yield* Effect.result(take(rule, "fail", left))
      if (Result.isSuccess(free)) return undefined
      if (free.failure.reason._tag === "RateLimitStoreError") return yield* free.failure
      const { retryAfter } = free.failure.reason
      if (Duration.toMillis(retryAfter) >= left()) return retryAfter
      const { delay } = yield* take(rule, "delay", left)
      if (Duration.toMillis(delay) >= left()) return delay
      yield* Effect.sleep(delay)
      return undefined
    },
    Effect.catch((error) => Effect.as(storeGone(error), undefined))
  )

  const enter: Gate["enter"] = Effect.fnUntraced(function*(operation, left) {
    for (;;) {
      const rule = rules.get(operation)
      if (rule === "none") return undefined
      const now = yield* Clock.currentTimeMillis
      if (rule !== undefined) return storeGoneUntil > now ? undefined : yield* waitFor(rule, left)
      const scout = scouts.get(operation)
      if (scout === undefined || scout.until <= now) {
        scouts.set(operation, { until: now + patience, back: Latch.makeUnsafe() })
        return undefined
      }
      const wait = Math.min(scout.until - now, left())
      if (wait <= 0) return undefined
      yield* Effect.timeoutOption(scout.back.await, wait)
    }
  })

  const leave: Gate["leave"] = Effect.fnUntraced(
    function*(operation, answer, left) {
      const before = rules.get(operation)
      const rule = answer && ruleOf(environment, answer)
      if (rule !== undefined) rules.set(operation, rule)
      else if (before === undefined && answer?.status === "success") rules.set(operation, "none")
      if (before === undefined) {
        scouts.get(operation)?.back.openUnsafe()
        scouts.delete(operation)
      }
      if (rule === undefined || storeGoneUntil > (yield* Clock.currentTimeMillis)) return
      // Nobody counted this one.
      if (before === undefined || before === "none") yield* take(rule, "delay", left)
      if (answer?.status === "limited") {
        // Novu's bucket is empty, so whatever is left in this one is not there.
        const { remaining } = yield* take(rule, "fail", left, 0)
        if (remaining >= 1) yield* take(rule, "fail", left, Math.floor(remaining))
      }
    },
    Effect.catchIf(({ reason }) => reason._tag === "RateLimitStoreError", storeGone),
    // Others took what was left.
    (effect) => Effect.ignore(effect)
  )

  return { enter, leave }
}
