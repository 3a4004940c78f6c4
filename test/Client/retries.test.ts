import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Metric, Schema, Stream } from "effect"
import {
  ChannelConnections,
  type NovuError,
  NovuTransport,
  Operation,
  RetryPolicy,
  Subscribers,
  TimeLimits
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { client, inVirtualTime, slack } from "../support/client.ts"

const unguarded = Operation.make({
  name: "Things.make",
  method: "POST",
  path: "/v1/channel-connections/{id}/things",
  payload: Schema.Struct({ n: Schema.Number })
})

const makeThing = Effect.flatMap(
  NovuTransport,
  ({ call }) => call(unguarded, { params: { id: "x" }, payload: { n: 1 } })
)

const outage = (fault: Fault.Fault) => Effect.flatMap(FakeNovu, (fake) => fake.rule({}, fault))

const sent = Effect.map(Effect.flatMap(FakeNovu, (fake) => fake.requests), (requests) => requests.length)

describe("what is sent again", () => {
  const table: ReadonlyArray<readonly [string, Fault.Fault, number, number, number]> = [
    // Each row says what happens every time, and how many requests an idempotent, a guarded and an unguarded
    // operation sends, look-ups included.
    ["connection refused", Fault.refuse, 3, 3, 3],
    ["429", Fault.respond({ status: 429 }), 3, 3, 3],
    ["409 with Retry-After", Fault.respond({ status: 409, headers: { "retry-after": "1" } }), 3, 3, 3],
    ["408", Fault.respond({ status: 408 }), 3, 3, 3],
    ["connection closed", Fault.hangUp("before-write"), 3, 3, 1],
    ["body broken off", Fault.hangUp("in-body"), 3, 5, 1],
    ["silence", Fault.stall("headers"), 3, 3, 1],
    ["500", Fault.respond({ status: 500 }), 3, 3, 1],
    ["502 with a page", Fault.html({ status: 502 }), 3, 3, 1],
    ["503", Fault.respond({ status: 503 }), 3, 3, 1],
    ["503 with Retry-After", Fault.respond({ status: 503, headers: { "retry-after": "0" } }), 3, 3, 3],
    ["500 that Novu keeps", Fault.respond({ status: 500, headers: { "idempotency-key": "k" } }), 1, 1, 1],
    ["500 that Novu replays", Fault.respond({ status: 500, headers: { "idempotency-replay": "true" } }), 1, 1, 1],
    ["409", Fault.respond({ status: 409 }), 1, 1, 1],
    ["400", Fault.respond({ status: 400 }), 1, 1, 1],
    ["401", Fault.respond({ status: 401 }), 1, 1, 1],
    ["404", Fault.respond({ status: 404 }), 1, 1, 1],
    ["422", Fault.respond({ status: 422 }), 1, 1, 1],
    ["a redirect", Fault.respond({ status: 307, headers: { location: "https://elsewhere.test/" } }), 1, 1, 1]
  ]
  for (const [what, fault, idempotent, guarded, unguarded] of table) {
    it.effect(`${what}: ${idempotent}, ${guarded}, ${unguarded} requests`, () =>
      Effect.gen(function*() {
        yield* outage(fault)
        const connections = yield* ChannelConnections
        const count = (call: Effect.Effect<unknown, unknown, NovuTransport>) =>
          Effect.gen(function*() {
            const before = yield* sent
            yield* Effect.exit(inVirtualTime(call))
            return (yield* sent) - before
          })
        assert.strictEqual(yield* count(connections.list()), idempotent, "idempotent")
        assert.strictEqual(yield* count(connections.create(slack)), guarded, "guarded")
        assert.strictEqual(yield* count(makeThing), unguarded, "unguarded")
      }).pipe(Effect.provide(client())))
  }
})

describe("how long it waits", () => {
  it.effect("starts from 1 s after a rate limit without a hint, with full jitter", () =>
    Effect.gen(function*() {
      yield* outage(Fault.respond({ status: 429 }))
      yield* Effect.exit(inVirtualTime((yield* ChannelConnections).retrieve("x")))
      const [first, second, third] = yield* (yield* FakeNovu).requests
      assert.isAtMost((second?.at ?? 0) - (first?.at ?? 0), 1000)
      assert.isAtMost((third?.at ?? 0) - (second?.at ?? 0), 2000)
    }).pipe(Effect.provide(client())))

  for (
    const [headers, least] of [
      [{ "retry-after": "7" }, 7000],
      [{ "retry-after": "0" }, 0],
      [{ "retry-after-ms": "1500" }, 1500],
      [{ "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" }, 9000]
    ] as const
  ) {
    it.effect(`waits ${least} ms at least for ${JSON.stringify(headers)}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.script(Fault.respond({ status: 429, headers }))
        yield* inVirtualTime((yield* ChannelConnections).create(slack))
        const [first, second] = yield* fake.requests
        const waited = (second?.at ?? 0) - (first?.at ?? 0)
        assert.isAtLeast(waited, least)
        assert.isAtMost(waited, Math.max(least, 100) + 1)
      }).pipe(Effect.provide(client())))
  }

  it.effect("fails at once with the hint when the wait does not fit", () =>
    Effect.gen(function*() {
      yield* outage(Fault.respond({ status: 429, headers: { "retry-after": "120" } }))
      // No time passes here, so the call cannot have waited.
      const error = yield* Effect.flip((yield* ChannelConnections).create(slack))
      assert.strictEqual(error.reason._tag, "RateLimited")
      assert.strictEqual(error.retryAfter && Duration.toSeconds(error.retryAfter), 120)
      assert.strictEqual(yield* sent, 1)
    }).pipe(Effect.provide(client())))

  it.effect("waits for a long hint when the caller gives it the time", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.respond({ status: 429, headers: { "retry-after": "120" } }))
      yield* inVirtualTime((yield* ChannelConnections).create(slack, { totalTimeout: "5 minutes" }))
      assert.strictEqual(yield* sent, 2)
    }).pipe(Effect.provide(client())))
})

describe("time limits", () => {
  for (const where of ["headers", "body"] as const) {
    it.effect(`fails with TimedOut when the ${where} stall, within the total time`, () =>
      Effect.gen(function*() {
        yield* outage(Fault.stall(where))
        const fiber = yield* Effect.forkChild(Effect.flip((yield* ChannelConnections).list()))
        yield* TestClock.adjust("30 seconds")
        const error = yield* Fiber.join(fiber)
        assert.strictEqual(error.reason._tag, "TimedOut")
      }).pipe(Effect.provide(client())))

    it.effect(`gives an attempt the time it was told, ${where}`, () =>
      Effect.gen(function*() {
        yield* outage(Fault.stall(where))
        const options = { attemptTimeout: "2 seconds", retry: RetryPolicy.none } as const
        const fiber = yield* Effect.forkChild(Effect.flip((yield* ChannelConnections).list({}, options)))
        yield* TestClock.adjust("2 seconds")
        const { reason } = yield* Fiber.join(fiber)
        assert.strictEqual(reason._tag === "TimedOut" && reason.scope, "attempt")
      }).pipe(Effect.provide(client())))
  }

  it.effect("hold where the call cannot be interrupted, as in an acquisition", () =>
    Effect.gen(function*() {
      yield* outage(Fault.stall("headers"))
      const acquire = Effect.acquireRelease((yield* ChannelConnections).retrieve("x"), () => Effect.void)
      const fiber = yield* Effect.forkChild(Effect.flip(Effect.scoped(acquire)))
      yield* TestClock.adjust("30 seconds")
      const { reason } = yield* Fiber.join(fiber)
      assert.strictEqual(reason._tag, "TimedOut")
    }).pipe(Effect.provide(client())))

  it.effect("counts the waits into the total time", () =>
    Effect.gen(function*() {
      yield* outage(Fault.stall("headers"))
      const fiber = yield* Effect.forkChild(
        Effect.flip(
          (yield* ChannelConnections).retrieve("x", { attemptTimeout: "8 seconds", totalTimeout: "10 seconds" })
        )
      )
      yield* TestClock.adjust("10 seconds")
      const { attempts, reason } = yield* Fiber.join(fiber)
      assert.strictEqual(reason._tag === "TimedOut" && reason.scope, "total")
      assert.strictEqual(attempts, 2)
    }).pipe(Effect.provide(client())))
})

describe("interruption", () => {
  for (
    const [moment, fault, at] of [
      ["in a request", Fault.stall("headers"), "1 second"],
      ["in a body", Fault.stall("body"), "1 second"],
      ["in a wait", Fault.respond({ status: 429, headers: { "retry-after": "20" } }), "5 seconds"]
    ] as const
  ) {
    it.effect(`${moment}: no request starts afterwards`, () =>
      Effect.gen(function*() {
        yield* outage(fault)
        const fiber = yield* Effect.forkChild((yield* ChannelConnections).create(slack))
        yield* TestClock.adjust(at)
        yield* Fiber.interrupt(fiber)
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(yield* sent, 1)
      }).pipe(Effect.provide(client())))
  }
})

describe("policies", () => {
  it.effect("a call's option wins over the region's, which wins over the transport's", () =>
    Effect.gen(function*() {
      yield* outage(Fault.respond({ status: 500 }))
      const connections = yield* ChannelConnections
      const attempts = (call: Effect.Effect<unknown, { readonly attempts: number }>) =>
        Effect.map(Effect.flip(inVirtualTime(call)), (error) => error.attempts)
      assert.strictEqual(yield* attempts(connections.retrieve("x")), 2)
      const region = RetryPolicy.provide(RetryPolicy.make({ maxAttempts: 4 }))
      assert.strictEqual(yield* attempts(region(connections.retrieve("x"))), 4)
      assert.strictEqual(yield* attempts(region(connections.retrieve("x", { retry: RetryPolicy.none }))), 1)
    }).pipe(Effect.provide(client({ transport: { retry: RetryPolicy.make({ maxAttempts: 2 }) } }))))
})

describe("time limits", () => {
  /** Returns the limit that a call says it has met. */
  const seconds = (call: Effect.Effect<unknown, NovuError>) =>
    Effect.map(Effect.flip(inVirtualTime(call)), ({ message }) => Number(/([\d.]+) s$/.exec(message)?.[1]))

  it.effect("a call's option wins over the region's, which wins over the transport's", () =>
    Effect.gen(function*() {
      yield* outage(Fault.stall("headers"))
      const { retrieve } = yield* ChannelConnections
      assert.strictEqual(yield* seconds(retrieve("x")), 8)
      const region = TimeLimits.provide({ attemptTimeout: "4 seconds" })
      assert.strictEqual(yield* seconds(region(retrieve("x"))), 4)
      assert.strictEqual(yield* seconds(region(retrieve("x", { attemptTimeout: "2 seconds" }))), 2)
      // What a region does not set comes from the one around it.
      const inner = TimeLimits.provide({ totalTimeout: "3 seconds", attemptTimeout: undefined })
      assert.strictEqual(yield* seconds(region(inner(retrieve("x")))), 3)
    }).pipe(
      Effect.provide(client({ transport: { attemptTimeout: "8 seconds", retry: RetryPolicy.none } }))
    ))

  it.effect("hold for each request of a list, and of what sends many at once", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { listAll } = yield* Subscribers
      yield* fake.rule({ method: "GET" }, Fault.stall("headers", { for: "900 millis" }))
      const region = TimeLimits.provide({ totalTimeout: "1 second" })
      const all = yield* inVirtualTime(region(Stream.runCollect(listAll({ limit: 1 }))))
      assert.lengthOf(all, 3)
      const streamed = listAll({ limit: 1 }).pipe(
        Stream.provideService(TimeLimits.Current, { totalTimeout: "800 millis" }),
        Stream.runDrain
      )
      const error = yield* Effect.flip(inVirtualTime(streamed))
      assert.strictEqual(error.reason._tag, "TimedOut")
    }).pipe(Effect.provide(client())))

  it.effect("a region that is none fails the call", () =>
    Effect.gen(function*() {
      const { list } = yield* ChannelConnections
      const wrong = TimeLimits.provide(JSON.parse("\"soon\""))
      assert.strictEqual((yield* Effect.flip(wrong(list()))).reason._tag, "InvalidInput")
      const negative = TimeLimits.provide({ attemptTimeout: -1 })
      assert.include((yield* Effect.flip(negative(list()))).message, "attemptTimeout: must be a duration above zero")
    }).pipe(Effect.provide(client())))
})

describe("the retry budget", () => {
  it.effect("lets a total outage through at little more than a request a call", () =>
    Effect.gen(function*() {
      yield* outage(Fault.respond({ status: 500 }))
      const connections = yield* ChannelConnections
      const calls = 200
      yield* inVirtualTime(
        Effect.forEach(Array.from({ length: calls }), () => Effect.exit(connections.retrieve("x")), { concurrency: 20 })
      )
      // 500 tokens pay for 35 retries at 14.
      assert.strictEqual(yield* sent, calls + 35)
      const metrics = yield* Metric.snapshot
      assert.isDefined(metrics.find(({ id }) => id === "novu.client.retry_budget.exhausted"))
    }).pipe(Effect.provide(client()), Effect.provideService(Metric.MetricRegistry, new Map())))

  it.effect("comes back with success", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const connections = yield* ChannelConnections
      for (let i = 0; i < 60; i++) {
        yield* fake.script(Fault.respond({ status: 500 }))
        yield* Effect.exit(inVirtualTime(connections.list()))
      }
      // A retried success refunds what the retry cost: all sixty were retried.
      assert.strictEqual(yield* sent, 120)
    }).pipe(Effect.provide(client())))
})
