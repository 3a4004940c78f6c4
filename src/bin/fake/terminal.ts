import * as Effect from "effect/Effect"

/** Writes to the terminal, and waits until it is written, because a pipe takes its time. */
export const print = (text: string): Effect.Effect<void> =>
  Effect.callback((resume) => {
    process.stdout.write(text, () => resume(Effect.void))
  })
