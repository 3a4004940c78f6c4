import { assert, describe, it } from "@effect/vitest"
import { Cause, Duration, Effect, Fiber, Layer } from "effect"
import { FakeNovu, type SeedWorkflow } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { OrderPlaced } from "../src/OrderPlaced.ts"
import { Orders } from "../src/Orders.ts"
import { fakeNovu } from "./Novu.ts"
import { order } from "./samples.ts"

const service = (workflow?: SeedWorkflow) => Orders.layer.pipe(Layer.provideMerge(fakeNovu(workflow)))

const tooMany = (seconds: number) => Fault.respond({ status: 429, headers: { "retry-after": String(seconds) } })

describe("Orders", () => {
  it.effect("confirms an order to its customer, once", () =>
    Effect.gen(function*() {
      const orders = yield* Orders
      const fake = yield* FakeNovu
      const placed = yield* orders.place(order("o1"))
      assert.strictEqual(placed.confirmation, "sent")
      assert.deepStrictEqual(yield* orders.place(order("o1")), placed)
      assert.deepStrictEqual(yield* fake.sent(OrderPlaced, "ada"), [{ orderId: "o1", total: 4200 }])
      const [email] = yield* fake.messages({ channel: "email" })
      assert.strictEqual(email?.email, "ada@example.com")
    }).pipe(Effect.provide(service())))

  it.effect("waits while Novu has too many requests", () =>
    Effect.gen(function*() {
      const orders = yield* Orders
      const fake = yield* FakeNovu
      yield* fake.script(tooMany(3))
      const placing = yield* Effect.forkChild(orders.place(order("o1")))
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual((yield* orders.find(order("o1").id)).confirmation, "pending")
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual((yield* Fiber.join(placing)).confirmation, "sent")
      assert.strictEqual((yield* fake.requests).length, 2)
    }).pipe(Effect.provide(service())))

  it.effect("asks for another try where the wait is too long, which confirms the order", () =>
    Effect.gen(function*() {
      const orders = yield* Orders
      yield* (yield* FakeNovu).script(tooMany(120))
      const failure = yield* Effect.flip(orders.place(order("o1")))
      assert(failure._tag === "TryLater")
      assert.strictEqual(Duration.toSeconds(failure.after), 120)
      assert.strictEqual((yield* orders.find(order("o1").id)).confirmation, "pending")
      assert.strictEqual((yield* orders.place(order("o1"))).confirmation, "sent")
    }).pipe(Effect.provide(service())))

  it.effect("notifies once, although every answer was lost and the order is placed again", () =>
    Effect.gen(function*() {
      const orders = yield* Orders
      const fake = yield* FakeNovu
      const lost = Fault.hangUp("after-write")
      yield* fake.script(lost, lost, lost)
      const placing = yield* Effect.forkChild(Effect.flip(orders.place(order("o1"))))
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual((yield* Fiber.join(placing))._tag, "TryLater")
      assert.strictEqual((yield* orders.place(order("o1"))).confirmation, "sent")
      assert.lengthOf(yield* fake.sent(OrderPlaced), 1)
      assert.lengthOf(yield* fake.requests, 4)
    }).pipe(Effect.provide(service())))

  it.effect("says that a customer cannot be reached", () =>
    Effect.gen(function*() {
      const failure = yield* Effect.flip((yield* Orders).place(order("o1")))
      assert(failure._tag === "CustomerNotReachable")
      assert.strictEqual(failure.customerId, "ada")
    }).pipe(Effect.provide(service({ id: OrderPlaced.id, steps: ["in_app"], triggerStatus: "invalid_recipients" }))))

  it.effect("refuses another order with the same id", () =>
    Effect.gen(function*() {
      const orders = yield* Orders
      yield* orders.place(order("o1", "ada"))
      const failure = yield* Effect.flip(orders.place(order("o1", "grace")))
      assert.strictEqual(failure._tag, "OrderIdTaken")
      assert.lengthOf(yield* (yield* FakeNovu).sent(OrderPlaced, "grace"), 0)
    }).pipe(Effect.provide(service())))

  it.effect("dies of what only we can mend, and says what that is", () =>
    Effect.gen(function*() {
      const cause = yield* Effect.flip(Effect.sandbox((yield* Orders).place(order("o1"))))
      assert.isTrue(Cause.hasDies(cause))
      assert.include(Cause.pretty(cause), "WorkflowNotFound")
    }).pipe(Effect.provide(service({ id: "another", steps: ["in_app"] }))))
})
