import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { type ContestName, contests } from "./contests/contests.ts"
import { type Rounds, type Samples, samplesOf, shuffled, type Turn } from "./rounds.ts"

/** Asks a contestant for one turn. */
const ask = async (contestant: ChildProcess, calls: number): Promise<Turn> => {
  contestant.send(calls)
  const [turn] = await once(contestant, "message")
  return turn
}

/**
 * Lets the contestants take turns, each in a process of its own: those that are made
 * of the same library would slow each other down in one, because an engine compiles a
 * function for all that call it. The order differs in each round.
 */
export const contest = async (
  what: ContestName,
  { calls, rounds, warmup }: Rounds,
  apiUrl = ""
): Promise<Readonly<Record<string, Samples>>> => {
  const names = Object.keys(await contests[what]())
  const contestants = names.map((name) => ({
    turns: new Array<Turn>(),
    process: fork(join(import.meta.dirname, "../contestant.ts"), [what, name, apiUrl], { execArgv: process.execArgv })
  }))
  try {
    for (const { process } of contestants) {
      await once(process, "message")
      await ask(process, warmup)
    }
    for (let round = 0; round < rounds; round++) {
      for (const { process, turns } of shuffled(contestants)) turns.push(await ask(process, calls))
    }
  } finally {
    for (const { process } of contestants) process.disconnect()
  }
  return Object.fromEntries(contestants.map(({ turns }, place) => [names[place], samplesOf(turns)]))
}
