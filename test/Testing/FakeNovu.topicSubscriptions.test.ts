import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { send } from "./wire.ts"

const people = Array.from({ length: 100 }, (_, index) => `person-${index}`)

const fake = Effect.provide(FakeNovu.layer({
  seed: {
    subscribers: ["ada", "grace", "lin", ...people],
    topics: [{ key: "crew", name: "Crew" }],
    workflows: [{ id: "w", steps: ["in_app"], tags: ["news"] }]
  }
}))

const base = "/v2/topics/crew/subscriptions"

interface Item {
  readonly _id: string
  readonly identifier: string
  readonly name?: string
  readonly createdAt: string
  readonly topic: { readonly _id: string; readonly key: string }
  readonly subscriber: { readonly subscriberId: string } | null
  readonly preferences?: ReadonlyArray<{ readonly enabled: boolean }>
}

interface Answer {
  readonly data: ReadonlyArray<Item>
  readonly meta: { readonly totalCount: number; readonly successful: number; readonly failed: number }
  readonly errors?: ReadonlyArray<{ readonly subscriberId: string; readonly code: string; readonly message: string }>
  readonly next: string | null
  readonly previous: string | null
  readonly ctx?: { readonly meta: unknown; readonly errors: ReadonlyArray<{ readonly code: string }> }
}

const ask = (method: "GET" | "POST" | "DELETE" | "PATCH", path: string, body?: object) =>
  Effect.map(send(method, path, body === undefined ? {} : { body }), ({ json, status, text }) => ({
    status,
    text,
    json: json as unknown as Answer,
    data: (json as unknown as { readonly data: Item }).data
  }))

const subscribe = (...subscriptions: ReadonlyArray<unknown>) => ask("POST", base, { subscriptions })

const members = Effect.map(
  ask("GET", `${base}?limit=100`),
  ({ json }) => json.data.map(({ subscriber }) => subscriber?.subscriberId).toSorted()
)

