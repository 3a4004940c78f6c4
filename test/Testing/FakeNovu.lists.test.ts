import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { connections, create, send, tenant } from "./wire.ts"

const fake = (options?: Parameters<typeof FakeNovu.layer>[0]) => Effect.provide(FakeNovu.layer(options))

const list = (query = "") => send("GET", `${connections}${query}`)

const names = (query = "") => Effect.map(list(query), ({ json }) => json.data.map(({ identifier }) => identifier))

/** Makes connections `c1` to `c<count>`, one second apart. */
const numbered = (count: number) =>
  Effect.forEach(
    Array.from({ length: count }, (_, i) => `c${i + 1}`),
    (identifier) => Effect.andThen(create({ identifier, ...tenant(identifier) }), TestClock.adjust("1 second"))
  )

const empty = { data: [], next: null, previous: null, totalCount: 0, totalCountCapped: false }

describe("a list", () => {
  it.effect("is not wrapped again, and is empty when nothing is stored", () =>
    Effect.gen(function*() {
      const { json, status } = yield* list()
      assert.strictEqual(status, 200)
      assert.deepStrictEqual<unknown>(json, empty)
    }).pipe(fake()))

  it.effect("is newest first, ten at a time, unless asked otherwise", () =>
    Effect.gen(function*() {
      yield* numbered(12)
      assert.deepStrictEqual((yield* names()).slice(0, 2), ["c12", "c11"])
      assert.lengthOf(yield* names(), 10)
      assert.lengthOf(yield* names("?limit="), 10)
      assert.deepStrictEqual(yield* names("?orderDirection=ASC&limit=2"), ["c1", "c2"])
    }).pipe(fake()))

  it.effect("can follow the time of the last update", () =>
    Effect.gen(function*() {
      yield* numbered(3)
      yield* send("PATCH", `${connections}/c1`, { body: { workspace: { id: "T" }, auth: { accessToken: "b" } } })
      assert.deepStrictEqual(yield* names("?orderBy=updatedAt"), ["c1", "c3", "c2"])
      assert.deepStrictEqual(yield* names("?orderBy=createdAt"), ["c3", "c2", "c1"])
    }).pipe(fake()))

  it.effect("breaks ties by the order of creation", () =>
    Effect.gen(function*() {
      for (const identifier of ["x", "b", "m"]) yield* create({ identifier, ...tenant(identifier) })
      assert.deepStrictEqual(yield* names(), ["m", "b", "x"])
    }).pipe(fake()))
})

describe("cursors", () => {
  it.effect("lead through every page and back, by ids that no item shows", () =>
    Effect.gen(function*() {
      yield* numbered(5)
      const first = yield* list("?limit=2")
      const second = yield* list(`?limit=2&after=${first.json.next}`)
      const third = yield* list(`?limit=2&after=${second.json.next}`)
      const back = yield* list(`?limit=2&before=${third.json.previous}`)
      assert.deepStrictEqual(
        [first, second, third, back].map(({ json }) => json.data.map(({ identifier }) => identifier)),
        [["c5", "c4"], ["c3", "c2"], ["c1"], ["c3", "c2"]]
      )
      assert.match(first.json.next ?? "", /^[0-9a-f]{24}$/)
      assert.notInclude(JSON.stringify(first.json.data), String(first.json.next))
      assert.isNull(first.json.previous)
      assert.isNotNull(second.json.previous)
      assert.isNull(third.json.next)
      assert.deepStrictEqual(back.json.next, second.json.next)
      assert.deepStrictEqual([first.json.totalCount, third.json.totalCount], [5, 5])
    }).pipe(fake()))

  it.effect("keep the order that was asked for, backwards too", () =>
    Effect.gen(function*() {
      yield* numbered(5)
      const page = yield* list("?limit=4&orderDirection=ASC")
      const before = yield* names(`?limit=2&orderDirection=ASC&before=${page.json.next}`)
      assert.deepStrictEqual(before, ["c2", "c3"])
    }).pipe(fake()))

  it.effect("include their own row on demand", () =>
    Effect.gen(function*() {
      yield* numbered(4)
      const { json } = yield* list("?limit=2")
      assert.deepStrictEqual(yield* names(`?limit=2&after=${json.next}&includeCursor=true`), ["c3", "c2"])
      assert.deepStrictEqual(yield* names(`?limit=2&before=${json.next}&includeCursor=true`), ["c4", "c3"])
    }).pipe(fake()))

  it.effect("end in an empty page when their row is unknown or gone", () =>
    Effect.gen(function*() {
      yield* numbered(4)
      const { json } = yield* list("?limit=2")
      yield* send("DELETE", `${connections}/c3`)
      const gone = yield* list(`?after=${json.next}`)
      const unknown = yield* list("?after=0123456789abcdef01234567")
      assert.deepStrictEqual<unknown>(gone.json, empty)
      assert.deepStrictEqual<unknown>(unknown.json, empty)
    }).pipe(fake()))

  it.effect("answer 400 when both are given, and 500 when one is not an id", () =>
    Effect.gen(function*() {
      const both = yield* list("?after=0123456789abcdef01234567&before=0123456789abcdef01234567")
      const invalid = yield* list("?after=nope")
      assert.strictEqual(both.status, 400)
      assert.strictEqual(both.json.message, "Cannot specify both \"before\" and \"after\" cursors at the same time.")
      assert.strictEqual(invalid.status, 500)
    }).pipe(fake()))
})

