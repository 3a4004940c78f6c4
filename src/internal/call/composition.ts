import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import { failureIn, IsPart, OperationMetrics, withCompositionSpan } from "../telemetry.ts"
import { type CallSite, callSite, errorAt } from "./callSite.ts"
import { monotonic } from "./monotonic.ts"
import { withSharedStart } from "./sharedStart.ts"

/** A method that consists of several calls, as data. */
export interface Composition {
  /** What spans, metrics, logs and errors call it, in place of the names of its parts. */
  readonly name: string
  readonly metrics: OperationMetrics
  /** Failures of its parts that are expected and do not count as failures. */
  readonly expects: ReadonlySet<NovuErrorReason["_tag"]>
}

/** The state of one run of a composition. */
export interface Composed extends Composition {
  /** Requests sent by all of its parts. */
  sent: number
  /** Whether a part failed that may have been carried out. */
  uncertain: boolean
}

/** The method that a call is a part of. */
export const CurrentComposition: Context.Reference<Composed | undefined> = Context.Reference<Composed | undefined>(
  "effect-novu/internal/CurrentComposition",
  { defaultValue: () => undefined }
)

/** Declares a method that consists of several calls. */
export const composition = (name: string, expects: ReadonlyArray<NovuErrorReason["_tag"]>): Composition => ({
  name,
  expects: new Set(expects),
  metrics: new OperationMetrics(name)
})

/** The failure of a part, as the failure of the whole. */
export const failureOf = (error: NovuError, { name, sent, uncertain }: Composed, site: CallSite): NovuError =>
  errorAt(site, {
    operation: name,
    reason: error.reason,
    attempts: sent,
    idempotencyKey: error.idempotencyKey,
    ...(uncertain && !error.mayHaveActed || error.earlierUnknown === true ? { earlierUnknown: true } : {}),
    ...(error.readOnly === true && !uncertain ? { readOnly: true } : {})
  })

/**
 * Runs several calls as one operation: they share one span, one duration, one
 * name in errors and one total time.
 */
export const composed = <A>(method: Composition, parts: Effect.Effect<A, NovuError>): Effect.Effect<A, NovuError> => {
  const site = callSite(composed, 3)
  return Effect.suspend(() => {
    const run: Composed = { ...method, sent: 0, uncertain: false }
    const whole = withSharedStart(parts).pipe(
      Effect.provideService(CurrentComposition, run),
      Effect.provideService(IsPart, true),
      Effect.mapError((error) => failureOf(error, run, site))
    )
    return withCompositionSpan(method.name, timed(method, whole))
  })
}

/** Records how long the whole took. */
const timed = <A>(method: Composition, whole: Effect.Effect<A, NovuError>): Effect.Effect<A, NovuError> =>
  Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock)
    const start = monotonic(clock)
    return Effect.onExit(whole, (exit) => recordDuration(method, exit, monotonic(clock) - start))
  })

/** Records the milliseconds that a method took, unless it was interrupted or failed with an error that is none of ours. */
export const recordDuration = (
  { metrics }: Composition,
  exit: Exit.Exit<unknown, unknown>,
  millis: number
): Effect.Effect<void> =>
  Effect.withFiber(({ context }) => {
    const outcome = Exit.isSuccess(exit) ? "success" : failureIn(exit)?.reason._tag
    if (outcome !== undefined) metrics.of(outcome).duration.updateUnsafe(millis / 1000, context)
    return Effect.void
  })
