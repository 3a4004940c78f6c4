import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import { monotonic } from "./monotonic.ts"
import type { SharedStore } from "./sharedStore.ts"

/** What the answers of an operation say about its limit. */
export interface Rule {
  /** Novu counts by environment and category. */
  readonly key: string
  readonly limit: number
  readonly window: Duration.Duration
  readonly tokens: number
}

/**
 * Milliseconds of the longest window that is accepted (Novu's are 5000), and of
 * the longest wait before a request is sent to learn the current limit.
 */
export const longestWindowMillis = 60_000

export const monotonicNow = Effect.map(Clock.Clock, monotonic)

/** Whether a wait leaves a request a tenth of the time that the call has now, since one without time would fail in doubt. */
const leavesTime = (wait: number, left: () => number): boolean => wait < left() * 0.9

type Consumed = Effect.Effect<RateLimiter.ConsumeResult | undefined, RateLimiter.RateLimiterError>

/**
 * The buckets of a limiter, one per rule. Each is as large as the limit. Novu's
 * own is 10 % larger, which covers the first requests, sent before the limit was
 * known, and clocks that differ.
 */
export class RateLimitBuckets {
  readonly #limiter: RateLimiter.RateLimiter
  readonly #store: SharedStore
  /** When a request that a rule holds for was last sent, in monotonic milliseconds. */
  readonly #sent = new Map<string, number>()

  constructor(limiter: RateLimiter.RateLimiter, store: SharedStore) {
    this.#limiter = limiter
    this.#store = store
  }

  /** Records that a request was answered, or is sent now. */
  sent({ key }: Rule, now: number): void {
    this.#sent.set(key, now)
  }

  /** Returns `undefined` while the store is unavailable. Requests pass then, since Novu's own limit still holds. */
  take(
    { key, limit, tokens, window }: Rule,
    onExceeded: "delay" | "fail",
    left: () => number,
    amount = tokens
  ): Consumed {
    return this.#store.ask(
      this.#limiter.consume({ algorithm: "token-bucket", key, limit, window, tokens: amount, onExceeded }),
      { left, isGone: ({ reason }) => reason._tag === "RateLimitStoreError" }
    )
  }

  /** Waits for a token, or returns the wait if it is longer than the call has left. */
  readonly waitFor = (rule: Rule, left: () => number): Effect.Effect<Duration.Duration | undefined> =>
    Effect.flip(this.take(rule, "fail", left)).pipe(
      Effect.flatMap(({ reason }) =>
        this.#waitForTurn(rule, left, reason._tag === "RateLimitExceeded" ? Duration.toMillis(reason.retryAfter) : 0)
      ),
      // The bucket had a token, or the store cannot tell.
      Effect.orElseSucceed(() => undefined)
    )

  readonly #waitForTurn = (rule: Rule, left: () => number, asked: number) =>
    Effect.flatMap(monotonicNow, (now) => {
      const wait = Math.min(asked, this.#untilProbe(rule, now))
      if (!leavesTime(wait, left)) return Effect.succeed(Duration.millis(wait))
      const reserved = wait <= 0 ? Effect.succeed(undefined) : this.take(rule, "delay", left)
      return Effect.flatMap(reserved, (consumed) => {
        const delay = Duration.toMillis(consumed?.delay ?? Duration.zero)
        const turn = Math.min(delay, this.#untilProbe(rule, now))
        return leavesTime(turn, left)
          ? Effect.as(this.#sleepUntil(rule, now + delay), undefined)
          : Effect.succeed(Duration.millis(turn))
      })
    })

  readonly #sleepUntil = (rule: Rule, due: number): Effect.Effect<void> =>
    Effect.flatMap(monotonicNow, (now) => {
      const wait = Math.min(due - now, this.#untilProbe(rule, now))
      if (!(wait > 0)) return Effect.sync(() => this.sent(rule, now))
      // A part of a nanosecond would be no sleep, and this would go round and round.
      return Effect.andThen(Effect.sleep(Math.ceil(wait)), this.#sleepUntil(rule, due))
    })

  /** Milliseconds after which a request is sent in any case, because its answer tells the current limit. */
  #untilProbe({ key }: Rule, now: number): number {
    return (this.#sent.get(key) ?? now) + longestWindowMillis - now
  }
}
