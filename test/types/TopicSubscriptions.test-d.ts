import type { Effect } from "effect"
import type { NovuError, NovuResponse, Subscribed, TopicSubscriptionDetails, TopicSubscriptions } from "effect-novu"
import { expectTypeOf } from "vitest"

declare const subscriptions: TopicSubscriptions["Service"]

expectTypeOf(subscriptions.create("crew", { subscriptions: ["ada"] })).toEqualTypeOf<
  Effect.Effect<NovuResponse<Subscribed>, NovuError>
>()
expectTypeOf(subscriptions.retrieve("crew", "mine")).toEqualTypeOf<
  Effect.Effect<NovuResponse<TopicSubscriptionDetails | undefined>, NovuError>
>()

// one or the other says what is to be removed
subscriptions.delete("crew", { subscriptions: ["ada", { subscriberId: "grace" }, { identifier: "mine" }] })
// @ts-expect-error both at once would remove more than the one that is named
subscriptions.delete("crew", { subscriptions: [{ subscriberId: "ada", identifier: "mine" }] })
// @ts-expect-error something has to be named
subscriptions.delete("crew", { subscriptions: [{}] })
// @ts-expect-error an identifier belongs to a subscriber
subscriptions.create("crew", { subscriptions: [{ identifier: "mine" }] })
// @ts-expect-error Novu would drop it
subscriptions.update("crew", "mine", { preferences: [{ workflowId: "news", enabled: false }] })
