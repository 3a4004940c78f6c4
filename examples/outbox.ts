/**
 * Tells a customer of an order if, and only if, the order was committed: without a
 * moment in which the process could die between the two.
 *
 *   npm run example examples/outbox.ts
 *   npm run example examples/outbox.ts -- --orders 1000 --seed 7
 *
 * Kill it, even with `kill -9`, and run it again: it goes on. With DATABASE_URL the
 * orders are in Postgres.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Layer, Option, Random, Schedule } from "effect"
import { parseArgs } from "node:util"
import { engine } from "./support/engine.ts"
import { novuOr } from "./support/novu.ts"
import { createTable, isPlaced, Notify, NotifyLayer, OrderPlaced, placeOrder } from "./support/orders.ts"

const { values } = parseArgs({
  options: { orders: { type: "string", default: "20" }, seed: { type: "string", default: "1" } }
})

const place = Effect.fnUntraced(function*(number: number) {
  const isDeclined = yield* Random.nextBoolean
  const id = `order-${number}`
  if (yield* isPlaced(id)) return true
  const order = { id, customer: `customer-${number}`, total: number * 100 }
  const placed = yield* placeOrder(order, isDeclined).pipe(
    Effect.as(true),
    Effect.catchTag("Declined", () => Effect.succeed(false))
  )
  console.log(`${id} ${placed ? "placed" : "declined"}`)
  return placed
})

/** Waits until the notification that was started with an order has ended. */
const notified = Effect.fnUntraced(function*(number: number) {
  const execution = yield* Notify.executionId({ orderId: `order-${number}` })
  const ended = yield* Effect.repeat(Notify.poll(execution), {
    until: Option.isSome,
    schedule: Schedule.spaced("100 millis")
  })
  return Option.exists(ended, (result) => result._tag === "Complete" && result.exit._tag === "Success")
})

const program = Effect.gen(function*() {
  yield* createTable
  const numbers = Array.from({ length: Number(values.orders) }, (_, index) => index + 1)
  const outcomes = yield* Effect.forEach(
    numbers,
    (number) => Effect.map(place(number), (placed) => ({ number, placed }))
  )
  const placed = outcomes.filter((each) => each.placed)
  const told = yield* Effect.forEach(placed, ({ number }) => notified(number), { concurrency: 10 })
  console.log(
    `${placed.length} orders placed, ${outcomes.length - placed.length} declined, ` +
      `${told.filter(Boolean).length} customers told`
  )
}).pipe(Random.withSeed(values.seed))

const Novu = novuOr({ idempotency: true, seed: { workflows: [{ id: OrderPlaced.id, steps: ["in_app"] }] } })

program.pipe(
  Effect.provide(NotifyLayer.pipe(Layer.provide(Novu), Layer.provideMerge(engine("orders.db")))),
  NodeRuntime.runMain
)