const manyOwners: Seed = {
  integrations: [{ identifier: "slack-prod", providerId: "slack" }, { identifier: "teams", providerId: "msteams" }],
  connections: [
    { identifier: "shared", integrationIdentifier: "slack-prod", contextKeys: ["tenant:a"] },
    { identifier: "ada-slack", integrationIdentifier: "slack-prod", subscriberId: "ada" },
    {
      identifier: "ada-teams",
      integrationIdentifier: "teams",
      subscriberId: "ada",
      contextKeys: ["tenant:a", "app:b"]
    },
    { identifier: "grace", integrationIdentifier: "slack-prod", subscriberId: "grace" }
  ]
}

describe("filters", () => {
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ["subscriberId=ada", ["ada-teams", "ada-slack", "shared"]],
    ["subscriberId=ada&connectionMode=subscriber", ["ada-teams", "ada-slack"]],
    ["subscriberId=ada&connectionMode=shared", ["shared"]],
    ["connectionMode=shared", ["grace", "ada-teams", "ada-slack", "shared"]],
    ["subscriberId=nobody", ["shared"]],
    ["integrationIdentifier=teams", ["ada-teams"]],
    ["providerId=slack", ["grace", "ada-slack", "shared"]],
    ["channel=chat&subscriberId=grace&connectionMode=subscriber", ["grace"]],
    ["channel=email", []],
    ["contextKeys=tenant:a", ["shared"]],
    ["contextKeys=tenant:a&contextKeys=app:b", ["ada-teams"]],
    ["contextKeys=app:b&contextKeys=tenant:a", ["ada-teams"]],
    ["contextKeys=", ["grace", "ada-slack"]]
  ]
  for (const [query, expected] of cases) {
    it.effect(`return ${expected.join(", ") || "nothing"} for ${query}`, () =>
      Effect.gen(function*() {
        const { json } = yield* list(`?${query}`)
        assert.deepStrictEqual(json.data.map(({ identifier }) => identifier), expected)
        assert.strictEqual(json.totalCount, expected.length)
      }).pipe(fake({ seed: manyOwners })))
  }

  it.effect("hold across pages", () =>
    Effect.gen(function*() {
      const first = yield* list("?providerId=slack&limit=2")
      const second = yield* list(`?providerId=slack&limit=2&after=${first.json.next}`)
      assert.deepStrictEqual(second.json.data.map(({ identifier }) => identifier), ["shared"])
      assert.isNull(second.json.next)
    }).pipe(fake({ seed: manyOwners })))

  const invalid: ReadonlyArray<readonly [string, RegExp]> = [
    ["limit=101", /^limit must not be greater than 100$/],
    ["limit=0", /^limit must not be less than 1$/],
    ["limit=ten", /^limit must be a number conforming to the specified constraints$/],
    ["orderDirection=up", /^orderDirection must be one of the following values: ASC, DESC$/],
    ["channel=fax", /^channel must be one of the following values: in_app, email, sms, chat, push, tool$/],
    ["providerId=nope", /^providerId must be one of the following values: .*slack/],
    ["connectionMode=both", /^connectionMode must be one of the following values: subscriber, shared$/]
  ]
  for (const [query, message] of invalid) {
    it.effect(`answer 422 for ${query}`, () =>
      Effect.gen(function*() {
        const { json, status } = yield* list(`?${query}`)
        assert.strictEqual(status, 422)
        assert.match(json.errors.general.messages[0] ?? "", message)
        assert.strictEqual(json.path, `${connections}?${query}`)
      }).pipe(fake()))
  }
})

describe("counts", () => {
  it.effect("stop at 50 000", () =>
    Effect.gen(function*() {
      const { json } = yield* list("?limit=1")
      const filtered = yield* list("?limit=1&providerId=slack")
      assert.deepStrictEqual([json.totalCount, json.totalCountCapped], [50_000, true])
      assert.deepStrictEqual([filtered.json.totalCount, filtered.json.totalCountCapped], [50_000, true])
      yield* send("DELETE", `${connections}/c0`)
      const exact = yield* list("?limit=1")
      assert.deepStrictEqual([exact.json.totalCount, exact.json.totalCountCapped], [50_000, false])
    }).pipe(fake({
      seed: {
        connections: Array.from({ length: 50_001 }, (_, i) => ({
          identifier: `c${i}`,
          integrationIdentifier: "slack-prod",
          contextKeys: [`tenant:t${i}`]
        }))
      }
    })))
})
