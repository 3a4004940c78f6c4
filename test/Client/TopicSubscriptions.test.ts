import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Stream } from "effect"
import { Events, Topics, TopicSubscriptions } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { client, inVirtualTime } from "../support/client.ts"

const people = Array.from({ length: 100 }, (_, index) => `person-${index}`)

const fake = Effect.provide(client({
  fake: { seed: { subscribers: ["ada", "grace", ...people], workflows: [{ id: "news", steps: ["in_app"] }] } }
}))

const missing = (count: number) => Array.from({ length: count }, (_, index) => `missing-${index}`)

const requests = Effect.map(
  FakeNovu.use((novu) => novu.requests),
  (all) => all.filter(({ method, url }) => method === "POST" && url.endsWith("/subscriptions"))
)

describe("TopicSubscriptions.create", () => {
  it.effect("subscribes 97 of 100, and names the three", () =>
    Effect.gen(function*() {
      const { create } = yield* TopicSubscriptions
      const subscriptions = [...people.slice(0, 97), ...missing(3)]
      const { result } = yield* create("crew", { subscriptions })
      assert.lengthOf(result.subscribed, 97)
      assert.deepStrictEqual(
        result.failed.map(({ code, subscriberId }) => [subscriberId, code]),
        missing(3).map((id) => [id, "SUBSCRIBER_NOT_FOUND"])
      )
      assert.isTrue(result.subscribed.every(({ createdAt }) => createdAt === undefined))
      const again = yield* create("crew", { subscriptions: ["person-1"] })
      assert.isDefined(again.result.subscribed[0]?.createdAt)
    }).pipe(fake))

  it.effect("fails with all names where nobody exists, although Novu answers 400", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* TopicSubscriptions).create("crew", { subscriptions: missing(100) }))
      assert(error.reason._tag === "AllFailed")
      assert.strictEqual(error.reason.status, 400)
      assert.deepStrictEqual(error.reason.failed.map(({ subscriberId }) => subscriberId), missing(100))
      assert.isFalse(error.mayHaveActed)
      assert.isFalse(error.isRetryable)
    }).pipe(fake))

  it.effect("fails alike on a 201 without rows, with or without errors", () =>
    Effect.gen(function*() {
      const { create } = yield* TopicSubscriptions
      const meta = { totalCount: 1, successful: 0, failed: 1 }
      const errors = [{ subscriberId: "ada", code: "SUBSCRIPTION_CREATE_FAILED", message: "no" }]
      yield* (yield* FakeNovu).script(
        Fault.respond({ status: 201, body: { data: [], meta, errors } }),
        Fault.respond({ status: 201, body: { data: [], meta } })
      )
      const told = yield* Effect.flip(create("crew", { subscriptions: ["ada"] }))
      assert(told.reason._tag === "AllFailed")
      assert.deepStrictEqual([told.reason.status, told.reason.failed], [201, errors])
      const silent = yield* Effect.flip(create("crew", { subscriptions: ["ada"] }))
      assert(silent.reason._tag === "AllFailed")
      assert.deepStrictEqual(silent.reason.failed.map(({ subscriberId }) => subscriberId), ["ada"])
    }).pipe(fake))

  it.effect("makes a call of each identifier of one subscriber", () =>
    Effect.gen(function*() {
      const { create, listAll } = yield* TopicSubscriptions
      const named = (identifier: string) => ({ subscriberId: "ada", identifier })
      const { result } = yield* create("crew", { subscriptions: [named("a"), "grace", named("b"), named("c")] })
      assert.deepStrictEqual(result.subscribed.map(({ identifier }) => identifier), ["a", "tk_crew:si_grace", "b", "c"])
      assert.lengthOf(yield* requests, 3)
      assert.strictEqual(yield* Stream.runCount(listAll("crew")), 4)
      const some = yield* create("crew", { subscriptions: [named("d"), ...missing(1), ...missing(1)] })
      assert.deepStrictEqual([some.result.subscribed.length, some.result.failed.length], [1, 2])
    }).pipe(fake))

  it.effect("refuses none, more than a hundred and what is no item, sending nothing", () =>
    Effect.gen(function*() {
      const { create } = yield* TopicSubscriptions
      for (const subscriptions of [[], [...people, "ada"], [""], [{ identifier: "x" }], undefined]) {
        const { reason } = yield* Effect.flip(create("crew", { subscriptions: subscriptions as never }))
        assert.strictEqual(reason._tag, "InvalidInput", JSON.stringify(subscriptions)?.slice(0, 40))
      }
      assert.lengthOf(yield* requests, 0)
    }).pipe(fake))

  it.effect("does not show the key to a server's echo of it", () =>
    Effect.gen(function*() {
      const errors = [{ subscriberId: "sk_fake", code: "sk_fake", message: "Bearer sk_fake" }]
      const { create } = yield* TopicSubscriptions
      yield* (yield* FakeNovu).script(
        Fault.respond({ status: 400, body: { data: [], errors } }),
        Fault.respond({ status: 201, body: { data: [{ _id: "1" }], errors } })
      )
      const error = yield* Effect.flip(create("crew", { subscriptions: ["ada"] }))
      assert.strictEqual(error.reason._tag, "AllFailed")
      const { result } = yield* create("crew", { subscriptions: ["ada"] })
      assert.lengthOf(result.failed, 1)
      assert.notInclude(inspect([error, result.failed], { depth: 9 }), "sk_fake")
    }).pipe(fake))

  it.effect("leaves a plain 400 what it is", () =>
    Effect.gen(function*() {
      const { reason } = yield* Effect.flip((yield* TopicSubscriptions).create("two words", { subscriptions: ["ada"] }))
      assert.strictEqual(reason._tag, "BadRequest")
    }).pipe(fake))
})

