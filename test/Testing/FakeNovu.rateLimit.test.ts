import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type RateLimitOptions } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { connections, contexts, create, send } from "./wire.ts"

const fake = (rateLimit: false | RateLimitOptions, idempotency = false) =>
  Effect.provide(FakeNovu.layer({ rateLimit, idempotency }))

const list = send("GET", connections)

const limits = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
  ["remaining", "limit", "reset"].map((name) => headers[`ratelimit-${name}`])

describe("rate limit headers", () => {
  it.effect("count down from the burst, which is above the limit", () =>
    Effect.gen(function*() {
      const first = yield* list
      const second = yield* list
      assert.deepStrictEqual(limits(first), ["109", "100", "1"])
      assert.deepStrictEqual(limits(second), ["108", "100", "1"])
      assert.notProperty(first.headers, "retry-after")
    }).pipe(fake({})))

  it.effect("state the policy in seven parts", () =>
    Effect.gen(function*() {
      const policy = (yield* list).headers["ratelimit-policy"] ?? ""
      assert.strictEqual(
        policy,
        "100;w=5;burst=110;comment=\"token bucket\";category=\"configuration\";cost=\"single\";serviceLevel=\"free\""
      )
      assert.lengthOf(policy.split(";"), 7)
    }).pipe(fake({})))

  it.effect("are absent when the limit is off", () =>
    Effect.gen(function*() {
      assert.notProperty((yield* list).headers, "ratelimit-limit")
    }).pipe(fake(false)))

  it.effect("are absent on 401, unknown routes and bodies that do not parse", () =>
    Effect.gen(function*() {
      const replies = [
        yield* send("GET", connections, { key: null }),
        yield* send("GET", "/v1/nope"),
        yield* send("POST", connections, { text: "{" })
      ]
      assert.deepStrictEqual(replies.map(({ status }) => status), [401, 404, 400])
      for (const { headers } of replies) assert.notProperty(headers, "ratelimit-limit")
    }).pipe(fake({})))

  it.effect("are present on 404, 409, 422 and on an empty 204", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const replies = [
        yield* send("GET", `${connections}/nope`),
        yield* create(),
        yield* send("POST", connections, { body: {} }),
        yield* send("DELETE", `${connections}/c`)
      ]
      assert.deepStrictEqual(replies.map(({ status }) => status), [404, 409, 422, 204])
      assert.deepStrictEqual(replies.map((reply) => limits(reply)[0]), ["108", "107", "106", "105"])
    }).pipe(fake({})))

  const levels = [
    ["free", "100", "150"],
    ["pro", "400", "600"],
    ["business", "1000", "1500"],
    ["enterprise", "10000", "15000"],
    ["unlimited", "10000", "15000"]
  ] as const
  for (const [level, configuration, global] of levels) {
    it.effect(`follow the plan "${level}", by category`, () =>
      Effect.gen(function*() {
        const forContexts = yield* send("GET", contexts)
        assert.strictEqual(limits(yield* list)[1], configuration)
        assert.strictEqual(limits(forContexts)[1], global)
        assert.include(
          forContexts.headers["ratelimit-policy"],
          `category="global";cost="single";serviceLevel="${level}"`
        )
      }).pipe(fake({ level })))
  }

  it.effect("say custom when a category has a maximum of its own", () =>
    Effect.gen(function*() {
      const reply = yield* list
      assert.deepStrictEqual(limits(reply).slice(0, 2), ["329", "300"])
      assert.include(reply.headers["ratelimit-policy"], "serviceLevel=\"custom\"")
      assert.include((yield* send("GET", contexts)).headers["ratelimit-policy"], "serviceLevel=\"free\"")
    }).pipe(fake({ maximum: { configuration: 60 } })))

  it.effect("follow the window and the burst allowance", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(limits(yield* list), ["39", "20", "1"])
    }).pipe(fake({ windowSeconds: 1, burstAllowance: 1 })))
})

const tight: RateLimitOptions = { maximum: { configuration: 2 }, windowSeconds: 1, burstAllowance: 0 }

describe("the token bucket", () => {
  it.effect("answers 429 when it is empty", () =>
    Effect.gen(function*() {
      yield* list
      yield* list
      const { headers, json, status } = yield* list
      assert.strictEqual(status, 429)
      assert.deepStrictEqual<unknown>(json, {
        statusCode: 429,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: connections,
        message: "API rate limit exceeded",
        ctx: {}
      })
      assert.deepStrictEqual(limits({ headers }), ["0", "2", "1"])
      assert.strictEqual(headers["retry-after"], "1")
    }).pipe(fake(tight)))

  it.effect("refills by whole intervals, and only when it cannot pay", () =>
    Effect.gen(function*() {
      yield* list
      yield* TestClock.adjust("499 millis")
      assert.strictEqual(limits(yield* list)[0], "0")
      assert.strictEqual((yield* list).status, 429)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* list).status, 200)
      assert.strictEqual((yield* list).status, 429)
    }).pipe(fake(tight)))

  it.effect("is full again after two idle windows", () =>
    Effect.gen(function*() {
      yield* list
      yield* list
      yield* TestClock.adjust("2 seconds")
      assert.deepStrictEqual(limits(yield* list), ["1", "2", "1"])
    }).pipe(fake(tight)))

  it.effect("can say that a reset is zero seconds away", () =>
    Effect.gen(function*() {
      yield* list
      yield* TestClock.adjust("700 millis")
      assert.deepStrictEqual(limits(yield* list), ["0", "2", "0"])
    }).pipe(fake(tight)))

  it.effect("is one for each category", () =>
    Effect.gen(function*() {
      yield* list
      yield* list
      assert.strictEqual((yield* list).status, 429)
      assert.strictEqual((yield* send("GET", contexts)).status, 200)
    }).pipe(fake(tight)))

  it.effect("lets about 110 of 160 calls through on the free plan", () =>
    Effect.gen(function*() {
      const statuses = yield* Effect.forEach(
        Array.from({ length: 160 }),
        () => Effect.map(list, ({ status }) => status)
      )
      assert.lengthOf(statuses.filter((status) => status === 200), 110)
    }).pipe(fake({})))

  it.effect("is paid by replays too", () =>
    Effect.gen(function*() {
      const first = yield* create({}, { idempotencyKey: "k" })
      const replay = yield* create({}, { idempotencyKey: "k" })
      assert.deepStrictEqual([limits(first)[0], limits(replay)[0]], ["109", "108"])
      assert.strictEqual(replay.headers["idempotency-replay"], "true")
    }).pipe(fake({}, true)))

  it.effect("only counts in a dry run", () =>
    Effect.gen(function*() {
      yield* list
      yield* list
      const { headers, status } = yield* list
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(limits({ headers })[0], "0")
      assert.notProperty(headers, "retry-after")
    }).pipe(fake({ ...tight, dryRun: true })))

  it.effect("is full again after a reset of the fake", () =>
    Effect.gen(function*() {
      yield* list
      yield* (yield* FakeNovu).reset
      assert.strictEqual(limits(yield* list)[0], "1")
    }).pipe(fake(tight)))
})
