import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { FetchHttpClient } from "effect/http"
import { type AddressInfo, createServer } from "node:net"
import { secretKey, slack, wire } from "../support/client.ts"

const body = JSON.stringify({ data: wire() })
const answer = [
  "HTTP/1.1 201 Created",
  "content-type: application/json; charset=utf-8",
  `content-length: ${body.length}`,
  "ratelimit-limit: 100",
  "",
  body
].join("\r\n")

/** Answers the n-th connection with the first bytes of an answer, then closes. */
const cutting = (at: ReadonlyArray<number>) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly port: number; readonly close: () => void }>((resume) => {
      let connection = 0
      const server = createServer((socket) => {
        const bytes = at[connection++ % at.length] ?? 0
        socket.on("error", () => {})
        socket.once("data", () => socket.write(answer.slice(0, bytes), () => socket.destroy()))
      })
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo
        resume(Effect.succeed({ port, close: () => server.close() }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const clients = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layerNodeHttp
}

describe("a socket that closes after any byte of the answer", () => {
  for (const [name, http] of Object.entries(clients)) {
    it.live(`is TransportFailed, its outcome unknown, through ${name}`, () =>
      Effect.gen(function*() {
        const cuts = Array.from({ length: answer.length }, (_, bytes) => bytes)
        const { port } = yield* cutting(cuts)
        const reasons = yield* Effect.forEach(cuts, () =>
          Effect.flatMap(ChannelConnections, ({ create }) =>
            create(slack, { retry: RetryPolicy.none, attemptTimeout: "5 seconds" })).pipe(
              Effect.match({
                onFailure: ({ reason }) =>
                  reason._tag === "TransportFailed" ? reason.outcome : reason._tag,
                onSuccess: () =>
                  "success"
              })
            )).pipe(Effect.provide(
              ChannelConnections.layer.pipe(
                Layer.provide(
                  NovuTransport.layer({ secretKey: Redacted.make(secretKey), apiUrl: `http://127.0.0.1:${port}` })
                ),
                Layer.provide(http)
              )
            ))
        assert.deepStrictEqual([...new Set(reasons)], ["unknown"])
      }).pipe(Effect.scoped), 30_000)
  }
})
