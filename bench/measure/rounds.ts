import { setImmediate } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { processorOf } from "./processor.ts"

/** Maps the name of each contestant to a function that makes `calls` calls, which is one round. */
export type Contestants<Name extends string> = Readonly<Record<Name, (calls: number) => Promise<void>>>

export interface Rounds {
  /** Says how many calls one round has. */
  readonly calls: number
  readonly rounds: number
  /** Says how many calls come before the first round. */
  readonly warmup: number
}

/** Makes so many calls. Where they run side by side, it says how many milliseconds each took. */
export type Run = (calls: number, seen: (millis: number) => void) => Promise<unknown>

/** Says what one round took. */
export interface Turn {
  /** Has the elapsed microseconds per call. */
  readonly wall: number
  /** Has the microseconds of processor time per call, garbage collection included. */
  readonly processor: number
  /** Has the milliseconds of each call that was timed by itself. */
  readonly latencies: ReadonlyArray<number>
}

/** Holds what each round took, and each call of all rounds. */
export interface Samples {
  readonly wall: ReadonlyArray<number>
  readonly processor: ReadonlyArray<number>
  readonly latencies: ReadonlyArray<number>
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

export const shuffled = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values.map((value) => ({ value, at: Math.random() })).toSorted((a, b) => a.at - b.at).map(({ value }) => value)

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as (options: { readonly type: "minor" }) => void

export const samplesOf = (turns: ReadonlyArray<Turn>): Samples => ({
  wall: turns.map(({ wall }) => wall),
  processor: turns.map(({ processor }) => processor),
  latencies: turns.flatMap(({ latencies }) => latencies)
})

/**
 * Runs one round. Garbage that is older is collected before it, and what the calls
 * leave to the event loop, such as their finalizers, is a part of it.
 */
export const turn = async (run: Run, calls: number): Promise<Turn> => {
  const latencies: Array<number> = []
  collect({ type: "minor" })
  const start = performance.now()
  const processor = await processorOf(calls, async () => {
    await run(calls, (millis) => void latencies.push(millis))
    await setImmediate()
  })
  const wall = (performance.now() - start) * 1000
  return { wall: wall / calls, processor, latencies }
}

/**
 * Runs the contestants in turn, round after round. The order differs each time, so
 * that no contestant always gets the caches of the same predecessor.
 */
export const interleaved = async <Name extends string>(
  contestants: Contestants<Name>,
  { calls, rounds, warmup }: Rounds
): Promise<Readonly<Record<Name, Samples>>> => {
  const names = Object.keys(contestants) as Array<Name>
  const turns = new Map(names.map((name) => [name, new Array<Turn>()]))
  for (const name of names) await contestants[name](warmup)
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffled(names)) turns.get(name)?.push(await turn(contestants[name], calls))
  }
  return Object.fromEntries(names.map((name) => [name, samplesOf(turns.get(name) ?? [])])) as Record<Name, Samples>
}
