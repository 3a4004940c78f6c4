import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

const liveClock = Context.get(Context.empty(), Clock.Clock)

/** The longest timer of the platforms, in milliseconds. A longer one would fire at once. */
const longestTimer = 2 ** 31 - 1

/** Runs `fire` after a time, unless what it returns is called before. */
export const after = (millis: number, context: Context.Context<never>, fire: () => void): () => void => {
  if (Context.get(context, Clock.Clock) === liveClock && millis <= longestTimer) {
    const timer = setTimeout(fire, millis)
    return () => clearTimeout(timer)
  }
  const fiber = Effect.runForkWith(context)(Effect.map(Effect.sleep(millis), fire))
  return () => fiber.interruptUnsafe()
}

/**
 * Does what `Effect.timeoutOrElse` does, with one fiber where that uses two and a
 * race, because this runs once per attempt.
 */
export const withTimeLimit = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  millis: number,
  late: () => Effect.Effect<never, E>
): Effect.Effect<A, E, R> =>
  Effect.contextWith((context: Context.Context<R>) =>
    // The effect runs in a fiber of its own, which can be interrupted where this one cannot.
    Effect.callback<A, E>((resume) => {
      const fiber = Effect.runForkWith(context)(self)
      const cancel = after(millis, context, () => resume(Effect.flatMap(Fiber.interrupt(fiber), late)))
      fiber.addObserver((exit) => {
        cancel()
        resume(exit)
      })
      return Effect.suspend(() => {
        cancel()
        return Fiber.interrupt(fiber)
      })
    })
  )
