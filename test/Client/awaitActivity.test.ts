import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Metric, Stream } from "effect"
import { type AwaitActivityOptions, Events, Notifications } from "effect-novu"
import type { ActivityNotification } from "effect-novu/Schema/Notification"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { inVirtualTime } from "../support/client.ts"
import { recording } from "../support/recording.ts"

const workflows = [
  { id: "welcome", steps: ["in_app", "email"] },
  { id: "later", steps: [{ type: "delay", controls: { type: "regular", amount: 10, unit: "minutes" } }, "in_app"] }
] as const

const fake = Effect.provide(FakeNovu.layerClient({ connectAllChannels: true, seed: { workflows } }))

const statuses = ({ jobs = [] }: ActivityNotification) => jobs?.map(({ status }) => status).join()

const isCompleted = ({ jobs }: ActivityNotification) => jobs?.every(({ status }) => status === "completed") === true

/** Collects what comes until the stream ends, and how it failed. */
const watch = Effect.fnUntraced(function*(transactionId: string, options: AwaitActivityOptions) {
  const seen: Array<string> = []
  const notifications = yield* Notifications
  const error = yield* notifications.awaitActivity(transactionId, options).pipe(
    Stream.runForEach((row) => Effect.sync(() => seen.push(`${row.subscriber?.subscriberId}: ${statuses(row)}`))),
    Effect.as(undefined),
    Effect.catch(Effect.succeed)
  )
  return { seen, error }
})

const triggerFor = (name: string, ...to: ReadonlyArray<string>) =>
  Effect.map(
    Effect.flatMap(Events, ({ trigger }) => trigger({ name, to, payload: {} })),
    ({ result }) => result.transactionId
  )

const polls = Effect.map(
  FakeNovu.use(({ requests }) => requests),
  (requests) => requests.filter(({ url }) => url.startsWith("/v1/notifications?"))
)

