import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Fiber, Layer, Redacted, Result, Schema, Stream } from "effect"
import {
  type BulkOptions,
  type BulkOutcome,
  CircuitBreaker,
  Events,
  NovuError,
  NovuTransport,
  Trigger,
  type Triggered,
  type TriggerEvent
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { HttpClient, HttpClientResponse } from "effect/http"
import { CircuitBreaker as Breaker } from "effect/persistence"
import { TestClock } from "effect/testing"
import { inVirtualTime } from "../support/client.ts"

const Shipped = Trigger.make("shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc },
  key: ({ orderId }) => orderId
})

const at = DateTime.makeUnsafe("2026-01-02T03:04:05Z")

const fake = Effect.provide(FakeNovu.layerClient({
  seed: { workflows: [{ id: "shipped", steps: ["in_app"] }, { id: "welcome", steps: ["in_app"] }] }
}))

const event = (index: number): TriggerEvent => ({ name: "welcome", to: `person-${index}`, transactionId: `t-${index}` })

const events = (count: number) => Array.from({ length: count }, (_, index) => event(index))

const withPayload = (count: number, payload: NonNullable<TriggerEvent["payload"]>) =>
  Array.from({ length: count }, (_, index) => ({ ...event(index), payload }))

type Outcome = BulkOutcome<unknown, Triggered>

const failuresOf = (outcomes: ReadonlyArray<Outcome>) =>
  outcomes.flatMap(({ index, result }) => Result.isFailure(result) ? [`${index} ${result.failure.reason._tag}`] : [])

const bulkRequests = Effect.map(
  FakeNovu.use(({ requests }) => requests),
  (all) => all.filter(({ url }) => url === "/v1/events/trigger/bulk")
)

interface Sent {
  readonly events: ReadonlyArray<{ readonly to: string; readonly transactionId: string; readonly payload: object }>
}

const sizes = Effect.map(
  bulkRequests,
  (requests) => requests.map(({ body }) => (JSON.parse(String(body)) as Sent).events.length)
)

const everyone = Effect.map(
  FakeNovu.use((novu) => novu.sent()),
  (sent) => sent.map(({ subscriberId }) => subscriberId).toSorted()
)

/** Answers each group by a function of its events, in place of the fake. */
const novu = (answer: (sent: Sent, count: number) => Response | Effect.Effect<Response>) => {
  const groups: Array<Sent> = []
  const client = HttpClient.make((request) =>
    Effect.suspend(() => {
      const sent = JSON.parse(
        request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "{}"
      ) as Sent
      groups.push(sent)
      const given = answer(sent, groups.length)
      return Effect.map(
        Effect.isEffect(given) ? given : Effect.succeed(given),
        (response) => HttpClientResponse.fromWeb(request, response)
      )
    })
  )
  const layer = Events.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_test_key") })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  )
  return { groups, layer }
}

const processed = ({ events }: Sent) =>
  Response.json({
    data: events.map(({ transactionId }) => ({ acknowledged: true, status: "processed", transactionId }))
  }, { status: 201 })

const refused = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ statusCode: status, message: "no" }, { status, headers })

/** Collects the outcomes that come before the stream ends, and how it failed. */
const collect = <E>(stream: Stream.Stream<Outcome, E>) =>
  Effect.gen(function*() {
    const outcomes: Array<Outcome> = []
    const error = yield* stream.pipe(
      Stream.runForEach((outcome) => Effect.sync(() => outcomes.push(outcome))),
      Effect.as(undefined),
      Effect.catch((error) => Effect.succeed(error))
    )
    return { outcomes, error }
  })

