import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Fiber, Layer, Redacted } from "effect"
import {
  BadRequest,
  ChannelConnections,
  CircuitBreaker,
  CircuitOpen,
  InvalidInput,
  NovuError,
  type NovuErrorReason,
  NovuTransport,
  RateLimited,
  RetryPolicy,
  ServerFailed,
  TimedOut,
  TransportFailed,
  UnexpectedStatus
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { CircuitBreaker as Breaker } from "effect/persistence"
import { TestClock } from "effect/testing"

const client = (breaker: Layer.Layer<never>, retry = RetryPolicy.none) =>
  ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), retry })),
    Layer.provide(breaker),
    Layer.provideMerge(FakeNovu.layer())
  )

const twice = CircuitBreaker.layer({ tripPolicy: Breaker.consecutive(2), openDuration: "10 seconds" })

const longer = CircuitBreaker.layer({ tripPolicy: Breaker.consecutive(2), openDuration: "5 minutes" })

const list = ChannelConnections.use((connections) => connections.list())

const failing = Fault.respond({ status: 503, text: "" })

const sent = Effect.map(FakeNovu.use((fake) => fake.requests), (requests) => requests.length)

const reasonOf = Effect.map(Effect.flip(list), ({ reason }) => reason)

describe("a circuit", () => {
  it.effect("does not open unless it is asked for", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, failing)
      for (let call = 0; call < 200; call++) assert.strictEqual((yield* reasonOf)._tag, "ServerFailed")
      assert.strictEqual(yield* sent, 200)
    }).pipe(Effect.provide(client(Layer.empty))))

  it.effect("opens after failures, fails calls at once, and says for how long", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, failing)
      yield* reasonOf
      yield* reasonOf
      yield* TestClock.adjust("4 seconds")
      const error = yield* Effect.flip(list)
      assert.strictEqual(error.reason._tag, "CircuitOpen")
      assert.strictEqual(error.attempts, 0)
      assert.isTrue(error.isRetryable)
      assert.strictEqual(Duration.toMillis(error.retryAfter ?? Duration.zero), 6000)
      assert.strictEqual(
        error.message,
        "ChannelConnections.list failed with CircuitOpen: not sent: Novu has been failing"
      )
      assert.strictEqual(yield* sent, 2)
    }).pipe(Effect.provide(client(twice))))

  it.effect("closes when the call that may try succeeds", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(failing, failing)
      yield* reasonOf
      yield* reasonOf
      assert.strictEqual((yield* reasonOf)._tag, "CircuitOpen")
      yield* TestClock.adjust("10 seconds")
      yield* list
      yield* list
    }).pipe(Effect.provide(client(twice))))

  it.effect("lets one call try at a time", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(failing, failing, Fault.stall("headers", { for: "1 second" }))
      yield* reasonOf
      yield* reasonOf
      yield* TestClock.adjust("10 seconds")
      const trying = yield* Effect.forkChild(list)
      yield* TestClock.adjust("500 millis")
      const error = yield* Effect.flip(list)
      assert.strictEqual(error.reason._tag, "CircuitOpen")
      assert.isUndefined(error.retryAfter)
      yield* TestClock.adjust("500 millis")
      yield* Fiber.join(trying)
      yield* list
    }).pipe(Effect.provide(client(twice))))

  it.effect("counts a call once, after its retries", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(failing, failing, Fault.pass, failing, failing, Fault.pass)
      for (let call = 0; call < 2; call++) {
        const fiber = yield* Effect.forkChild(list)
        yield* TestClock.adjust("1 minute")
        yield* Fiber.join(fiber)
      }
    }).pipe(Effect.provide(client(twice, RetryPolicy.standard))))

  for (
    const [name, options, opens] of [
      ["shorter than the transport's", { attemptTimeout: "50 millis" }, false],
      ["of the call shorter than an attempt", { totalTimeout: "9 seconds" }, false],
      ["longer than the transport's", { attemptTimeout: "20 seconds" }, true],
      ["that is the transport's own", {}, true],
      ["of the call with room for an attempt", { totalTimeout: "10 seconds" }, true]
    ] as const
  ) {
    it.effect(`${opens ? "opens" : "stays closed"} when Novu is silent for a time ${name}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.rule({}, Fault.stall("headers"))
        const { list } = yield* ChannelConnections
        for (let call = 0; call < 4; call++) {
          const fiber = yield* Effect.forkChild(Effect.flip(list({}, options)))
          yield* TestClock.adjust("1 minute")
          const { reason } = yield* Fiber.join(fiber)
          if (!opens || call < 2) assert.strictEqual(reason._tag, "TimedOut")
        }
        yield* fake.reset
        const last = yield* Effect.exit(list())
        assert.strictEqual(Exit.isFailure(last), opens)
      }).pipe(Effect.provide(client(longer))))
  }

  it.effect("stays closed when callers give up by themselves", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.rule({}, Fault.stall("headers"))
      for (let call = 0; call < 4; call++) {
        const fiber = yield* Effect.forkChild(Effect.timeoutOption(list, "9 seconds"))
        yield* TestClock.adjust("9 seconds")
        yield* Fiber.join(fiber)
      }
      yield* fake.reset
      yield* list
    }).pipe(Effect.provide(client(longer))))

  it.effect("opens when Novu fails calls with a short time", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, failing)
      const { list } = yield* ChannelConnections
      const tags: Array<string> = []
      for (let call = 0; call < 3; call++) {
        tags.push((yield* Effect.flip(list({}, { attemptTimeout: "50 millis" }))).reason._tag)
      }
      assert.deepStrictEqual(tags, ["ServerFailed", "ServerFailed", "CircuitOpen"])
    }).pipe(Effect.provide(client(longer))))

  it.effect("lets another call try when the one that tried had too little time", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(failing, failing, Fault.stall("headers"))
      const { list } = yield* ChannelConnections
      yield* Effect.flip(list())
      yield* Effect.flip(list())
      yield* TestClock.adjust("5 minutes")
      const fiber = yield* Effect.forkChild(Effect.flip(list({}, { attemptTimeout: "1 second" })))
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).reason._tag, "TimedOut")
      yield* list()
    }).pipe(Effect.provide(client(longer))))

  it.effect("stays open for a minute at most, whatever Retry-After says", () =>
    Effect.gen(function*() {
      const away = Fault.respond({ status: 503, headers: { "retry-after": "86400" }, text: "" })
      yield* (yield* FakeNovu).script(away, away)
      yield* reasonOf
      yield* reasonOf
      yield* TestClock.adjust("59 seconds")
      assert.strictEqual((yield* reasonOf)._tag, "CircuitOpen")
      yield* TestClock.adjust("1 second")
      yield* list
    }).pipe(Effect.provide(client(twice))))

  it.effect("stays closed while Novu answers, whatever it answers", () =>
    Effect.gen(function*() {
      for (let call = 0; call < 50; call++) {
        const missing = ChannelConnections.use((connections) => connections.retrieve("nobody"))
        assert.strictEqual((yield* Effect.flip(missing)).reason._tag, "NotFound")
      }
      yield* list
    }).pipe(Effect.provide(client(twice))))
})

const answer = { detail: "", headers: {} }

const verdicts: ReadonlyArray<readonly [NovuErrorReason, Breaker.Outcome["_tag"]]> = [
  [new TransportFailed({ detail: "", outcome: "not-sent" }), "Failure"],
  [new TimedOut({ detail: "", scope: "total" }), "Failure"],
  [new ServerFailed({ ...answer, status: 500, stored: true, replayed: false }), "Failure"],
  [new ServerFailed({ ...answer, status: 500, stored: true, replayed: true }), "Ignored"],
  [new UnexpectedStatus({ ...answer, status: 408 }), "Failure"],
  [new UnexpectedStatus({ ...answer, status: 302 }), "Success"],
  [new BadRequest({ ...answer, status: 400 }), "Success"],
  [new RateLimited({ ...answer, status: 429 }), "Ignored"],
  [new InvalidInput({ detail: "", issues: [] }), "Ignored"],
  [new CircuitOpen({ detail: "" }), "Ignored"]
]

describe("the end of a call", () => {
  for (const [reason, verdict] of verdicts) {
    const status = "status" in reason
      ? ` (${reason.status}${"replayed" in reason && reason.replayed ? ", replayed" : ""})`
      : ""
    it(`counts as ${verdict} with ${reason._tag}${status}`, () => {
      const error = new NovuError({ operation: "Group.method", reason, attempts: 1 })
      assert.strictEqual(CircuitBreaker.classify(Exit.fail(error))._tag, verdict)
    })
  }

  it("counts as Ignored when it is interrupted", () => {
    assert.strictEqual(CircuitBreaker.classify(Exit.interrupt())._tag, "Ignored")
  })
})
