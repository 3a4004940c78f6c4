import { Context, Effect, type Layer } from "effect"
import { NovuWebhooks, type WebhookError, type WebhookEvent } from "effect-novu/Webhooks"
import type { HttpRouter } from "effect/http"
import { expectTypeOf } from "vitest"

class Mail extends Context.Service<Mail, { readonly send: Effect.Effect<void, "bounced"> }>()("Mail") {}

// each handler gets the event of its type, and the route needs the services of all
const route = NovuWebhooks.route("/novu", {
  "message.failed": ({ data }) => {
    expectTypeOf(data.error.message).toEqualTypeOf<string | undefined>()
    return Mail.use(({ send }) => send)
  },
  onUnknown: ({ receivedType }) => {
    expectTypeOf(receivedType).toEqualTypeOf<string | undefined>()
    return Effect.void
  }
})
expectTypeOf(route).toEqualTypeOf<Layer.Layer<never, WebhookError, HttpRouter.HttpRouter | NovuWebhooks | Mail>>()

// @ts-expect-error no event has this name
NovuWebhooks.route("/novu", { "message.sended": () => Effect.void })

declare const event: WebhookEvent
if (event.type === "preference.updated") {
  expectTypeOf(event.data.subscriberId).toEqualTypeOf<string | undefined>()
}
if (event.type === "unknown") expectTypeOf(event).not.toHaveProperty("data")
