import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { type InboxSelection, SubscriberNotifications } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime } from "../support/client.ts"

const time = DateTime.makeUnsafe("2026-01-02T03:04:05.678Z")

const requests = FakeNovu.use((fake) => fake.requests)

const answers = (...answers: ReadonlyArray<{ readonly status: number; readonly body?: unknown }>) =>
  FakeNovu.use((fake) => fake.script(...answers.map((answer) => Fault.respond(answer))))

const item = (changes: object = {}) => ({
  id: "65f0c0ffee0000000000000a",
  body: "b",
  to: { id: "1", subscriberId: "ada" },
  createdAt: "2026-01-01T00:00:00.000Z",
  channelType: "in_app",
  ...changes
})

const page = (...data: ReadonlyArray<object>) => ({ data, hasMore: false, filter: {} })

/** Returns the query of the only request, by name. */
const query = Effect.map(requests, (sent) => {
  assert.lengthOf(sent, 1)
  return [...new URL(sent[0]?.url ?? "", "https://novu.test").searchParams]
})

describe("what is selected in an inbox", () => {
  const nothing: Readonly<Record<string, unknown>> = {
    "an empty object": {},
    "a member that is undefined": { tags: undefined },
    "members that are undefined": { tags: undefined, data: undefined, contextKeys: undefined },
    "an empty list of tags": { tags: [] },
    "an empty list of contexts": { contextKeys: [] },
    "empty data": { data: {} },
    "no group of tags": { tags: { and: [] } },
    "an empty group of tags": { tags: { and: [{ or: [] }] } },
    "an empty list beside a member": { tags: ["billing"], contextKeys: [] },
    "an empty list beside everything": { everything: true, tags: [] },
    "a member beside everything": { everything: true, tags: ["billing"] },
    "not everything": { everything: false },
    "a misspelled member": { tag: ["billing"] },
    null: null,
    undefined
  }
  for (const [what, selection] of Object.entries(nothing)) {
    for (const method of ["deleteAll", "archiveAll"] as const) {
      it.effect(`${method} refuses ${what}, and sends nothing`, () =>
        Effect.gen(function*() {
          const inbox = yield* SubscriberNotifications
          const { reason } = yield* Effect.flip(inbox[method]("ada", selection as InboxSelection))
          assert.strictEqual(reason._tag, "InvalidInput")
          assert.lengthOf(yield* requests, 0)
        }).pipe(Effect.provide(client())))
    }
  }

  const bodies: ReadonlyArray<readonly [InboxSelection, unknown]> = [
    [{ everything: true }, {}],
    [{ everything: true, tags: undefined }, {}],
    [{ tags: ["billing"] }, { tags: ["billing"] }],
    [{ tags: { and: [{ or: ["a", "b"] }] } }, { tags: { and: [{ or: ["a", "b"] }] } }],
    [{ data: { plan: "pro", seats: { max: 2 } } }, { data: "{\"plan\":\"pro\",\"seats\":{\"max\":2}}" }],
    [{ contextKeys: ["tenant:acme"], tags: ["x"] }, { tags: ["x"], contextKeys: ["tenant:acme"] }]
  ]
  for (const [selection, body] of bodies) {
    it.effect(`sends ${JSON.stringify(selection)} as ${JSON.stringify(body)}`, () =>
      Effect.gen(function*() {
        yield* answers({ status: 204 })
        yield* (yield* SubscriberNotifications).deleteAll("ada", selection)
        const [request] = yield* requests
        assert.strictEqual(request?.url, "/v2/subscribers/ada/notifications/delete")
        assert.deepStrictEqual(JSON.parse(String(request?.body)), body)
      }).pipe(Effect.provide(client())))
  }

  it.effect("markAllAsRead takes no member for every item, but no empty list", () =>
    Effect.gen(function*() {
      yield* answers({ status: 204 })
      const inbox = yield* SubscriberNotifications
      yield* inbox.markAllAsRead("ada", {})
      const { reason } = yield* Effect.flip(inbox.markAllAsRead("ada", { tags: [] }))
      assert.strictEqual(reason._tag, "InvalidInput")
      assert.lengthOf(yield* requests, 1)
    }).pipe(Effect.provide(client())))
})

