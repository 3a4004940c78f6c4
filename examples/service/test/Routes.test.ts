import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { sample, sign, type SignOptions } from "effect-novu/Testing/Webhooks"
import { NovuWebhooks, WebhookLedger } from "effect-novu/Webhooks"
import { HttpClient, HttpClientRequest, HttpRouter } from "effect/http"
import { HttpApiClient } from "effect/http-api"
import { Api } from "../src/Api.ts"
import { OrderPlaced } from "../src/OrderPlaced.ts"
import { Orders } from "../src/Orders.ts"
import { Routes } from "../src/Routes.ts"
import { fakeNovu } from "./Novu.ts"
import { order } from "./samples.ts"

const secret = Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

/** Serves everything on a free port, with an `HttpClient` that calls it. */
const Served = HttpRouter.serve(Routes, { disableLogger: true, disableListenLog: true }).pipe(
  Layer.provide(Orders.layer),
  Layer.provide(NovuWebhooks.layer({ secret })),
  Layer.provide(WebhookLedger.layerMemory({ consumer: "test" })),
  Layer.provideMerge(NodeHttpServer.layerTest),
  Layer.provideMerge(fakeNovu())
)

const api = HttpApiClient.make(Api)

/** Posts a webhook as Novu does, and returns the status of the answer. */
const webhook = Effect.fnUntraced(function*(event: SignOptions) {
  const { body, headers } = yield* sign(event)
  const request = HttpClientRequest.post("/webhooks/novu").pipe(
    HttpClientRequest.setHeaders(headers),
    HttpClientRequest.bodyUint8Array(body, "application/json")
  )
  return (yield* HttpClient.execute(request)).status
})

const readBy = (transactionId: string | undefined) =>
  sample("message.read", { data: { object: { _id: "message-1", transactionId } } })

describe("Routes", () => {
  it.effect("place an order and show it", () =>
    Effect.gen(function*() {
      const { orders } = yield* api
      const placed = yield* orders.place({ payload: order("o1") })
      assert.strictEqual(placed.confirmation, "sent")
      assert.deepStrictEqual(yield* orders.find({ params: { id: placed.id } }), placed)
      const [sent] = yield* (yield* FakeNovu).sent(OrderPlaced, "ada")
      assert.strictEqual(sent?.orderId, "o1")
    }).pipe(Effect.provide(Served)))

  it.effect("say when to come back", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.respond({ status: 429, headers: { "retry-after": "120" } }))
      const request = HttpClientRequest.bodyJsonUnsafe(HttpClientRequest.post("/orders"), order("o1"))
      const { headers, status } = yield* HttpClient.execute(request)
      assert.deepStrictEqual([status, headers["retry-after"]], [503, "120"])
    }).pipe(Effect.provide(Served)))

  it.effect("refuse what is no order, and know no order that was not placed", () =>
    Effect.gen(function*() {
      const nothing = HttpClientRequest.bodyJsonUnsafe(HttpClientRequest.post("/orders"), { id: "" })
      assert.strictEqual((yield* HttpClient.execute(nothing)).status, 400)
      assert.strictEqual((yield* HttpClient.get("/orders/o1")).status, 404)
    }).pipe(Effect.provide(Served)))

  it.effect("take webhooks of Novu, also when they come again", () =>
    Effect.gen(function*() {
      const { orders } = yield* api
      const { id } = yield* orders.place({ payload: order("o1") })
      const [sent] = yield* (yield* FakeNovu).sent()
      const read = { secret, id: "webhook-1", body: readBy(sent?.transactionId) }
      assert.deepStrictEqual([yield* webhook(read), yield* webhook(read)], [204, 204])
      assert.strictEqual((yield* orders.find({ params: { id } })).confirmation, "read")
    }).pipe(Effect.provide(Served)))

  it.effect("refuse webhooks of others", () =>
    Effect.gen(function*() {
      const { orders } = yield* api
      const { id } = yield* orders.place({ payload: order("o1") })
      const [sent] = yield* (yield* FakeNovu).sent()
      const foreign = Redacted.make("whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA==")
      assert.strictEqual(yield* webhook({ secret: foreign, body: readBy(sent?.transactionId) }), 401)
      assert.strictEqual((yield* orders.find({ params: { id } })).confirmation, "sent")
    }).pipe(Effect.provide(Served)))
})