describe("TopicSubscriptions.createAll", () => {
  it.effect("subscribes a hundred per request, and fails who does not exist in their place", () =>
    Effect.gen(function*() {
      const { createAll, listAll } = yield* TopicSubscriptions
      const all = [...people, ...missing(2), "ada", "gone"]
      const outcomes = yield* Stream.runCollect(createAll("crew", all))
      const failed = outcomes.flatMap(({ index, result }) =>
        Result.isFailure(result) ? [`${index} ${result.failure.reason._tag}`] : []
      )
      assert.deepStrictEqual(failed, ["100 AllFailed", "101 AllFailed", "103 AllFailed"])
      assert.lengthOf(yield* requests, 2)
      assert.strictEqual(yield* Stream.runCount(listAll("crew")), 101)
      const piped = Stream.fromIterable(missing(2)).pipe(createAll("crew", { concurrency: 1 }))
      const none = yield* Stream.runCollect(piped)
      assert.isTrue(none.every(({ result }) => Result.isFailure(result)))
    }).pipe(fake))
})

describe("TopicSubscriptions", () => {
  it.effect("removes by subscriber or by identifier, and tells what could not be removed", () =>
    Effect.gen(function*() {
      const { create, delete: remove, listAll } = yield* TopicSubscriptions
      yield* create("crew", { subscriptions: ["ada", "grace", { subscriberId: "person-1", identifier: "mine" }] })
      const { result } = yield* remove("crew", { subscriptions: ["ada", { identifier: "mine" }, "nobody"] })
      assert.lengthOf(result.deleted, 2)
      assert.deepStrictEqual(result.failed.map(({ subscriberId }) => subscriberId), ["nobody"])
      const left = yield* Stream.runCollect(listAll("crew"))
      assert.deepStrictEqual(left.map(({ subscriber }) => subscriber?.subscriberId), ["grace"])
      const { reason } = yield* Effect.flip(remove("crew", { subscriptions: ["ada"] }))
      assert(reason._tag === "AllFailed")
      assert.deepStrictEqual(reason.failed.map(({ code }) => code), ["SUBSCRIPTION_NOT_FOUND"])
      const gone = yield* Effect.flip(remove("gone", { subscriptions: ["ada"] }))
      assert.strictEqual(gone.reason._tag, "NotFound")
    }).pipe(fake))

  it.effect("says that a deletion whose answer was lost may have happened", () =>
    Effect.gen(function*() {
      const { create, delete: remove } = yield* TopicSubscriptions
      yield* create("crew", { subscriptions: ["ada"] })
      yield* (yield* FakeNovu).script(Fault.hangUp("after-write"))
      const error = yield* inVirtualTime(Effect.flip(remove("crew", { subscriptions: ["ada"] })))
      assert.isTrue(error.mayHaveActed)
    }).pipe(fake))

  it.effect("returns nothing for a subscription that there is not", () =>
    Effect.gen(function*() {
      const { create, retrieve } = yield* TopicSubscriptions
      yield* create("crew", { subscriptions: [{ subscriberId: "ada", identifier: "mine" }] })
      assert.strictEqual((yield* retrieve("crew", "mine")).result?.identifier, "mine")
      assert.isUndefined((yield* retrieve("crew", "gone")).result)
      assert.isUndefined((yield* retrieve("gone", "mine")).result)
    }).pipe(fake))

  it.effect("lists what somebody is in, and who is a member", () =>
    Effect.gen(function*() {
      const { create, listAllForSubscriber, retrieveSubscriber } = yield* TopicSubscriptions
      for (const key of ["one", "two", "three"]) yield* create(key, { subscriptions: ["ada"] })
      const mine = yield* Stream.runCollect(listAllForSubscriber("ada", { limit: 2 }))
      assert.sameMembers(mine.map(({ topic }) => topic?.key), ["one", "two", "three"])
      assert.strictEqual((yield* retrieveSubscriber("one", "ada")).result.externalSubscriberId, "ada")
      const { reason } = yield* Effect.flip(retrieveSubscriber("one", "grace"))
      assert.strictEqual(reason._tag, "NotFound")
    }).pipe(fake))

  it.effect("decide whom a trigger to the topic reaches", () =>
    Effect.gen(function*() {
      const { create, delete: remove } = yield* TopicSubscriptions
      const { trigger } = yield* Events
      const novu = yield* FakeNovu
      const crew = { name: "news", to: { type: "Topic", topicKey: "crew" } } as const
      yield* create("crew", { subscriptions: ["ada", "grace"] })
      yield* trigger(crew)
      yield* remove("crew", { subscriptions: ["grace"] })
      yield* trigger(crew)
      yield* (yield* Topics).delete("crew")
      yield* trigger(crew)
      const reached = (yield* novu.messages()).map(({ subscriberId }) => subscriberId)
      assert.deepStrictEqual(reached, ["ada", "grace", "ada"])
    }).pipe(fake))
})
