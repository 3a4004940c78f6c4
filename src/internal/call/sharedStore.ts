import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { constVoid, identity } from "effect/Function"
import { monotonic } from "./monotonic.ts"
import { after } from "./timeLimit.ts"

/** Milliseconds within which a store has to answer. */
const maxWaitMillis = 1000

/** Milliseconds for which a store that failed is not asked again. */
const cooldownMillis = 5000

/** How a call asks a store. */
export interface Asking<A, E> {
  /** Milliseconds that the call has left. */
  readonly left: () => number
  /** Whether a failure says that the store is gone; any other is an answer. */
  readonly isGone: (error: E) => boolean
  /** Asks also while the store is in its cooldown, without waiting for the answer. */
  readonly insist?: boolean | undefined
  /** Undoes what the store did after the call stopped waiting. */
  readonly undo?: ((value: A) => Effect.Effect<unknown, unknown>) | undefined
  /** Makes the wait interruptible where the call is. */
  readonly restore?: (<B, F>(effect: Effect.Effect<B, F>) => Effect.Effect<B, F>) | undefined
}

/** A request under way, or ended. */
interface Asked<A, E> {
  exit: Exit.Exit<A | undefined, E> | undefined
  /** Who waits for the end. */
  listener: ((exit: Exit.Exit<A | undefined, E>) => void) | undefined
  /** Whether who waited has stopped. */
  abandoned: boolean
}

/**
 * A store outside of the process, which may fail, or stall and ignore
 * interruption. A fiber of its own asks it, so that a call waits for one second
 * at most. A store that failed is not asked again during a cooldown.
 */
export class SharedStore {
  readonly #consequence: string
  // When the cooldown of the store ends, in monotonic milliseconds.
  #aloneUntil = Number.NEGATIVE_INFINITY

  /** `consequence` is what the log says about the time of the cooldown. */
  constructor(consequence: string) {
    this.#consequence = consequence
  }

  /** The answer, or `undefined` where the store has none, or the call no time left. */
  ask<A, E extends Error>(request: Effect.Effect<A, E>, asking: Asking<A, E>): Effect.Effect<A | undefined, E> {
    return Effect.contextWith((context: Context.Context<never>) => {
      const { insist = false, left, restore = identity } = asking
      const alone = monotonic(Context.get(context, Clock.Clock)) < this.#aloneUntil
      if (alone && !insist) return Effect.succeed(undefined)
      // The request begins before the wait, because a call that is being interrupted asks but does not wait.
      const asked = this.#begin(request, context, asking)
      return asked.exit ?? (alone ? Effect.succeed(undefined) : restore(wait(asked, context, left)))
    })
  }

  #begin<A, E extends Error>(
    request: Effect.Effect<A, E>,
    context: Context.Context<never>,
    { isGone, undo }: Asking<A, E>
  ): Asked<A, E> {
    const asked: Asked<A, E> = { exit: undefined, listener: undefined, abandoned: false }
    const end = (exit: Exit.Exit<A | undefined, E>): void => {
      asked.exit = exit
      asked.listener?.(exit)
    }
    let stop: () => void = constVoid
    const fiber = Effect.runForkWith(context)(request)
    fiber.addObserver((exit) => {
      stop()
      if (Exit.isSuccess(exit) && undo !== undefined && (asked.abandoned || asked.exit !== undefined)) {
        Effect.runForkWith(context)(Effect.ignoreCause(undo(exit.value)))
      }
      if (asked.exit !== undefined) return
      const why = Exit.isFailure(exit) ? whyGone(exit.cause, isGone) : undefined
      if (why !== undefined) this.#leaveAlone(why, context)
      end(why === undefined ? exit : Exit.succeed(undefined))
    })
    if (asked.exit === undefined) {
      stop = after(maxWaitMillis, context, () => {
        this.#leaveAlone("the store does not answer", context)
        end(Exit.succeed(undefined))
        // A request that may have to be undone runs on until its outcome is known.
        if (undo === undefined) fiber.interruptUnsafe()
      })
    }
    return asked
  }

  #leaveAlone(why: string, context: Context.Context<never>): void {
    const now = monotonic(Context.get(context, Clock.Clock))
    if (now < this.#aloneUntil) return
    this.#aloneUntil = now + cooldownMillis
    Effect.runForkWith(context)(Effect.logWarning(`${this.#consequence} for ${cooldownMillis / 1000} seconds: ${why}`))
  }
}

const wait = <A, E>(
  asked: Asked<A, E>,
  context: Context.Context<never>,
  left: () => number
): Effect.Effect<A | undefined, E> =>
  Effect.callback((resume) => {
    if (asked.exit !== undefined) return resume(asked.exit)
    let cancel: () => void = constVoid
    const giveUp = (): void => {
      cancel()
      asked.listener = undefined
      asked.abandoned = true
    }
    asked.listener = (exit) => {
      cancel()
      resume(exit)
    }
    const millis = left()
    if (millis < maxWaitMillis) {
      cancel = after(Math.max(0, millis), context, () => {
        giveUp()
        resume(Effect.succeed(undefined))
      })
    }
    return Effect.sync(giveUp)
  })

/** Why the store cannot be asked, or `undefined` for a failure that is its answer. */
const whyGone = <E extends Error>(cause: Cause.Cause<E>, isGone: (error: E) => boolean): string | undefined => {
  const error = cause.reasons.find(Cause.isFailReason)?.error
  if (error === undefined) return "the store broke"
  return isGone(error) ? error.message : undefined
}
