import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Fiber, Layer, Logger, Redacted } from "effect"
import { ChannelConnections, CircuitBreaker, NovuTransport, RateLimits, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { CircuitBreaker as Breaker, RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"

type Circuits = Breaker.CircuitBreakerStore["Service"]

const admission: Breaker.Admission = { generation: 1, probe: false, consecutiveOpenings: 0, transition: undefined }

const circuits = (changes: Partial<Circuits>) => {
  const store = Layer.succeed(Breaker.CircuitBreakerStore, {
    admit: () => Effect.succeed(admission),
    record: () => Effect.succeed(undefined),
    state: (key) => Effect.succeed({ _tag: "Closed" as const, key }),
    ...changes
  })
  return CircuitBreaker.layerStore({ tripPolicy: Breaker.consecutive(2) }).pipe(Layer.provide(store))
}

const buckets = (outcome: Effect.Effect<never, RateLimiter.RateLimiterError>) =>
  RateLimits.layerStore.pipe(Layer.provide(Layer.succeed(RateLimiter.RateLimiterStore, {
    fixedWindow: () => outcome,
    tokenBucket: () => outcome,
    adaptiveConsume: () => outcome,
    adaptiveFeedback: () => outcome
  })))

const client = (guards: Layer.Layer<never>) => {
  const logged: Array<string> = []
  const layer = ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), retry: RetryPolicy.none })),
    Layer.provide(guards),
    Layer.provideMerge(FakeNovu.layer({ rateLimit: { level: "free" } })),
    Layer.provideMerge(Logger.layer([Logger.make(({ message }) => {
      logged.push(String(message))
    })]))
  )
  return { layer, logged }
}

const list = ChannelConnections.use((connections) => connections.list())
const sent = Effect.map(FakeNovu.use((fake) => fake.requests), (requests) => requests.length)

/** Returns how the call ended, and after how many milliseconds. */
const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const [duration, exit] = yield* Effect.timed(Effect.exit(effect))
    return { exit, millis: Duration.toMillis(duration) }
  })

const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

const forever = Effect.uninterruptible(Effect.never)
const circuitGone = Effect.fail(
  new Breaker.CircuitBreakerError({ reason: new Breaker.CircuitBreakerStoreError({ message: "gone" }) })
)
const bucketGone = Effect.fail(
  new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "gone" }) })
)
const broken = Effect.die(new Error("a bug in the store"))

const stores: ReadonlyArray<readonly [name: string, guards: Layer.Layer<never>, wait: number, warning: string]> = [
  ["admits nobody", circuits({ admit: () => Effect.never }), 1000, "does not answer"],
  ["admits nobody and cannot be interrupted", circuits({ admit: () => forever }), 1000, "does not answer"],
  ["cannot admit", circuits({ admit: () => circuitGone }), 0, "gone"],
  ["breaks as it admits", circuits({ admit: () => broken }), 0, "the store broke"],
  ["records nothing", circuits({ record: () => Effect.never }), 1000, "does not answer"],
  ["records nothing and cannot be interrupted", circuits({ record: () => forever }), 1000, "does not answer"],
  ["cannot record", circuits({ record: () => circuitGone }), 0, "gone"],
  ["breaks as it records", circuits({ record: () => broken }), 0, "the store broke"],
  ["counts nothing", buckets(Effect.never), 1000, "does not answer"],
  ["counts nothing and cannot be interrupted", buckets(forever), 1000, "does not answer"],
  ["cannot count", buckets(bucketGone), 0, "gone"],
  ["breaks as it counts", buckets(broken), 0, "the store broke"]
]

