import { Duration, Effect, Schema } from "effect"
import type { NovuError } from "effect-novu"
import { OrderId } from "./Order.ts"

export class OrderNotFound
  extends Schema.TaggedError<OrderNotFound>()("OrderNotFound", { id: OrderId }, { httpApiStatus: 404 })
{}

/** There is another order with this id. */
export class OrderIdTaken
  extends Schema.TaggedError<OrderIdTaken>()("OrderIdTaken", { id: OrderId }, { httpApiStatus: 409 })
{}

/** The order is stored, and Novu cannot tell this customer. Repeating it does not help. */
export class CustomerNotReachable extends Schema.TaggedError<CustomerNotReachable>()("CustomerNotReachable", {
  customerId: Schema.String
}, { httpApiStatus: 422 }) {}

/** The order is stored, and its customer may not have been told. Place it again after this time. */
export class TryLater extends Schema.TaggedError<TryLater>()("TryLater", { after: Schema.Duration }) {}

/**
 * Puts a failure of Novu into the words of this service. What no caller can do
 * anything about, such as a wrong key or a workflow that is missing, is a defect: it
 * is answered with 500, and the log says what to mend.
 */
export const refuse = (customerId: string, error: NovuError): Effect.Effect<never, CustomerNotReachable | TryLater> => {
  if (error.isRetryable) return Effect.fail(new TryLater({ after: error.retryAfter ?? Duration.seconds(5) }))
  return error.reason._tag === "NotTriggered" && error.reason.outcome === "invalid_recipients"
    ? Effect.fail(new CustomerNotReachable({ customerId }))
    : Effect.die(error)
}
