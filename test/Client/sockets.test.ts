import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Duration, Effect, Fiber, Layer, Redacted } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { FetchHttpClient, HttpServer } from "effect/http"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { accessToken, secretKey, slack } from "../support/client.ts"

const clients = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layerNodeHttp
}

const server = NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" })

/** Makes a client that talks to a fake on a port. */
const overSocket = (http: (typeof clients)[keyof typeof clients]) =>
  ChannelConnections.layer.pipe(
    Layer.provide(
      Layer.unwrap(Effect.map(HttpServer.HttpServer, ({ address }) =>
        NovuTransport.layer({
          secretKey: Redacted.make(secretKey),
          apiUrl: HttpServer.formatAddress(address),
          attemptTimeout: "20 seconds",
          retry: RetryPolicy.make({ baseDelay: "1 millis" })
        })))
    ),
    Layer.provide(http),
    Layer.provideMerge(FakeNovu.serve({ idempotency: true, rateLimit: { level: "free" } })),
    Layer.provideMerge(server)
  )

/** Starts a server for one test, which is closed with the scope. */
const listening = (answer: RequestListener) =>
  Effect.acquireRelease(
    Effect.callback<AddressInfo & { readonly close: () => void }>((resume) => {
      const server = createServer(answer).listen(0, "127.0.0.1", () => {
        resume(Effect.succeed(Object.assign(server.address() as AddressInfo, { close: () => server.close() })))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

for (const [name, http] of Object.entries(clients)) {
  describe(`over a socket with ${name}`, () => {
    it.live("creates, meets the conflict, retrieves and deletes", () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const { headers, result } = yield* connections.create(slack)
        assert.deepStrictEqual(headers["ratelimit-limit"], ["100"])
        assert.lengthOf(headers["idempotency-key"] ?? [], 1)
        const error = yield* Effect.flip(connections.create(slack))
        assert.strictEqual(error.reason._tag, "Conflict")
        assert.strictEqual((yield* connections.retrieve(result.identifier)).result.identifier, result.identifier)
        yield* connections.delete(result.identifier)
        assert.strictEqual((yield* Effect.flip(connections.delete(result.identifier))).reason._tag, "NotFound")
      }).pipe(Effect.provide(overSocket(http))))

    it.live("reads the same headers as the other clients", () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(Fault.headers({
          "set-cookie": ["a=1; Path=/", "b=2; HttpOnly"],
          vary: ["origin", "accept"],
          "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT"
        }))
        const { headers } = yield* (yield* ChannelConnections).list()
        assert.deepStrictEqual(headers["set-cookie"], ["a=1; Path=/", "b=2; HttpOnly"])
        assert.deepStrictEqual(headers["vary"], ["origin", "accept"])
        assert.deepStrictEqual(headers["last-modified"], ["Fri, 02 Jan 2026 03:04:05 GMT"])
      }).pipe(Effect.provide(overSocket(http))))

    it.live("reads fields that arrive twice", () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        const { create, list } = yield* ChannelConnections
        const body = { statusCode: 429, message: "later" }
        // The longer wait comes first, because Node drops the second value of some fields.
        for (
          const waits of [["9", "9"], ["9", "3"], ["Fri, 02 Jan 2026 03:04:14 GMT", "Fri, 02 Jan 2026 03:04:14 GMT"]]
        ) {
          const date = "Fri, 02 Jan 2026 03:04:05 GMT"
          yield* fake.script(Fault.respond({ status: 429, body, headers: { "retry-after": waits, date } }))
          const error = yield* Effect.flip(list({}, { retry: RetryPolicy.none }))
          assert.strictEqual(error.retryAfter && Duration.toSeconds(error.retryAfter), 9, String(waits))
        }
        yield* fake.script(Fault.respond({
          status: 429,
          body,
          headers: {
            "ratelimit-limit": ["200", "100"],
            "ratelimit-remaining": ["1", "0"],
            "ratelimit-reset": ["1", "5"]
          }
        }))
        const { reason } = yield* Effect.flip(list({}, { retry: RetryPolicy.none }))
        assert.deepEqual(reason._tag === "RateLimited" ? reason.rateLimit : undefined, {
          limit: 100,
          remaining: 0,
          reset: Duration.seconds(5)
        })
        const twice = { "idempotency-key": ["k", "k"], "idempotency-replay": ["true", "true"] }
        yield* fake.script(Fault.respond({ status: 500, body, headers: twice }))
        const replayed = yield* Effect.flip(create(slack))
        assert.strictEqual(replayed.attempts, 1)
        assert.deepInclude(replayed.reason.toJSON(), { replayed: true, stored: true })
      }).pipe(Effect.provide(overSocket(http))))

    it.live("succeeds with the connection whose answer the socket lost, and there is one", () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.script(Fault.hangUp("after-write"))
        const { result } = yield* (yield* ChannelConnections).create(slack)
        assert.deepStrictEqual((yield* fake.state).connections.map(({ identifier }) => identifier), [result.identifier])
      }).pipe(Effect.provide(overSocket(http))))

    for (
      const [what, fault, tag] of [
        ["closes before it answers", Fault.hangUp("before-write"), "TransportFailed"],
        ["closes in the headers", Fault.hangUp("in-headers"), "TransportFailed"],
        ["closes in the body", Fault.hangUp("in-body"), "TransportFailed"],
        ["stalls in the headers", Fault.stall("headers"), "TimedOut"],
        ["stalls in the body", Fault.stall("body"), "TimedOut"],
        ["sends half a JSON", Fault.truncated, "ResponseDecodeFailed"],
        ["sends a page", Fault.html({ status: 502 }), "ServerFailed"]
      ] as const
    ) {
      it.live(`fails with ${tag} when the server ${what}`, () =>
        Effect.gen(function*() {
          yield* (yield* FakeNovu).script(fault)
          const options = {
            retry: RetryPolicy.none,
            attemptTimeout: tag === "TimedOut" ? "300 millis" : "20 seconds"
          } as const
          const error = yield* Effect.flip((yield* ChannelConnections).create(slack, options))
          assert.strictEqual(error.reason._tag, tag)
        }).pipe(Effect.provide(overSocket(http))))
    }

    for (const length of ["declared", "not declared"] as const) {
      it.live(`closes the connection when its time is up in a body whose length is ${length}`, () =>
        Effect.gen(function*() {
          const closed = yield* Deferred.make<void>()
          const stalling = yield* listening((_, response) => {
            response.once("close", () => Deferred.doneUnsafe(closed, Effect.void))
            response.writeHead(200, length === "declared" ? { "content-length": 100 } : {})
            response.write("{")
          })
          const transport = NovuTransport.layer({
            secretKey: Redacted.make(secretKey),
            apiUrl: `http://127.0.0.1:${stalling.port}`
          })
          yield* Effect.gen(function*() {
            const { list } = yield* ChannelConnections
            const error = yield* Effect.flip(list({}, { retry: RetryPolicy.none, attemptTimeout: "300 millis" }))
            assert.strictEqual(error.reason._tag, "TimedOut")
            // This happens before the client ends, which closes every connection.
            yield* Deferred.await(closed)
          }).pipe(Effect.provide(ChannelConnections.layer.pipe(Layer.provide(transport), Layer.provide(http))))
        }).pipe(Effect.scoped))
    }

    it.live("says that nothing was sent when nobody listens", () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).create(slack, { retry: RetryPolicy.none }))
        assert.strictEqual(error.reason._tag === "TransportFailed" && error.reason.outcome, "not-sent")
      }).pipe(Effect.provide(
        ChannelConnections.layer.pipe(
          // Nothing is started on this low port.
          Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey), apiUrl: "http://127.0.0.1:4" })),
          Layer.provide(http)
        )
      )))

    it.live("does not follow a redirect, and carries nothing to another host", () =>
      Effect.gen(function*() {
        const reached: Array<string | undefined> = []
        const elsewhere = yield* listening((request, response) => {
          reached.push(request.headers.authorization)
          response.end()
        })
        const location = `http://127.0.0.1:${elsewhere.port}/steal`
        yield* (yield* FakeNovu).script(Fault.respond({ status: 307, headers: { location } }))
        const error = yield* Effect.flip((yield* ChannelConnections).create(slack))
        assert.strictEqual(error.reason._tag === "UnexpectedStatus" && error.reason.status, 307)
        assert.deepStrictEqual(reached, [])
      }).pipe(Effect.scoped, Effect.provide(overSocket(http))))
  })
}

