/**
 * Receives webhooks on a port, from a fake Novu that this program runs itself: it
 * notifies two people, one of whom reads the message, and loses the first answer
 * to each webhook, so that all come twice.
 *
 *   npm run example examples/webhook-receiver.ts
 */
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer, Redacted } from "effect"
import { Events, SubscriberNotifications } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { NovuWebhooks, WebhookLedger } from "effect-novu/Webhooks"
import { HttpRouter, HttpServer } from "effect/http"
import { createServer } from "node:http"

const secret = Redacted.make("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

const Webhooks = NovuWebhooks.route("/webhooks/novu", {
  "message.sent": ({ data: { object } }) => Effect.sync(() => console.log(`sent to ${object.subscriberId}`)),
  "message.read": ({ data: { object } }) => Effect.sync(() => console.log(`read by ${object.subscriberId}`))
}).pipe(
  Layer.provide(NovuWebhooks.layer({ secret })),
  Layer.provide(WebhookLedger.layerMemory({ consumer: "example" }))
)

const Server = HttpRouter.serve(Webhooks, { disableLogger: true, disableListenLog: true }).pipe(
  Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 }))
)

const program = Effect.gen(function*() {
  const novu = yield* FakeNovu
  const { address } = yield* HttpServer.HttpServer
  const port = "port" in address ? address.port : 0
  const hooks = yield* novu.webhooks({
    to: `http://127.0.0.1:${port}/webhooks/novu`,
    secret,
    disorder: { duplicate: 1 }
  })
  yield* (yield* Events).trigger({ name: "welcome", to: ["ada", "grace"] })
  yield* hooks.settled
  const [item] = yield* novu.inbox("ada")
  if (item !== undefined) yield* (yield* SubscriberNotifications).markAsRead("ada", item.id)
  yield* hooks.settled
  const deliveries = yield* hooks.deliveries
  const attempts = deliveries.reduce((sum, delivery) => sum + delivery.attempts.length, 0)
  console.log(`${deliveries.length} webhooks in ${attempts} attempts`)
})

const Novu = FakeNovu.layerClient({ seed: { workflows: [{ id: "welcome", steps: ["in_app"] }] } })

program.pipe(Effect.scoped, Effect.provide([Novu, Server]), NodeRuntime.runMain)
