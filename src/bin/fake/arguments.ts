import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import { type FlagName, flagNames, flagOf } from "./flagTable.ts"
import { type Refusal, refusal } from "./refusal.ts"

/** Has the values of each flag that was given, in their order. A flag without a value has an empty text. */
export type Arguments = ReadonlyMap<FlagName, ReadonlyArray<string>>

const see = "npx effect-novu fake --help lists the flags."

/** Is what `parseArgs` needs to know of each flag. */
const options = {
  ...Object.fromEntries(
    flagNames.map((name) => [name, { type: flagOf(name).value === undefined ? "boolean" : "string" } as const])
  ),
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" }
} as const

const isFlag = (name: string): name is FlagName => flagNames.some((each) => each === name)

/** Counts the letters that two names do not share, in order, to find the flag that was meant. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
  }
  return row[b.length] ?? 0
}

const similarTo = (name: string): string => {
  const [nearest] = flagNames.map((each) => [each, distance(name, each)] as const).toSorted(([, a], [, b]) => a - b)
  return nearest !== undefined && nearest[1] <= 3 && nearest[1] <= name.length / 2
    ? `did you mean --${nearest[0]}?`
    : see
}

/** Reads flags apart from what their values mean. Of a flag that does not repeat, the last one counts. */
export const readArguments = (args: ReadonlyArray<string>): Effect.Effect<Arguments, Refusal> =>
  Effect.gen(function*() {
    const given = new Map<FlagName, Array<string>>()
    const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
    for (const token of tokens) {
      if (token.kind === "option-terminator") continue
      if (token.kind === "positional") {
        return yield* refusal(`effect-novu fake takes flags, and "${token.value}" is none: ${see}`)
      }
      const { inlineValue, name, rawName, value } = token
      if (!isFlag(name)) return yield* refusal(`effect-novu fake has no flag ${rawName}: ${similarTo(name)}`)
      const { repeats, value: takes } = flagOf(name)
      if (takes === undefined && value !== undefined) {
        return yield* refusal(`--${name} takes no value: leave out "${value}".`)
      }
      if (takes !== undefined && (value === undefined || value === "" || (!inlineValue && value.startsWith("-")))) {
        return yield* refusal(`--${name} needs a value: --${name} <${takes}>.`)
      }
      given.set(name, [...(repeats ? given.get(name) ?? [] : []), value ?? ""])
    }
    return given
  })
