import { NodeHttpClient } from "@effect/platform-node"
import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { bare, ours, peer } from "./clients.ts"
import { payload, peerPayload } from "./fixtures.ts"
import { interleaved, quantile, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

type Contestant = "ours" | "peer" | "bare" | "undici"

/** `inFlight` workers that share `calls` calls; each call's time goes to `latencies`. */
const crowd = async (
  calls: number,
  inFlight: number,
  latencies: Array<number>,
  run: () => Promise<unknown>
): Promise<void> => {
  let left = calls
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const start = performance.now()
      await run()
      latencies.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}

/** The same within one program: a worker is a fiber. */
const fibers = (calls: number, inFlight: number, latencies: Array<number>) =>
  Effect.gen(function*() {
    const connections = yield* ChannelConnections
    let left = calls
    const worker = Effect.gen(function*() {
      while (left-- > 0) {
        const start = performance.now()
        yield* connections.create(payload)
        latencies.push(performance.now() - start)
      }
    })
    yield* Effect.all(Array.from({ length: inFlight }, () => worker), { concurrency: "unbounded", discard: true })
  })

const measure = async (apiUrl: string, inFlight: number, quick: boolean): Promise<ReadonlyArray<Row>> => {
  const latencies: Record<Contestant, Array<number>> = { ours: [], peer: [], bare: [], undici: [] }
  const { fetch } = globalThis
  const runtime = ours({ fetch, apiUrl })
  const overUndici = ours({ fetch, apiUrl, client: NodeHttpClient.layerUndici })
  const novu = peer({ fetch, apiUrl })
  const samples = await interleaved({
    ours: (calls) => runtime.runPromise(fibers(calls, inFlight, latencies.ours)),
    peer: (calls) => crowd(calls, inFlight, latencies.peer, () => novu.channelConnections.create(peerPayload)),
    bare: (calls) => crowd(calls, inFlight, latencies.bare, () => bare({ fetch, apiUrl })),
    undici: (calls) => overUndici.runPromise(fibers(calls, inFlight, latencies.undici))
  }, quick ? { calls: 600, rounds: 9, warmup: 1500 } : { calls: inFlight === 1 ? 600 : 2000, rounds: 21, warmup: 3000 })
  await runtime.dispose()
  await overUndici.dispose()
  const perSecond = (name: Contestant): number => 1_000_000 / typical(samples[name].wall)
  const times = (what: string, q: number): Row => ({
    what: `${inFlight} in flight, ${what}`,
    unit: "ms",
    ours: quantile(latencies.ours, q),
    peer: quantile(latencies.peer, q),
    bare: quantile(latencies.bare, q)
  })
  const rates = (name: Contestant) => ({
    unit: "requests/s",
    ours: perSecond(name),
    peer: perSecond("peer"),
    bare: perSecond("bare")
  })
  return [
    {
      what: `${inFlight} in flight`,
      ...rates("ours"),
      ...(inFlight === 64 ? { asked: { against: "peer" as const, atLeast: 1.5 } } : {})
    },
    ...(inFlight === 64
      ? [{ what: "64 in flight, beside bare", ...rates("ours"), asked: { against: "bare" as const, atLeast: 0.8 } }]
      : []),
    { what: `${inFlight} in flight, ours over undici`, ...rates("undici") },
    times("half within", 0.5),
    times("99 % within", 0.99)
  ]
}

/** Real sockets on the loopback interface, the server in another process. */
export const sockets = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const server = spawn(
    process.execPath,
    ["--conditions=effect-novu:source", join(import.meta.dirname, "../server.ts")],
    {
      stdio: ["pipe", "pipe", "inherit"]
    }
  )
  try {
    const [line] = await once(server.stdout, "data")
    const apiUrl = String(line).trim()
    return [...await measure(apiUrl, 1, quick), ...await measure(apiUrl, 64, quick)]
  } finally {
    server.stdin.end()
  }
}
