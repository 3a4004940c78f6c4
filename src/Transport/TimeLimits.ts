/**
 * Defines how long calls may take.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { given } from "../internal/input/given.ts"
import { isRecord } from "../internal/input/isRecord.ts"

/**
 * Limits the time of calls. `"Infinity"` means no limit.
 *
 * @category models
 * @since 0.1.0
 */
export interface TimeLimits {
  /** Limits one attempt, body included. */
  readonly attemptTimeout?: Duration.Input | undefined
  /** Limits a whole call: attempts and the waits between them. */
  readonly totalTimeout?: Duration.Input | undefined
}

/**
 * Holds the limits of the surrounding region.
 *
 * @category services
 * @since 0.1.0
 */
export const Current: Context.Reference<TimeLimits> = Context.Reference<TimeLimits>(
  "effect-novu/Transport/TimeLimits/Current",
  { defaultValue: () => ({}) }
)

/**
 * Limits the time of every call in an effect. A call's own options win over it,
 * and it wins over the transport's. What is absent comes from the region around
 * this one.
 *
 * **Gotchas**
 *
 * - It limits calls and not the effect: two calls may take twice as long. Of
 *   `listAll` and of what sends many at once, it limits each request. Streams take
 *   it as `Stream.provideService(TimeLimits.Current, limits)`.
 *
 * @example
 * ```ts
 * import * as Effect from "effect/Effect"
 * import * as TimeLimits from "effect-novu/Transport/TimeLimits"
 *
 * const limits = TimeLimits.Current.pipe(
 *   TimeLimits.provide({ attemptTimeout: "2 seconds" }),
 *   TimeLimits.provide({ attemptTimeout: "5 seconds", totalTimeout: "1 minute" })
 * )
 *
 * Effect.runSync(limits) // => { attemptTimeout: "2 seconds", totalTimeout: "1 minute" }
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const provide = (limits: TimeLimits) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.updateService(
    effect,
    Current,
    (outer): TimeLimits => isRecord(limits) ? { ...outer, ...given(limits) } : limits
  )
