import { ChannelConnections } from "effect-novu"
import { bare, ours, peer } from "../clients.ts"
import { crowd, fibers } from "../crowd.ts"
import { created, payload, peerPayload } from "../fixtures.ts"
import type { Growing, Point } from "./point.ts"
import { timed } from "./timed.ts"

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

/** Measures what a call costs among so many. */
export const callsInFlight = async (name: Growing, inFlight: number): Promise<Point> => {
  const run = callers()[name]
  const calls = Math.max(20_000, 3 * inFlight)
  await run(calls, inFlight)
  return timed(calls, () => run(calls, inFlight))
}
