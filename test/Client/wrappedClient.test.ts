import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted, Schedule } from "effect"
import { ChannelConnections, NovuTransport, Operation } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import { client, inVirtualTime, secretKey, slack } from "../support/client.ts"

type Wrap = (client: HttpClient.HttpClient) => HttpClient.HttpClient

const over = (transformClient: Wrap) => Effect.provide(client({ transport: { transformClient } }))

const unguarded = Operation.make({ name: "Things.make", method: "POST", path: "/v1/things" })

const makeThing = Effect.flatMap(NovuTransport, ({ call }) => call(unguarded, {}))

const script = (...faults: ReadonlyArray<Fault.Fault>) => FakeNovu.use((fake) => fake.script(...faults))

const requests = FakeNovu.use((fake) => fake.requests)

const redirect = Fault.respond({ status: 307, headers: { location: "https://elsewhere.test/v1/things" }, text: "" })

describe("a client that fails where the status is not 2xx", () => {
  const table: ReadonlyArray<readonly [Fault.Fault, string, number]> = [
    [Fault.respond({ status: 404, body: { statusCode: 404, message: "not here" } }), "NotFound", 1],
    [Fault.respond({ status: 409, body: { statusCode: 409, message: "there already" } }), "Conflict", 1],
    [Fault.respond({ status: 400, body: { message: "no" } }), "BadRequest", 1],
    [Fault.respond({ status: 429, headers: { "retry-after": "600" } }), "RateLimited", 1],
    [Fault.respond({ status: 500, headers: { "idempotency-key": "k" } }), "ServerFailed", 1],
    [Fault.respond({ status: 302, headers: { location: "https://elsewhere.test/" }, text: "" }), "UnexpectedStatus", 1],
    [Fault.respond({ status: 503, headers: { "retry-after": "1" } }), "ServerFailed", 3]
  ]
  for (const [fault, reason, sent] of table) {
    it.effect(`gives ${reason} after ${sent} request(s)`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).rule({}, fault)
        const error = yield* inVirtualTime(Effect.flip((yield* ChannelConnections).create(slack)))
        assert.strictEqual(error.reason._tag, reason)
        assert.lengthOf(yield* requests, sent)
      }).pipe(over(HttpClient.filterStatusOk)))
  }

  it.effect("keeps Novu's words", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* ChannelConnections).retrieve("gone"))
      assert.include(error.message, "Channel connection with identifier 'gone' not found")
    }).pipe(over(HttpClient.filterStatusOk)))

  it.effect("succeeds with a 201 that the client did not expect", () =>
    Effect.gen(function*() {
      const { result } = yield* (yield* ChannelConnections).create(slack)
      assert.strictEqual(result.subscriberId, "subscriber-123")
    }).pipe(over((base) => HttpClient.filterStatus(base, (status) => status === 200))))
})

describe("a client that takes the body of an answer", () => {
  const taking = HttpClient.transformResponse(
    Effect.tap((response) =>
      Effect.sync(() => void Option.getOrThrow(HttpClientResponse.toWeb(response)).body?.getReader())
    )
  )

  it.effect("leaves the call with TransportFailed", () =>
    Effect.gen(function*() {
      const error = yield* inVirtualTime(Effect.flip((yield* ChannelConnections).list()))
      assert.strictEqual(error.reason._tag, "TransportFailed")
    }).pipe(over(taking)))

  it.effect("leaves a refusal its reason", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* ChannelConnections).retrieve("gone"))
      assert.strictEqual(error.reason._tag, "NotFound")
    }).pipe(over(taking)))
})

