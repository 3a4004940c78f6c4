import { times } from "../inProcess.ts"
import { listReaders } from "../lists.ts"
import type { Growing, Point } from "./point.ts"
import { timed } from "./timed.ts"

/** A short list is read as often as makes it this many items, so that no figure is one of a few milliseconds. */
const atLeast = 100_000

/** Measures reading a list of so many items, and the most heap in use when a page is asked for. */
export const longList = async (name: Growing, total: number): Promise<Point> => {
  let peak = 0
  const read = listReaders(total, () => {
    peak = Math.max(peak, process.memoryUsage().heapUsed)
  })[name]
  await listReaders(atLeast)[name]()
  const repeats = Math.ceil(atLeast / total)
  const { micros } = await timed(repeats * total, () => times(repeats, read))
  return { micros, megabytes: peak / 1e6 }
}
