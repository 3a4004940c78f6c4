import * as Cause from "effect/Cause"
import type * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as ManagedRuntime from "effect/ManagedRuntime"

/** Says why a call was ended that nobody aborted. */
export const disposed = (): Error => new DOMException("The client was disposed", "AbortError")

/**
 * Runs an effect, at once, as far as it goes. The promise rejects with the
 * failure itself, with what was thrown, or with the reason for which the call was
 * ended.
 */
export const run = async <A, E, R, ER>(
  runtime: ManagedRuntime.ManagedRuntime<R, ER>,
  effect: Effect.Effect<A, E, R>,
  signal: AbortSignal | undefined
): Promise<A> => {
  signal?.throwIfAborted()
  const exit = await runtime.runPromiseExit(effect, { signal })
  if (Exit.isSuccess(exit)) return exit.value
  if (!Cause.hasInterruptsOnly(exit.cause)) throw Cause.squash(exit.cause)
  throw signal?.aborted === true ? signal.reason : disposed()
}
