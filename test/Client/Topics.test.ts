import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type ListTopics, type NovuError, type Topic, Topics } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime } from "../support/client.ts"

const fake = Effect.provide(client())

const made = Effect.forEach(
  ["task:1", "task:12", "a.b", "axb", "a+b@x.y"],
  (key) => Effect.flatMap(Topics, ({ create }) => create({ key, name: `Topic (${key})` }))
)

const keysOf = (topics: ReadonlyArray<Topic>) => topics.map(({ key }) => key).toSorted()

describe("Topics", () => {
  const filters: ReadonlyArray<readonly [ListTopics, ReadonlyArray<string>]> = [
    [{ key: "a.b" }, ["a.b"]],
    [{ key: "a+b" }, ["a+b@x.y"]],
    [{ key: "TASK:1" }, ["task:1", "task:12"]],
    [{ key: "(" }, []],
    [{ name: "(a.b)" }, ["a.b"]],
    [{ name: "[" }, []]
  ]
  it.effect.each(filters)(
    "takes filters for texts, though the server takes them for expressions: %o",
    ([query, keys]) =>
      Effect.gen(function*() {
        yield* made
        const { list, listAll } = yield* Topics
        assert.deepStrictEqual(keysOf((yield* list(query)).result.data), keys)
        assert.deepStrictEqual(keysOf(yield* Stream.runCollect(listAll({ ...query, limit: 1 }))), keys)
      }).pipe(fake)
  )

  it.effect("keeps what is absent, clears what is null, sets what is given", () =>
    Effect.gen(function*() {
      const { create, retrieve, update } = yield* Topics
      yield* create({ key: "crew", name: "Crew", data: { plan: "pro" } })
      assert.strictEqual((yield* create({ key: "crew" })).result.name, "Crew")
      assert.deepStrictEqual((yield* update("crew", { name: "All" })).result.data, { plan: "pro" })
      yield* update("crew", { data: null })
      const { result } = yield* retrieve("crew")
      assert.strictEqual(result.name, "All")
      assert.notExists(result.data)
    }).pipe(fake))

  it.effect("succeeds with the topic that it made when the answer was lost, and fails on somebody else's", () =>
    Effect.gen(function*() {
      const { create } = yield* Topics
      yield* create({ key: "old", name: "Old" })
      const old = yield* Effect.flip(create({ key: "old", name: "Old" }, { failIfExists: true }))
      assert.strictEqual(old.reason._tag, "Conflict")
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create({ key: "crew", name: "Crew" }, { failIfExists: true }))
      assert.strictEqual(result.name, "Crew")
    }).pipe(fake))

  it.effect("refuses two cursors, and a key that is too long, sending nothing", () =>
    Effect.gen(function*() {
      const { create, list } = yield* Topics
      const calls: ReadonlyArray<Effect.Effect<unknown, NovuError>> = [
        list({ after: "a", before: "b" }),
        create({ key: "" }),
        create({ key: "k".repeat(101) })
      ]
      for (const call of calls) assert.strictEqual((yield* Effect.flip(call)).reason._tag, "InvalidInput")
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
    }).pipe(fake))

  it.effect("reads topics of servers that leave members out, or add some", () =>
    Effect.gen(function*() {
      const answer = { data: { key: "crew", name: null, data: null, createdAt: "", extra: 1 } }
      yield* (yield* FakeNovu).script(Fault.respond({ status: 200, body: answer }))
      const { result } = yield* (yield* Topics).retrieve("crew")
      assert.strictEqual(result.key, "crew")
      assert.notExists(result.createdAt)
    }).pipe(fake))
})
