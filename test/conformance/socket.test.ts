import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, References, Result } from "effect"
import { ChannelConnections, ChannelEndpoints, NovuTransport } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { FetchHttpClient, HttpServer } from "effect/http"
import { createServer } from "node:http"
import { cases, repeatClasses } from "./cases.ts"
import type { EventName } from "./events.ts"
import { operations, struck } from "./measure.ts"

/** Selects cases whose waits are short and that a socket can do; a port cannot refuse a single request. */
const subset: ReadonlyArray<ReadonlyArray<EventName>> = [
  ["answer"],
  ["reset-before"],
  ["200-truncated"],
  ["302"],
  ["409-exists"],
  ["422"],
  ["429-0s"],
  ["429-10min"],
  ["500-stored"],
  ["reset-before", "answer"],
  ["reset-after", "answer"],
  ["cut-body", "answer"],
  ["silent-headers", "answer"],
  ["502-after", "answer"],
  ["503", "503", "answer"]
]

const Transport = Layer.unwrap(Effect.gen(function*() {
  const { address } = yield* HttpServer.HttpServer
  return NovuTransport.layer({
    secretKey: Redacted.make("sk_fake"),
    apiUrl: HttpServer.formatAddress(address),
    attemptTimeout: "2 seconds"
  })
}))

const OnSocket = Layer.mergeAll(ChannelConnections.layer, ChannelEndpoints.layer).pipe(
  Layer.provide(Transport),
  Layer.provide(FetchHttpClient.layer),
  Layer.provideMerge(FakeNovu.serve()),
  Layer.provide(
    NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 millis" })
  ),
  Layer.provide(Layer.succeed(References.MinimumLogLevel, "Error"))
)

describe("over a socket, every call behaves as the conformance table says", () => {
  for (const each of cases.filter(({ on }) => subset.some((events) => events.join() === on.join()))) {
    for (const repeat of repeatClasses) {
      it.live(`${each.on.join(", ")}: ${repeat}`, () =>
        Effect.gen(function*() {
          yield* struck(each.on)
          const result = yield* Effect.result(operations[repeat])
          const { attempts, outcome, requests } = each[repeat]
          assert.deepStrictEqual(
            Result.isSuccess(result)
              ? { outcome: "answer", attempts: undefined }
              : { outcome: result.failure.reason._tag, attempts: result.failure.attempts },
            { outcome, attempts }
          )
          assert.lengthOf(yield* (yield* FakeNovu).requests, requests)
        }).pipe(Effect.provide(Layer.fresh(OnSocket))))
    }
  }
})
