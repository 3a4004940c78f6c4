import { Schema } from "effect"

export const OrderId = Schema.NonEmptyString.pipe(Schema.brand("OrderId"))
export type OrderId = typeof OrderId.Type

export class Customer extends Schema.Class<Customer>("Customer")({
  id: Schema.NonEmptyString,
  email: Schema.NonEmptyString
}) {}

/** Is what a caller sends. The caller makes the id, so that a request can be repeated. */
export class PlaceOrder extends Schema.Class<PlaceOrder>("PlaceOrder")({
  id: OrderId,
  customer: Customer,
  /** In cents. */
  total: Schema.Int.check(Schema.isGreaterThan(0))
}) {}

export class Order extends PlaceOrder.extend<Order>("Order")({
  /** What is known of the notification that confirms the order. */
  confirmation: Schema.Literals(["pending", "sent", "read"])
}) {}
