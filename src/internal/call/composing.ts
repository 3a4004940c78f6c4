import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { NovuError } from "../../Errors/NovuError.ts"
import { IsPart, spanOfStream } from "../telemetry.ts"
import { callSite } from "./callSite.ts"
import { type Composed, type Composition, CurrentComposition, failureOf, recordDuration } from "./composition.ts"
import { monotonic } from "./monotonic.ts"

/** A stream under way that consists of several calls. */
export interface Composing {
  /** Makes the calls of an effect parts of the whole. What belongs to the caller stays outside. */
  readonly part: <A, E, R>(calls: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** Makes the failure of a part the failure of the whole. */
  readonly failure: (error: NovuError) => NovuError
}

/**
 * Runs a stream of several calls as one operation: they share one span, one
 * duration and one name in errors, which show who called `method`. Each call has
 * a total time of its own, because a stream runs for as long as it is pulled.
 */
export const composing = <A, E, R>(
  composition: Composition,
  method: (...args: never) => unknown,
  parts: (whole: Composing) => Stream.Stream<A, E, R>,
  workflow?: string
): Stream.Stream<A, E, R> => {
  const site = callSite(method, 3)
  return Stream.unwrap(Effect.gen(function*() {
    const run: Composed = { ...composition, sent: 0, uncertain: false }
    const clock = yield* Clock.Clock
    const start = monotonic(clock)
    const span = yield* spanOfStream(composition.name, workflow)
    const whole: Composing = {
      part: (calls) =>
        calls.pipe(
          Effect.provideService(CurrentComposition, run),
          Effect.provideService(IsPart, true),
          span.within
        ),
      failure: (error) => failureOf(error, run, site)
    }
    return Stream.onExit(parts(whole), (exit) => {
      span.ended(exit)
      return recordDuration(composition, exit, monotonic(clock) - start)
    })
  }))
}
