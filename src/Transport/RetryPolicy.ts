/**
 * Defines how often a failed request is sent again, and after which waits. A
 * policy does not decide what may be sent again at all: see the table in the
 * README.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { given } from "../internal/input/given.ts"

/**
 * The wait before retry `n` is drawn from zero to `baseDelay * factor^(n-1)`,
 * at most `maxDelay`, and is never shorter than a `Retry-After`.
 *
 * @category models
 * @since 0.1.0
 */
export interface RetryPolicy {
  /**
   * Requests that one call may send, the first included. `1` turns retrying
   * off.
   *
   * @default 3
   */
  readonly maxAttempts: number
  /** @default "100 millis" */
  readonly baseDelay: Duration.Input
  /**
   * Replaces `baseDelay` after a 429 that does not say how long to wait.
   *
   * @default "1 second"
   */
  readonly rateLimitedDelay: Duration.Input
  /** @default 2 */
  readonly factor: number
  /**
   * Limits the wait that the backoff reaches. A `Retry-After` may exceed it.
   *
   * @default "5 seconds"
   */
  readonly maxDelay: Duration.Input
}

/**
 * Sends at most three times, with full jitter from 100 ms (1 s for a rate
 * limit), doubling, at most 5 s.
 *
 * @category constructors
 * @since 0.1.0
 */
export const standard: RetryPolicy = {
  maxAttempts: 3,
  baseDelay: "100 millis",
  rateLimitedDelay: "1 second",
  factor: 2,
  maxDelay: "5 seconds"
}

/**
 * Sends once.
 *
 * @category constructors
 * @since 0.1.0
 */
export const none: RetryPolicy = { ...standard, maxAttempts: 1 }

/**
 * Makes the standard policy with other numbers. What is `undefined` stays as it
 * is.
 *
 * @example
 * ```ts
 * import * as RetryPolicy from "effect-novu/Transport/RetryPolicy"
 *
 * const patient = RetryPolicy.make({ maxAttempts: 6 })
 *
 * patient.maxAttempts // => 6
 * patient.factor // => 2
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  changes: { readonly [K in keyof RetryPolicy]?: RetryPolicy[K] | undefined }
): RetryPolicy => ({ ...standard, ...given(changes) })

/**
 * Holds the policy of the surrounding region, if there is one.
 *
 * @category services
 * @since 0.1.0
 */
export const Current: Context.Reference<RetryPolicy | undefined> = Context.Reference<RetryPolicy | undefined>(
  "effect-novu/Transport/RetryPolicy/Current",
  { defaultValue: () => undefined }
)

/**
 * Sets the policy of every call in an effect. A call's own `retry` option wins
 * over it, and it wins over the transport's.
 *
 * @example
 * ```ts
 * import * as Effect from "effect/Effect"
 * import * as RetryPolicy from "effect-novu/Transport/RetryPolicy"
 *
 * const attempts = RetryPolicy.Current.pipe(
 *   Effect.map((policy) => policy?.maxAttempts),
 *   RetryPolicy.provide(RetryPolicy.none)
 * )
 *
 * Effect.runSync(attempts) // => 1
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const provide = (policy: RetryPolicy) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.provideService(effect, Current, policy)
