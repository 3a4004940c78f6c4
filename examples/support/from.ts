/** Reads `--from N`: how many items a run skips, to go on where another one stopped. */
import { Console, Effect, Exit } from "effect"
import { parseArgs } from "node:util"

const given = Number(parseArgs({ options: { from: { type: "string", default: "0" } } }).values.from)

export const from = Number.isSafeInteger(given) && given >= 0 ? given : 0

/** Says how to go on with a run that did not come to its end. */
export const tellHowToGoOn = (file: string, next: () => number) => <A, E, R>(run: Effect.Effect<A, E, R>) =>
  Effect.onExit(run, (exit) =>
    Exit.isSuccess(exit)
      ? Effect.void
      : Console.log(`\nstopped; go on with: npm run example ${file} -- --from ${next()}`))
