import type { Effect, Redacted, Stream } from "effect"
import type {
  EnsuredSubscriber,
  NovuError,
  NovuResponse,
  Subscriber,
  SubscriberBulkResult,
  SubscriberPreferences,
  Subscribers
} from "effect-novu"
import { expectTypeOf } from "vitest"

declare const subscribers: Subscribers["Service"]
declare const preferences: SubscriberPreferences["Service"]
declare const secret: Redacted.Redacted

expectTypeOf(subscribers.ensure({ subscriberId: "ada" })).toEqualTypeOf<Effect.Effect<EnsuredSubscriber, NovuError>>()
expectTypeOf(subscribers.listAll()).toEqualTypeOf<Stream.Stream<Subscriber, NovuError>>()
expectTypeOf(subscribers.createBulk([])).toEqualTypeOf<Effect.Effect<NovuResponse<SubscriberBulkResult>, NovuError>>()

// absent keeps, null clears, a value sets
subscribers.create({ subscriberId: "ada", firstName: null, data: { plan: "pro" } }, { failIfExists: true })
subscribers.update("ada", { email: null, data: null, phone: "+49" })
subscribers.update("ada", {})
// @ts-expect-error data are an object
subscribers.update("ada", { data: [1] })
// @ts-expect-error an id cannot be changed
subscribers.update("ada", { subscriberId: "grace" })
// @ts-expect-error an id is required
subscribers.create({ firstName: "Ada" })
// @ts-expect-error an id is no null
subscribers.create({ subscriberId: null })

// any provider, and secrets only
subscribers.updateCredentials("ada", { providerId: "brand-new", credentials: { deviceTokens: [secret] } })
subscribers.appendCredentials("ada", { providerId: "slack", credentials: { webhookUrl: secret } })
// @ts-expect-error a token in clear
subscribers.updateCredentials("ada", { providerId: "fcm", credentials: { deviceTokens: ["token"] } })
// @ts-expect-error a URL in clear
subscribers.updateCredentials("ada", { providerId: "slack", credentials: { webhookUrl: "https://hooks.test" } })

// a schedule is of everything
const schedule = { isEnabled: true, weeklySchedule: { monday: { isEnabled: true } } }
preferences.update("ada", { schedule, channels: { email: false } })
preferences.update("ada", { workflowId: "news", channels: { email: false } })
// @ts-expect-error Novu ignores a schedule for one workflow
preferences.update("ada", { workflowId: "news", schedule })
// @ts-expect-error in whatever order
preferences.update("ada", { schedule, channels: { email: false }, workflowId: "news" })
// @ts-expect-error there is no such channel
preferences.update("ada", { channels: { fax: true } })
// @ts-expect-error the level of everything cannot be set in bulk
preferences.updateBulk("ada", { preferences: [{ channels: { email: true } }] })
