import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { NovuClient, NovuError } from "effect-novu"
import { DateTime, isNovuError, promised, Redacted, Schema, Trigger } from "effect-novu/Promised"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { arrived, overFake, rejection } from "./overFake.ts"

const inbox = { workflows: [{ id: "welcome", steps: ["in_app" as const] }] }

const OrderShipped = Trigger.make("welcome", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc, code: Schema.RedactedFromValue(Schema.String) }
})

describe("a client in promises", () => {
  it.effect("has every method of every group, and nothing else", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      const services = yield* Effect.provide(NovuClient, FakeNovu.layerClient())
      const names = (groups: object) =>
        Object.entries(groups).flatMap(([group, methods]) =>
          Object.keys(methods as object).map((method) => `${group}.${method}`)
        ).toSorted()
      assert.isAbove(names(services).length, 149)
      assert.deepStrictEqual(names(client.novu), names(services))
      const { dispose, novu, ...groups } = client
      assert.deepStrictEqual(names(groups), names(services))
      assert.isFunction(dispose)
      assert.isObject(novu)
      assert.notProperty(client, "then")
    }))

  it.effect("resolves with the result and the headers", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      const { create } = client.contexts
      const { headers, result } = yield* Effect.promise(() => create({ type: "tenant", id: "acme" }))
      assert.strictEqual(result.id, "acme")
      assert.isTrue(DateTime.isDateTime(result.createdAt))
      assert.property(headers, "content-type")
      assert.strictEqual((yield* Effect.promise(() => client.novu.contexts.list())).result.data.length, 1)
    }))

  it.effect("rejects with the NovuError itself, which names the file that called", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      const error = yield* rejection(client.subscribers.retrieve("nobody"))
      assert.instanceOf(error, NovuError)
      assert.isTrue(isNovuError(error))
      assert.isTrue(isNovuError(error, "Conflict", "NotFound"))
      assert.isFalse(isNovuError(error, "Conflict"))
      assert.isFalse(isNovuError(new Error("NotFound"), "NotFound"))
      if (!isNovuError(error, "NotFound")) return assert.fail()
      assert.strictEqual(error.reason.status, 404)
      assert.strictEqual(error.operation, "Subscribers.retrieve")
      const [, first] = error.stack?.split("\n") ?? []
      assert.include(first, "calls.test.ts")
    }))

  it.effect("rejects with InvalidInput where an input cannot be right, and sends nothing", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      const error = yield* rejection(client.contexts.retrieve("tenant", ""))
      assert.isTrue(isNovuError(error, "InvalidInput"))
      assert.deepStrictEqual(yield* fake.requests, [])
    }))

  it.effect("triggers by a Trigger, whose payload is encoded", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake({ seed: inbox })
      const at = DateTime.makeUnsafe("2026-01-02T03:04:05Z")
      const payload = { orderId: "o1", at, code: Redacted.make("1234") }
      const { result } = yield* Effect.promise(() => client.events.trigger(OrderShipped, { to: "ada", payload }))
      assert.isString(result.transactionId)
      assert.deepStrictEqual(yield* fake.sent(OrderShipped, "ada"), [payload])
      // @ts-expect-error the payload lacks members
      const wrong = client.events.trigger(OrderShipped, { to: "ada", payload: { orderId: 1 } })
      assert.isTrue(isNovuError(yield* rejection(wrong), "InvalidInput"))
    }))

  it.effect("sends what is an effect once and when it is called, whatever its name", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake({ seed: inbox })
      yield* Effect.promise(() => client.events.trigger({ name: "welcome", to: "ada" }))
      yield* fake.flush
      assert.strictEqual((yield* fake.inbox("ada")).length, 1)
      const before = (yield* fake.requests).length
      const promise = client.subscriberNotifications.deleteAll("ada", { everything: true })
      assert.instanceOf(promise, Promise)
      // Nobody has waited for the promise yet.
      yield* arrived(fake, before + 1)
      yield* Effect.promise(() => Promise.all([promise, promise.then(() => 1)]))
      assert.strictEqual((yield* fake.requests).length, before + 1)
      assert.deepStrictEqual(yield* fake.inbox("ada"), [])
    }))

  it.effect("retries and waits as the client that it is made of", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      yield* fake.script(Fault.respond({ status: 503 }), Fault.respond({ status: 503 }))
      const fiber = yield* Effect.forkChild(Effect.promise(() => client.integrations.list()))
      yield* arrived(fake, 1)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.strictEqual((yield* fake.requests).length, 3)
    }))

  it.effect("edits by plain functions, and says what a trigger's payload does not fit", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      yield* Effect.promise(() =>
        client.workflows.create({ name: "Bye", workflowId: "bye", steps: [], payloadSchema: { type: "object" } })
      )
      const edited = yield* Effect.promise(() => client.workflows.edit("bye", ({ name }) => ({ name: `${name}!` })))
      assert.deepStrictEqual([edited.outcome, edited.result.name], ["updated", "Bye!"])
      const failed = client.workflows.edit("bye", () => {
        throw new Error("no")
      })
      assert.isTrue(isNovuError(yield* rejection(failed), "InvalidInput"))
      const report = yield* Effect.promise(() =>
        client.workflows.checkPayload([Trigger.make("bye", { payload: { orderId: Schema.String } })])
      )
      assert.strictEqual(report.ok, true)
    }))

  it("fails where a method that iterates gets nothing to send", async () => {
    await using client = promised(FakeNovu.layerClient())
    assert.throws(() => Reflect.apply(client.events.triggerAll, undefined, []), "events.triggerAll needs the items")
  })
})
