import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { collectedHeap } from "../../../test/support/collectedHeap.ts"
import { bare, ours, peer } from "../clients.ts"
import { created, payload, peerPayload } from "../fixtures.ts"
import { times } from "../inProcess.ts"
import { median } from "../median.ts"
import type { Growing, Point } from "./point.ts"

/** Holds the answers back until they are all asked for. */
const heldBack = () => {
  const waiting: Array<() => void> = []
  const fetch: typeof globalThis.fetch = () => new Promise((resolve) => void waiting.push(() => resolve(created())))
  const isAsked = async (count: number): Promise<void> => {
    while (waiting.length < count) await new Promise((resolve) => void setImmediate(resolve))
  }
  const answer = (): void => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  return { answer, fetch, isAsked }
}

const callers = (fetch: typeof globalThis.fetch) => {
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const create = ChannelConnections.use((connections) => connections.create(payload))
  return {
    ours: (count: number): Promise<unknown> =>
      runtime.runPromise(
        Effect.all(Array.from({ length: count }, () => create), { concurrency: "unbounded", discard: true })
      ),
    peer: (count: number): Promise<unknown> =>
      Promise.all(Array.from({ length: count }, () => novu.channelConnections.create(peerPayload))),
    bare: (count: number): Promise<unknown> => Promise.all(Array.from({ length: count }, () => bare({ fetch })))
  }
}

/** Measures the heap that a call holds while it waits for an answer. */
export const waitingCalls = async (name: Growing, count: number): Promise<Point> => {
  const { answer, fetch, isAsked } = heldBack()
  const run = callers(fetch)[name]
  const waiting = async <A>(calls: number, look: () => A): Promise<A> => {
    const done = run(calls)
    await isAsked(calls)
    const seen = look()
    answer()
    await done
    return seen
  }
  // What is made once, such as what schemas compile to, is not what a call holds.
  await times(100, () => waiting(20, () => {}))
  // What few calls hold is about what two collections differ by, so it is looked at several times.
  const seen: Array<number> = []
  while (seen.length < (count > 100 ? 3 : 9)) {
    const before = collectedHeap()
    seen.push(await waiting(count, () => collectedHeap() - before))
  }
  return { kilobytes: median(seen) / count / 1000 }
}