describe("awaitActivity", () => {
  it.effect("ends with the rows that are there, asking once", () =>
    Effect.gen(function*() {
      const id = yield* triggerFor("welcome", "ada", "grace")
      const { error, seen } = yield* watch(id, { recipients: 2, until: isCompleted, within: "10 seconds" })
      assert.isUndefined(error)
      assert.sameMembers(seen, ["ada: completed,completed", "grace: completed,completed"])
      assert.lengthOf(yield* polls, 1)
    }).pipe(fake))

  it.effect("streams a row when it appears, and again only when it changes", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.hold
      const id = yield* triggerFor("later", "ada")
      const waiting = yield* Effect.forkChild(watch(id, { until: isCompleted, within: "1 hour" }))
      yield* TestClock.adjust("1 minute")
      yield* novu.flush
      yield* TestClock.adjust("20 minutes")
      const { error, seen } = yield* Fiber.join(waiting)
      assert.isUndefined(error)
      assert.deepStrictEqual(seen, ["ada: delayed,pending", "ada: completed,completed"])
    }).pipe(fake))

  it.effect("asks at once, then less and less often, at least every five seconds", () =>
    Effect.gen(function*() {
      const waiting = yield* Effect.forkChild(watch("txn_none", { until: isCompleted, within: "1 minute" }))
      yield* TestClock.adjust("1 minute")
      const { error } = yield* Fiber.join(waiting)
      assert.strictEqual(error?.reason._tag, "TimedOut")
      const times = (yield* polls).map(({ at }) => at)
      const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
      assert.strictEqual(times[0], 0)
      assert.strictEqual(waits[0], 250)
      assert.deepStrictEqual(waits, waits.toSorted((a, b) => a - b))
      assert.strictEqual(waits.at(-1), 5000)
    }).pipe(fake))

  it.effect("fails on time, and says what it saw", () =>
    Effect.gen(function*() {
      const id = yield* triggerFor("later", "ada", "grace")
      const begin = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
      const waiting = yield* Effect.forkChild(Effect.timed(
        watch(id, { recipients: 2, until: isCompleted, within: "30 seconds" })
      ))
      yield* TestClock.adjust("1 hour")
      const [took, { error, seen }] = yield* Fiber.join(waiting)
      assert.strictEqual(begin, 0)
      assert.strictEqual(Duration.toMillis(took), 30_000)
      assert.lengthOf(seen, 2)
      assert.strictEqual(error?.operation, "Notifications.awaitActivity")
      assert.strictEqual(error?.attempts, (yield* polls).length)
      assert.isFalse(error?.mayHaveActed)
      assert(error?.reason._tag === "TimedOut" && error.reason.scope === "total")
      assert.strictEqual(
        error.reason.detail,
        "0 of 2 rows were as asked for within 30s; seen: 2 rows, with steps 2 delayed, 2 pending"
      )
    }).pipe(fake))

  it.effect("says that it saw nothing of a trigger that Novu dropped", () =>
    Effect.gen(function*() {
      const { error } = yield* inVirtualTime(watch("txn_dropped", { until: () => true, within: "5 seconds" }))
      assert.strictEqual(error?.reason.detail, "0 of 1 row were as asked for within 5s; seen: 0 rows")
    }).pipe(fake))

  it.effect("ends on time while a poll hangs", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).rule({}, Fault.stall("headers"))
      const waiting = yield* Effect.forkChild(Effect.timed(watch("txn", { until: isCompleted, within: "3 seconds" })))
      yield* TestClock.adjust("1 hour")
      const [took, { error }] = yield* Fiber.join(waiting)
      assert.strictEqual(Duration.toMillis(took), 3000)
      assert.strictEqual(error?.reason._tag, "TimedOut")
    }).pipe(fake))

  it.effect("reads every page of a transaction of many recipients", () =>
    Effect.gen(function*() {
      const people = Array.from({ length: 90 }, (_, index) => `person-${index}`)
      const id = yield* triggerFor("welcome", ...people)
      const { error, seen } = yield* watch(id, { recipients: 90, until: isCompleted, within: "10 seconds" })
      assert.isUndefined(error)
      assert.lengthOf(seen, 90)
      assert.lengthOf(yield* polls, 2)
    }).pipe(fake))

  it.effect("fails with Novu's refusal under its own name", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 401 }))
      const { error } = yield* watch("txn", { until: isCompleted, within: "3 seconds" })
      assert.strictEqual(error?.operation, "Notifications.awaitActivity")
      assert.strictEqual(error?.reason._tag, "Unauthorized")
      assert.strictEqual(error?.attempts, 1)
    }).pipe(fake))

  const good = { until: isCompleted, within: "1 second" }
  const wrong: ReadonlyArray<readonly [string, unknown, unknown]> = [
    ["transactionId", "", good],
    ["transactionId", undefined, good],
    ["options", "txn", undefined],
    ["recipients", "txn", { ...good, recipients: 0 }],
    ["recipients", "txn", { ...good, recipients: 1.5 }],
    ["until", "txn", { within: "1 second" }],
    ["within", "txn", { until: isCompleted }],
    ["within", "txn", { ...good, within: "soon" }],
    ["within", "txn", { ...good, within: 0 }]
  ]
  it.effect.each(wrong)("refuses a wrong %s, and asks nothing", ([path, id, options]) =>
    Effect.gen(function*() {
      const { error } = yield* watch(id as string, options as AwaitActivityOptions)
      assert(error?.reason._tag === "InvalidInput")
      assert.deepStrictEqual(error.reason.issues.map((issue) => issue.path), [path])
      assert.strictEqual(error.operation, "Notifications.awaitActivity")
      assert.lengthOf(yield* polls, 0)
    }).pipe(fake))

  it.effect("fails where until throws", () =>
    Effect.gen(function*() {
      const id = yield* triggerFor("welcome", "ada")
      const until = () => {
        throw new Error("a bug")
      }
      const { error } = yield* watch(id, { until, within: "3 seconds" })
      assert.strictEqual(error?.reason.detail, "until: threw for a row")
    }).pipe(fake))

  it.effect("is one operation in spans and metrics", () =>
    Effect.gen(function*() {
      const { spans, tracer } = recording()
      const options = { until: isCompleted, within: "1 second" } as const
      yield* inVirtualTime(watch("txn_none", options)).pipe(Effect.withTracer(tracer))
      const own = spans.filter(({ kind }) => kind === "internal")
      assert.deepStrictEqual(own.map(({ name }) => name), ["Notifications.awaitActivity"])
      assert.strictEqual(own[0]?.attributes.get("error.type"), "TimedOut")
      assert.strictEqual(own[0]?.status._tag, "Ended")
      assert.deepStrictEqual(new Set(spans.slice(1).map(({ name }) => name)), new Set(["GET /v1/notifications"]))
      const metrics = (yield* Metric.snapshot).filter(({ attributes }) =>
        attributes?.["novu.operation.name"] === "Notifications.awaitActivity"
      )
      const durations = metrics.filter(({ id }) => id === "novu.client.operation.duration")
      assert.deepStrictEqual(durations.map(({ attributes }) => attributes?.["novu.outcome"]), ["TimedOut"])
      assert.isTrue(metrics.some(({ id }) => id === "novu.client.requests"))
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()), fake))
})
