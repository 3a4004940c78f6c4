import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted, Result, Stream } from "effect"
import { Events, NovuTransport, RateLimits } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"

const recipients = Array.from({ length: 10_000 }, (_, index) => `person-${index}`)

const Fake = FakeNovu.layer({
  rateLimit: { level: "free" },
  seed: { workflows: [{ id: "welcome", steps: ["in_app"] }] }
})

const client = (limits: Layer.Layer<never>) =>
  Effect.provide(Events.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl: "https://novu.test" })),
    Layer.provide(limits),
    Layer.provideMerge(Fake)
  ))

/** Runs while virtual time passes, and tells how many requests there were, how many were refused, and when the last was sent. */
const inTime = Effect.fnUntraced(function*<A, E, R>(run: Effect.Effect<A, E, R>) {
  const running = yield* Effect.forkChild(run)
  for (let second = 0; second < 400; second++) yield* TestClock.adjust("1 second")
  const result = yield* Fiber.join(running)
  const requests = yield* (yield* FakeNovu).requests
  const last = requests.findLast(({ status }) => status === 201)?.at ?? 0
  return { result, requests: requests.length, refused: requests.filter(({ status }) => status === 429).length, last }
})

/** The free plan has 330 tokens at first and 60 more per second. */
const floor = ((10_000 - 330) / 60) * 1000

describe("many at once on the free plan", () => {
  it.effect(
    "ten thousand payloads: none is refused, all arrive, within 2 % of the least time",
    () =>
      Effect.gen(function*() {
        const events = recipients.map((to, index) => ({ name: "welcome", to, payload: { index } }))
        const run = yield* inTime(Stream.runCollect((yield* Events).triggerAll(events)))
        assert.lengthOf(run.result.filter(({ result }) => Result.isSuccess(result)), 10_000)
        assert.strictEqual(run.refused, 0)
        assert.strictEqual(run.requests, 100)
        assert.isAtMost(run.last, floor * 1.02)
        assert.lengthOf(yield* (yield* FakeNovu).sent(), 10_000)
      }).pipe(client(RateLimits.layer)),
    60_000
  )

  it.effect(
    "one payload for ten thousand: a hundred requests, in about a second",
    () =>
      Effect.gen(function*() {
        const run = yield* inTime(Stream.runCollect((yield* Events).triggerMany({ name: "welcome", to: recipients })))
        assert.lengthOf(run.result.filter(({ result }) => Result.isSuccess(result)), 10_000)
        assert.deepStrictEqual([run.requests, run.refused], [100, 0])
        assert.isAtMost(run.last, 1500)
        assert.lengthOf(yield* (yield* FakeNovu).sent(), 10_000)
      }).pipe(client(RateLimits.layer)),
    60_000
  )

  it.effect(
    "loses nothing without a limiter either, but is refused",
    () =>
      Effect.gen(function*() {
        const events = recipients.slice(0, 2000).map((to) => ({ name: "welcome", to }))
        const run = yield* inTime(Stream.runCollect((yield* Events).triggerAll(events, { concurrency: 20 })))
        assert.lengthOf(run.result.filter(({ result }) => Result.isSuccess(result)), 2000)
        assert.isAbove(run.refused, 0)
      }).pipe(client(Layer.empty)),
    60_000
  )

  it.effect(
    "fails nothing for being early, however many requests wait",
    () =>
      Effect.gen(function*() {
        const events = recipients.map((to, index) => ({ name: "welcome", to, payload: { index } }))
        const run = yield* inTime(Stream.runCollect((yield* Events).triggerAll(events, { concurrency: 20 })))
        assert.lengthOf(run.result.filter(({ result }) => Result.isSuccess(result)), 10_000)
        assert.isAtMost(run.last, floor * 1.05)
      }).pipe(client(RateLimits.layer)),
    60_000
  )
})
