import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted } from "effect"
import { ChannelConnections, NovuTransport } from "effect-novu"
import { FetchHttpClient } from "effect/http"
import { createServer, type IncomingMessage } from "node:http"
import { runCampaign } from "../campaign/campaign.ts"
import { secretKey, secretMark } from "../campaign/program.ts"
import { Sink } from "./sink.ts"

describe("what a program shows of itself", () => {
  it.effect("holds neither the secret key nor a token", () =>
    Effect.gen(function*() {
      const sink = new Sink(secretMark)
      const { violations } = yield* runCampaign(1, 1500, { watch: sink.exit, surroundings: sink.layer })
      yield* sink.metrics
      assert.deepStrictEqual(violations, [])
      assert.deepStrictEqual(sink.found, [])
      assert.isAtLeast(sink.read, 1_000_000)
    }), 60_000)

  it("would be found out", () => {
    const sink = new Sink(secretMark)
    sink.exit(Exit.succeed({ auth: { accessToken: `xoxb-${secretMark}` } }))
    sink.exit(Exit.die(new Error(secretKey)))
    assert.isAtLeast(sink.found.length, 4)
  })
})

const listening = (answer: (request: IncomingMessage) => Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly url: string; readonly seen: Array<IncomingMessage>; readonly close: () => void }>(
      (resume) => {
        const seen: Array<IncomingMessage> = []
        const server = createServer((request, response) => {
          seen.push(request)
          response.writeHead(307, answer(request)).end()
        })
        server.listen(0, "127.0.0.1", () => {
          const address = server.address()
          const port = typeof address === "object" && address !== null ? address.port : 0
          const close = () => {
            server.closeAllConnections()
            server.close()
          }
          resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, seen, close }))
        })
      }
    ),
    ({ close }) => Effect.sync(close)
  )

describe("a redirect to another host", () => {
  it.live("is not followed, so that neither the key nor a token travels", () =>
    Effect.gen(function*() {
      const elsewhere = yield* listening(() => ({}))
      const novu = yield* listening(({ url = "/" }) => ({ location: elsewhere.url + url }))
      const Client = ChannelConnections.layer.pipe(
        Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_redirected"), apiUrl: novu.url })),
        Layer.provide(FetchHttpClient.layer)
      )
      const reason = yield* Effect.gen(function*() {
        const connections = yield* ChannelConnections
        return yield* Effect.flip(connections.create({
          integrationIdentifier: "slack-prod",
          subscriberId: "ada",
          workspace: { id: "T1" },
          auth: { accessToken: Redacted.make("xoxb-redirected") }
        }))
      }).pipe(Effect.provide(Client))
      assert.strictEqual(reason.reason._tag, "UnexpectedStatus")
      assert.strictEqual(novu.seen[0]?.headers.authorization, "ApiKey sk_redirected")
      assert.lengthOf(novu.seen, 1)
      assert.lengthOf(elsewhere.seen, 0)
    }))
})
