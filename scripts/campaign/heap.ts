/** Measures whether memory grows with the number of calls. */
import { Effect, Layer, Redacted, References } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { HttpClient, HttpClientResponse } from "effect/http"
import { collectedHeap } from "../../test/support/collectedHeap.ts"

const time = "2026-01-01T00:00:00.000Z"

const connection = JSON.stringify({
  data: {
    identifier: "chconn_1",
    channel: "chat",
    providerId: "slack",
    integrationIdentifier: "slack-prod",
    subscriberId: "ada",
    contextKeys: [],
    workspace: { id: "T1", name: "Acme" },
    auth: { accessToken: "xoxb" },
    createdAt: time,
    updatedAt: time
  }
})

/** Makes every fifth answer a failure that is retried, and every seventh a failure that is not. */
const answer = (request: number): Response => {
  if (request % 5 === 0) {
    return new Response("{\"message\":\"no\"}", { status: 503, headers: { "retry-after-ms": "0" } })
  }
  if (request % 7 === 0) return new Response("{\"message\":\"no\"}", { status: 404 })
  return new Response(connection, { status: 200, headers: { "content-type": "application/json" } })
}

export interface Heap {
  readonly calls: number
  readonly bytes: number
}

/** Measures the bytes in use after forced collections: before the calls, and after each 10 % of them. */
export const measureHeap = (calls: number): Effect.Effect<ReadonlyArray<Heap>> => {
  let requests = 0
  const Network = Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) => Effect.sync(() => HttpClientResponse.fromWeb(request, answer(++requests))))
  )
  const Client = ChannelConnections.layer.pipe(
    Layer.provide(
      NovuTransport.layer({ secretKey: Redacted.make("sk_heap"), retry: RetryPolicy.make({ baseDelay: 0 }) })
    ),
    Layer.provide(Network)
  )
  return Effect.gen(function*() {
    const connections = yield* ChannelConnections
    const make = {
      integrationIdentifier: "slack-prod",
      subscriberId: "ada",
      workspace: { id: "T1" },
      auth: { accessToken: Redacted.make("xoxb-heap") }
    }
    const some = (count: number) =>
      Effect.forEach(
        Array.from({ length: count }),
        (_, index) => Effect.exit(index % 2 === 0 ? connections.create(make) : connections.retrieve("chconn_1")),
        { concurrency: 10, discard: true }
      )
    // These calls let compiled code and caches reach their final size.
    yield* some(calls / 10)
    const heap: Array<Heap> = [{ calls: 0, bytes: collectedHeap() }]
    for (let tenth = 1; tenth <= 10; tenth++) {
      yield* some(calls / 10)
      heap.push({ calls: (calls / 10) * tenth, bytes: collectedHeap() })
    }
    return heap
  }).pipe(Effect.provide(Client), Effect.provideService(References.MinimumLogLevel, "None"), Effect.orDie)
}
