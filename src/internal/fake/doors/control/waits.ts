/** Lets requests, and pages that are open, wait until something changes. It does not say what. */
import * as Effect from "effect/Effect"

/**
 * Makes what tells of writes. Whoever waits names the state that was looked at, so
 * that no write between the look and the wait is missed.
 */
export const makeWaits = () => {
  const waiting = new Set<() => void>()
  let version = 0
  let isOpen = true

  const tell = (): void => {
    version++
    // Whoever goes on may wait again at once, which is for the next write.
    const told = Array.from(waiting)
    waiting.clear()
    for (const go of told) go()
  }

  return {
    tell,
    version: () => version,
    isOpen: () => isOpen,
    /** Counts those who wait. */
    waiting: () => waiting.size,
    /** Lets nobody wait any more, because a server that ends waits for its answers. */
    end: Effect.sync(() => {
      isOpen = false
      tell()
    }),
    /**
     * Waits for a write after the one that made this version. Whoever waited goes on
     * once the code that wrote has come to its end, so that it sees all of what happened.
     */
    after: (seen: number): Effect.Effect<void> =>
      Effect.andThen(
        Effect.callback<void>((resume) => {
          if (version !== seen || !isOpen) return resume(Effect.void)
          const go = () => resume(Effect.void)
          waiting.add(go)
          return Effect.sync(() => waiting.delete(go))
        }),
        Effect.yieldNow
      )
  }
}

export type Waits = ReturnType<typeof makeWaits>
