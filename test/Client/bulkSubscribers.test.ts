import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Stream } from "effect"
import { type BulkOutcome, type CreateSubscriber, SubscriberPreferences, Subscribers } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"

const workflows = [
  { id: "welcome", steps: ["email"] },
  { id: "digest", steps: ["email"] },
  { id: "alarm", steps: ["email"], critical: true }
]

const fake = Effect.provide(FakeNovu.layerClient({ seed: { subscribers: ["ada", "grace"], workflows } }))

const rows = (count: number): ReadonlyArray<CreateSubscriber> =>
  Array.from({ length: count }, (_, index) => ({ subscriberId: `person-${index}`, firstName: "P" }))

const failuresOf = (outcomes: ReadonlyArray<BulkOutcome<unknown, unknown>>) =>
  outcomes.flatMap(({ index, result }) => Result.isFailure(result) ? [`${index} ${result.failure.reason._tag}`] : [])

const bodiesOf = (path: RegExp) =>
  Effect.map(
    FakeNovu.use(({ requests }) => requests),
    (all) => all.filter(({ url }) => path.test(url)).map(({ body }) => String(body))
  )

const sizes = Effect.map(
  bodiesOf(/subscribers\/bulk$/),
  (bodies) =>
    bodies.map((body) => (JSON.parse(body) as { readonly subscribers: ReadonlyArray<unknown> }).subscribers.length)
)

describe("Subscribers.createAll", () => {
  it.effect("writes five hundred rows per request, and tells which were there", () =>
    Effect.gen(function*() {
      const { createAll, listAll } = yield* Subscribers
      const all = [{ subscriberId: "ada", email: "ada@example.com" }, ...rows(1100)]
      const outcomes = yield* Stream.runCollect(createAll(all, { concurrency: 1 }))
      assert.deepStrictEqual(yield* sizes, [500, 500, 101])
      assert.deepStrictEqual(failuresOf(outcomes), [])
      assert.deepStrictEqual(outcomes.map(({ index }) => index), all.map((_, index) => index))
      const found = outcomes.filter(({ result }) => Result.isSuccess(result) && !result.success.created)
      assert.deepStrictEqual(found.map(({ item }) => item.subscriberId), ["ada"])
      assert.strictEqual(yield* Stream.runCount(listAll()), 1102)
    }).pipe(fake))

  it.effect("makes groups of 100 KB, at the end of a pipe", () =>
    Effect.gen(function*() {
      const { createAll } = yield* Subscribers
      const large = rows(100).map(({ subscriberId }) => ({ subscriberId, data: { text: "é".repeat(5_000) } }))
      const outcomes = yield* Stream.fromIterable(large).pipe(createAll(), Stream.runCollect)
      assert.deepStrictEqual(failuresOf(outcomes), [])
      for (const body of yield* bodiesOf(/subscribers\/bulk$/)) {
        assert.isAtMost(new TextEncoder().encode(body).length, 102_400)
      }
      assert.deepStrictEqual(yield* sizes, Array.from({ length: 10 }, () => 10))
    }).pipe(fake))

  it.effect("writes 499 of 500 with one that Novu refuses, which fails in its place", () =>
    Effect.gen(function*() {
      const { createAll, listAll } = yield* Subscribers
      const all = rows(500).map((row, index) => index === 123 ? { subscriberId: "odd", locale: "no locale" } : row)
      const outcomes = yield* Stream.runCollect(createAll(all))
      assert.deepStrictEqual(failuresOf(outcomes), ["123 ValidationFailed"])
      assert.strictEqual(yield* Stream.runCount(listAll()), 499 + 2)
    }).pipe(fake))

  it.effect("fails a row that cannot be right, sending nothing of it", () =>
    Effect.gen(function*() {
      const odd = [...rows(2), { subscriberId: "" }, undefined] as ReadonlyArray<CreateSubscriber>
      const outcomes = yield* Stream.runCollect((yield* Subscribers).createAll(odd))
      assert.deepStrictEqual(failuresOf(outcomes), ["2 InvalidInput", "3 InvalidInput"])
      assert.deepStrictEqual(yield* sizes, [2])
    }).pipe(fake))

  it.effect("tells of a row that comes twice that it was made once", () =>
    Effect.gen(function*() {
      const twice = [...rows(1), ...rows(1)]
      const outcomes = yield* Stream.runCollect((yield* Subscribers).createAll(twice))
      assert.deepStrictEqual(
        outcomes.map(({ result }) => Result.isSuccess(result) && result.success.created),
        [true, false]
      )
    }).pipe(fake))
})

describe("SubscriberPreferences.updateAll", () => {
  const off = (subscriberId: string, workflowId: string) => ({ subscriberId, workflowId, channels: { email: false } })

  const requests = Effect.map(
    FakeNovu.use((novu) => novu.requests),
    (all) => all.filter(({ url }) => url.endsWith("/preferences/bulk")).map(({ url }) => url)
  )

  it.effect("sends adjacent items of one subscriber together, and pairs results by workflow", () =>
    Effect.gen(function*() {
      const { updateAll } = yield* SubscriberPreferences
      const items = [off("ada", "digest"), off("ada", "welcome"), off("grace", "welcome"), off("ada", "digest")]
      const outcomes = yield* Stream.runCollect(updateAll(items, { concurrency: 1 }))
      assert.deepStrictEqual(
        outcomes.map(({ result }) => Result.isSuccess(result) && result.success.workflow?.identifier),
        ["digest", "welcome", "welcome", "digest"]
      )
      assert.deepStrictEqual(
        yield* requests,
        ["ada", "grace", "ada"].map((id) => `/v2/subscribers/${id}/preferences/bulk`)
      )
    }).pipe(fake))

  it.effect("fails the workflow that is unknown or critical, and changes the others", () =>
    Effect.gen(function*() {
      const { updateAll } = yield* SubscriberPreferences
      const items = ["welcome", "gone", "digest", "alarm"].map((workflow) => off("ada", workflow))
      const outcomes = yield* Stream.runCollect(updateAll(items))
      assert.deepStrictEqual(failuresOf(outcomes), ["1 NotFound", "3 BadRequest"])
    }).pipe(fake))

  it.effect("fails each item of an unknown subscriber after one request", () =>
    Effect.gen(function*() {
      const items = ["welcome", "digest"].map((workflow) => off("nobody", workflow))
      const outcomes = yield* Stream.runCollect((yield* SubscriberPreferences).updateAll(items))
      assert.deepStrictEqual(failuresOf(outcomes), ["0 NotFound", "1 NotFound"])
      assert.lengthOf(yield* requests, 1)
    }).pipe(fake))
})
