import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Config, Layer } from "effect"
import { NovuWebhooks, WebhookLedger } from "effect-novu/Webhooks"
import { HttpRouter } from "effect/http"
import { createServer } from "node:http"
import { Novu } from "./Novu.ts"
import { Orders } from "./Orders.ts"
import { Routes } from "./Routes.ts"

const Server = NodeHttpServer.layerConfig(createServer, {
  host: Config.withDefault(Config.String("HOST"), "127.0.0.1"),
  port: Config.withDefault(Config.Port("PORT"), 3000)
})

HttpRouter.serve(Routes).pipe(
  Layer.provide(Orders.layer),
  Layer.provide(Novu),
  // NOVU_WEBHOOK_SECRET.
  Layer.provide(NovuWebhooks.layerConfig),
  // Several processes share what they have handled by `WebhookLedgerRedis` or `WebhookLedgerSql`.
  Layer.provide(WebhookLedger.layerMemory({ consumer: "orders-service" })),
  Layer.provide(Server),
  Layer.launch,
  NodeRuntime.runMain
)
