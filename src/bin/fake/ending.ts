import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"

/** Is below a second, so that who waits for a second sees the end. */
const within = 900

const glance = 200

/** Is asked early, because a shell that is gone has another number in its place. */
const parent = process.ppid

/**
 * Listens from now on for somebody to ask the process to end, and returns what waits
 * for it. Once asked, the process ends within a second, whatever still runs. It may
 * be asked twice, because npm and a terminal both pass a signal on.
 */
export const askedToEnd: Effect.Effect<Effect.Effect<void>> = Effect.map(Latch.make(), (latch) => {
  let isAsked = false
  const end = () => {
    if (isAsked) return
    isAsked = true
    setTimeout(() => process.exit(), within).unref()
    latch.openUnsafe()
  }
  process.on("SIGINT", end)
  process.on("SIGTERM", end)
  watchShell(end)
  return latch.await
})

/** Does what has to be done before the end. If the time is over before, the process says by its exit code that it was not. */
export const beforeEnd = <E>(last: Effect.Effect<void, E>): Effect.Effect<void, E> =>
  Effect.suspend(() => {
    process.exitCode = 1
    return Effect.tap(last, () =>
      Effect.sync(() => {
        process.exitCode = 0
      }))
  })

/**
 * Ends when the shell is gone in which npm started the program. `npx` passes a
 * signal on to that shell, which dies of it and tells nobody. A program that was
 * started otherwise outlives its shell, as one in the background has to.
 */
const watchShell = (end: () => void): void => {
  if (!/\beffect-novu\b/.test(process.env["npm_lifecycle_script"] ?? "")) return
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    end()
  }, glance)
  watch.unref()
}
