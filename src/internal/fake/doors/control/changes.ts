/** Lets requests wait until something is written. */
import * as Effect from "effect/Effect"

/**
 * Makes what tells of writes. Whoever waits names the state that was looked at, so
 * that no write between the look and the wait is missed. Nobody waits longer than
 * the scope is open.
 */
export const makeChanges = Effect.gen(function*() {
  const waiting = new Set<() => void>()
  let version = 0
  let isOpen = true

  const tell = (): void => {
    version++
    for (const go of waiting) go()
  }

  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      isOpen = false
      tell()
    })
  )

  return {
    tell,
    version: () => version,
    isOpen: () => isOpen,
    /** Waits for a write after the one that made this version. */
    after: (seen: number): Effect.Effect<void> =>
      Effect.callback<void>((resume) => {
        if (version !== seen || !isOpen) return resume(Effect.void)
        const go = () => {
          waiting.delete(go)
          resume(Effect.void)
        }
        waiting.add(go)
        return Effect.sync(() => waiting.delete(go))
      })
  }
})

export type Changes = Effect.Success<typeof makeChanges>
