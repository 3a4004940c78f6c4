import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted, Schema } from "effect"
import { Events, RetryPolicy, Trigger } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inVirtualTime } from "../support/client.ts"

const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc, code: Schema.RedactedFromValue(Schema.String) },
  key: ({ orderId }) => orderId
})

const at = DateTime.makeUnsafe("2026-01-02T03:04:05Z")
const payload = { orderId: "o1", at, code: Redacted.make("1234") }

const fake = Effect.provide(FakeNovu.layerClient({
  seed: {
    subscribers: ["ada", "grace"],
    topics: [{ key: "crew", subscribers: ["ada", "grace"] }],
    workflows: [
      { id: "order-shipped", steps: ["in_app"] },
      { id: "order-returned", steps: ["in_app"] }
    ]
  }
}))

describe("fake.sent", () => {
  it.effect("gives back the payloads that a subscriber was sent, as the trigger's schema reads them", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* (yield* Events).trigger(OrderShipped, { to: "ada", payload })
      const [sent] = yield* novu.sent(OrderShipped, "ada")
      assert.strictEqual(sent?.orderId, "o1")
      assert.isTrue(sent !== undefined && DateTime.Equivalence(sent.at, at))
      assert.strictEqual(sent && Redacted.value(sent.code), "1234")
      assert.deepStrictEqual(yield* novu.sent(OrderShipped, "grace"), [])
    }).pipe(fake))

  it.effect("fails where the schema of the trigger cannot read what was sent", () =>
    Effect.gen(function*() {
      yield* (yield* Events).trigger({ name: "order-shipped", to: "ada", payload: { orderId: 5 } })
      const error = yield* Effect.flip((yield* FakeNovu).sent(OrderShipped))
      assert.isTrue(Schema.isSchemaError(error))
    }).pipe(fake))

  it.effect("names each recipient of a topic once, whoever is named beside it", () =>
    Effect.gen(function*() {
      yield* (yield* Events).trigger(OrderShipped, { to: ["ada", { type: "Topic", topicKey: "crew" }], payload })
      const all = yield* (yield* FakeNovu).sent()
      assert.deepStrictEqual(all.map(({ subscriberId }) => subscriberId), ["ada", "grace"])
    }).pipe(fake))
})

describe("a trigger over the fake", () => {
  it.effect("sends one message though its first answer is lost", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.script(Fault.hangUp("after-write"))
      yield* inVirtualTime((yield* Events).trigger({ name: "order-shipped", to: "ada" }))
      const requests = yield* novu.requests
      const [first, second] = requests
      assert.lengthOf(requests, 2)
      assert.strictEqual(first?.body, second?.body)
      assert.isAtLeast((second?.at ?? 0) - (first?.at ?? 0), 1000)
      assert.lengthOf(yield* novu.messages({ subscriberId: "ada" }), 1)
    }).pipe(fake))

  it.effect("says that it may have acted without retries", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip(
        (yield* Events).trigger({ name: "order-shipped", to: "ada" }, { retry: RetryPolicy.none })
      )
      assert.isTrue(error.mayHaveActed)
      assert.lengthOf(yield* novu.requests, 1)
    }).pipe(fake))

  it.effect("arrives for one key in two workflows and for two recipients, and once for the same again", () =>
    Effect.gen(function*() {
      const { trigger } = yield* Events
      const Returned = Trigger.make("order-returned", { payload: OrderShipped.payload, key: ({ orderId }) => orderId })
      yield* trigger(OrderShipped, { to: "ada", payload })
      yield* trigger(OrderShipped, { to: "grace", payload })
      yield* trigger(Returned, { to: "ada", payload })
      yield* trigger(OrderShipped, { to: "ada", payload })
      const novu = yield* FakeNovu
      assert.lengthOf(yield* novu.messages(), 3)
      assert.lengthOf(yield* novu.sent(OrderShipped, "ada"), 1)
    }).pipe(fake))

  it.effect("is canceled where it waits", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.workflow({
        id: "later",
        steps: [{ type: "delay", controls: { amount: 1, unit: "hours" } }, "in_app"]
      })
      const { cancel, trigger } = yield* Events
      const { result } = yield* trigger({ name: "later", to: "ada" })
      assert.isTrue((yield* cancel(result.transactionId)).result)
      assert.isFalse((yield* cancel(result.transactionId)).result)
      assert.deepStrictEqual(yield* novu.messages(), [])
    }).pipe(fake))
})
