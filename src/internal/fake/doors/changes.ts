import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"

/** Tells whoever waits that something of the fake has changed. It does not say what. */
export const makeChanges = () => {
  let version = 0
  let isOpen = true
  let changed = Latch.makeUnsafe(false)
  const tell = (): void => {
    version++
    changed.openUnsafe()
    changed = Latch.makeUnsafe(false)
  }
  return {
    tell,
    version: (): number => version,
    isOpen: (): boolean => isOpen,
    /** Waits until the version is another one than that which was seen, or the server ends. */
    after: (seen: number): Effect.Effect<void> =>
      Effect.suspend(() => version === seen && isOpen ? changed.await : Effect.void),
    /** Lets nobody wait any more, because a server that ends waits for its answers. */
    end: Effect.sync(() => {
      isOpen = false
      tell()
    })
  }
}
