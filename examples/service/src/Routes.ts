import { Effect, Layer } from "effect"
import { NovuWebhooks } from "effect-novu/Webhooks"
import { HttpRouter, HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { Orders } from "./Orders.ts"

const OrdersHandlers = HttpApiBuilder.group(
  Api,
  "orders",
  Effect.fn(function*(handlers) {
    const orders = yield* Orders
    return handlers.handleAll({
      place: ({ payload }) => orders.place(payload),
      find: ({ params }) => orders.find(params.id)
    })
  })
)

const Webhooks = NovuWebhooks.route("/webhooks/novu", {
  "message.read": ({ data: { object: { transactionId } } }) =>
    transactionId === undefined ? Effect.void : Orders.use(({ confirmationRead }) => confirmationRead(transactionId)),
  "message.failed": ({ data: { error, object } }) =>
    Effect.logWarning(`${object.transactionId} did not reach ${object.subscriberId}: ${error.message}`)
})

/** Is everything that the service answers. Who serves it provides `Orders`, and what webhooks need. */
export const Routes = Layer.mergeAll(
  HttpApiBuilder.layer(Api, { openapiPath: "/openapi.json" }).pipe(Layer.provide(OrdersHandlers)),
  HttpRouter.add("GET", "/health", HttpServerResponse.text("ok")),
  Webhooks
)
