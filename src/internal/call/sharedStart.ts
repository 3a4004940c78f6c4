import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** When the time of a call began to run, in monotonic milliseconds. */
interface Start {
  readonly of: (now: number) => number
}

/**
 * The time at which a call's total timeout starts: now, unless
 * `withSharedStart` set an earlier one.
 */
export const SharedStart: Context.Reference<Start> = Context.Reference<Start>("effect-novu/internal/SharedStart", {
  defaultValue: () => ({ of: (now) => now })
})

/**
 * Makes all calls of an effect share one total time, for methods that consist
 * of several.
 */
export const withSharedStart = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    let start: number | undefined
    return Effect.provideService(effect, SharedStart, { of: (now) => start ??= now })
  })
