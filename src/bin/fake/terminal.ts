import * as Effect from "effect/Effect"

/** Writes to the terminal, and waits until it is written, because a pipe takes its time. */
export const print = (text: string): Effect.Effect<void> =>
  Effect.callback((resume) => {
    // A pipe that nobody reads any more is no reason to end.
    process.stdout.on("error", () => {})
    process.stdout.write(text, () => resume(Effect.void))
  })
