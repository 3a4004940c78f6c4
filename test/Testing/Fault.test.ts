import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { HttpClient, type HttpClientError, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { connections, create, send, tenant } from "./wire.ts"

const fake = (options?: Parameters<typeof FakeNovu.layer>[0]) => Effect.provide(FakeNovu.layer(options))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (novu) => novu.script(...faults))

const stored = Effect.flatMap(FakeNovu, (novu) => Effect.map(novu.state, ({ connections }) => connections.length))

const statuses = Effect.flatMap(FakeNovu, (novu) => Effect.map(novu.requests, (all) => all.map(({ status }) => status)))

const codeOf = (error: HttpClientError.HttpClientError): unknown => {
  const { cause } = error.reason
  return typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined
}

describe("a script", () => {
  it.effect("strikes the next requests, one each, in order", () =>
    Effect.gen(function*() {
      yield* script(Fault.respond({ status: 500 }), Fault.pass, Fault.html({ status: 502 }))
      const seen = yield* Effect.forEach(
        [1, 2, 3, 4],
        () => Effect.map(send("GET", connections), ({ status }) => status)
      )
      assert.deepStrictEqual(seen, [500, 200, 502, 200])
      assert.deepStrictEqual(yield* statuses, [500, 200, 502, 200])
    }).pipe(fake()))
})

describe("a rule", () => {
  it.effect("strikes by method and path until reset", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.rule({ method: "POST", path: "/v1/channel-connections" }, Fault.respond({ status: 503 }))
      yield* novu.rule({ path: /limit=7$/ }, Fault.respond({ status: 418 }))
      assert.strictEqual((yield* create()).status, 503)
      assert.strictEqual((yield* create()).status, 503)
      assert.strictEqual((yield* send("GET", connections)).status, 200)
      assert.strictEqual((yield* send("GET", `${connections}?limit=7`)).status, 418)
      yield* novu.reset
      assert.strictEqual((yield* create()).status, 201)
    }).pipe(fake()))

  it.effect("strikes the nth request, or every nth", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.rule({ nth: 2 }, Fault.respond({ status: 500 }))
      yield* novu.rule({ every: 3 }, Fault.respond({ status: 503 }))
      for (let i = 0; i < 6; i++) yield* send("GET", connections)
      assert.deepStrictEqual(yield* statuses, [200, 500, 503, 200, 200, 503])
    }).pipe(fake()))

  it.effect("strikes with a probability, the same way each time for a seed", () => {
    const struck = Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.rule({ probability: 0.3, seed: 42 }, Fault.respond({ status: 500 }))
      for (let i = 0; i < 200; i++) yield* send("GET", connections)
      return yield* statuses
    })
    return Effect.gen(function*() {
      const one = yield* struck.pipe(fake())
      const other = yield* struck.pipe(fake())
      assert.deepStrictEqual(one, other)
      const count = one.filter((status) => status === 500).length
      assert.isTrue(count > 30 && count < 90)
    })
  })

  it.effect("gives way to a script, and lets a passed request through", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.rule({}, Fault.respond({ status: 500 }))
      yield* novu.script(Fault.respond({ status: 503 }), Fault.pass)
      for (let i = 0; i < 3; i++) yield* send("GET", connections)
      assert.deepStrictEqual(yield* statuses, [503, 200, 500])
    }).pipe(fake()))
})

describe("an answer in the server's place", () => {
  it.effect("has a status, headers and a JSON body, and writes nothing", () =>
    Effect.gen(function*() {
      yield* script(Fault.respond({ status: 429, headers: { "Retry-After": "7" }, body: { message: "slow down" } }))
      const { headers, json, status } = yield* create()
      assert.strictEqual(status, 429)
      assert.strictEqual(headers["retry-after"], "7")
      assert.strictEqual(json.message, "slow down")
      assert.strictEqual(yield* stored, 0)
    }).pipe(fake()))

  it.effect("may be text, HTML or nothing at all", () =>
    Effect.gen(function*() {
      yield* script(
        Fault.respond({ status: 504, text: "upstream timed out" }),
        Fault.html({ status: 200, title: "Just a moment" }),
        Fault.respond({ status: 503 })
      )
      const text = yield* create()
      const html = yield* create()
      const nothing = yield* create()
      assert.strictEqual(text.headers["content-type"], "text/plain; charset=utf-8")
      assert.strictEqual(html.headers["content-type"], "text/html; charset=utf-8")
      assert.include(html.text, "<title>Just a moment</title>")
      assert.deepStrictEqual([nothing.status, nothing.text], [503, ""])
    }).pipe(fake()))

  it.effect("can come after the write", () =>
    Effect.gen(function*() {
      yield* script(Fault.failAfterWrite({ status: 502, text: "Bad Gateway" }))
      const { status } = yield* create()
      assert.deepStrictEqual([status, yield* stored], [502, 1])
    }).pipe(fake()))
})

