import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Option from "effect/Option"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import { RateLimited } from "../../Errors/NovuErrorReason.ts"
import type { RateLimit } from "../../Errors/RateLimit.ts"
import { rateLimit } from "../../Transport/ResponseHeaders.ts"
import type { Answer, Gate, Gated } from "./gate.ts"
import { longestWindowMillis, monotonicNow, RateLimitBuckets, type Rule } from "./rateLimitBuckets.ts"
import type { SharedStore } from "./sharedStore.ts"

/** The first request of an operation, whose answer says what holds for it. */
interface Probe {
  /** When the others stop waiting for it, in epoch milliseconds. */
  readonly until: number
  readonly answered: Latch.Latch
}

/** Milliseconds that others wait for the answer to the first request. */
const maxWaitMillis = 1000

/** A larger limit is ignored: no transport sends that many requests in a window. */
const mostPerWindow = 1_000_000

/** What Novu charges for a bulk request. */
const bulk = 100

/** Returns the rule that an answer states, unless it is absurd: keeping to that would delay every call. */
const ruleOf = (environment: string, { cost }: Gated, { limit, policy }: RateLimit): Rule | undefined => {
  if (limit < 1 || limit > mostPerWindow || policy?.window === undefined) return undefined
  const window = Duration.toMillis(policy.window)
  return window <= 0 || window > longestWindowMillis ? undefined : {
    key: `${environment}:${/^[\w-]{1,64}$/.exec(policy.category ?? "")?.[0] ?? "global"}`,
    limit,
    window: policy.window,
    tokens: (policy.cost ?? cost) === "bulk" ? Math.min(bulk, limit) : 1
  }
}

/** The limits that answers stated for operations, and the probes that are under way. */
class Rules {
  readonly known = new Map<string, Rule | "none">()
  readonly #probes = new Map<string, Probe>()
  readonly #environment: string

  constructor(environment: string) {
    this.#environment = environment
  }

  /** The probe that a request waits for, or `undefined` when it is the probe itself. */
  probeOr(operation: string, now: number): Probe | undefined {
    const probe = this.#probes.get(operation)
    if (probe !== undefined && probe.until > now) return probe
    this.#probes.set(operation, { until: now + maxWaitMillis, answered: Latch.makeUnsafe() })
    return undefined
  }

  /** Stores the rule that an answer states, and returns it. */
  learn(operation: Gated, answer: Answer | undefined): Rule | undefined {
    const { name } = operation
    const before = this.known.get(name)
    const stated = answer && Option.getOrUndefined(rateLimit(answer.headers))
    const rule = stated && ruleOf(this.#environment, operation, stated)
    if (rule !== undefined) this.known.set(name, rule)
    else if (answer?.status === "success" && (before === undefined || stated === undefined)) {
      this.known.set(name, "none")
    }
    if (before === undefined) {
      this.#probes.get(name)?.answered.openUnsafe()
      this.#probes.delete(name)
    }
    return rule
  }
}

/** Makes the failure of a call that would have to wait longer than it has time left. */
const tooLate = (wait: Duration.Duration): RateLimited =>
  new RateLimited({
    status: 429,
    headers: {},
    retryAfter: wait,
    detail: `not sent: the rate limit has room in ${Duration.toSeconds(wait)} s, and the call has less time left`
  })

/** Keeps to the limits that Novu's answers state. */
export const makeRateLimitGate = (limiter: RateLimiter.RateLimiter, store: SharedStore, environment: string): Gate => {
  const rules = new Rules(environment)
  const buckets = new RateLimitBuckets(limiter, store)

  const enter: Gate["enter"] = Effect.fnUntraced(function*(operation, left) {
    for (;;) {
      const rule = rules.known.get(operation.name)
      if (rule === "none") return undefined
      if (rule !== undefined) {
        const wait = yield* buckets.waitFor(rule, left)
        return wait && tooLate(wait)
      }
      const now = yield* Clock.currentTimeMillis
      const probe = rules.probeOr(operation.name, now)
      const wait = probe === undefined ? 0 : Math.min(probe.until - now, left())
      if (probe === undefined || wait <= 0) return undefined
      yield* Effect.timeoutOption(probe.answered.await, Math.ceil(wait))
    }
  })

  const leave: Gate["leave"] = Effect.fnUntraced(
    function*(operation, answer, left) {
      const before = rules.known.get(operation.name)
      const rule = rules.learn(operation, answer)
      if (rule === undefined) return
      buckets.sent(rule, yield* monotonicNow)
      // This request was sent before its rule was known, so it is counted now.
      if (before === undefined || before === "none") yield* buckets.take(rule, "delay", left)
      if (answer?.status === "limited") {
        // Novu's bucket is empty, so the tokens left in this one are removed.
        const { remaining = 0 } = (yield* buckets.take(rule, "fail", left, 0)) ?? {}
        if (remaining >= 1) yield* buckets.take(rule, "fail", left, Math.floor(remaining))
      }
    },
    // Another call may have taken these tokens meanwhile.
    (effect) => Effect.ignore(effect)
  )

  return { enter, leave }
}
