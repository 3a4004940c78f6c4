import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { connection, connections, contexts, create, endpoints, send, tenant } from "./wire.ts"

const fake = (options?: Parameters<typeof FakeNovu.layer>[0]) =>
  Effect.provide(FakeNovu.layer({ idempotency: true, ...options }))

const k1 = { idempotencyKey: "k1" }
const documentation = "https://docs.novu.co/additional-resources/idempotency"

describe("an idempotency key", () => {
  it.effect("replays the first answer for the same body", () =>
    Effect.gen(function*() {
      const first = yield* create({}, k1)
      const second = yield* create({}, k1)
      assert.deepStrictEqual([first.status, second.status], [201, 201])
      assert.strictEqual(second.text, first.text)
      assert.deepStrictEqual([first.headers["idempotency-key"], second.headers["idempotency-key"]], ["k1", "k1"])
      assert.notProperty(first.headers, "idempotency-replay")
      assert.strictEqual(second.headers["idempotency-replay"], "true")
    }).pipe(fake()))

  it.effect("leads to results of their own for two different keys", () =>
    Effect.gen(function*() {
      const first = yield* create({}, k1)
      const second = yield* create(tenant("a"), { idempotencyKey: "k2" })
      assert.notStrictEqual(first.json.data.identifier, second.json.data.identifier)
    }).pipe(fake()))

  it.effect("is ignored entirely while the feature is off", () =>
    Effect.gen(function*() {
      const first = yield* create({}, { idempotencyKey: "x".repeat(300) })
      const second = yield* create({}, { idempotencyKey: "x".repeat(300) })
      assert.deepStrictEqual([first.status, second.status], [201, 409])
      assert.notProperty(first.headers, "idempotency-key")
    }).pipe(fake({ idempotency: false })))

  it.effect("is ignored by GET and DELETE", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const before = yield* send("GET", connections, k1)
      yield* create(tenant("a"))
      const after = yield* send("GET", connections, k1)
      yield* send("DELETE", `${connections}/c`, k1)
      const again = yield* send("DELETE", `${connections}/c`, k1)
      assert.deepStrictEqual([before.json.totalCount, after.json.totalCount], [1, 2])
      assert.notProperty(after.headers, "idempotency-key")
      assert.strictEqual(again.status, 404)
    }).pipe(fake()))

  it.effect("covers PATCH, and comes back in any case of the header's name", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const body = { workspace: { id: "T2" }, auth: { accessToken: "b" } }
      const patch = send("PATCH", `${connections}/c`, { body, headers: { "IDEMPOTENCY-KEY": "p" } })
      yield* patch
      yield* TestClock.adjust("1 minute")
      const replay = yield* patch
      assert.strictEqual(replay.headers["idempotency-replay"], "true")
      assert.strictEqual(replay.json.data.updatedAt, "1970-01-01T00:00:00.000Z")
    }).pipe(fake()))

  it.effect("may have 255 characters and not 256", () =>
    Effect.gen(function*() {
      const longest = yield* create({}, { idempotencyKey: "x".repeat(255) })
      const tooLong = yield* create({}, { idempotencyKey: "y".repeat(256) })
      assert.strictEqual(longest.status, 201)
      assert.strictEqual(tooLong.status, 400)
      assert.strictEqual(
        tooLong.json.message,
        `idempotencyKey "${"y".repeat(256)}" has exceeded the maximum allowed length of 255 characters`
      )
      assert.notProperty(tooLong.headers, "idempotency-key")
    }).pipe(fake()))

  it.effect("is not echoed without authorization", () =>
    Effect.gen(function*() {
      const { headers, status } = yield* create({}, { key: null, ...k1 })
      assert.strictEqual(status, 401)
      assert.notProperty(headers, "idempotency-key")
    }).pipe(fake()))
})

