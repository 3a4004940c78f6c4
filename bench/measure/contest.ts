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
 * Lets each contestant run all its rounds in a process of its own, one contestant
 * after another. Made of the same library they would slow each other down in one
 * process, because an engine compiles a function for all that call it; and a process
 * that waits for its turn is not as warm as a busy service. The order is a random one.
 */
export const contest = async (
  what: ContestName,
  { calls, rounds, warmup }: Rounds,
  apiUrl = ""
): Promise<Readonly<Record<string, Samples>>> => {
  const program = join(import.meta.dirname, "../contestant.ts")
  const samples = new Map<string, Samples>()
  for (const name of shuffled(Object.keys(await contests[what]()))) {
    const contestant = fork(program, [what, name, apiUrl], { execArgv: process.execArgv })
    try {
      await once(contestant, "message")
      await ask(contestant, warmup)
      const turns: Array<Turn> = []
      while (turns.length < rounds) turns.push(await ask(contestant, calls))
      samples.set(name, samplesOf(turns))
    } finally {
      contestant.disconnect()
    }
  }
  return Object.fromEntries(samples)
}