describe("a connection", () => {
  it.effect("is refused with ECONNREFUSED, and nothing is written", () =>
    Effect.gen(function*() {
      yield* script(Fault.refuse)
      const error = yield* Effect.flip(create())
      assert.strictEqual(error.reason._tag, "TransportError")
      assert.strictEqual(codeOf(error), "ECONNREFUSED")
      assert.strictEqual(yield* stored, 0)
    }).pipe(fake()))

  for (const [at, count] of [["before-write", 0], ["after-write", 1], ["in-headers", 1]] as const) {
    it.effect(`breaks ${at} with ECONNRESET`, () =>
      Effect.gen(function*() {
        yield* script(Fault.hangUp(at))
        const error = yield* Effect.flip(create())
        assert.strictEqual(error.reason._tag, "TransportError")
        assert.strictEqual(codeOf(error), "ECONNRESET")
        assert.strictEqual(yield* stored, count)
        assert.deepStrictEqual(yield* statuses, [undefined])
      }).pipe(fake()))
  }

  it.effect("breaks in the body, after a status and half of it", () =>
    Effect.gen(function*() {
      yield* script(Fault.hangUp("in-body"))
      const error = yield* Effect.flip(create())
      assert.strictEqual(error.response?.status, 201)
      assert.strictEqual(yield* stored, 1)
    }).pipe(fake()))
})

describe("a stall", () => {
  for (const where of ["headers", "body"] as const) {
    it.effect(`in the ${where} lasts for ever, after the write, and can be interrupted`, () =>
      Effect.gen(function*() {
        yield* script(Fault.stall(where))
        const fiber = yield* Effect.forkChild(Effect.timeoutOption(create(), "1 hour"))
        yield* TestClock.adjust("1 hour")
        assert.strictEqual((yield* Fiber.join(fiber))._tag, "None")
        assert.strictEqual(yield* stored, 1)
      }).pipe(fake()))

    it.effect(`in the ${where} ends after its time`, () =>
      Effect.gen(function*() {
        yield* script(Fault.stall(where, { for: "10 seconds" }))
        const fiber = yield* Effect.forkChild(create())
        yield* TestClock.adjust("9 seconds")
        const before = fiber.pollUnsafe()
        yield* TestClock.adjust("1 second")
        const { json, status } = yield* Fiber.join(fiber)
        assert.isUndefined(before)
        assert.strictEqual(status, 201)
        assert.strictEqual(json.data.subscriberId, "ada")
      }).pipe(fake()))
  }
})

describe("a body", () => {
  it.effect("drips piece by piece", () =>
    Effect.gen(function*() {
      yield* script(Fault.drip({ bytes: 10, every: "1 second" }))
      const client = yield* HttpClient.HttpClient
      const pieces: Array<number> = []
      const fiber = yield* Effect.forkChild(
        client.execute(
          HttpClientRequest.get(`https://novu.test${connections}`, { headers: { authorization: "ApiKey sk_fake" } })
        )
          .pipe(Effect.flatMap(({ stream }) =>
            Stream.runForEach(stream, (piece) => Effect.sync(() => pieces.push(piece.length)))
          ))
      )
      yield* TestClock.adjust("3 seconds")
      const soFar = pieces.length
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.isTrue(soFar >= 2 && soFar <= 4)
      assert.strictEqual(
        pieces.reduce((sum, size) =>
          sum + size, 0),
        79
      )
    }).pipe(fake()))

  it.effect("may be truncated or malformed, or say another type", () =>
    Effect.gen(function*() {
      yield* create(tenant("x"))
      yield* script(Fault.truncated, Fault.malformed, Fault.contentType("text/plain"))
      const truncated = yield* send("GET", connections)
      const malformed = yield* send("GET", connections)
      const plain = yield* send("GET", connections)
      assert.deepStrictEqual([truncated.status, malformed.status, plain.status], [200, 200, 200])
      assert.isTrue(plain.text.startsWith(truncated.text) && truncated.text.length < plain.text.length)
      assert.throws(() => JSON.parse(malformed.text))
      assert.strictEqual(malformed.headers["content-type"], "application/json; charset=utf-8")
      assert.strictEqual(plain.headers["content-type"], "text/plain")
    }).pipe(fake()))

  it.effect("can be edited", () =>
    Effect.gen(function*() {
      yield* script(Fault.mutate((body) => ({ ...(body as object), surprise: true })))
      assert.property((yield* create()).json, "surprise")
    }).pipe(fake()))
})

describe("headers", () => {
  it.effect("can be sent twice", () =>
    Effect.gen(function*() {
      yield* script(Fault.headers({ "Idempotency-Key": "other", "Set-Cookie": ["a=1", "b=2"] }))
      const client = yield* HttpClient.HttpClient
      const request = HttpClientRequest.get(`https://novu.test${connections}`, {
        headers: { authorization: "ApiKey sk_fake" }
      })
      const response = yield* client.execute(request)
      assert.deepStrictEqual(Object.keys(response.cookies.cookies), ["a", "b"])
      const replayed = yield* Effect.andThen(
        script(Fault.headers({ "Idempotency-Key": "other" })),
        create({}, { idempotencyKey: "k" })
      )
      assert.strictEqual(replayed.headers["idempotency-key"], "k, other")
    }).pipe(fake({ idempotency: true })))
})
