/**
 * Stops calling a Novu that is down.
 *
 * Provide a layer of this module to the transport's. Once too many calls fail
 * because of Novu or the network, the circuit opens: calls fail at once with
 * `CircuitOpen`, until one of them is let through to try and succeeds. There is
 * one circuit per `apiUrl`, and a call counts once, after its retries.
 *
 * The circuit breaker is off unless it is provided. The retry budget already
 * keeps a failing Novu from being hit harder than usual.
 *
 * **Gotchas**
 *
 * - A call that ends with `TimedOut` does not count when its own
 *   `attemptTimeout` or `totalTimeout` is shorter than an attempt of the
 *   transport may take.
 * - A call that is interrupted, as by `Effect.timeout`, does not count.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Breaker from "effect/persistence/CircuitBreaker"
import type * as Schedule from "effect/Schedule"
import { NovuError } from "../Errors/NovuError.ts"
import { CircuitOpen, type NovuErrorReason } from "../Errors/NovuErrorReason.ts"
import { factsOf } from "../Errors/ReasonFacts.ts"
import { CurrentCall, patientStore } from "../internal/call/circuitStore.ts"
import { CurrentGuard, type Guard } from "../internal/call/guard.ts"
import { guardedTime } from "../internal/call/guardedTime.ts"
import { SharedStart } from "../internal/call/sharedStart.ts"
import type { NovuConfig } from "./NovuConfig.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface CircuitBreakerOptions {
  /**
   * Decides when the circuit opens: `consecutive(5)` or `rate({ … })` of
   * `effect/persistence/CircuitBreaker`.
   *
   * @default rate({ threshold: 0.5, size: 100, minimumCalls: 20 })
   */
  readonly tripPolicy?: Breaker.TripPolicy | undefined
  /**
   * Sets how long it stays open before a call may try. A longer `Retry-After`
   * of Novu's wins.
   *
   * @default "10 seconds"
   */
  readonly openDuration?: Duration.Input | Schedule.Schedule<unknown, number, never, never> | undefined
  /**
   * Limits how long a `Retry-After` may keep it open.
   *
   * @default "1 minute"
   */
  readonly maxOpenDuration?: Duration.Input | undefined
}

const reasonOf = (exit: Exit.Exit<unknown, NovuError>): NovuErrorReason | undefined =>
  Exit.isSuccess(exit) ? undefined : exit.cause.reasons.find(Cause.isFailReason)?.error.reason

/**
 * Judges Novu's health by how a call ended. It is a failure where Novu or the
 * way to it failed, a success where Novu answered, and nothing where Novu was
 * not asked, asked us to wait, or repeated an old answer.
 *
 * @example
 * ```ts
 * import { Exit } from "effect"
 * import { CircuitBreaker } from "effect-novu"
 *
 * CircuitBreaker.classify(Exit.succeed("a connection"))._tag // => "Success"
 * ```
 *
 * @category classification
 * @since 0.1.0
 */
export const classify = (exit: Exit.Exit<unknown, NovuError>): Breaker.Outcome => {
  if (Exit.isSuccess(exit)) return Breaker.success
  const reason = reasonOf(exit)
  const health = reason === undefined ? "unknown" : factsOf(reason).health
  if (health === "bad") {
    return Breaker.failure({ retryAfter: reason && "retryAfter" in reason ? reason.retryAfter : undefined })
  }
  return health === "good" ? Breaker.success : Breaker.ignored
}

const refused = (operation: string, { reason }: Breaker.CircuitBreakerError): NovuError =>
  new NovuError({
    operation,
    attempts: 0,
    reason: new CircuitOpen(
      reason._tag === "CircuitOpen"
        ? { detail: "not sent: Novu has been failing", retryAfter: reason.retryAfter }
        : { detail: "not sent: Novu has been failing, and another call is finding out whether it still does" }
    )
  })

/** Ignores a timeout of a caller who waits for less than the transport does: it says nothing about Novu. */
const classifyFor = (patient: boolean) => (exit: Exit.Exit<unknown, NovuError>): Breaker.Outcome => {
  const outcome = classify(exit)
  return !patient && outcome._tag === "Failure" && reasonOf(exit)?._tag === "TimedOut" ? Breaker.ignored : outcome
}

const guardWith = (breaker: Breaker.CircuitBreaker) => (config: NovuConfig): Guard => (operation, call, options) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.withFiber((fiber) => {
      const time = guardedTime(config, options, fiber)
      const timed = Effect.provideService(restore(call), SharedStart, { of: () => time.start })
      return breaker.execute(timed, { key: config.apiUrl, classify: classifyFor(time.patient) }).pipe(
        Effect.mapError((error) => error instanceof NovuError ? error : refused(operation, error)),
        Effect.provideService(CurrentCall, { left: time.left, restore })
      )
    })
  )

/**
 * Shares the circuit with every process that has the same store. When the store
 * fails, or does not answer within one second, it is not asked for five
 * seconds: a warning is logged, and calls pass without being recorded.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerStore = (
  options: CircuitBreakerOptions = {}
): Layer.Layer<never, never, Breaker.CircuitBreakerStore> =>
  Layer.effect(
    CurrentGuard,
    Effect.gen(function*() {
      const tripPolicy = options.tripPolicy ?? Breaker.rate({ threshold: 0.5, size: 100, minimumCalls: 20 })
      const store = patientStore(yield* Breaker.CircuitBreakerStore, tripPolicy)
      const breaker = yield* Effect.provideService(
        Breaker.make({
          tripPolicy,
          openDuration: options.openDuration ?? "10 seconds",
          maxOpenDuration: options.maxOpenDuration ?? "1 minute"
        }),
        Breaker.CircuitBreakerStore,
        store
      )
      return guardWith(breaker)
    })
  )

/**
 * Shares the circuit within this process.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, NovuTransport } from "effect-novu"
 * import { Layer } from "effect"
 *
 * const Transport = NovuTransport.layerConfig.pipe(
 *   Layer.provide(CircuitBreaker.layer({ openDuration: "30 seconds" }))
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: CircuitBreakerOptions = {}): Layer.Layer<never> =>
  layerStore(options).pipe(Layer.provide(Breaker.layerStoreMemory()))
