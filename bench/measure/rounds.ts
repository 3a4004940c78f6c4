import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** Maps the name of each contestant to a function that makes `calls` calls, which is one round. */
export type Contestants<Name extends string> = Readonly<Record<Name, (calls: number) => Promise<void>>>

export interface Rounds {
  /** Says how many calls one round has. */
  readonly calls: number
  readonly rounds: number
  /** Says how many calls come before the first round. */
  readonly warmup: number
}

export interface Samples {
  /** Has the elapsed microseconds per call, one figure per round. */
  readonly wall: ReadonlyArray<number>
  /** Has the microseconds of processor time per call, garbage collection included. */
  readonly processor: ReadonlyArray<number>
}

export const quantile = (values: ReadonlyArray<number>, q: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

/**
 * Returns the figure of a contestant: the lower quartile of its rounds, because
 * whatever else the machine does only adds time.
 */
export const typical = (values: ReadonlyArray<number>): number => quantile(values, 0.25)

const shuffled = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values.map((value) => ({ value, at: Math.random() })).toSorted((a, b) => a.at - b.at).map(({ value }) => value)

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as (options: { readonly type: "minor" }) => void

/**
 * Runs the contestants in turn, round after round. The order differs each time, so
 * that no contestant always gets the caches of the same predecessor. The garbage of
 * one turn is collected before the next.
 */
export const interleaved = async <Name extends string>(
  contestants: Contestants<Name>,
  { calls, rounds, warmup }: Rounds
): Promise<Readonly<Record<Name, Samples>>> => {
  const names = Object.keys(contestants) as Array<Name>
  const samples = Object.fromEntries(names.map((name) => [name, { wall: [], processor: [] }])) as unknown as Record<
    Name,
    { readonly wall: Array<number>; readonly processor: Array<number> }
  >
  for (const name of names) await contestants[name](warmup)
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffled(names)) {
      collect({ type: "minor" })
      const processor = process.cpuUsage()
      const start = performance.now()
      await contestants[name](calls)
      const wall = (performance.now() - start) * 1000
      const { system, user } = process.cpuUsage(processor)
      samples[name].wall.push(wall / calls)
      samples[name].processor.push((system + user) / calls)
    }
  }
  return samples
}
