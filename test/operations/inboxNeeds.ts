import { DateTime, Effect } from "effect"
import { Events, NovuTransport, SubscriberNotifications } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import type { Need } from "./row.ts"

const subscriberId = "ada"
const transactionId = "txn_65f0c0ffee0000000000000c"

const action = (label: string) => ({ label, redirect: { url: `https://shop.test/${label}` } })

/** Makes a run of a workflow for `ada`, with an in-app message that has both buttons. */
const made: Need = Effect.gen(function*() {
  yield* (yield* FakeNovu).workflow({
    id: "inbox",
    steps: [{
      type: "in_app",
      controls: {
        subject: "Shipped",
        body: "On its way",
        primaryAction: action("track"),
        secondaryAction: action("later"),
        data: { plan: "pro" }
      }
    }]
  })
  const payload = { name: "inbox", to: subscriberId, payload: { plan: "pro" }, transactionId }
  yield* (yield* NovuTransport).call(Events.operations.trigger, { payload })
})

/** A fake gives the same ids in the same order, so those of the examples are read from another one. */
const ids = await Effect.runPromise(
  Effect.gen(function*() {
    yield* made
    const { messages, runs } = yield* (yield* FakeNovu).state
    return { messageId: String(messages[0]?.id), notificationId: String(runs[0]?.id) }
  }).pipe(Effect.provide(FakeNovu.layerClient()), Effect.provide(TestClock.layer()))
)

/** The ids that the needs give the things they make. */
export const inbox = { subscriberId, transactionId, ...ids }

/** Makes the item of the inbox that the examples name. */
export const triggered = (state: "fresh" | "snoozed" = "fresh"): Need =>
  state === "fresh" ? made : Effect.gen(function*() {
    yield* made
    const { call } = yield* NovuTransport
    const snoozeUntil = DateTime.add(yield* DateTime.now, { hours: 1 })
    yield* call(SubscriberNotifications.operations.snooze, {
      params: { subscriberId, notificationId: inbox.messageId },
      payload: { snoozeUntil }
    })
  })
