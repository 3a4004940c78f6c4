import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema, Stream } from "effect"
import { Events, SubscriberNotifications, Trigger } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"

const key = ({ orderId }: { readonly orderId: string }) => orderId

const OrderShipped = Trigger.make("order-shipped", { payload: { orderId: Schema.String }, key })
const OrderPaid = Trigger.make("order-paid", { payload: { orderId: Schema.String }, key })

const payload = { orderId: "o1" }

const workflows = [OrderShipped, OrderPaid].map(({ id }) => ({ id, steps: ["in_app"] as const }))

const fake = Effect.provide(FakeNovu.layerClient({ seed: { workflows } }))

const people = Array.from({ length: 250 }, (_, index) => `person-${index}`)

const groupsOf = <A>(items: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  items.length <= size ? [items] : [items.slice(0, size), ...groupsOf(items.slice(size), size)]

/** Returns who got a message, in alphabetical order. */
const reached = Effect.map(
  FakeNovu.use((novu) => novu.messages({ channel: "in_app" })),
  (messages) => messages.map(({ subscriberId }) => subscriberId).toSorted()
)

describe("what arrives", () => {
  it.effect("one item for an occurrence that is triggered twice", () =>
    Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* trigger(OrderShipped, { to: "ada", payload })
      yield* trigger(OrderShipped, { to: "ada", payload })
      assert.lengthOf(yield* (yield* FakeNovu).inbox("ada"), 1)
    }).pipe(fake))

  it.effect("one item from each of two workflows that have the same key", () =>
    Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* trigger(OrderShipped, { to: "ada", payload })
      yield* trigger(OrderPaid, { to: "ada", payload })
      const items = yield* (yield* FakeNovu).inbox("ada")
      assert.sameMembers(items.map(({ workflow }) => workflow?.identifier), ["order-shipped", "order-paid"])
    }).pipe(fake))

  it.effect("one item for each of two recipients of the same key, together or one after the other", () =>
    Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* trigger(OrderShipped, { to: "ada", payload })
      yield* trigger(OrderShipped, { to: "grace", payload })
      yield* trigger(OrderPaid, { to: ["ada", "grace"], payload })
      assert.deepStrictEqual(yield* reached, ["ada", "ada", "grace", "grace"])
    }).pipe(fake))

  it.effect("an item for each of 250 recipients of bulk requests", () =>
    Effect.gen(function*() {
      const { triggerBulk } = yield* Events
      const events = people.map((to) => ({ name: "order-shipped", to, payload }))
      const answers = yield* Effect.forEach(groupsOf(events, 100), (group) => triggerBulk(group))
      assert.lengthOf(answers.flatMap(({ result }) => result.filter(({ result }) => Result.isSuccess(result))), 250)
      assert.deepStrictEqual(yield* reached, people.toSorted())
    }).pipe(fake))

  it.effect("an item for each of 250 recipients of lists, one occurrence for all of them", () =>
    Effect.gen(function*() {
      const { trigger } = yield* Events
      yield* Effect.forEach(groupsOf(people, 100), (to) => trigger(OrderShipped, { to, payload }))
      assert.deepStrictEqual(yield* reached, people.toSorted())
    }).pipe(fake))

  it.effect("an item for everybody there is, by a broadcast", () =>
    Effect.gen(function*() {
      const { triggerBroadcast } = yield* Events
      yield* (yield* FakeNovu).seed({ subscribers: ["ada", "grace", "lin"] })
      yield* triggerBroadcast(OrderShipped, { payload })
      assert.deepStrictEqual(yield* reached, ["ada", "grace", "lin"])
    }).pipe(fake))
})

describe("an inbox of 250 items", () => {
  const filled = Effect.gen(function*() {
    const { triggerBulk } = yield* Events
    const events = people.map(() => ({ name: "order-shipped", to: "ada", payload }))
    yield* Effect.forEach(groupsOf(events, 100), (group) => triggerBulk(group))
    assert.lengthOf(yield* (yield* FakeNovu).inbox("ada"), 250)
  })

  for (const limit of [undefined, 1, 7, 100]) {
    it.effect(`is emptied by deleting each item that is streamed, ${limit ?? "as many as Novu allows"} per page`, () =>
      Effect.gen(function*() {
        yield* filled
        const inbox = yield* SubscriberNotifications
        const deleted = yield* inbox.listAll("ada", limit === undefined ? {} : { limit }).pipe(
          Stream.mapEffect(({ id }) => Effect.as(inbox.delete("ada", id), id)),
          Stream.runCollect
        )
        assert.strictEqual(new Set(deleted).size, 250)
        assert.lengthOf(deleted, 250)
        assert.deepStrictEqual(yield* (yield* FakeNovu).inbox("ada"), [])
      }).pipe(fake))
  }

  it.effect("is emptied by several at once", () =>
    Effect.gen(function*() {
      yield* filled
      const inbox = yield* SubscriberNotifications
      const deleted = yield* inbox.listAll("ada", {}).pipe(
        Stream.mapEffect(({ id }) => Effect.as(inbox.delete("ada", id), id), { concurrency: 10 }),
        Stream.runCollect
      )
      assert.lengthOf(deleted, 250)
      assert.deepStrictEqual(yield* (yield* FakeNovu).inbox("ada"), [])
    }).pipe(fake))

  it.effect("shows what the client's own calls did to it", () =>
    Effect.gen(function*() {
      yield* (yield* Events).trigger(OrderShipped, { to: "ada", payload })
      const novu = yield* FakeNovu
      const inbox = yield* SubscriberNotifications
      const [item] = yield* novu.inbox("ada")
      assert(item !== undefined && !item.isRead && !item.isSeen)
      yield* inbox.archive("ada", item.id)
      const [archived] = yield* novu.inbox("ada")
      assert(archived?.isRead && archived.isArchived)
      const { result } = yield* inbox.list("ada")
      assert.deepStrictEqual([archived], [...result.data])
      yield* inbox.deleteAll("ada", { everything: true })
      assert.deepStrictEqual(yield* novu.inbox("ada"), [])
      assert.deepStrictEqual(yield* novu.inbox("nobody"), [])
    }).pipe(fake))
})