describe("a store that is gone", () => {
  for (const [name, guards, wait, warning] of stores) {
    it.effect(`holds a call up for ${wait} ms at most, and is then left alone, when it ${name}`, () => {
      const { layer, logged } = client(guards)
      return Effect.gen(function*() {
        const first = yield* inTime(timed(list))
        assert.isTrue(Exit.isSuccess(first.exit))
        assert.strictEqual(first.millis, wait)
        // A virtual minute has passed, so the store is asked again, and then no more for five seconds.
        const fiber = yield* Effect.forkChild(Effect.all([timed(list), timed(list), timed(list)]))
        yield* TestClock.adjust("4 seconds")
        const others = yield* Fiber.join(fiber)
        assert.deepStrictEqual(others.map(({ millis }) => millis), [wait, 0, 0])
        assert.strictEqual(yield* sent, 4)
        assert.lengthOf(logged, 2)
        assert.match(logged[0] ?? "", new RegExp(`for 5 seconds: .*${warning}`))
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("a call that a stalled store holds up", () => {
  for (
    const [name, guards] of [
      ["admission", circuits({ admit: () => forever })],
      ["recording", circuits({ record: () => forever })],
      ["counting", buckets(forever)]
    ] as const
  ) {
    it.effect(`is interrupted at once, at ${name}`, () => {
      const { layer } = client(guards)
      return Effect.gen(function*() {
        const fiber = yield* Effect.forkChild(list)
        yield* TestClock.adjust("10 millis")
        assert.isUndefined(fiber.pollUnsafe())
        yield* Fiber.interrupt(fiber)
        assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
      }).pipe(Effect.provide(layer))
    })

    it.effect(`is left to its end where the caller does not let it be interrupted, at ${name}`, () => {
      const { layer } = client(guards)
      return Effect.gen(function*() {
        const fiber = yield* Effect.forkChild(Effect.onExit(Effect.never, () => list))
        yield* TestClock.adjust("10 millis")
        fiber.interruptUnsafe()
        yield* TestClock.adjust("1 second")
        const exit = yield* Fiber.await(fiber)
        assert.isTrue(Exit.isFailure(exit) && exit.cause.reasons.length === 1)
        assert.strictEqual(yield* sent, 1)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("ends with its total time, and says nothing about the store", () => {
    const { layer, logged } = client(circuits({ admit: () => Effect.delay(Effect.succeed(admission), "900 millis") }))
    return Effect.gen(function*() {
      const quick = ChannelConnections.use(({ list }) => list({}, { totalTimeout: "300 millis" }))
      const { exit, millis } = yield* inTime(timed(Effect.flip(quick)))
      assert(Exit.isSuccess(exit))
      assert.strictEqual(exit.value.reason._tag, "TimedOut")
      assert.strictEqual(millis, 300)
      assert.lengthOf(logged, 0)
    }).pipe(Effect.provide(layer))
  })

  it.effect("has the time of its admission taken from its total time", () => {
    const { layer } = client(circuits({ admit: () => Effect.delay(Effect.succeed(admission), "900 millis") }))
    return Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.stall("headers"))
      const call = ChannelConnections.use(({ list }) => list({}, { totalTimeout: "2 seconds" }))
      const { millis } = yield* inTime(timed(call))
      assert.strictEqual(millis, 2000)
    }).pipe(Effect.provide(layer))
  })

  it.effect("succeeds at the end of its total time when only the recording is not done", () => {
    const { layer } = client(circuits({ record: () => forever }))
    return Effect.gen(function*() {
      const call = ChannelConnections.use(({ list }) => list({}, { totalTimeout: "400 millis" }))
      const { exit, millis } = yield* inTime(timed(call))
      assert.isTrue(Exit.isSuccess(exit))
      assert.strictEqual(millis, 400)
    }).pipe(Effect.provide(layer))
  })

  for (const how of ["gives up", "is interrupted"] as const) {
    it.effect(`makes room for another when it was admitted as the one that tries and ${how}`, () => {
      const recorded: Array<string> = []
      const { layer } = client(circuits({
        admit: () => Effect.uninterruptible(Effect.delay(Effect.succeed({ ...admission, probe: true }), "3 seconds")),
        record: ({ generation, outcome }) => Effect.sync(() => void recorded.push(`${generation} ${outcome}`))
      }))
      return Effect.gen(function*() {
        const fiber = yield* Effect.forkChild(list)
        yield* TestClock.adjust("10 millis")
        if (how === "is interrupted") yield* Fiber.interrupt(fiber)
        yield* TestClock.adjust("5 seconds")
        assert.deepStrictEqual(recorded, ["1 Ignored"])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("is recorded, when the store was left alone meanwhile", () => {
    const recorded: Array<string> = []
    const { layer } = client(circuits({
      admit: () => Effect.suspend(() => recorded.length === 0 ? Effect.succeed(admission) : Effect.never),
      record: ({ outcome }) => Effect.suspend(() => (recorded.push(outcome) === 1 ? circuitGone : Effect.undefined))
    }))
    return Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.stall("headers", { for: "100 millis" }))
      const slow = yield* Effect.forkChild(list)
      yield* TestClock.adjust("10 millis")
      yield* list
      yield* TestClock.adjust("90 millis")
      assert.isTrue(Exit.isSuccess(yield* Fiber.await(slow)))
      assert.deepStrictEqual(recorded, ["Success", "Success"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is recorded as Ignored when it is interrupted while Novu is asked", () => {
    const recorded: Array<string> = []
    const record: Circuits["record"] = ({ outcome }) =>
      Effect.delay(Effect.sync(() => void recorded.push(outcome)), "200 millis")
    const { layer } = client(circuits({ record }))
    return Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.stall("headers"))
      const fiber = yield* Effect.forkChild(list)
      yield* TestClock.adjust("10 millis")
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(recorded, ["Ignored"])
    }).pipe(Effect.provide(layer))
  })
})
