import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, References, Stream } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { FetchHttpClient, HttpClient, HttpClientResponse, HttpServer, HttpServerResponse } from "effect/http"
import { createServer } from "node:http"
import { runHostile } from "./hostile.ts"

const transport = (apiUrl = "https://novu.test") =>
  ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_hostile"), apiUrl, retry: RetryPolicy.none }))
  )

const answering = (status: number, body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
  transport().pipe(
    Layer.provide(Layer.succeed(
      HttpClient.HttpClient,
      HttpClient.make((request) =>
        Effect.sync(() => HttpClientResponse.fromWeb(request, new Response(body, { status, headers })))
      )
    ))
  )

const reasonOfList = ChannelConnections.use((connections) => connections.list()).pipe(
  Effect.flip,
  Effect.map(({ reason }) => reason)
)

describe("hostile answers", () => {
  it.effect("are read, or fail with the reason that their status stands for", () =>
    Effect.gen(function*() {
      const { read, violations } = yield* runHostile(1, 1500)
      // Each violation names its seed: `npm run campaign -- --hostile --seed <it> --calls 1` runs it alone.
      assert.deepStrictEqual(violations, [])
      assert.isAtLeast(read, 50)
    }), 60_000)

  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
  for (
    const body of [`{"message":${deep}}`, `{"errors":{"a":${deep}}}`, `{"errors":[{"path":${deep},"message":${deep}}]}`]
  ) {
    it.effect(`may be nested deeper than a stack: ${body.slice(0, 20)}`, () =>
      Effect.gen(function*() {
        assert.strictEqual((yield* reasonOfList)._tag, "ValidationFailed")
      }).pipe(Effect.provide(answering(422, body))))
  }

  it.effect("list at most a hundred issues of a wide failure", () =>
    Effect.gen(function*() {
      const reason = yield* reasonOfList
      assert.strictEqual(reason._tag, "ValidationFailed")
      assert.lengthOf("issues" in reason ? reason.issues : [], 100)
    }).pipe(
      Effect.provide(
        answering(422, JSON.stringify({ errors: Array.from({ length: 50_000 }, () => ({ message: "no" })) }))
      )
    ))

  it.effect("list at most a hundred issues of a wide success", () =>
    Effect.gen(function*() {
      const reason = yield* reasonOfList
      assert.strictEqual(reason._tag, "ResponseDecodeFailed")
      assert.lengthOf("issues" in reason ? reason.issues : [], 100)
    }).pipe(
      Effect.provide(answering(200, JSON.stringify({ data: Array.from({ length: 50_000 }, () => 0), next: null })))
    ))

  it.effect("are refused unread when they declare more than 8 MiB", () =>
    Effect.gen(function*() {
      const reason = yield* reasonOfList
      assert.strictEqual(reason._tag, "ResponseDecodeFailed")
      assert.strictEqual(reason.detail, "the body is too large to read")
    }).pipe(Effect.provide(answering(200, "{}", { "content-length": String(8 * 1024 * 1024 + 1) }))))
})

const megabyte = new Uint8Array(1024 * 1024).fill(32)

const clients = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layerNodeHttp
}

describe("a body without end", () => {
  for (const [name, client] of Object.entries(clients)) {
    for (const status of [200, 500]) {
      it.live(`is given up after 8 MiB: ${name}, HTTP ${status}`, () =>
        Effect.gen(function*() {
          let pieces = 0
          const { address, serve } = yield* HttpServer.HttpServer
          yield* serve(Effect.sync(() =>
            HttpServerResponse.stream(
              Stream.fromEffectRepeat(Effect.sync(() => {
                pieces++
                return megabyte
              })),
              { status }
            )
          ))
          const reason = yield* reasonOfList.pipe(
            Effect.provide(transport(HttpServer.formatAddress(address)).pipe(Layer.provide(client)))
          )
          assert.strictEqual(reason._tag, status === 200 ? "ResponseDecodeFailed" : "ServerFailed")
          // The buffers of two sockets hold some more.
          assert.isAtMost(pieces, 64)
        }).pipe(
          Effect.provide(
            NodeHttpServer.layer(() => createServer(), {
              port: 0,
              host: "127.0.0.1",
              gracefulShutdownTimeout: "1 millis"
            })
          ),
          Effect.provideService(References.MinimumLogLevel, "None")
        ))
    }
  }
})