describe("a reused key", () => {
  it.effect("answers 422 for another body, with the link and no errors", () =>
    Effect.gen(function*() {
      yield* create({}, k1)
      const { headers, json, status } = yield* create({ workspace: { id: "T2" } }, k1)
      assert.strictEqual(status, 422)
      assert.strictEqual(headers["link"], documentation)
      assert.strictEqual(headers["idempotency-key"], "k1")
      assert.deepStrictEqual<unknown>(json, {
        error: "Unprocessable Entity",
        statusCode: 422,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: connections,
        message: "Request with key \"k1\" is being reused for a different body",
        ctx: { error: "Unprocessable Entity", statusCode: 422 }
      })
    }).pipe(fake()))

  it.effect("does not mind white space, and minds the order of members", () =>
    Effect.gen(function*() {
      const text = JSON.stringify(connection())
      const reversed = JSON.stringify(Object.fromEntries(Object.entries(connection()).toReversed()))
      yield* send("POST", connections, { text, ...k1 })
      const spaced = yield* send("POST", connections, { text: JSON.stringify(connection(), null, 2), ...k1 })
      const reordered = yield* send("POST", connections, { text: reversed, ...k1 })
      assert.strictEqual(spaced.headers["idempotency-replay"], "true")
      assert.strictEqual(reordered.status, 422)
    }).pipe(fake()))

  it.effect("collides across routes: the stored body under this route's status", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const body = { type: "tenant", id: "a", workspace: { id: "T" }, auth: { accessToken: "a" } }
      const patched = yield* send("PATCH", `${connections}/c`, { body, ...k1 })
      const collided = yield* send("POST", contexts, { body, ...k1 })
      assert.strictEqual(patched.status, 200)
      assert.strictEqual(collided.status, 201)
      assert.strictEqual(collided.text, patched.text)
      assert.strictEqual((yield* send("GET", `${contexts}/tenant/a`)).status, 404)
    }).pipe(fake()))
})

describe("while the first is in progress", () => {
  it.effect("answers 409 with Retry-After and Link, even for another body", () =>
    Effect.gen(function*() {
      const first = yield* Effect.forkChild(create({}, k1))
      yield* TestClock.adjust("1 second")
      const second = yield* create({ workspace: { id: "T2" } }, k1)
      assert.strictEqual(second.status, 409)
      assert.strictEqual(second.headers["retry-after"], "1")
      assert.strictEqual(second.headers["link"], documentation)
      assert.strictEqual(second.headers["idempotency-key"], "k1")
      assert.strictEqual(second.json.error, "Conflict")
      assert.strictEqual(
        second.json.message,
        "Request with key \"k1\" is currently being processed. Please retry after 1 second"
      )
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual((yield* Fiber.join(first)).status, 201)
      assert.strictEqual((yield* create({}, k1)).headers["idempotency-replay"], "true")
    }).pipe(fake({ latency: "5 seconds" })))

  it.effect("forgets the marker after 300 seconds", () =>
    Effect.gen(function*() {
      const first = yield* Effect.forkChild(create({}, k1))
      yield* TestClock.adjust("299 seconds")
      const before = yield* create({}, k1)
      yield* TestClock.adjust("1 second")
      const second = yield* Effect.forkChild(create({}, k1))
      yield* TestClock.adjust("400 seconds")
      assert.strictEqual(before.status, 409)
      assert.strictEqual((yield* Fiber.join(first)).status, 201)
      assert.notProperty((yield* Fiber.join(second)).headers, "idempotency-replay")
    }).pipe(fake({ latency: "400 seconds" })))

  it.effect("goes on when the client leaves, so that a retry meets what it wrote", () =>
    Effect.gen(function*() {
      const first = yield* Effect.forkChild(create({}, k1))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("4 seconds")
      const retry = yield* create({}, k1)
      assert.strictEqual(retry.status, 201)
      assert.strictEqual(retry.headers["idempotency-replay"], "true")
    }).pipe(fake({ latency: "5 seconds" })))
})

