import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Option from "effect/Option"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import type { RateLimit } from "../../Errors/RateLimit.ts"
import { rateLimit } from "../../Transport/ResponseHeaders.ts"
import type { Answer, Gate } from "./gate.ts"
import { monotonic } from "./monotonic.ts"
import type { SharedStore } from "./sharedStore.ts"

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

/** Milliseconds that others wait for the answer to the first request. */
const patience = 1000

/**
 * Milliseconds of the longest window that is believed (Novu's are 5000), and of
 * the longest time without a request that finds out what holds meanwhile.
 */
const longest = 60_000

/** More in a window than this transport could send is no limit. */
const most = 1_000_000

/** What Novu charges for a bulk request. */
const bulk = 100

const monotonicNow = Effect.map(Clock.Clock, monotonic)

/** A limit of an answer, where it can be kept to: one that is absurd would hold up everybody. */
const ruleOf = (environment: string, { limit, policy }: RateLimit): Rule | undefined => {
  if (limit < 1 || limit > most || policy?.window === undefined) return undefined
  const window = Duration.toMillis(policy.window)
  return window <= 0 || window > longest ? undefined : {
    key: `${environment}:${/^[\w-]{1,64}$/.exec(policy.category ?? "")?.[0] ?? "global"}`,
    limit,
    window: policy.window,
    tokens: policy.cost === "bulk" ? Math.min(bulk, limit) : 1
  }
}

/**
 * Keeps to the limits that Novu's answers state. The bucket kept here is as
 * large as the limit, and Novu's own is larger by a tenth: enough for the
 * first requests, which nobody counted, and for clocks that differ.
 *
 * @internal
 */
export const makeRateLimitGate = (limiter: RateLimiter.RateLimiter, store: SharedStore, environment: string): Gate => {
  const rules = new Map<string, Rule | "none">()
  const scouts = new Map<string, Scout>()
  // When a request that a rule holds for was last sent, in monotonic milliseconds.
  const sent = new Map<string, number>()

  /** Milliseconds after which a request goes in any case, because its answer says what holds by then. */
  const untilProbe = ({ key }: Rule, now: number): number => (sent.get(key) ?? now) + longest - now

  /** `undefined` while the store is gone, and then everything passes: Novu's own limit is still there. */
  const take = (
    { key, limit, tokens, window }: Rule,
    onExceeded: "delay" | "fail",
    left: () => number,
    amount = tokens
  ): Effect.Effect<RateLimiter.ConsumeResult | undefined, RateLimiter.RateLimiterError> =>
    store.ask(
      limiter.consume({ algorithm: "token-bucket", key, limit, window, tokens: amount, onExceeded }),
      { left, isGone: ({ reason }) => reason._tag === "RateLimitStoreError" }
    )

  const sleepUntil = Effect.fnUntraced(function*(rule: Rule, due: number) {
    for (;;) {
      const now = yield* monotonicNow
      const wait = Math.min(due - now, untilProbe(rule, now))
      if (!(wait > 0)) return sent.set(rule.key, now)
      yield* Effect.sleep(wait)
    }
  })

  const waitFor = Effect.fnUntraced(
    function*(rule: Rule, left: () => number) {
      const full = yield* Effect.flip(take(rule, "fail", left))
      const now = yield* monotonicNow
      const asked = full.reason._tag === "RateLimitExceeded" ? Duration.toMillis(full.reason.retryAfter) : 0
      const wait = Math.min(asked, untilProbe(rule, now))
      if (wait >= left()) return Duration.millis(wait)
      const delay = wait <= 0 ? Duration.zero : (yield* take(rule, "delay", left))?.delay ?? Duration.zero
      const turn = Math.min(Duration.toMillis(delay), untilProbe(rule, now))
      if (turn >= left()) return Duration.millis(turn)
      yield* sleepUntil(rule, now + Duration.toMillis(delay))
      return undefined
    },
    // The bucket had room, or nobody can say whether it had.
    (effect) => Effect.orElseSucceed(effect, () => undefined)
  )

  const enter: Gate["enter"] = Effect.fnUntraced(function*(operation, left) {
    for (;;) {
      const rule = rules.get(operation)
      if (rule === "none") return undefined
      if (rule !== undefined) return yield* waitFor(rule, left)
      const now = yield* Clock.currentTimeMillis
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

  /** Remembers what an answer says, and returns what holds. */
  const learn = (operation: string, answer: Answer | undefined, now: number): Rule | undefined => {
    const before = rules.get(operation)
    const stated = answer && Option.getOrUndefined(rateLimit(answer.headers))
    const rule = stated && ruleOf(environment, stated)
    if (rule !== undefined) {
      rules.set(operation, rule)
      sent.set(rule.key, now)
    } else if (answer?.status === "success" && (before === undefined || stated === undefined)) {
      rules.set(operation, "none")
    }
    if (before === undefined) {
      scouts.get(operation)?.back.openUnsafe()
      scouts.delete(operation)
    }
    return rule
  }

  const leave: Gate["leave"] = Effect.fnUntraced(
    function*(operation, answer, left) {
      const before = rules.get(operation)
      const rule = learn(operation, answer, yield* monotonicNow)
      if (rule === undefined) return
      // Nobody counted this one.
      if (before === undefined || before === "none") yield* take(rule, "delay", left)
      if (answer?.status === "limited") {
        // Novu's bucket is empty, so whatever is left in this one is not there.
        const { remaining = 0 } = (yield* take(rule, "fail", left, 0)) ?? {}
        if (remaining >= 1) yield* take(rule, "fail", left, Math.floor(remaining))
      }
    },
    // Others took what was left.
    (effect) => Effect.ignore(effect)
  )

  return { enter, leave }
}
