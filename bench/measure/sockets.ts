import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Option } from "effect"
import { ChannelConnections } from "effect-novu"
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import { bare, ours, peer, requestHeaders } from "./clients.ts"
import { crowd, fibers } from "./crowd.ts"
import { payload, peerPayload } from "./fixtures.ts"
import { interleaved, quantile, typical } from "./rounds.ts"
import type { Asked, Contestant, Row } from "./row.ts"
import { withServer } from "./server.ts"
import { wrapped } from "./wrapped.ts"

/** Both clients that ours runs over take part. */
type Taker = Exclude<Contestant, "byHand"> | "undici"

const create = ChannelConnections.use((connections) => connections.create(payload))

/** Sends a request and reads its text without spans. Nothing built on Effect's client over fetch can be faster. */
const effectAlone = (apiUrl: string) =>
  Effect.suspend(() =>
    HttpClient.execute(
      HttpClientRequest.post(`${apiUrl}/v1/channel-connections`, { headers: requestHeaders }).pipe(
        HttpClientRequest.bodyText(JSON.stringify(peerPayload), "application/json")
      )
    )
  ).pipe(
    Effect.flatMap((response) => Effect.promise(() => Option.getOrThrow(HttpClientResponse.toWeb(response)).json())),
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.provide(FetchHttpClient.layer)
  )

const measure = async (apiUrl: string, inFlight: number, quick: boolean): Promise<ReadonlyArray<Row>> => {
  const latencies: Record<Taker, Array<number>> = { ours: [], peer: [], wrapped: [], bare: [], undici: [], effect: [] }
  const into = (name: Taker) => (millis: number): void => void latencies[name].push(millis)
  const { fetch } = globalThis
  const runtime = ours({ fetch, apiUrl })
  const overUndici = ours({ fetch, apiUrl, client: NodeHttpClient.layerUndici })
  const novu = peer({ fetch, apiUrl })
  const effects = wrapped(novu)
  const alone = effectAlone(apiUrl)
  const samples = await interleaved({
    ours: (calls) => runtime.runPromise(fibers(calls, inFlight, into("ours"), create)),
    peer: (calls) => crowd(calls, inFlight, into("peer"), () => novu.channelConnections.create(peerPayload)),
    wrapped: (calls) => Effect.runPromise(fibers(calls, inFlight, into("wrapped"), effects.create())),
    bare: (calls) => crowd(calls, inFlight, into("bare"), () => bare({ fetch, apiUrl })),
    undici: (calls) => overUndici.runPromise(fibers(calls, inFlight, into("undici"), create)),
    effect: (calls) => Effect.runPromise(fibers(calls, inFlight, into("effect"), alone))
  }, quick ? { calls: 600, rounds: 9, warmup: 1500 } : { calls: inFlight === 1 ? 600 : 2000, rounds: 15, warmup: 3000 })
  await runtime.dispose()
  await overUndici.dispose()
  const line = (what: string, unit: string, name: Taker, figure: (name: Taker) => number): Row => ({
    what: `${inFlight} in flight, ${what}`,
    unit,
    ours: figure(name),
    peer: figure("peer"),
    wrapped: figure("wrapped"),
    effect: figure("effect"),
    bare: figure("bare")
  })
  const times = (what: string, name: Taker, q: number): Row =>
    line(what, "ms", name, (each) => quantile(latencies[each], q))
  const rate = (what: string, name: Taker, ...asked: ReadonlyArray<Asked>): Row => ({
    ...line(what, "requests/s", name, (each) => 1_000_000 / typical(samples[each].wall)),
    ...(inFlight === 1 ? {} : { asked })
  })
  return [
    rate("over `fetch`", "ours", { against: "peer", atLeast: 1.5 }, { against: "effect", atLeast: 0.9 }),
    rate("over undici", "undici", { against: "bare", atLeast: 0.8 }),
    times("over `fetch`, half within", "ours", 0.5),
    times("over `fetch`, 99 % within", "ours", 0.99),
    times("over undici, half within", "undici", 0.5),
    times("over undici, 99 % within", "undici", 0.99)
  ]
}

/** Measures over real sockets on the loopback interface, with the server in another process. */
export const sockets = (quick: boolean): Promise<ReadonlyArray<Row>> =>
  withServer(async (apiUrl) => [...await measure(apiUrl, 1, quick), ...await measure(apiUrl, 64, quick)])