describe("subscriptions of a topic", () => {
  it.effect("are made for several at once, with empty times", () =>
    Effect.gen(function*() {
      const { json, status } = yield* subscribe("ada", "grace")
      assert.strictEqual(status, 201)
      assert.deepStrictEqual(json.meta, { totalCount: 2, successful: 2, failed: 0 })
      assert.notProperty(json, "errors")
      assert.deepStrictEqual(json.data.map(({ createdAt }) => createdAt), ["", ""])
      const topic = yield* ask("GET", "/v2/topics/crew")
      assert.deepStrictEqual(json.data.map((item) => item.topic._id), [topic.data._id, topic.data._id])
      const again = yield* subscribe("ada")
      assert.deepStrictEqual(again.json.meta, { totalCount: 1, successful: 1, failed: 0 })
      assert.notStrictEqual(again.json.data[0]?.createdAt, "")
    }).pipe(fake))

  it.effect("make a topic that does not exist", () =>
    Effect.gen(function*() {
      const made = yield* ask("POST", "/v2/topics/new/subscriptions", { subscriptions: ["ada"], name: "New" })
      assert.strictEqual(made.status, 201)
      const topic = yield* send("GET", "/v2/topics/new")
      assert.deepInclude<unknown>(topic.json.data, { key: "new", name: "New" })
    }).pipe(fake))

  it.effect("tell of each that failed, with 201 while one succeeded and with 400 when none did", () =>
    Effect.gen(function*() {
      const some = yield* subscribe(...people.slice(0, 97), "no-1", "no-2", "no-3")
      assert.strictEqual(some.status, 201)
      assert.deepStrictEqual(some.json.meta, { totalCount: 100, successful: 97, failed: 3 })
      assert.deepStrictEqual(some.json.errors?.[0], {
        subscriberId: "no-1",
        code: "SUBSCRIBER_NOT_FOUND",
        message: "Subscriber with ID 'no-1' could not be found."
      })
      const none = yield* subscribe(...Array.from({ length: 100 }, (_, index) => `no-${index}`))
      assert.strictEqual(none.status, 400)
      assert.deepStrictEqual(none.json.data, [])
      assert.deepStrictEqual(none.json.ctx?.meta, { totalCount: 100, successful: 0, failed: 100 })
      assert.strictEqual(none.json.ctx?.errors[0]?.code, "SUBSCRIBER_NOT_FOUND")
    }).pipe(fake))

  it.effect("are 1 to 100 per request", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* subscribe()).status, 422)
      assert.strictEqual((yield* subscribe(...people, "ada")).status, 422)
      assert.strictEqual((yield* ask("DELETE", base, { subscriptions: [] })).status, 422)
      const nothing = yield* ask("POST", base, {})
      assert.deepStrictEqual<unknown>([nothing.status, nothing.json], [201, {
        data: [],
        meta: { totalCount: 0, successful: 0, failed: 0 },
        errors: []
      }])
    }).pipe(fake))

  it.effect("are ten per subscriber at most, the first of two identifiers counting", () =>
    Effect.gen(function*() {
      const named = (identifier: string) => ({ subscriberId: "ada", identifier })
      const both = yield* subscribe(named("a"), named("b"))
      assert.deepStrictEqual(both.json.data.map(({ identifier }) => identifier), ["a"])
      for (let index = 1; index < 10; index++) yield* subscribe(named(`id-${index}`))
      const eleventh = yield* subscribe(named("too-many"))
      assert.strictEqual(eleventh.status, 400)
      assert.strictEqual(eleventh.json.ctx?.errors[0]?.code, "SUBSCRIPTION_LIMIT_EXCEEDED")
      assert.lengthOf(yield* members, 10)
    }).pipe(fake))

  it.effect("are deleted by subscriber or by identifier, and with both members by both", () =>
    Effect.gen(function*() {
      yield* subscribe("ada", "grace", "lin")
      const some = yield* ask("DELETE", base, { subscriptions: ["ada", "nobody"] })
      assert.deepStrictEqual([some.status, some.json.meta.successful, some.json.meta.failed], [200, 1, 1])
      assert.deepStrictEqual(yield* members, ["grace", "lin"])
      yield* subscribe({ subscriberId: "grace", identifier: "second" })
      const both = yield* ask("DELETE", base, { subscriptions: [{ subscriberId: "grace", identifier: "second" }] })
      assert.lengthOf(both.json.data, 3)
      assert.deepStrictEqual(yield* members, ["lin"])
      const none = yield* ask("DELETE", base, { subscriptions: ["ada", { identifier: "gone" }, {}] })
      assert.strictEqual(none.status, 400)
      assert.deepStrictEqual(none.json.ctx?.errors.map(({ code }) => code), [
        "SUBSCRIPTION_NOT_FOUND",
        "SUBSCRIPTION_NOT_FOUND",
        "INVALID_REQUEST"
      ])
      const unknown = yield* send("DELETE", "/v2/topics/gone/subscriptions", { body: { subscriptions: ["ada"] } })
      assert.deepStrictEqual([unknown.status, unknown.json.message], [404, "Topic with key gone not found"])
    }).pipe(fake))

  it.effect("are read by identifier, with 204 for what there is not", () =>
    Effect.gen(function*() {
      const preferences = [{ filter: { tags: ["news"] }, enabled: false }]
      const made = yield* ask("POST", base, { subscriptions: ["ada"], preferences })
      const [{ _id = "", identifier = "" } = {}] = made.json.data
      const read = yield* ask("GET", `${base}/${encodeURIComponent(identifier)}`)
      assert.strictEqual(read.status, 200)
      assert.deepStrictEqual(read.data.preferences?.map(({ enabled }) => enabled), [false])
      for (const path of [`${base}/${_id}`, `${base}/gone`, "/v2/topics/gone/subscriptions/x"]) {
        const { status, text } = yield* ask("GET", path)
        assert.deepStrictEqual([status, text], [204, ""])
      }
    }).pipe(fake))

  it.effect("are changed by identifier, replacing preferences", () =>
    Effect.gen(function*() {
      yield* subscribe({ subscriberId: "ada", identifier: "mine", name: "Mine" })
      const path = `${base}/mine`
      const quiet = yield* ask("PATCH", path, { preferences: [{ filter: { workflowIds: ["w"] }, enabled: false }] })
      assert.deepStrictEqual(quiet.data.preferences?.map(({ enabled }) => enabled), [false])
      const renamed = yield* ask("PATCH", path, { name: "Ours" })
      assert.deepStrictEqual([renamed.status, renamed.data.name, renamed.data.preferences], [200, "Ours", undefined])
      const unchanged = yield* ask("PATCH", path, {})
      assert.deepStrictEqual([unchanged.status, unchanged.data.identifier], [200, "mine"])
      assert.strictEqual((yield* ask("GET", path)).data.preferences?.length, 1)
      yield* ask("PATCH", path, { preferences: [] })
      assert.strictEqual((yield* ask("GET", path)).data.preferences?.length, 0)
      const gone = yield* send("PATCH", `${base}/gone`, { body: {} })
      const message = "Subscription with identifier gone not found for topic crew"
      assert.deepStrictEqual([gone.status, gone.json.message], [404, message])
      assert.strictEqual((yield* ask("PATCH", "/v2/topics/gone/subscriptions/mine", {})).status, 404)
    }).pipe(fake))

  it.effect("are listed by topic, and by subscriber", () =>
    Effect.gen(function*() {
      for (const key of ["one", "two", "three"]) {
        yield* ask("POST", `/v2/topics/${key}/subscriptions`, { subscriptions: ["ada", "grace"] })
        yield* TestClock.adjust("1 second")
      }
      const mine = "/v2/subscribers/ada/subscriptions"
      assert.lengthOf((yield* ask("GET", mine)).json.data, 3)
      const one = yield* ask("GET", `${mine}?key=one`)
      assert.deepStrictEqual(one.json.data.map(({ topic }) => topic.key), ["one"])
      const first = yield* ask("GET", `${mine}?limit=2`)
      const second = yield* ask("GET", `${mine}?limit=2&after=${first.json.next}`)
      const keys = [...first.json.data, ...second.json.data].map(({ topic }) => topic.key)
      assert.deepStrictEqual(keys, ["three", "two", "one"])
      const none = yield* ask("GET", "/v2/subscribers/lin/subscriptions")
      assert.deepStrictEqual([none.json.data, none.json.next, none.json.previous], [[], null, null])
      const unknown = yield* send("GET", "/v2/subscribers/nobody/subscriptions")
      assert.deepStrictEqual([unknown.status, unknown.json.message], [404, "Subscriber not found"])
      const ofTopic = yield* ask("GET", "/v2/topics/one/subscriptions?subscriberId=grace")
      assert.deepStrictEqual(ofTopic.json.data.map(({ subscriber }) => subscriber?.subscriberId), ["grace"])
    }).pipe(fake))

  it.effect("tell whether somebody is a member", () =>
    Effect.gen(function*() {
      yield* subscribe("ada")
      const { json, status } = yield* send("GET", "/v1/topics/crew/subscribers/ada")
      assert.strictEqual(status, 200)
      assert.deepInclude<unknown>(json.data, { topicKey: "crew", externalSubscriberId: "ada" })
      for (const [topic, id] of [["crew", "grace"], ["gone", "ada"], ["crew", "nobody"]]) {
        const missing = yield* send("GET", `/v1/topics/${topic}/subscribers/${id}`)
        assert.strictEqual(missing.status, 404)
        const message = `Subscriber ${id} not found for topic ${topic} in the environment `
        assert.isTrue(String(missing.json.message).startsWith(message))
      }
    }).pipe(fake))

  it.effect("are whom a trigger to the topic reaches", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const trigger = (exclude: ReadonlyArray<string> = []) =>
        send("POST", "/v1/events/trigger", {
          body: { name: "w", to: { type: "Topic", topicKey: "crew", exclude }, payload: {} }
        })
      const reached = Effect.map(novu.sent(), (sent) => sent.map(({ subscriberId }) => subscriberId))
      yield* subscribe("ada", { subscriberId: "ada", identifier: "twice" }, "grace")
      yield* trigger()
      assert.deepStrictEqual(yield* reached, ["ada", "grace"])
      yield* ask("DELETE", base, { subscriptions: ["grace"] })
      yield* trigger()
      assert.deepStrictEqual(yield* reached, ["ada", "grace", "ada"])
      yield* trigger(["ada"])
      assert.lengthOf(yield* reached, 3)
      yield* send("DELETE", "/v2/subscribers/ada")
      assert.deepStrictEqual(yield* members, [])
    }).pipe(fake))
})
