/** Shows how far a run has come: as a bar on a terminal, as a line per quarter elsewhere. */
import { Effect } from "effect"

export const progress = (done: number, total: number): Effect.Effect<void> =>
  Effect.sync(() => {
    if (!process.stdout.isTTY) {
      if (done % Math.ceil(total / 4) === 0 || done === total) console.log(`${done}/${total}`)
    } else if (done % Math.ceil(total / 400) === 0 || done === total) {
      const bar = "█".repeat(done * 40 / total).padEnd(40, "░")
      process.stdout.write(`\r${bar} ${done}/${total}${done === total ? "\n" : ""}`)
    }
  })
