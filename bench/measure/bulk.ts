import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { million, withCountingNovu } from "./counting.ts"
import { eventSenders } from "./events.ts"
import { measurePoint } from "./growth/measurePoint.ts"
import type { Growing } from "./growth/point.ts"
import { interleaved, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

const inTurn = async (apiUrl: string, quick: boolean): Promise<Row> => {
  const samples = await interleaved(
    eventSenders(apiUrl),
    quick ? { calls: 10_000, rounds: 9, warmup: 20_000 } : { calls: 20_000, rounds: 9, warmup: 50_000 }
  )
  return {
    what: "`triggerAll`, an event, processor",
    unit: "µs",
    ours: typical(samples.ours.processor),
    peer: typical(samples.peer.processor),
    bare: typical(samples.bare.processor),
    asked: [{ against: "bare", atMost: 1.5 }]
  }
}

/** Sends them all at once, from a process that does nothing else. */
const alone = async (apiUrl: string, count: number): Promise<ReadonlyArray<Row>> => {
  const measure = (name: Growing) => measurePoint("events", name, count, apiUrl)
  const [ours, peer, bare] = [await measure("ours"), await measure("peer"), await measure("bare")]
  const row = (what: string, unit: string, figure: "micros" | "megabytes"): Row => ({
    what: `${count.toLocaleString("en")} events in a process of their own, ${what}`,
    unit,
    ours: ours[figure] ?? Number.NaN,
    peer: peer[figure] ?? Number.NaN,
    bare: bare[figure] ?? Number.NaN
  })
  return [row("an event, processor", "µs", "micros"), row("memory added at most", "MB", "megabytes")]
}

/** Ends with an error where the heap is not enough. */
const memory = async (apiUrl: string): Promise<Row> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--max-old-space-size=64",
    "--conditions=effect-novu:source",
    join(million, "program.ts"),
    apiUrl,
    "1000000"
  ])
  const { peak, taken } = JSON.parse(stdout) as { readonly taken: number; readonly peak: number }
  if (taken !== 1_000_000) throw new Error(`${taken} of a million events were taken`)
  return { what: "a million events in a heap of 64 MB, memory of the process at most", unit: "MB", ours: peak / 1000 }
}

/** Measures many events at once, sent to a process that counts them. */
export const bulk = (quick: boolean): Promise<ReadonlyArray<Row>> =>
  withCountingNovu(async (apiUrl) => [
    await inTurn(apiUrl, quick),
    ...await alone(apiUrl, quick ? 10_000 : 100_000),
    ...(quick ? [] : [await memory(apiUrl)])
  ])