describe("Events.triggerAll", () => {
  it.effect("sends a hundred events per request, and tells of each in its place", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const outcomes = yield* Stream.runCollect(triggerAll(events(250)))
      assert.deepStrictEqual(outcomes.map(({ index }) => index), events(250).map((_, index) => index))
      assert.deepStrictEqual(outcomes.map(({ item }) => item.to), events(250).map(({ to }) => to))
      assert.deepStrictEqual(failuresOf(outcomes), [])
      assert.deepStrictEqual(yield* sizes, [100, 100, 50])
      assert.lengthOf(yield* everyone, 250)
    }).pipe(fake))

  it.effect("takes a generator, a stream at the end of a pipe, and nothing", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const generate = function*() {
        for (let index = 0; index < 3; index++) yield event(index)
      }
      assert.lengthOf(yield* Stream.runCollect(triggerAll(generate())), 3)
      const piped = Stream.fromIterable(events(3)).pipe(triggerAll({ concurrency: 1 }))
      assert.lengthOf(yield* Stream.runCollect(piped), 3)
      assert.lengthOf(yield* Stream.runCollect(Stream.fromIterable(events(2)).pipe(triggerAll())), 2)
      assert.lengthOf(yield* Stream.runCollect(triggerAll([])), 0)
      assert.deepStrictEqual(yield* sizes, [3, 3, 2])
    }).pipe(fake))

  it.effect("takes the events of a trigger, whose ids are those of their keys", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const shipped = ["o1", "o2", "o1"].map((orderId) => ({ to: "ada", payload: { orderId, at } }))
      const outcomes = yield* Stream.runCollect(triggerAll(Shipped, shipped))
      assert.deepStrictEqual(
        outcomes.map(({ result }) => Result.isSuccess(result) ? result.success.transactionId : "failed"),
        ["shipped:o1:ada", "shipped:o2:ada", "shipped:o1:ada"]
      )
      const sent = yield* (yield* FakeNovu).sent(Shipped, "ada")
      assert.deepStrictEqual(sent.map(({ orderId }) => orderId), ["o1", "o2"])
      assert.isTrue(sent.every((payload) => DateTime.Equivalence(payload.at, at)))
      const many = Stream.fromIterable(shipped).pipe(triggerAll(Shipped, { from: 1 }))
      assert.lengthOf(yield* Stream.runCollect(many), 2)
      const toTwo = yield* Stream.runCollect(
        triggerAll(Shipped, [{ to: ["ada", "lin"], payload: { orderId: "o3", at } }])
      )
      assert.match(
        toTwo.map(({ result }) => Result.isSuccess(result) ? result.success.transactionId : "").join(),
        /^txn_[0-9a-f]{64}$/
      )
    }).pipe(fake))

  it.effect("fails an event that cannot be right in its place, and sends the others", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const odd: ReadonlyArray<unknown> = [event(0), undefined, { name: "welcome", to: [] }, "ada", event(4), {
        name: "gone",
        to: "ada"
      }]
      const outcomes = yield* Stream.runCollect(triggerAll(odd as ReadonlyArray<TriggerEvent>))
      assert.deepStrictEqual(failuresOf(outcomes), [
        "1 InvalidInput",
        "2 InvalidInput",
        "3 InvalidInput",
        "5 WorkflowNotFound"
      ])
      assert.deepStrictEqual(yield* sizes, [3])
      for (const { result } of outcomes) {
        if (Result.isFailure(result)) assert.strictEqual(result.failure.operation, "Events.triggerAll")
      }
      const wrong = [{ to: "ada", payload: { orderId: 1 } }] as never
      assert.deepStrictEqual(failuresOf(yield* Stream.runCollect(triggerAll(Shipped, wrong))), ["0 InvalidInput"])
    }).pipe(fake))

  it.effect("says what is wrong without showing a secret of the event", () =>
    Effect.gen(function*() {
      const Coded = Trigger.make("shipped", {
        payload: { code: Schema.RedactedFromValue(Schema.String), count: Schema.Finite }
      })
      const items = [{ to: "ada", payload: { code: Redacted.make("s3cret-code"), count: "s3cret-code" } }]
      const outcomes = yield* Stream.runCollect((yield* Events).triggerAll(Coded, items as never))
      assert.deepStrictEqual(failuresOf(outcomes), ["0 InvalidInput"])
      assert.notInclude(JSON.stringify(outcomes.map(({ result }) => result)), "s3cret-code")
    }).pipe(fake))

  it.effect("makes groups by bytes too: 100 events of 20 KB are one request, and 3 MB of attachments pass", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const large = withPayload(100, { text: "x".repeat(20_000) })
      assert.deepStrictEqual(failuresOf(yield* Stream.runCollect(triggerAll(large))), [])
      assert.deepStrictEqual(yield* sizes, [100])
      const attached = withPayload(4, { attachments: [{ name: "a", file: "A".repeat(3_000_000) }] })
      assert.deepStrictEqual(failuresOf(yield* Stream.runCollect(triggerAll(attached))), [])
      assert.deepStrictEqual(yield* sizes, [100, 1, 1, 1, 1])
    }).pipe(fake))

  it.effect("halves a group that is refused as a whole, until the event that spoils it stands alone", () => {
    const { groups, layer } = novu((sent) =>
      sent.events.some(({ to }) => to === "person-137") ? refused(422) : processed(sent)
    )
    return Effect.gen(function*() {
      const outcomes = yield* Stream.runCollect((yield* Events).triggerAll(events(300)))
      assert.deepStrictEqual(failuresOf(outcomes), ["137 ValidationFailed"])
      assert.deepStrictEqual(outcomes.map(({ index }) => index), events(300).map((_, index) => index))
      const delivered = groups.filter(({ events }) => !events.some(({ to }) => to === "person-137"))
        .flatMap(({ events }) => events.map(({ to }) => to))
      assert.lengthOf(delivered, 299)
      assert.strictEqual(new Set(delivered).size, 299)
    }).pipe(Effect.provide(layer))
  })

  it.effect("halves a group that is too large", () => {
    const { groups, layer } = novu((sent) => sent.events.length > 30 ? refused(413) : processed(sent))
    return Effect.gen(function*() {
      const outcomes = yield* Stream.runCollect((yield* Events).triggerAll(events(100)))
      assert.deepStrictEqual(failuresOf(outcomes), [])
      assert.deepStrictEqual(groups.map(({ events }) => events.length), [100, 50, 25, 25, 50, 25, 25])
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits out a rate limit, with the same ids, and fails no event for being early", () => {
    const { groups, layer } = novu((sent, count) => count < 4 ? refused(429, { "retry-after": "60" }) : processed(sent))
    return Effect.gen(function*() {
      const all = (yield* Events).triggerAll([{ name: "welcome", to: "ada" }])
      const running = yield* Effect.forkChild(Stream.runCollect(all))
      yield* TestClock.adjust("179 seconds")
      assert.lengthOf(groups, 3)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(failuresOf(yield* Fiber.join(running)), [])
      assert.strictEqual(new Set(groups.map(({ events }) => events[0]?.transactionId)).size, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("gives up on a rate limit after maxWait, item by item", () => {
    const { layer } = novu(() => refused(429, { "retry-after": "60" }))
    return Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const outcomes = yield* inVirtualTime(Stream.runCollect(triggerAll(events(3), { maxWait: "150 seconds" })))
      assert.deepStrictEqual(failuresOf(outcomes), ["0 RateLimited", "1 RateLimited", "2 RateLimited"])
    }).pipe(Effect.provide(layer))
  })

  for (const [status, tag] of [[401, "Unauthorized"], [402, "PaymentRequired"], [403, "Forbidden"]] as const) {
    it.effect(`ends with ${tag} after all earlier outcomes, and reads no further`, () => {
      let pulled = 0
      const endless = function*() {
        for (;;) yield event(pulled++)
      }
      const { groups, layer } = novu((sent) => sent.events[0]?.to === "person-200" ? refused(status) : processed(sent))
      return Effect.gen(function*() {
        const { error, outcomes } = yield* collect((yield* Events).triggerAll(endless()))
        assert(error instanceof NovuError && error.reason._tag === tag)
        assert.strictEqual(error.operation, "Events.triggerAll")
        assert.deepStrictEqual(outcomes.map(({ index }) => index), events(200).map((_, index) => index))
        assert.deepStrictEqual(failuresOf(outcomes), [])
        const before = pulled
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(pulled, before)
        assert.isAtMost(pulled, 1000)
        assert.isAtMost(groups.length, 8)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("ends with CircuitOpen when Novu is down, and reads no further", () => {
    let pulled = 0
    const endless = function*() {
      for (;;) yield event(pulled++)
    }
    const { layer } = novu((sent) => sent.events[0]?.to === "person-0" ? processed(sent) : refused(503))
    return Effect.gen(function*() {
      const { error, outcomes } = yield* inVirtualTime(
        collect((yield* Events).triggerAll(endless(), { concurrency: 1 }))
      )
      assert(error instanceof NovuError && error.reason._tag === "CircuitOpen")
      assert.deepStrictEqual(failuresOf(outcomes.slice(0, 100)), [])
      assert.isNotEmpty(failuresOf(outcomes.slice(100, 200)))
      const before = pulled
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(pulled, before)
    }).pipe(Effect.provide(layer.pipe(
      Layer.provide(CircuitBreaker.layer({ tripPolicy: Breaker.consecutive(3), openDuration: "1 hour" }))
    )))
  })

  it.effect("fails each event of a group whose outcome is unknown, and goes on", () => {
    const { layer } = novu((sent) => sent.events[0]?.to === "person-100" ? refused(500) : processed(sent))
    return Effect.gen(function*() {
      const outcomes = yield* inVirtualTime(Stream.runCollect((yield* Events).triggerAll(events(300))))
      const failed = outcomes.flatMap(({ index, result }) => Result.isFailure(result) ? [{ index, ...result }] : [])
      assert.deepStrictEqual(failed.map(({ index }) => index), Array.from({ length: 100 }, (_, index) => 100 + index))
      assert.isTrue(failed.every(({ failure }) => failure.mayHaveActed && failure.attempts === 3))
    }).pipe(Effect.provide(layer))
  })

  it.effect("delivers what was read before an iterator throws, then fails", () =>
    Effect.gen(function*() {
      const broken = function*() {
        for (let index = 0; index < 130; index++) yield event(index)
        throw new Error("a bug of the caller's")
      }
      const { error, outcomes } = yield* collect((yield* Events).triggerAll(broken()))
      assert.lengthOf(outcomes, 130)
      assert(error instanceof NovuError && error.reason._tag === "InvalidInput")
      assert.strictEqual(error.operation, "Events.triggerAll")
      assert.lengthOf(yield* everyone, 130)
    }).pipe(fake))

  it.effect("delivers what a stream gave before it failed, then fails with its error", () =>
    Effect.gen(function*() {
      const broken = Stream.concat(Stream.fromIterable(events(130)), Stream.fail("the database is gone" as const))
      for (const options of [{}, { within: "1 second" }] satisfies ReadonlyArray<BulkOptions>) {
        const { error, outcomes } = yield* inVirtualTime(collect(broken.pipe((yield* Events).triggerAll(options))))
        assert.lengthOf(outcomes, 130)
        assert.strictEqual(error, "the database is gone")
      }
    }).pipe(fake))

  it.effect("refuses what is no source", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const pipe: (source: never) => Stream.Stream<Outcome, unknown> = triggerAll()
      for (const source of [undefined, null, 5, "ada", {}]) {
        const { error } = yield* collect(pipe(source as never))
        assert(error instanceof NovuError && error.reason._tag === "InvalidInput", String(source))
      }
      const hostile = [
        {
          [Symbol.iterator]: () => {
            throw new Error("no")
          }
        },
        { [Symbol.iterator]: () => ({ next: () => 5 }) },
        {
          [Symbol.iterator]: () => ({
            next: () => {
              throw new Error("no")
            },
            return: () => {
              throw new Error("no")
            }
          })
        }
      ]
      for (const source of hostile) {
        const { error } = yield* collect(triggerAll(source as unknown as ReadonlyArray<TriggerEvent>))
        assert(error instanceof NovuError && error.reason._tag === "InvalidInput")
      }
      assert.lengthOf(yield* bulkRequests, 0)
    }).pipe(fake))

  const wrong: ReadonlyArray<readonly [string, object]> = [
    ["concurrency", { concurrency: 0 }],
    ["concurrency", { concurrency: 1.5 }],
    ["from", { from: -1 }],
    ["within", { within: "soon" }],
    ["maxWait", { maxWait: -5 }],
    ["idempotencyKey", { idempotencyKey: "k" }],
    ["idempotencyKey", { idempotencyKey: () => "k", within: "1 second" }]
  ]
  it.effect.each(wrong)("refuses a wrong %s, and sends nothing", ([path, options]) =>
    Effect.gen(function*() {
      const { error, outcomes } = yield* collect((yield* Events).triggerAll(events(3), options))
      assert(error instanceof NovuError && error.reason._tag === "InvalidInput")
      assert.deepStrictEqual(error.reason.issues.map((issue) => issue.path), [path])
      assert.deepStrictEqual(outcomes, [])
      assert.lengthOf(yield* bulkRequests, 0)
    }).pipe(fake))

  it.effect("sends what has come in time, though a group is not full", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const live = Stream.fromIterable(events(5)).pipe(
        Stream.mapEffect((each) => Effect.as(Effect.sleep("10 seconds"), each)),
        triggerAll({ within: "15 seconds" })
      )
      const running = yield* Effect.forkChild(Stream.runCollect(live))
      yield* TestClock.adjust("26 seconds")
      assert.deepStrictEqual(yield* sizes, [2])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(failuresOf(yield* Fiber.join(running)), [])
      assert.isAbove((yield* sizes).length, 1)
    }).pipe(fake))

  it.effect("aborts the requests in flight when it is interrupted, and starts none afterwards", () => {
    let aborted = 0
    const { groups, layer } = novu(() => Effect.onInterrupt(Effect.never, () => Effect.sync(() => aborted++)))
    return Effect.gen(function*() {
      const running = yield* Effect.forkChild(Stream.runDrain((yield* Events).triggerAll(events(1000))))
      yield* Effect.replicateEffect(TestClock.adjust("1 second"), 3)
      yield* Fiber.interrupt(running)
      assert.strictEqual(groups.length, 3)
      assert.strictEqual(aborted, 3)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(groups.length, 3)
    }).pipe(Effect.provide(layer))
  })

  for (const stopAfter of [100, 250, 333]) {
    it.effect(`sends each event once when it goes on after ${stopAfter} outcomes`, () =>
      Effect.gen(function*() {
        const { triggerAll } = yield* Events
        const first = yield* triggerAll(events(1000)).pipe(Stream.take(stopAfter), Stream.runCollect)
        const from = (first.at(-1)?.index ?? 0) + 1
        const rest = yield* Stream.runCollect(triggerAll(events(1000), { from }))
        assert.deepStrictEqual(
          [...first, ...rest].map(({ index }) => index),
          events(1000).map((_, index) => index)
        )
        const reached = yield* everyone
        assert.lengthOf(reached, 1000)
        assert.strictEqual(new Set(reached).size, 1000)
      }).pipe(fake))
  }

  it.effect("sends the keys that the caller makes of a group, again for the same group", () =>
    Effect.gen(function*() {
      const { triggerAll } = yield* Events
      const idempotencyKey = ({ from, size }: { readonly from: number; readonly size: number }) => `run-${from}-${size}`
      yield* Stream.runDrain(triggerAll(events(150), { idempotencyKey }))
      const keys = (yield* bulkRequests).map(({ headers }) => headers["idempotency-key"])
      assert.sameMembers(keys, ["run-0-100", "run-100-50"])
      const throws = () => {
        throw new Error("a bug of the caller's")
      }
      const outcomes = yield* Stream.runCollect(triggerAll(events(2), { idempotencyKey: throws }))
      assert.deepStrictEqual(failuresOf(outcomes), ["0 InvalidInput", "1 InvalidInput"])
    }).pipe(fake))

  it.effect("loses no event and sends none twice when answers are lost", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(
        Fault.hangUp("after-write"),
        Fault.respond({ status: 503 }),
        Fault.stall("headers")
      )
      const outcomes = yield* inVirtualTime(Stream.runCollect((yield* Events).triggerAll(events(500))))
      assert.deepStrictEqual(failuresOf(outcomes), [])
      const reached = yield* everyone
      assert.lengthOf(reached, 500)
      assert.strictEqual(new Set(reached).size, 500)
    }).pipe(fake))
})

describe("Events.triggerMany", () => {
  const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`)

  const requests = Effect.map(
    FakeNovu.use((novu) => novu.requests),
    (all) =>
      all.filter(({ url }) => url === "/v1/events/trigger").map(({ body }) =>
        JSON.parse(String(body)) as { readonly to: ReadonlyArray<string>; readonly transactionId: string }
      )
  )

  it.effect("sends one event to a hundred recipients per request", () =>
    Effect.gen(function*() {
      const { triggerMany } = yield* Events
      const payload = { orderId: "o1", at }
      const outcomes = yield* Stream.runCollect(triggerMany(Shipped, { to: people(250), payload }))
      assert.deepStrictEqual(failuresOf(outcomes), [])
      assert.deepStrictEqual(outcomes.map(({ item }) => item), people(250))
      assert.deepStrictEqual((yield* requests).map(({ to }) => to.length), [100, 100, 50])
      assert.lengthOf(yield* everyone, 250)
      // The same occurrence again: the groups have the same ids.
      yield* Stream.runDrain(Stream.fromIterable(people(250)).pipe(triggerMany(Shipped, { payload })))
      assert.lengthOf(yield* everyone, 250)
    }).pipe(fake))

  for (const stopAfter of [100, 150, 333]) {
    it.effect(`notifies each once when it goes on after ${stopAfter} outcomes`, () =>
      Effect.gen(function*() {
        const { triggerMany } = yield* Events
        const sale = { name: "welcome", payload: { sale: true }, transactionId: "sale" }
        const all = triggerMany({ ...sale, to: people(1000) })
        const first = yield* all.pipe(Stream.take(stopAfter), Stream.runCollect)
        const from = (first.at(-1)?.index ?? 0) + 1
        const rest = yield* Stream.runCollect(triggerMany({ ...sale, to: people(1000) }, { from }))
        assert.deepStrictEqual([...first, ...rest].map(({ index }) => index), people(1000).map((_, index) => index))
        const reached = yield* everyone
        assert.lengthOf(reached, 1000)
        assert.strictEqual(new Set(reached).size, 1000)
      }).pipe(fake))
  }

  it.effect("notifies each once when it goes on after its source failed amid a group", () =>
    Effect.gen(function*() {
      const { triggerMany } = yield* Events
      const sale = { name: "welcome", payload: { sale: true }, transactionId: "sale" }
      const broken = Stream.concat(Stream.fromIterable(people(250)), Stream.fail("the database is gone" as const))
      const { error, outcomes } = yield* collect(broken.pipe(triggerMany(sale)))
      assert.strictEqual(error, "the database is gone")
      assert.lengthOf(outcomes, 200)
      yield* Stream.runDrain(triggerMany({ ...sale, to: people(1000) }, { from: outcomes.length }))
      const reached = yield* everyone
      assert.lengthOf(reached, 1000)
      assert.strictEqual(new Set(reached).size, 1000)
    }).pipe(fake))

  it.effect("makes other ids for each group, and fresh ones where nothing names the occurrence", () =>
    Effect.gen(function*() {
      const { triggerMany } = yield* Events
      for (const transactionId of ["sale", undefined]) {
        yield* Stream.runDrain(triggerMany({ name: "welcome", to: people(200), transactionId }))
      }
      assert.strictEqual(new Set((yield* requests).map(({ transactionId }) => transactionId)).size, 4)
    }).pipe(fake))

  it.effect("fails every recipient of a group that Novu refuses, and a wrong recipient in its place", () =>
    Effect.gen(function*() {
      const { triggerMany } = yield* Events
      const gone = yield* Stream.runCollect(triggerMany({ name: "gone", to: people(2) }))
      assert.deepStrictEqual(failuresOf(gone), ["0 WorkflowNotFound", "1 WorkflowNotFound"])
      const odd = ["ada", "", { type: "Topic" }, { subscriberId: "lin" }]
      const outcomes = yield* Stream.runCollect(triggerMany({ name: "welcome", to: odd as ReadonlyArray<string> }))
      assert.deepStrictEqual(failuresOf(outcomes), ["1 InvalidInput", "2 InvalidInput"])
      assert.deepStrictEqual(yield* everyone, ["ada", "lin"])
    }).pipe(fake))

  it.effect("fails with InvalidInput on a payload that does not fit, and sends nothing", () =>
    Effect.gen(function*() {
      const { triggerMany } = yield* Events
      const outcomes = yield* Stream.runCollect(triggerMany(Shipped, { to: people(2), payload: {} as never }))
      assert.deepStrictEqual(failuresOf(outcomes), ["0 InvalidInput", "1 InvalidInput"])
      const { error } = yield* collect(triggerMany({ name: "welcome", to: "ada" } as never))
      assert(error instanceof NovuError && error.reason._tag === "InvalidInput")
      assert.lengthOf(yield* requests, 0)
    }).pipe(fake))
})