describe("what Novu takes as text", () => {
  it.effect("is written from values, in a list", () =>
    Effect.gen(function*() {
      yield* answers({ status: 200, body: page() })
      yield* (yield* SubscriberNotifications).list("ada", {
        createdGte: time,
        createdLte: time,
        data: { plan: "pro" },
        tags: ["a", "b"]
      })
      assert.sameDeepMembers(yield* query, [
        ["createdGte", "1767323045678"],
        ["createdLte", "1767323045678"],
        ["data", "{\"plan\":\"pro\"}"],
        ["tags", "a"],
        ["tags", "b"]
      ])
    }).pipe(Effect.provide(client())))

  it.effect("is written from groups of tags", () =>
    Effect.gen(function*() {
      yield* answers({ status: 200, body: page() })
      yield* (yield* SubscriberNotifications).list("ada", { tags: { and: [{ or: ["a"] }, { or: ["b"] }] } })
      assert.deepStrictEqual(yield* query, [["tags", "{\"and\":[{\"or\":[\"a\"]},{\"or\":[\"b\"]}]}"]])
    }).pipe(Effect.provide(client())))

  it.effect("is written from the filters of a count", () =>
    Effect.gen(function*() {
      yield* answers({ status: 200, body: { data: [{ count: 1, filter: {} }] } })
      const { result } = yield* (yield* SubscriberNotifications).count("ada", { filters: [{ read: false }] })
      assert.deepStrictEqual(result, [{ count: 1, filter: {} }])
      assert.deepStrictEqual(yield* query, [["filters", "[{\"read\":false}]"]])
    }).pipe(Effect.provide(client())))

  it.effect("is written from the time of a snooze, and the contexts go into the URL", () =>
    Effect.gen(function*() {
      yield* answers({ status: 200, body: { data: item({ isSnoozed: true }) } })
      yield* (yield* SubscriberNotifications).snooze("ada", "1", { snoozeUntil: time }, { contextKeys: ["tenant:a"] })
      const [request] = yield* requests
      assert.strictEqual(request?.url, "/v2/subscribers/ada/notifications/1/snooze?contextKeys=tenant%3Aa")
      assert.strictEqual(request?.body, "{\"snoozeUntil\":\"2026-01-02T03:04:05.678Z\"}")
    }).pipe(Effect.provide(client())))
})

describe("unsnooze after a lost answer", () => {
  const gone = {
    status: 404,
    body: {
      statusCode: 404,
      path: "/v2/subscribers/ada/notifications/65f0c0ffee0000000000000a/unsnooze",
      timestamp: "now",
      message: "Could not find a snoozed notification with id '65f0c0ffee0000000000000a'."
    }
  }
  const unsnooze = inVirtualTime(
    SubscriberNotifications.use((inbox) => inbox.unsnooze("ada", "65f0c0ffee0000000000000a"))
  )
  const lost = FakeNovu.use((fake) => fake.script(Fault.hangUp("after-write")))

  it.effect("returns the item when it is awake", () =>
    Effect.gen(function*() {
      yield* lost
      yield* answers(gone, { status: 200, body: page(item({ id: "other" }), item()) })
      const { result } = yield* unsnooze
      assert.strictEqual(result.id, "65f0c0ffee0000000000000a")
    }).pipe(Effect.provide(client())))

  it.effect("fails when the item is not there", () =>
    Effect.gen(function*() {
      yield* lost
      yield* answers(gone, { status: 200, body: page(item({ id: "other" })) })
      const { reason } = yield* Effect.flip(unsnooze)
      assert.strictEqual(reason._tag, "NotFound")
    }).pipe(Effect.provide(client())))

  it.effect("fails at once when the first answer says that it is not snoozed", () =>
    Effect.gen(function*() {
      yield* answers(gone)
      const { attempts, reason } = yield* Effect.flip(unsnooze)
      assert.strictEqual(reason._tag, "NotFound")
      assert.strictEqual(attempts, 1)
    }).pipe(Effect.provide(client())))
})

describe("an item of an older server", () => {
  it.effect("is read with what it lacks", () =>
    Effect.gen(function*() {
      yield* answers({
        status: 200,
        body: page(
          item({ readAt: null, body: null, redirect: null, to: { id: "", subscriberId: "" }, severity: "new" })
        )
      })
      const { result } = yield* (yield* SubscriberNotifications).list("ada")
      const [found] = result.data
      assert.strictEqual(found?.body, null)
      assert.strictEqual(found?.severity, "new")
      assert.isFalse(found?.isSeen)
      assert.notProperty(found, "readAt")
    }).pipe(Effect.provide(client())))
})
