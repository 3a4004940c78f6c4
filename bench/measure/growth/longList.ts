import { setImmediate } from "node:timers/promises"
import { collectedHeap } from "../../../test/support/collectedHeap.ts"
import { times } from "../inProcess.ts"
import { listReaders } from "../lists.ts"
import { processorOf } from "../processor.ts"
import type { Growing, Point } from "./point.ts"

/** A short list is read as often as makes it this many items, so that no figure is one of a few milliseconds. */
const atLeast = 100_000

/** Returns the most that is held in the heap at ten places of a list, without its garbage. */
const heldOf = async (name: Growing, total: number): Promise<number> => {
  const before = collectedHeap()
  const every = Math.max(1, Math.floor(total / 100 / 10))
  let page = 0
  let held = 0
  await listReaders(total, async () => {
    // Finalisers run between turns of the event loop, as while a network is waited for.
    await setImmediate()
    if (page++ % every === 0) held = Math.max(held, collectedHeap() - before)
  })[name]()
  return held
}

/** Measures reading a list of so many items, and the heap that this holds. */
export const longList = async (name: Growing, total: number): Promise<Point> => {
  await listReaders(atLeast)[name]()
  const repeats = Math.ceil(atLeast / total)
  const micros = await processorOf(repeats * total, () => times(repeats, listReaders(total, setImmediate)[name]))
  return { micros, kilobytes: await heldOf(name, total) / 1000 }
}
