import { Context, Effect, type Layer } from "effect"
import { NovuWebhooks, type WebhookError, type WebhookEvent } from "effect-novu/Webhooks"
import type { HttpRouter } from "effect/http"
import { describe, expectTypeOf, it } from "vitest"

class Mail extends Context.Service<Mail, { readonly send: Effect.Effect<void, "bounced"> }>()("Mail") {}

describe("NovuWebhooks.route", () => {
  it("gives each handler the event of its type, and needs the services of all", () => {
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
    expectTypeOf(route).toEqualTypeOf<
      Layer.Layer<never, WebhookError, HttpRouter.HttpRouter | NovuWebhooks | Mail>
    >()
  })

  it("refuses a name that no event has", () => {
    // @ts-expect-error The name is misspelt.
    NovuWebhooks.route("/novu", { "message.sended": () => Effect.void })
  })
})

describe("WebhookEvent", () => {
  it("is told apart by its type", () => {
    const event = {} as WebhookEvent
    if (event.type === "preference.updated") {
      expectTypeOf(event.data.subscriberId).toEqualTypeOf<string | undefined>()
    }
    if (event.type === "unknown") expectTypeOf(event).not.toHaveProperty("data")
  })
})
