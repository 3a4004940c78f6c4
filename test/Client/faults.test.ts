import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ChannelConnections, type NovuErrorReason, NovuTransport, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { FetchHttpClient, HttpServer } from "effect/http"
import { createServer } from "node:http"
import { client, inVirtualTime, secretKey, slack } from "../support/client.ts"

const faults: ReadonlyArray<readonly [string, Fault.Fault, NovuErrorReason["_tag"] | "success"]> = [
  ["pass", Fault.pass, "success"],
  ["respond", Fault.respond({ status: 403, body: { message: "no" } }), "Forbidden"],
  ["respond with text", Fault.respond({ status: 500, text: "oops" }), "ServerFailed"],
  ["respond with nothing", Fault.respond({ status: 201, text: "" }), "ResponseDecodeFailed"],
  ["failAfterWrite", Fault.failAfterWrite({ status: 502 }), "ServerFailed"],
  ["handlerFails", Fault.handlerFails({ status: 500 }), "ServerFailed"],
  ["hangUp before the write", Fault.hangUp("before-write"), "TransportFailed"],
  ["hangUp after the write", Fault.hangUp("after-write"), "TransportFailed"],
  ["hangUp in the headers", Fault.hangUp("in-headers"), "TransportFailed"],
  ["hangUp in the body", Fault.hangUp("in-body"), "TransportFailed"],
  ["refuse", Fault.refuse, "TransportFailed"],
  ["stall in the headers", Fault.stall("headers"), "TimedOut"],
  ["stall in the body", Fault.stall("body"), "TimedOut"],
  ["stall for a while", Fault.stall("headers", { for: "20 millis" }), "success"],
  ["drip", Fault.drip({ bytes: 40, every: "5 millis" }), "success"],
  ["drip, too slowly", Fault.drip({ bytes: 1, every: "100 millis" }), "TimedOut"],
  ["truncated", Fault.truncated, "ResponseDecodeFailed"],
  ["malformed", Fault.malformed, "ResponseDecodeFailed"],
  ["html", Fault.html({ status: 504 }), "ServerFailed"],
  ["html with 200", Fault.html({ status: 200 }), "ResponseDecodeFailed"],
  ["contentType", Fault.contentType("text/plain"), "success"],
  ["mutate", Fault.mutate(() => ({ data: null })), "ResponseDecodeFailed"],
  ["duplicated headers", Fault.headers({ "ratelimit-limit": ["1", "2"], vary: ["a", "b"] }), "success"]
]

const outcome = (fault: Fault.Fault, tag: string) =>
  Effect.gen(function*() {
    yield* (yield* FakeNovu).script(fault)
    return yield* (yield* ChannelConnections).create(slack, {
      retry: RetryPolicy.none,
      attemptTimeout: tag === "TimedOut" ? "500 millis" : "20 seconds"
    }).pipe(
      Effect.match({ onFailure: ({ reason }) => reason._tag, onSuccess: () => "success" as const })
    )
  })

const onPort = (http: typeof FetchHttpClient.layer) =>
  ChannelConnections.layer.pipe(
    Layer.provide(Layer.unwrap(Effect.map(HttpServer.HttpServer, ({ address }) =>
      NovuTransport.layer({ secretKey: Redacted.make(secretKey), apiUrl: HttpServer.formatAddress(address) })))),
    Layer.provide(http),
    Layer.provideMerge(FakeNovu.serve()),
    Layer.provideMerge(NodeHttpServer.layer(() =>
      createServer(), { port: 0, host: "127.0.0.1" }))
  )

const clients = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layerNodeHttp
}

describe("a fault of every kind has the same reason everywhere", () => {
  for (const [name, fault, tag] of faults) {
    it.effect(`${name}: ${tag}, in memory`, () =>
      Effect.gen(function*() {
        assert.strictEqual(yield* inVirtualTime(outcome(fault, tag)), tag)
      }).pipe(Effect.provide(client())))
    for (const [http, layer] of Object.entries(clients)) {
      it.live(`${name}: ${tag}, on a port through ${http}`, () =>
        Effect.gen(function*() {
          assert.strictEqual(yield* outcome(fault, tag), tag)
        }).pipe(Effect.provide(onPort(layer))))
    }
  }
})
