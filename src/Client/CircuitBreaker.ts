/**
 * Stops calling a Novu that is down.
 *
 * Provide a layer of this module to the transport's. Once too many calls fail
 * because of Novu or the network, the circuit opens: calls fail at once with
 * `CircuitOpen`, until one of them is let through to try and succeeds. Off
 * unless it is provided; the retry budget already keeps a failing Novu from
 * being hit harder than usual.
 *
 * A call counts once, after its retries. There is one circuit for an `apiUrl`.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Breaker from "effect/persistence/CircuitBreaker"
import type * as Schedule from "effect/Schedule"
import { NovuError } from "../Errors/NovuError.ts"
import { CircuitOpen } from "../Errors/NovuErrorReason.ts"
import { CurrentGuard, type Guard } from "../internal/guard.ts"
import type { NovuConfig } from "./NovuConfig.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface CircuitBreakerOptions {
  /**
   * When the circuit opens: `consecutive(5)` or `rate({ … })` of
   * `effect/persistence/CircuitBreaker`.
   *
   * @default rate({ threshold: 0.5, size: 100, minimumCalls: 20 })
   */
  readonly tripPolicy?: Breaker.TripPolicy | undefined
  /**
   * How long it stays open before a call may try. A longer `Retry-After` of
   * Novu's wins.
   *
   * @default "10 seconds"
   */
  readonly openDuration?: Duration.Input | Schedule.Schedule<unknown, number, never, never> | undefined
  /**
   * Longest that a `Retry-After` may keep it open.
   *
   * @default "1 hour"
   */
  readonly maxOpenDuration?: Duration.Input | undefined
}

/**
 * What the end of a call says about Novu's health: a failure where Novu or the
 * way to it failed, a success where Novu answered, nothing where it was not
 * asked, asks for patience, or repeats an old answer.
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
  const error = exit.cause.reasons.find((reason) => reason._tag === "Fail")?.error
  switch (error?.reason._tag) {
    case "TransportFailed":
    case "TimedOut":
      return Breaker.failure()
    case "ServerFailed":
      return error.reason.replayed ? Breaker.ignored : Breaker.failure({ retryAfter: error.reason.retryAfter })
    case "UnexpectedStatus":
      return error.reason.status === 408 ? Breaker.failure() : Breaker.success
    case "BadRequest":
    case "Unauthorized":
    case "PaymentRequired":
    case "Forbidden":
    case "NotFound":
    case "Conflict":
    case "PayloadTooLarge":
    case "ValidationFailed":
    case "IdempotencyKeyReused":
      return Breaker.success
    case "InvalidInput":
    case "InProgress":
    case "RateLimited":
    case "ResponseDecodeFailed":
    case "CircuitOpen":
    case undefined:
      return Breaker.ignored
  }
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

const guardWith = (breaker: Breaker.CircuitBreaker) => ({ apiUrl }: NovuConfig): Guard => (operation, call) =>
  Effect.mapError(
    breaker.execute(call, { key: apiUrl, classify }),
    (error) => error instanceof NovuError ? error : refused(operation, error)
  )

/**
 * Shares the circuit with every process that has the same store.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerStore = (
  options: CircuitBreakerOptions = {}
): Layer.Layer<never, never, Breaker.CircuitBreakerStore> =>
  Layer.effect(CurrentGuard, Effect.map(Breaker.CircuitBreaker, guardWith)).pipe(
    Layer.provide(Breaker.layer({
      tripPolicy: options.tripPolicy ?? Breaker.rate({ threshold: 0.5, size: 100, minimumCalls: 20 }),
      openDuration: options.openDuration ?? "10 seconds",
      maxOpenDuration: options.maxOpenDuration
    }))
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
