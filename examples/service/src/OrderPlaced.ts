import { Schema } from "effect"
import { Trigger } from "effect-novu"

/** Confirms an order. Novu drops what is triggered again for the same order. */
export const OrderPlaced = Trigger.make("order-placed", {
  payload: { orderId: Schema.String, total: Schema.Int },
  key: ({ orderId }) => orderId
})
