import { ChannelConnections } from "effect-novu"
import { bare, ours, peer } from "../clients.ts"
import { crowd, fibers } from "../crowd.ts"
import { created, payload, peerPayload } from "../fixtures.ts"
import { interleaved, typical } from "../rounds.ts"
import type { Growing, Point } from "./point.ts"

/** Answers in the next turn of the event loop, so that as many calls wait as there are workers. */
const fetch: typeof globalThis.fetch = () => new Promise((resolve) => void setImmediate(() => resolve(created())))

const ignore = (): void => {}

const callers = () => {
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const create = ChannelConnections.use((connections) => connections.create(payload))
  return {
    ours: (calls: number, inFlight: number) => runtime.runPromise(fibers(calls, inFlight, ignore, create)),
    peer: (calls: number, inFlight: number) =>
      crowd(calls, inFlight, ignore, () => novu.channelConnections.create(peerPayload)),
    bare: (calls: number, inFlight: number) => crowd(calls, inFlight, ignore, () => bare({ fetch }))
  }
}

/** Measures what a call costs among so many: the lower quartile of rounds, as everywhere. */
export const callsInFlight = async (name: Growing, inFlight: number): Promise<Point> => {
  const run = callers()[name]
  const calls = Math.max(3000, inFlight)
  const { taker } = await interleaved({ taker: (count) => run(count, inFlight) }, {
    calls,
    rounds: 9,
    warmup: 5 * calls
  })
  return { micros: typical(taker.processor), perSecond: 1_000_000 / typical(taker.wall) }
}
