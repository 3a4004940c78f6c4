import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"

/** Tells whoever waits that something of the fake has changed. It does not say what. */
export const makeChanges = () => {
  let version = 0
  let changed = Latch.makeUnsafe(false)
  const closed = Latch.makeUnsafe(false)
  return {
    version: (): number => version,
    tell: (): void => {
      version++
      changed.openUnsafe()
      changed = Latch.makeUnsafe(false)
    },
    /** Waits until the version is another one than that which was seen. */
    after: (seen: number): Effect.Effect<void> => Effect.suspend(() => version === seen ? changed.await : Effect.void),
    /** Is done when the server ends, so that no stream keeps it open. */
    closed: closed.await,
    close: Effect.sync(() => {
      closed.openUnsafe()
    })
  }
}
