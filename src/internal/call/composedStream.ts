import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { NovuError } from "../../Errors/NovuError.ts"
import { IsPart, withCompositionSpanOfStream } from "../telemetry.ts"
import { callSite } from "./callSite.ts"
import { type Composed, type Composition, CurrentComposition, failureOf, recordDuration } from "./composition.ts"
import { monotonic } from "./monotonic.ts"

/**
 * Runs a stream of several calls as one operation: they share one span, one
 * duration and one name in errors. Each call has a total time of its own, because
 * a stream runs for as long as it is pulled.
 */
export const composedStream = <A>(
  method: Composition,
  parts: Stream.Stream<A, NovuError>
): Stream.Stream<A, NovuError> => {
  const site = callSite(composedStream, 3)
  return Stream.unwrap(Effect.withFiber((fiber) => {
    const run: Composed = { ...method, sent: 0, uncertain: false }
    const clock = fiber.getRef(Clock.Clock)
    const start = monotonic(clock)
    const whole = parts.pipe(
      Stream.provideService(CurrentComposition, run),
      Stream.provideService(IsPart, true),
      Stream.mapError((error) => failureOf(error, run, site)),
      Stream.onExit((exit) => recordDuration(method, exit, monotonic(clock) - start))
    )
    return Effect.succeed(withCompositionSpanOfStream(method.name, whole))
  }))
}
