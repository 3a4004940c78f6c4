/**
 * Measures one contestant at one size, and prints what it found as JSON. Each point of
 * the tables on growth has a process of its own, which has no garbage of others.
 *
 *   node --conditions=effect-novu:source bench/point.ts calls ours 100
 */
import { type Growing, growing, type Point, type Subject, subjects } from "./measure/growth/point.ts"

// Only what is measured is loaded, because its memory is measured.
const measurements: Readonly<Record<Subject, (name: Growing, count: number, apiUrl: string) => Promise<Point>>> = {
  calls: async (name, count) => (await import("./measure/growth/callsInFlight.ts")).callsInFlight(name, count),
  waiting: async (name, count) => (await import("./measure/growth/waitingCalls.ts")).waitingCalls(name, count),
  list: async (name, count) => (await import("./measure/growth/longList.ts")).longList(name, count),
  events: async (...point) => (await import("./measure/growth/manyEvents.ts")).manyEvents(...point)
}

const [given, who, count, apiUrl = ""] = process.argv.slice(2)
const subject = subjects.find((name) => name === given)
const name = growing.find((each) => each === who)
if (subject === undefined || name === undefined) {
  throw new Error(`say which of ${subjects.join(", ")}, and which of ${growing.join(", ")}`)
}
console.log(JSON.stringify(await measurements[subject](name, Number(count), apiUrl)))
// Connections that are kept alive would hold the process.
process.exit()
