import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { send } from "./wire.ts"

const fake = Effect.provide(
  FakeNovu.layer({ seed: { subscribers: ["ada"], workflows: [{ id: "w", steps: ["in_app"] }] } })
)

const create = (body: object, query = "") => send("POST", `/v2/topics${query}`, { body })

const five = Effect.forEach(
  [1, 2, 3, 4, 5],
  (n) => Effect.andThen(create({ key: `topic-key-${n}`, name: `Topic ${n}` }), TestClock.adjust("1 second"))
)

interface Page {
  readonly data: ReadonlyArray<{ readonly key: string; readonly name?: string }>
  readonly next: string | null
  readonly previous: string | null
}

const list = (query = "") => Effect.map(send("GET", `/v2/topics${query}`), ({ json }) => json as unknown as Page)

const keys = (query: string) => Effect.map(list(query), ({ data }) => data.map(({ key }) => key))

describe("topics", () => {
  it.effect("are made with 201, and made again with 201", () =>
    Effect.gen(function*() {
      const first = yield* create({ key: "crew", name: "Crew" })
      yield* TestClock.adjust("1 second")
      const again = yield* create({ key: "crew", name: "" })
      assert.deepStrictEqual([first.status, again.status], [201, 201])
      assert.deepInclude<unknown>(first.json.data, { key: "crew", name: "Crew" })
      assert.deepStrictEqual(again.json.data, first.json.data)
      const renamed = yield* create({ key: "crew", name: "All" })
      assert.deepInclude<unknown>(renamed.json.data, { key: "crew", name: "All" })
    }).pipe(fake))

  it.effect("are refused with 409 where they exist, if asked for", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* create({ key: "crew" }, "?failIfExists=true")).status, 201)
      const { json, status } = yield* create({ key: "crew" }, "?failIfExists=true")
      assert.deepStrictEqual([status, json.message], [409, "Topic with key \"crew\" already exists"])
      assert.strictEqual((yield* create({ key: "crew" }, "?failIfExists=1")).status, 201)
    }).pipe(fake))

  it.effect("have a key of some characters, at most a hundred", () =>
    Effect.gen(function*() {
      for (const key of ["a", "a:b_c-d.e", "ada@example.com", "k".repeat(100)]) {
        assert.strictEqual((yield* create({ key })).status, 201, key)
      }
      const odd = yield* create({ key: "two words" })
      assert.strictEqual(odd.status, 400)
      assert.match(String(odd.json.message), /^Invalid topic key: "two words"\. Topic keys must contain only/)
      for (const key of ["", "k".repeat(101), undefined, 5]) {
        assert.strictEqual((yield* create({ key })).status, 422, String(key))
      }
    }).pipe(fake))

  it.effect("are listed by pages, and by the regular expressions that key and name are", () =>
    Effect.gen(function*() {
      yield* five
      const first = yield* list("?limit=3")
      assert.deepStrictEqual([first.data.length, first.previous, typeof first.next], [3, null, "string"])
      const second = yield* list(`?limit=3&after=${first.next}`)
      assert.deepStrictEqual([second.data.length, second.next, typeof second.previous], [2, null, "string"])
      assert.strictEqual(new Set([...first.data, ...second.data].map(({ key }) => key)).size, 5)
      assert.deepStrictEqual(yield* keys("?key=topic-key-2"), ["topic-key-2"])
      assert.deepStrictEqual(yield* keys("?key=Y-[12]"), ["topic-key-2", "topic-key-1"])
      assert.deepStrictEqual(yield* keys("?name=topic%203"), ["topic-key-3"])
      assert.deepStrictEqual(yield* keys("?orderBy=key&orderDirection=ASC&limit=2&key=[45]"), [
        "topic-key-4",
        "topic-key-5"
      ])
      assert.strictEqual((yield* send("GET", "/v2/topics?key=(")).status, 500)
      assert.strictEqual((yield* send("GET", `/v2/topics?after=${first.next}&before=${first.next}`)).status, 500)
    }).pipe(fake))

  it.effect("are read, renamed and deleted by key, with 404 for another", () =>
    Effect.gen(function*() {
      yield* create({ key: "crew", name: "Crew", data: { plan: "pro" } })
      const renamed = yield* send("PATCH", "/v2/topics/crew", { body: { name: "All" } })
      assert.strictEqual(renamed.status, 200)
      assert.deepInclude<unknown>(renamed.json.data, { name: "All", data: { plan: "pro" } })
      const read = yield* send("GET", "/v2/topics/crew")
      assert.deepStrictEqual(read.json.data, renamed.json.data)
      const removed = yield* send("DELETE", "/v2/topics/crew")
      assert.deepStrictEqual<unknown>([removed.status, removed.json.data], [200, { acknowledged: true }])
      for (const [method, body] of [["GET"], ["PATCH", { name: "x" }], ["DELETE"]] as const) {
        const { json, status } = yield* send(method, "/v2/topics/crew", body === undefined ? {} : { body })
        assert.deepStrictEqual([status, json.message], [404, "Topic with key crew not found"])
      }
    }).pipe(fake))

  it.effect("that are deleted reach nobody", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.seed({ topics: [{ key: "crew", subscribers: ["ada"] }] })
      const trigger = send("POST", "/v1/events/trigger", {
        body: { name: "w", to: { type: "Topic", topicKey: "crew" }, payload: {} }
      })
      yield* trigger
      yield* send("DELETE", "/v2/topics/crew")
      yield* trigger
      assert.lengthOf(yield* novu.messages({ subscriberId: "ada" }), 1)
      yield* create({ key: "crew" })
      yield* trigger
      assert.lengthOf(yield* novu.messages({ subscriberId: "ada" }), 1)
    }).pipe(fake))
})
