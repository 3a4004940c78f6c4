import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Option } from "effect"
import { ChannelConnections } from "effect-novu"
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import { bare, ours, peer, requestHeaders } from "../clients.ts"
import { crowd, fibers } from "../crowd.ts"
import { payload, peerPayload } from "../fixtures.ts"
import { wrapped } from "../wrapped.ts"
import type { Contest } from "./contests.ts"

const { fetch } = globalThis

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

/** Sends calls to the server at an address, so many at a time, and tells how long each took. */
export const inFlight = (count: number): Contest => ({
  ours: (apiUrl) => {
    const runtime = ours({ fetch, apiUrl })
    return (calls, seen) => runtime.runPromise(fibers(calls, count, seen, create))
  },
  undici: (apiUrl) => {
    const runtime = ours({ fetch, apiUrl, client: NodeHttpClient.layerUndici })
    return (calls, seen) => runtime.runPromise(fibers(calls, count, seen, create))
  },
  peer: (apiUrl) => {
    const novu = peer({ fetch, apiUrl })
    return (calls, seen) => crowd(calls, count, seen, () => novu.channelConnections.create(peerPayload))
  },
  wrapped: (apiUrl) => {
    const effects = wrapped(peer({ fetch, apiUrl }))
    return (calls, seen) => Effect.runPromise(fibers(calls, count, seen, effects.create()))
  },
  effect: (apiUrl) => {
    const alone = effectAlone(apiUrl)
    return (calls, seen) => Effect.runPromise(fibers(calls, count, seen, alone))
  },
  bare: (apiUrl) => (calls, seen) => crowd(calls, count, seen, () => bare({ fetch, apiUrl }))
})