describe("a client that sends again", () => {
  const repeating: Readonly<Record<string, Wrap>> = {
    "HttpClient.retryTransient": HttpClient.retryTransient({ times: 3 }),
    "HttpClient.retryTransient with a filter": (base) =>
      HttpClient.retryTransient(HttpClient.filterStatusOk(base), { times: 3 }),
    "HttpClient.retry": HttpClient.retry({ times: 3, schedule: Schedule.spaced("10 millis") })
  }
  for (const [name, wrap] of Object.entries(repeating)) {
    for (
      const [what, fault, reason] of [
        ["an answer is lost", Fault.hangUp("after-write"), "TransportFailed"],
        ["Novu is not available", Fault.respond({ status: 503 }), "ServerFailed"]
      ] as const
    ) {
      it.effect(`does not repeat an unguarded POST when ${what}: ${name}`, () =>
        Effect.gen(function*() {
          yield* (yield* FakeNovu).rule({}, fault)
          const error = yield* inVirtualTime(Effect.flip(makeThing))
          assert.strictEqual(error.reason._tag, reason)
          assert.isTrue(error.mayHaveActed)
          assert.lengthOf(yield* requests, 1)
        }).pipe(over(wrap)))
    }

    it.effect(`leaves the number of attempts to the policy: ${name}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).rule({}, Fault.refuse)
        const error = yield* inVirtualTime(Effect.flip((yield* ChannelConnections).list()))
        assert.strictEqual(error.attempts, 3)
        assert.lengthOf(yield* requests, 3)
      }).pipe(over(wrap)))
  }

  it.effect("does not hide that an earlier request may have been carried out", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime((yield* ChannelConnections).create(slack))
      assert.strictEqual(result.workspace.id, slack.workspace.id)
      assert.lengthOf((yield* (yield* FakeNovu).state).connections, 1)
    }).pipe(over(HttpClient.retryTransient({ times: 3 }))))

  it.effect("sends one request when the middleware stops waiting for the first", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, Fault.stall("headers"))
      const error = yield* inVirtualTime(Effect.flip(makeThing))
      assert.isTrue(error.mayHaveActed)
      assert.lengthOf(yield* requests, 1)
    }).pipe(
      over(HttpClient.transform((send) =>
        Effect.retry(Effect.timeout(send, "1 second"), { times: 2 }).pipe(
          Effect.catchTag("TimeoutError", () => Effect.never)
        )
      ))
    ))
})

describe("a client that follows redirects", () => {
  it.effect("is not let to another host", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, redirect)
      const error = yield* Effect.flip(makeThing)
      assert.strictEqual(error.reason._tag, "UnexpectedStatus")
      const sent = yield* requests
      assert.deepStrictEqual(sent.map(({ method, url }) => `${method} ${url}`), ["POST /v1/things"])
    }).pipe(over(HttpClient.followRedirects(5))))

  it.effect("is not let to another path", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, Fault.respond({ status: 302, headers: { location: "/v2/x" }, text: "" }))
      const error = yield* Effect.flip((yield* ChannelConnections).retrieve("x"))
      assert.strictEqual(error.reason._tag, "UnexpectedStatus")
      assert.lengthOf(yield* requests, 1)
    }).pipe(over(HttpClient.followRedirects(5))))
})

describe("a middleware in the HttpClient layer itself", () => {
  const inLayer = (wrap: Wrap) =>
    ChannelConnections.layer.pipe(
      Layer.provideMerge(NovuTransport.layer({ secretKey: Redacted.make(secretKey) })),
      Layer.provide(Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, wrap))),
      Layer.provideMerge(FakeNovu.layer())
    )

  it.effect("may fail where the status is not 2xx", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* ChannelConnections).retrieve("gone"))
      assert.strictEqual(error.reason._tag, "NotFound")
      assert.lengthOf(yield* requests, 1)
    }).pipe(Effect.provide(inLayer(HttpClient.filterStatusOk))))

  it.effect("is out of reach where it sends again, as documented", () =>
    Effect.gen(function*() {
      yield* script(redirect)
      yield* Effect.flip(makeThing)
      const sent = yield* requests
      assert.lengthOf(sent, 2)
      assert.isDefined(sent[0]?.headers["authorization"])
      assert.isUndefined(sent[1]?.headers["authorization"], "Effect's client keeps the key from another host")
    }).pipe(Effect.provide(inLayer(HttpClient.followRedirects(5)))))
})

describe("a client that sends a request of its own first", () => {
  it.effect("may", () =>
    Effect.gen(function*() {
      yield* (yield* ChannelConnections).list()
      const paths = (yield* requests).map(({ url }) => url)
      assert.deepStrictEqual(paths, ["/token", "/v1/channel-connections"])
    }).pipe(
      over((base) =>
        HttpClient.mapRequestEffect(base, (request) =>
          Effect.as(
            Effect.exit(base.get("https://tokens.test/token")),
            HttpClientRequest.setHeader(request, "x-proxy", "t")
          ))
      )
    ))
})