describe("over fetch", () => {
  for (const moment of ["headers", "body"] as const) {
    it.live(`aborts the request when interrupted in the ${moment}`, () =>
      Effect.gen(function*() {
        const arrived = yield* Deferred.make<AbortSignal>()
        const fetch: typeof globalThis.fetch = (_, init) => {
          if (init?.signal) Deferred.doneUnsafe(arrived, Effect.succeed(init.signal))
          return moment === "headers" ? new Promise(() => {}) : Promise.resolve(new Response(new ReadableStream()))
        }
        const fiber = yield* Effect.flatMap(ChannelConnections, ({ create }) => create(slack)).pipe(
          Effect.provide(
            ChannelConnections.layer.pipe(
              Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey) })),
              Layer.provide(FetchHttpClient.layer.pipe(Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch))))
            )
          ),
          Effect.provideContext(Context.make(FetchHttpClient.Fetch, fetch)),
          Effect.forkChild
        )
        const signal = yield* Deferred.await(arrived)
        yield* Effect.yieldNow
        yield* Effect.promise(() => new Promise((resume) => setImmediate(resume)))
        assert.isFalse(signal.aborted)
        yield* Fiber.interrupt(fiber)
        assert.isTrue(signal.aborted)
      }))
  }

  it.live("keeps its time limit where it cannot be interrupted, as in an acquisition", () =>
    Effect.gen(function*() {
      const fetch: typeof globalThis.fetch = () => Promise.resolve(new Response(new ReadableStream()))
      const acquire = Effect.flatMap(
        ChannelConnections,
        ({ retrieve }) => retrieve("x", { attemptTimeout: "50 millis", retry: RetryPolicy.none })
      )
      const error = yield* Effect.flip(Effect.acquireRelease(acquire, () => Effect.void)).pipe(
        Effect.provide(
          ChannelConnections.layer.pipe(
            Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey) })),
            Layer.provide(FetchHttpClient.layer)
          )
        ),
        Effect.provideService(FetchHttpClient.Fetch, fetch)
      )
      assert.strictEqual(error.reason._tag, "TimedOut")
    }).pipe(Effect.scoped))

  it.live("keeps the caller's own fetch options", () =>
    Effect.gen(function*() {
      let seen: RequestInit | undefined
      const fetch: typeof globalThis.fetch = (_, init) => {
        seen = init
        return Promise.resolve(Response.json({ data: [] }))
      }
      yield* Effect.flatMap(ChannelConnections, ({ list }) => Effect.ignore(list())).pipe(
        Effect.provide(
          ChannelConnections.layer.pipe(
            Layer.provide(NovuTransport.layer({ secretKey: Redacted.make(secretKey) })),
            Layer.provide(FetchHttpClient.layer),
            Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { keepalive: true, redirect: "follow" }))
          )
        ),
        Effect.provideService(FetchHttpClient.Fetch, fetch)
      )
      assert.isTrue(seen?.keepalive)
      assert.strictEqual(seen?.redirect, "manual")
      assert.notInclude(JSON.stringify(seen?.body ?? ""), accessToken)
    }))
})
