import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Events, SubscriberPreferences, type UpdateSubscriberPreferences } from "effect-novu"
import { FakeNovu, type Seed } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client } from "../support/client.ts"

const seed: Seed = {
  subscribers: ["ada"],
  workflows: [
    { id: "news", steps: ["in_app", "email"] },
    { id: "alarm", critical: true, steps: ["in_app", "email"] }
  ]
}

const novu = Effect.provide(client({ fake: { seed } }))

const notify = (name: string) => Effect.flatMap(Events, ({ trigger }) => trigger({ name, to: "ada" }))

const sentBy = (channel: string) =>
  Effect.flatMap(
    FakeNovu,
    ({ messages }) =>
      Effect.map(messages({ subscriberId: "ada", channel }), (all) => all.map(({ workflowId }) => workflowId))
  )

describe("a preference that disables e-mail", () => {
  it.effect("keeps e-mail from being sent, and a critical workflow ignores it", () =>
    Effect.gen(function*() {
      const { update } = yield* SubscriberPreferences
      yield* notify("news")
      const { result } = yield* update("ada", { channels: { email: false } })
      assert.deepStrictEqual(result.global.channels, { in_app: true, email: false })
      yield* notify("news")
      yield* notify("alarm")
      assert.deepStrictEqual(yield* sentBy("email"), ["news", "alarm"])
      assert.deepStrictEqual(yield* sentBy("in_app"), ["news", "news", "alarm"])
    }).pipe(novu))

  it.effect("of one workflow leaves the others, and wins over the one for everything", () =>
    Effect.gen(function*() {
      const { update, updateBulk } = yield* SubscriberPreferences
      yield* (yield* FakeNovu).workflow({ id: "offers", steps: ["email"] })
      yield* update("ada", { workflowId: "news", channels: { email: false } })
      yield* notify("news")
      yield* notify("offers")
      assert.deepStrictEqual(yield* sentBy("email"), ["offers"])
      yield* update("ada", { channels: { email: false } })
      const { result } = yield* updateBulk("ada", { preferences: [{ workflowId: "news", channels: { email: true } }] })
      assert.deepStrictEqual(result.map(({ channels, workflow }) => [workflow?.identifier, channels]), [
        ["news", { in_app: true, email: true }]
      ])
      yield* notify("news")
      yield* notify("offers")
      assert.deepStrictEqual(yield* sentBy("email"), ["offers", "news"])
    }).pipe(novu))

  it.effect("of a critical workflow is refused", () =>
    Effect.gen(function*() {
      const { update, updateBulk } = yield* SubscriberPreferences
      const off = { workflowId: "alarm", channels: { email: false } }
      const { reason } = yield* Effect.flip(update("ada", off))
      assert(reason._tag === "BadRequest")
      assert.strictEqual(reason.detail, "Critical workflow with id: alarm can not be updated")
      const news = { workflowId: "news", channels: { email: false } }
      assert.strictEqual(
        (yield* Effect.flip(updateBulk("ada", { preferences: [news, off] }))).reason._tag,
        "BadRequest"
      )
      assert.deepStrictEqual((yield* (yield* FakeNovu).state).preferences, [])
    }).pipe(novu))
})

describe("a schedule", () => {
  const schedule = {
    isEnabled: true,
    weeklySchedule: { monday: { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] } }
  }

  it.effect("comes back as it was set, and can be sent again", () =>
    Effect.gen(function*() {
      const { list, update } = yield* SubscriberPreferences
      assert.notProperty((yield* list("ada")).result.global, "schedule")
      assert.deepStrictEqual((yield* update("ada", { schedule })).result.global.schedule, schedule)
      const { global } = (yield* list("ada")).result
      yield* update("ada", { schedule: { ...global.schedule, isEnabled: false } })
      assert.deepStrictEqual((yield* list("ada")).result.global.schedule, { ...schedule, isEnabled: false })
    }).pipe(novu))

  it.effect("together with a workflow is refused before it is sent, because Novu ignores it", () =>
    Effect.gen(function*() {
      const { update } = yield* SubscriberPreferences
      const both = { workflowId: "news", schedule } as unknown as UpdateSubscriberPreferences
      const error = yield* Effect.flip(update("ada", both))
      assert.strictEqual(error.reason._tag, "InvalidInput")
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
    }).pipe(novu))

  it.effect("whose hours Novu cannot read fails with what is wrong", () =>
    Effect.gen(function*() {
      const { update } = yield* SubscriberPreferences
      const hours = [{ start: "21:00", end: "22:00" }]
      const { reason } = yield* Effect.flip(
        update("ada", { schedule: { isEnabled: true, weeklySchedule: { friday: { isEnabled: true, hours } } } })
      )
      assert(reason._tag === "ValidationFailed")
      assert.include(reason.issues[0]?.messages[0], "schedule.weeklySchedule.friday.hours.0.start")
    }).pipe(novu))
})

describe("the view of preferences", () => {
  it.effect("hides critical workflows unless asked for", () =>
    Effect.gen(function*() {
      const { list } = yield* SubscriberPreferences
      const shown = (query?: { readonly criticality: "critical" | "nonCritical" | "all" }) =>
        Effect.map(list("ada", query), ({ result }) => result.workflows.map(({ workflow }) => workflow.identifier))
      assert.deepStrictEqual(yield* shown(), ["news"])
      assert.deepStrictEqual(yield* shown({ criticality: "critical" }), ["alarm"])
      assert.deepStrictEqual(yield* shown({ criticality: "all" }), ["news", "alarm"])
      assert.strictEqual((yield* Effect.flip(list("nobody"))).reason._tag, "NotFound")
    }).pipe(novu))

  it.effect("keeps a channel that is newer than this package, and leaves out what is neither on nor off", () =>
    Effect.gen(function*() {
      const channels = { email: null, sms: true, carrier_pigeon: false, odd: "yes" }
      const workflow = { slug: "s", identifier: "news", name: "News" }
      yield* (yield* FakeNovu).script(Fault.respond({
        status: 200,
        body: {
          data: {
            global: { enabled: true, channels, schedule: null },
            workflows: [{
              enabled: true,
              channels,
              overrides: [{ channel: "carrier_pigeon", source: "somebody" }],
              workflow
            }, { enabled: false, channels: {}, overrides: null, workflow, updatedAt: "2026-01-01T00:00:00.000Z" }]
          }
        }
      }))
      const { global, workflows } = (yield* (yield* SubscriberPreferences).list("ada")).result
      assert.deepStrictEqual<unknown>(global, { enabled: true, channels: { sms: true, carrier_pigeon: false } })
      assert.deepStrictEqual(workflows.map(({ overrides }) => overrides), [
        [{ channel: "carrier_pigeon", source: "somebody" }],
        undefined
      ])
    }).pipe(novu))

  it.effect("has changed by a bulk request all or nothing, of 100 items at most", () =>
    Effect.gen(function*() {
      const { updateBulk } = yield* SubscriberPreferences
      const item = { workflowId: "news", channels: { email: false } }
      for (const preferences of [[], Array.from({ length: 101 }, () => item)]) {
        const { reason } = yield* Effect.flip(updateBulk("ada", { preferences }))
        assert.strictEqual(reason._tag, "InvalidInput")
      }
      const unknown = yield* Effect.flip(
        updateBulk("ada", { preferences: [item, { workflowId: "nope", channels: {} }] })
      )
      assert(unknown.reason._tag === "NotFound")
      assert.strictEqual(unknown.reason.detail, "Workflows with ids: nope not found")
      assert.deepStrictEqual((yield* (yield* FakeNovu).state).preferences, [])
    }).pipe(novu))
})
