import * as Effect from "effect/Effect"

/** Is below a second, so that who waits for a second sees the end. */
const within = 900

const glance = 200

/**
 * Waits until somebody asks the process to end. From then on it ends within a
 * second, whatever still runs, and who asks again ends it at once.
 */
export const asked: Effect.Effect<void> = Effect.callback((resume) => {
  let isAsked = false
  const end = () => {
    if (isAsked) process.exit(130)
    isAsked = true
    setTimeout(() => process.exit(0), within).unref()
    resume(Effect.void)
  }
  process.on("SIGINT", end)
  process.on("SIGTERM", end)
  watchShell(end)
})

/**
 * Ends when the shell is gone in which npm started the program. `npx` passes a
 * signal on to that shell, which dies of it and tells nobody. A program that was
 * started otherwise outlives its shell, as one in the background has to.
 */
const watchShell = (end: () => void): void => {
  if (!/\beffect-novu\b/.test(process.env["npm_lifecycle_script"] ?? "")) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    end()
  }, glance)
  watch.unref()
}