describe("what is stored", () => {
  it.effect("lasts 24 hours", () =>
    Effect.gen(function*() {
      yield* create({}, k1)
      yield* TestClock.adjust("86399 seconds")
      const before = yield* create({}, k1)
      yield* TestClock.adjust("1 second")
      const after = yield* create({}, k1)
      assert.strictEqual(before.headers["idempotency-replay"], "true")
      assert.strictEqual(after.status, 409)
      assert.notProperty(after.headers, "idempotency-replay")
    }).pipe(fake()))

  const refusals: ReadonlyArray<readonly [number, Record<string, unknown>]> = [
    [400, { subscriberId: undefined }],
    [404, { integrationIdentifier: "later" }],
    [422, { workspace: {} }]
  ]
  for (const [status, more] of refusals) {
    it.effect(`replays a ${status} with its message and a fresh timestamp`, () =>
      Effect.gen(function*() {
        const novu = yield* FakeNovu
        const first = yield* create(more, k1)
        yield* novu.seed({ integrations: [{ identifier: "later", providerId: "slack" }] })
        yield* TestClock.adjust("1 second")
        const second = yield* create(more, k1)
        assert.deepStrictEqual([first.status, second.status], [status, status])
        assert.deepStrictEqual(second.json, { ...first.json, timestamp: "1970-01-01T00:00:01.000Z" })
        assert.strictEqual(first.headers["idempotency-key"], "k1")
        assert.strictEqual(second.headers["idempotency-replay"], "true")
        assert.notProperty(second.headers, "retry-after")
      }).pipe(fake()))
  }

  it.effect("replays a 409 even after its cause is gone", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      yield* create({}, k1)
      yield* send("DELETE", `${connections}/c`)
      const again = yield* create({}, k1)
      const fresh = yield* create({}, { idempotencyKey: "k2" })
      assert.deepStrictEqual([again.status, fresh.status], [409, 201])
    }).pipe(fake()))

  for (const status of [500, 502, 503]) {
    it.effect(`replays a handler's ${status} as the generic 500 with a new error id`, () =>
      Effect.gen(function*() {
        const novu = yield* FakeNovu
        yield* novu.script(Fault.handlerFails({ status, message: "the provider is down" }))
        const first = yield* create({}, k1)
        const second = yield* create({}, k1)
        const third = yield* create({}, k1)
        assert.deepStrictEqual([first.status, second.status], [status, 500])
        assert.strictEqual(
          second.json.message,
          "Internal server error, contact support and provide them with the errorId"
        )
        assert.match(second.json.errorId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        assert.notStrictEqual(second.json.errorId, third.json.errorId)
        assert.notProperty(second.json, "ctx")
        assert.strictEqual(second.headers["idempotency-replay"], "true")
      }).pipe(fake()))
  }

  it.effect("is nothing for a 401, malformed JSON, a body that is too large, and an unknown route", () =>
    Effect.gen(function*() {
      const statuses = [
        yield* create({}, { key: "ApiKey wrong", ...k1 }),
        yield* send("POST", connections, { text: "{", ...k1 }),
        yield* send("POST", connections, { text: JSON.stringify({ pad: "x".repeat(102_400) }), ...k1 }),
        yield* send("POST", "/v1/nope", { body: {}, ...k1 }),
        yield* create({}, k1)
      ].map(({ status }) => status)
      assert.deepStrictEqual(statuses, [401, 400, 413, 404, 201])
    }).pipe(fake()))

  it.effect("is nothing for a 429, and nothing for a proxy's answer", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.script(Fault.respond({ status: 503 }))
      const proxied = yield* create({}, k1)
      yield* send("GET", connections)
      const limited = yield* create({}, k1)
      yield* TestClock.adjust("10 seconds")
      const created = yield* create({}, k1)
      assert.deepStrictEqual([proxied.status, limited.status, created.status], [503, 429, 201])
    }).pipe(fake({ rateLimit: { maximum: { configuration: 0.2 } } })))

  it.effect("lets a request that died before the handler be repeated, and replays one that died after it", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.script(Fault.hangUp("before-write"), Fault.hangUp("after-write"))
      yield* Effect.flip(create({}, k1))
      yield* Effect.flip(create({}, k1))
      const third = yield* create({}, k1)
      assert.strictEqual(third.headers["idempotency-replay"], "true")
      assert.lengthOf((yield* novu.state).connections, 1)
    }).pipe(fake()))

  it.effect("is shared by all requests without a body", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "a" })
      const first = yield* send("POST", `${connections}/a/verify`, k1)
      const other = yield* send("POST", `${connections}/b/verify`, k1)
      const endpoint = yield* send("POST", endpoints, { body: {}, ...k1 })
      assert.deepStrictEqual([first.status, other.status, endpoint.status], [200, 200, 201])
    }).pipe(fake()))
})
