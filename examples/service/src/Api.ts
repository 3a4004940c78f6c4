import { Duration, Schema } from "effect"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { Order, OrderId, PlaceOrder } from "./Order.ts"
import { CustomerNotReachable, OrderIdTaken, OrderNotFound, TryLater } from "./OrderErrors.ts"

/** Says by `Retry-After`, as proxies and clients know it, when to come back. */
const TryLaterResponse = TryLater.pipe(HttpApiSchema.encodeToWithHeaders({
  body: HttpApiSchema.Empty(503),
  headers: { "retry-after": Schema.Int }
}, {
  decode: ({ headers }) => new TryLater({ after: Duration.seconds(headers["retry-after"]) }),
  encode: ({ after }) => ({ body: undefined, headers: { "retry-after": Math.ceil(Duration.toSeconds(after)) } })
}))

export class OrdersApi extends HttpApiGroup.make("orders").add(
  HttpApiEndpoint.post("place", "/orders", {
    payload: PlaceOrder,
    success: Order.pipe(HttpApiSchema.status(201)),
    error: [OrderIdTaken, CustomerNotReachable, TryLaterResponse]
  }),
  HttpApiEndpoint.get("find", "/orders/:id", {
    params: { id: OrderId },
    success: Order,
    error: OrderNotFound
  })
) {}

export class Api extends HttpApi.make("orders-service").add(OrdersApi) {}
