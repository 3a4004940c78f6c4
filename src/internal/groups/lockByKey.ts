import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"

/** Runs effects of the same key one after the other. */
export type Lock = <A, E, R>(key: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/** Makes a lock that keeps nothing of a key that nobody holds or waits for. */
export const makeLock = (): Lock => {
  const held = new Map<string, { readonly turns: Semaphore.Semaphore; users: number }>()
  return (key, effect) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const entry = held.get(key) ?? { turns: Semaphore.makeUnsafe(1), users: 0 }
        held.set(key, entry)
        entry.users++
        return entry
      }),
      ({ turns }) => turns.withPermit(effect),
      (entry) =>
        Effect.sync(() => {
          entry.users--
          if (entry.users === 0) held.delete(key)
        })
    )
}
