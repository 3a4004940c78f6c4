/**
 * Places orders, and tells their customers in the transaction of the order itself. The
 * engine keeps its messages in the same database, so what starts a notification is
 * written, or rolled back, together with the order: no table of an outbox is needed.
 */
import { Config, Data, Effect, Schema } from "effect"
import { Events, Trigger } from "effect-novu"
import { NovuErrorSchema } from "effect-novu/Errors/NovuErrorSchema"
import { SqlClient } from "effect/sql"
import { Activity, Workflow } from "effect/workflow"

export const OrderPlaced = Trigger.make("order-placed", {
  payload: { orderId: Schema.String, total: Schema.Int },
  key: ({ orderId }) => orderId
})

interface Order {
  readonly id: string
  readonly customer: string
  readonly total: number
}

export const createTable = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql`create table if not exists orders (id varchar(50) primary key, customer varchar(50) not null, total int not null)`
)

/** Knows the order by its id alone. What the customer is told is read when it is sent. */
export const Notify = Workflow.make("example/NotifyOrderPlaced", {
  payload: { orderId: Schema.String },
  error: NovuErrorSchema,
  idempotencyKey: ({ orderId }) => orderId
})

export const NotifyLayer = Notify.toLayer(({ orderId }) =>
  Activity.make({
    name: "trigger",
    error: NovuErrorSchema,
    execute: Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const { trigger } = yield* Events
      const environment = yield* Config.withDefault(Config.String("NOVU_ENVIRONMENT"), "development")
      const [order] = yield* sql<Order>`select customer, total from orders where id = ${orderId}`
      if (order === undefined) return
      yield* trigger(OrderPlaced, { to: order.customer, payload: { orderId, total: order.total } }, {
        idempotencyKey: `${environment}/Events.trigger/${orderId}`
      })
    }).pipe(Effect.catchTag(["ConfigError", "SqlError"], Effect.die))
  })
)

class Declined extends Data.TaggedError("Declined")<{ readonly orderId: string }> {}

/** Places an order, unless its payment is declined: then nothing is written, and nobody is told. */
export const placeOrder = Effect.fnUntraced(function*(order: Order, isDeclined: boolean) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.withTransaction(Effect.gen(function*() {
    yield* sql`insert into orders ${sql.insert({ ...order })}`
    yield* Notify.execute({ orderId: order.id }, { discard: true })
    if (isDeclined) return yield* Effect.fail(new Declined({ orderId: order.id }))
  }))
})

export const isPlaced = (orderId: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => Effect.map(sql`select id from orders where id = ${orderId}`, (rows) => rows.length > 0)
  )
