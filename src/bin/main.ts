/** Runs the command `effect-novu`. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { version } from "../internal/version.ts"
import { fake } from "./fake/fake.ts"
import { usage } from "./fake/help.ts"
import { Refusal, refusal } from "./fake/refusal.ts"
import { print } from "./fake/terminal.ts"

const run = ([command, ...args]: ReadonlyArray<string>): Effect.Effect<void, Refusal> => {
  switch (command) {
    case "fake":
      return fake(args)
    case "--help":
    case "-h":
      return print(usage)
    case "--version":
    case "-v":
      return print(`${version}\n`)
    default:
      return Effect.fail(refusal(
        `${command === undefined ? "A command is missing" : `effect-novu has no command "${command}"`}: ` +
          "npx effect-novu fake starts a Novu on this machine, and --help says how."
      ))
  }
}

/** Says a refusal in a sentence, and in full what nobody foresaw. */
const end = (exit: Exit.Exit<void, Refusal>): void => {
  if (Exit.isSuccess(exit)) process.exit(0)
  const error = Cause.squash(exit.cause)
  const [text, code] = error instanceof Refusal ? [error.message, 2] : [Cause.pretty(exit.cause), 1]
  process.stderr.write(`${text}\n`, () => process.exit(code))
}

Effect.runCallback(run(process.argv.slice(2)), { onExit: end })
