import type { DateTime, Effect, Stream } from "effect"
import type { InboxNotification, NovuError, NovuResponse, SubscriberNotifications } from "effect-novu"
import { expectTypeOf } from "vitest"

declare const inbox: SubscriberNotifications["Service"]
declare const time: DateTime.Utc
declare const tags: Array<string>

expectTypeOf(inbox.listAll("ada")).toEqualTypeOf<Stream.Stream<InboxNotification, NovuError>>()
expectTypeOf(inbox.delete("ada", "id")).toEqualTypeOf<Effect.Effect<NovuResponse<void>, NovuError>>()

// times and filters are values, not texts
inbox.list("ada", { createdGte: time, data: { plan: "pro" }, tags, read: false })
inbox.count("ada", { filters: [{}, { tags: { and: [{ or: tags }] } }] })
inbox.snooze("ada", "id", { snoozeUntil: time }, { contextKeys: ["tenant:acme"] })
// @ts-expect-error a time is not a number
inbox.list("ada", { createdGte: 1 })
// @ts-expect-error there are no other buttons
inbox.completeAction("ada", "id", "tertiary")

// what deletes or archives everything has to say so
inbox.deleteAll("ada", { everything: true })
inbox.deleteAll("ada", { tags })
inbox.archiveAll("ada", { data: { plan: "pro" }, contextKeys: ["tenant:acme"] })
// @ts-expect-error nothing is selected
inbox.deleteAll("ada", {})
// @ts-expect-error nothing is selected
inbox.archiveAll("ada", {})
// @ts-expect-error nothing is selected
inbox.deleteAll("ada", { tags: undefined })
// @ts-expect-error everything, or what the tags select
inbox.deleteAll("ada", { everything: true, tags })
// @ts-expect-error not everything, but then what?
inbox.deleteAll("ada", { everything: false })
// @ts-expect-error there is no such member
inbox.deleteAll("ada", { tag: "billing" })
