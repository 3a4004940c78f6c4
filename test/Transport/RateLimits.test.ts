import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Exit, Fiber, Layer, Redacted, References, Result } from "effect"
import { ChannelConnections, Contexts, NovuTransport, RateLimits, RetryPolicy } from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"

/** Allows two requests per second: ten in a window of five seconds, eleven at once. */
const tight: FakeNovuOptions = { rateLimit: { maximum: { configuration: 2, global: 2 } } }

const client = (fake: FakeNovuOptions, limits: Layer.Layer<never> = RateLimits.layer) =>
  Layer.mergeAll(ChannelConnections.layer, Contexts.layer).pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), retry: RetryPolicy.none })),
    Layer.provide(limits),
    Layer.provideMerge(FakeNovu.layer(fake))
  )

const list = ChannelConnections.use((connections) => connections.list())

const all = (count: number, options: { readonly concurrency: number | "unbounded" }) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(list), options)

const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>, time: Duration.Input = "1 hour") =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust(time)
    return yield* Fiber.join(fiber)
  })

const statuses = Effect.gen(function*() {
  const requests = yield* (yield* FakeNovu).requests
  return { refused: requests.filter(({ status }) => status === 429).length, sent: requests.length }
})

describe("rate limits", () => {
  it.effect("are run into without a limiter", () =>
    Effect.gen(function*() {
      yield* all(60, { concurrency: "unbounded" })
      assert.isAtLeast((yield* statuses).refused, 40)
    }).pipe(Effect.provide(client(tight, Layer.empty))))

  for (const concurrency of [1, 5, "unbounded"] as const) {
    it.effect(`are kept by ${concurrency} callers, and used`, () =>
      Effect.gen(function*() {
        const exits = yield* inTime(all(60, { concurrency }))
        assert.deepStrictEqual(exits.filter(Exit.isFailure), [])
        assert.deepStrictEqual(yield* statuses, { refused: 0, sent: 60 })
        const requests = yield* (yield* FakeNovu).requests
        const lasted = (requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0)
        // The bucket allows ten requests at once, then two per second.
        assert.isAtMost(lasted, (60 - 10 + 1) * 500)
      }).pipe(Effect.provide(client(tight))))
  }

  it.effect("are those of a category", () =>
    Effect.gen(function*() {
      const contexts = yield* Contexts
      yield* inTime(all(11, { concurrency: 1 }))
      yield* inTime(Effect.all([list, contexts.list()], { concurrency: 2 }))
      const requests = yield* (yield* FakeNovu).requests
      assert.isAtMost(requests.filter(({ status }) => status === 429).length, 0)
      assert.lengthOf(requests, 13)
    }).pipe(Effect.provide(client(tight))))

  it.effect("fail a call at once whose turn comes after its time, and send nothing", () =>
    Effect.gen(function*() {
      yield* Effect.forkChild(all(80, { concurrency: "unbounded" }))
      yield* TestClock.adjust("1 second")
      const { sent } = yield* statuses
      const error = yield* Effect.flip(
        ChannelConnections.use((connections) => connections.list({}, { totalTimeout: "2 seconds" }))
      )
      assert.strictEqual(error.reason._tag, "RateLimited")
      assert.strictEqual(error.attempts, 0)
      assert.isAbove(Duration.toMillis(error.retryAfter ?? Duration.zero), 2000)
      assert.strictEqual((yield* statuses).sent, sent)
    }).pipe(Effect.provide(client(tight))))

  it.effect("leave a request time, or fail the call before it is sent", () =>
    Effect.gen(function*() {
      yield* Effect.forkChild(all(10, { concurrency: "unbounded" }))
      yield* TestClock.adjust("1 second")
      const call = ChannelConnections.use((connections) => connections.list({}, { totalTimeout: "30 seconds" }))
      const exits = yield* inTime(Effect.forEach(Array.from({ length: 80 }), () => Effect.exit(call), {
        concurrency: "unbounded"
      }))
      const reasons = exits.flatMap((exit) => Exit.isFailure(exit) ? exit.cause.reasons : [])
      assert.isNotEmpty(reasons)
      for (const reason of reasons) {
        assert(reason._tag === "Fail")
        assert.deepStrictEqual([reason.error.reason._tag, reason.error.attempts], ["RateLimited", 0])
      }
    }).pipe(Effect.provide(client({ ...tight, latency: "1 second" }))))

  it.effect("are waited for in few sleeps, although a turn is at no whole nanosecond", () =>
    Effect.gen(function*() {
      const clock = yield* Clock.Clock
      const sleeps: Array<Duration.Duration> = []
      const counting: Clock.Clock = Object.assign(Object.create(clock), {
        sleep: (duration: Duration.Duration) => {
          sleeps.push(duration)
          return clock.sleep(duration)
        }
      })
      const fiber = yield* Effect.forkChild(
        Effect.provideService(all(300, { concurrency: 7 }), Clock.Clock, counting)
      )
      for (let turn = 0; fiber.pollUnsafe() === undefined && sleeps.length < 5000; turn++) {
        yield* TestClock.adjust(Duration.millis([1, 7, 90, 1000, 9000][turn % 5] ?? 1))
      }
      yield* Fiber.interrupt(fiber)
      assert.isAtMost(sleeps.length, 900)
    }).pipe(Effect.provide(client({ rateLimit: { maximum: { configuration: 3, global: 3 } }, latency: 800 }))))

  it.effect("hold nobody up where answers state none", () =>
    Effect.gen(function*() {
      const exits = yield* all(100, { concurrency: "unbounded" })
      assert.deepStrictEqual(exits.filter(Exit.isFailure), [])
    }).pipe(Effect.provide(client({}))))

  it.effect("hold nobody up for long when the first answer does not come", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.stall("headers"))
      const exits = yield* inTime(all(10, { concurrency: "unbounded" }), "12 seconds")
      assert.lengthOf(exits.filter(Exit.isSuccess), 9)
    }).pipe(Effect.provide(client(tight))))

  it.effect("slow down after a 429 that came all the same", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* list
      yield* fake.script(Fault.failAfterWrite({
        status: 429,
        headers: {
          "retry-after": "1",
          "ratelimit-limit": "10",
          "ratelimit-remaining": "0",
          "ratelimit-reset": "1",
          "ratelimit-policy": "10;w=5;burst=11;comment=\"token bucket\";category=\"configuration\";cost=\"single\""
        }
      }))
      assert.isTrue(Result.isFailure(yield* Effect.result(list)))
      const fiber = yield* Effect.forkChild(list)
      yield* TestClock.adjust("499 millis")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(fiber)
    }).pipe(Effect.provide(client(tight))))

  for (
    const [name, outcome] of [
      [
        "fails",
        Effect.fail(
          new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "gone" }) })
        )
      ],
      ["does not answer", Effect.never]
    ] as const
  ) {
    it.effect(`are given up, not in the way, when their store ${name}`, () => {
      const store = Layer.succeed(RateLimiter.RateLimiterStore, {
        fixedWindow: () => outcome,
        tokenBucket: () => outcome,
        adaptiveConsume: () => outcome,
        adaptiveFeedback: () => outcome
      })
      return Effect.gen(function*() {
        // Requests wait for the store once, and then do not ask it for a while.
        const exits = yield* inTime(all(9, { concurrency: 1 }), "1 second")
        assert.deepStrictEqual(exits.filter(Exit.isFailure), [])
      }).pipe(
        Effect.provide(client(tight, RateLimits.layerStore.pipe(Layer.provide(store)))),
        Effect.provideService(References.MinimumLogLevel, "Error")
      )
    })
  }

  const stating = (policy: string, limit = "1") =>
    Fault.headers({
      "ratelimit-limit": limit,
      "ratelimit-remaining": "0",
      "ratelimit-reset": "1",
      "ratelimit-policy": policy
    })

  for (
    const [policy, limit] of [
      ["1;w=86400", "1"],
      ["1;w=61", "1"],
      ["1;w=0", "1"],
      ["1;w=-5", "1"],
      ["1;w=NaN", "1"],
      ["1;w=Infinity", "1"],
      ["1;w=1e3", "1"],
      ["1;w=999999999999999", "1"],
      ["0;w=5", "0"],
      ["-1;w=5", "-1"],
      ["NaN;w=5", "NaN"],
      ["1000000000000000;w=5", "999999999999999"],
      ["", "1"]
    ] as const
  ) {
    it.effect(`hold nobody up where an answer states "${policy}" for ${limit}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(stating(policy, limit))
        const exits = yield* all(30, { concurrency: 1 })
        assert.deepStrictEqual(exits.filter(Exit.isFailure), [])
      }).pipe(Effect.provide(client({}))))

    it.effect(`are those stated before where an answer states "${policy}" for ${limit}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(Fault.pass, stating(policy, limit))
        const exits = yield* inTime(all(30, { concurrency: 1 }), "10 minutes")
        assert.deepStrictEqual(exits.filter(Exit.isFailure), [])
        const requests = yield* (yield* FakeNovu).requests
        assert.isAbove((requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0), 8000)
      }).pipe(Effect.provide(client({ rateLimit: { maximum: { configuration: 2, global: 2 }, dryRun: true } }))))
  }

  it.effect("are forgotten when answers state none any longer", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(stating("1;w=60"))
      yield* list
      assert.strictEqual((yield* Effect.flip(list)).reason._tag, "RateLimited")
      yield* TestClock.adjust("60 seconds")
      const exits = yield* all(30, { concurrency: 1 })
      assert.deepStrictEqual(exits.filter(Exit.isFailure), [])
    }).pipe(Effect.provide(client({}))))

  it.effect("let a request find out once a minute, however many wait or went before", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({ method: "GET" }, stating("1;w=60"))
      const patient = ChannelConnections.use((connections) => connections.list({}, { totalTimeout: "1 day" }))
      yield* list
      const queue = yield* Effect.forkChild(Effect.all(Array.from({ length: 50 }, () => patient), {
        concurrency: "unbounded",
        discard: true
      }))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.interrupt(queue)
      // The bucket is booked for fifty minutes ahead, but no caller is left who waits for that.
      const early = yield* Effect.flip(list)
      assert.strictEqual(early.reason._tag, "RateLimited")
      assert.isAtMost(Duration.toSeconds(early.retryAfter ?? Duration.infinity), 60)
      yield* TestClock.adjust("50 seconds")
      yield* list
      assert.strictEqual((yield* Effect.flip(list)).reason._tag, "RateLimited")
    }).pipe(Effect.provide(client({}))))

  it.effect("let those who wait long find out once a minute, one at a time", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({ method: "GET" }, stating("1;w=60"))
      const patient = ChannelConnections.use((connections) => connections.list({}, { totalTimeout: "1 day" }))
      yield* list
      yield* Effect.forkChild(Effect.all(Array.from({ length: 50 }, () => patient), { concurrency: "unbounded" }))
      yield* TestClock.adjust("150 seconds")
      assert.strictEqual((yield* statuses).sent, 3)
    }).pipe(Effect.provide(client({}))))

  it.effect("do not hide what became of a request that was sent", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* Effect.forkChild(all(20, { concurrency: "unbounded" }))
      yield* TestClock.adjust("1 second")
      yield* fake.rule({}, Fault.failAfterWrite({ status: 502, text: "" }))
      const fiber = yield* Effect.forkChild(Effect.flip(ChannelConnections.use((connections) =>
        connections.list({}, { totalTimeout: "10 seconds", retry: RetryPolicy.make({ maxAttempts: 9 }) })
      )))
      yield* Effect.forkChild(all(40, { concurrency: "unbounded" }))
      yield* TestClock.adjust("20 seconds")
      const { attempts, reason } = yield* Fiber.join(fiber)
      assert.strictEqual(reason._tag, "ServerFailed")
      assert.strictEqual(attempts, 1)
    }).pipe(Effect.provide(client(tight))))
})
