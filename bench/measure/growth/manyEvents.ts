import { eventSenders } from "../events.ts"
import { times } from "../inProcess.ts"
import { processorOf } from "../processor.ts"
import type { Growing, Point } from "./point.ts"

/** Measures sending so many events to the Novu at a URL, and the most memory that the process had over what it had before. */
export const manyEvents = async (name: Growing, count: number, apiUrl: string): Promise<Point> => {
  const send = eventSenders(apiUrl)[name]
  const before = process.memoryUsage().rss
  // Few events are sent several times, so that no figure is one of a few milliseconds.
  await send(20_000)
  const repeats = Math.ceil(20_000 / count)
  const micros = await processorOf(repeats * count, () => times(repeats, () => send(count)))
  return { micros, megabytes: process.resourceUsage().maxRSS / 1000 - before / 1e6 }
}
