import { Context, Effect, Equal, Layer } from "effect"
import { Events } from "effect-novu"
import { Order, type OrderId, type PlaceOrder } from "./Order.ts"
import { type CustomerNotReachable, OrderIdTaken, OrderNotFound, refuse, type TryLater } from "./OrderErrors.ts"
import { OrderPlaced } from "./OrderPlaced.ts"

export class Orders extends Context.Service<Orders, {
  /** Stores an order and confirms it to its customer. The same order can be placed again: it is confirmed once. */
  readonly place: (order: PlaceOrder) => Effect.Effect<Order, OrderIdTaken | CustomerNotReachable | TryLater>
  readonly find: (id: OrderId) => Effect.Effect<Order, OrderNotFound>
  /** Notes that a customer has read a confirmation. Does nothing for notifications of others. */
  readonly confirmationRead: (transactionId: string) => Effect.Effect<void>
}>()("orders-service/Orders") {
  static readonly layer = Layer.effect(
    Orders,
    Effect.gen(function*() {
      const { trigger } = yield* Events
      // These stand for a table of yours, and an index of it.
      const orders = new Map<OrderId, Order>()
      const byTransaction = new Map<string, OrderId>()

      /** A confirmation that was read stays so, whatever comes late. */
      const save = (order: PlaceOrder, confirmation: Order["confirmation"]) => {
        const stored = orders.get(order.id)
        const saved = stored?.confirmation === "read" ? stored : new Order({ ...order, confirmation })
        orders.set(order.id, saved)
        return saved
      }

      const confirm = Effect.fn("Orders.confirm")(function*(order: Order) {
        const { result } = yield* trigger(OrderPlaced, {
          to: { subscriberId: order.customer.id, email: order.customer.email },
          payload: { orderId: order.id, total: order.total }
        })
        byTransaction.set(result.transactionId, order.id)
        return save(order, "sent")
      })

      return Orders.of({
        place: Effect.fn("Orders.place")(function*(placed: PlaceOrder) {
          const order = orders.get(placed.id) ?? save(placed, "pending")
          if (!isSame(order, placed)) return yield* new OrderIdTaken({ id: placed.id })
          if (order.confirmation !== "pending") return order
          return yield* Effect.catchTag(confirm(order), "NovuError", (error) => refuse(order.customer.id, error))
        }),
        find: Effect.fn("Orders.find")(function*(id: OrderId) {
          return orders.get(id) ?? (yield* new OrderNotFound({ id }))
        }),
        confirmationRead: (transactionId) =>
          Effect.sync(() => {
            const id = byTransaction.get(transactionId)
            const order = id === undefined ? undefined : orders.get(id)
            if (order !== undefined) save(order, "read")
          })
      })
    })
  )
}

const isSame = (order: PlaceOrder, other: PlaceOrder): boolean =>
  order.total === other.total && Equal.equals(order.customer, other.customer)
