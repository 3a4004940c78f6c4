import { type DateTime, type Effect, Redacted, Schema } from "effect"
import { type Events, type NovuError, type NovuResponse, Trigger, type Triggered } from "effect-novu"
import { expectTypeOf } from "vitest"

declare const events: Events["Service"]
declare const at: DateTime.Utc

const OrderShipped = Trigger.make("order-shipped", {
  payload: { orderId: Schema.String, at: Schema.DateTimeUtc, code: Schema.RedactedFromValue(Schema.String) },
  key: ({ orderId }) => orderId
})

const payload = { orderId: "o1", at, code: Redacted.make("1234") }

type Answer = Effect.Effect<NovuResponse<Triggered>, NovuError>

expectTypeOf(events.trigger(OrderShipped, { to: "ada", payload })).toEqualTypeOf<Answer>()
expectTypeOf(events.trigger({ name: "welcome", to: "ada" })).toEqualTypeOf<Answer>()
expectTypeOf(events.triggerBroadcast(OrderShipped, { payload })).toEqualTypeOf<Answer>()
expectTypeOf<Trigger.PayloadOf<typeof OrderShipped>>().toEqualTypeOf<
  { readonly orderId: string; readonly at: DateTime.Utc; readonly code: Redacted.Redacted<string> }
>()

// every form of recipients
events.trigger(OrderShipped, { to: { subscriberId: "ada", email: "ada@example.com" }, payload })
events.trigger(OrderShipped, { to: ["ada", { type: "Topic", topicKey: "crew", exclude: ["lin"] }], payload })

// @ts-expect-error the payload lacks members
events.trigger(OrderShipped, { to: "ada", payload: { orderId: "o1" } })
// @ts-expect-error a time is no text
events.trigger(OrderShipped, { to: "ada", payload: { ...payload, at: "2026-01-01T00:00:00Z" } })
// @ts-expect-error a secret is wrapped
events.trigger(OrderShipped, { to: "ada", payload: { ...payload, code: "1234" } })
// @ts-expect-error there is no such member
events.trigger(OrderShipped, { to: "ada", payload: { ...payload, order: 1 } })
// @ts-expect-error a payload is needed
events.trigger(OrderShipped, { to: "ada" })
// @ts-expect-error nobody is named
events.trigger(OrderShipped, { payload })
// @ts-expect-error a topic has a key
events.trigger(OrderShipped, { to: { type: "Topic" }, payload })
// @ts-expect-error a subscriber has an id
events.trigger(OrderShipped, { to: { email: "ada@example.com" }, payload })
// @ts-expect-error the trigger names the workflow
events.trigger(OrderShipped, { name: "welcome", to: "ada", payload })
// @ts-expect-error a broadcast goes to everybody
events.triggerBroadcast(OrderShipped, { to: "ada", payload })
// @ts-expect-error the key is made of the payload
Trigger.make("order-shipped", { payload: { orderId: Schema.String }, key: ({ order }) => order })
