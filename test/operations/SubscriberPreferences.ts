import * as dto from "@novu/api/models/components/index.js"
import { Effect } from "effect"
import { SubscriberPreferences } from "effect-novu/Client/SubscriberPreferences"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { contextFaults, emptyContextKeys, nonCriticalByDefault } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const subscriberId = "ada"

const params = { subscriberId }

const workflow: Need = Effect.flatMap(FakeNovu, (fake) => fake.workflow({ id: "welcome", steps: ["in_app", "email"] }))

const schedule = {
  isEnabled: true,
  weeklySchedule: {
    monday: { isEnabled: true, hours: [{ start: "09:00 AM", end: "05:00 PM" }] },
    sunday: { isEnabled: false }
  }
}

const scheduled = made(SubscriberPreferences.operations.update, { params, payload: { schedule } })

/** Novu's SDK calls the inbox by another name than Novu does, and renames it where nobody can see it. */
const renamed = (value: unknown): never =>
  JSON.parse(JSON.stringify(value), (_name, member: unknown) => {
    const { in_app: inApp, ...rest }: Record<string, unknown> = Object(member)
    return inApp === undefined ? member : { ...rest, inApp }
  }) as never

const view = {
  reads: dto.GetSubscriberPreferencesDto$inboundSchema,
  limits: Limits.preferenceView,
  told: renamed
}

export const subscriberPreferences: Rows<typeof SubscriberPreferences> = {
  list: {
    asks: (novu, { params: { subscriberId: id }, query }) =>
      novu.subscribers.preferences.list({ subscriberId: id, ...Object(query) }),
    // The SDK describes the query together with the path.
    takes: { query: [] },
    ...view,
    faults: [emptyContextKeys, nonCriticalByDefault],
    example: { params, query: { criticality: "all" } },
    needs: [workflow, scheduled],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { subscriberId: id }, payload }) =>
      novu.subscribers.preferences.update(renamed(payload), id),
    takes: { payload: [] },
    ...view,
    faults: contextFaults,
    example: { params, payload: { workflowId: "welcome", channels: { email: false } } },
    needs: [workflow, scheduled],
    lost: "same",
    variants: [{
      example: { params, payload: { channels: { in_app: false, email: true }, schedule } },
      needs: [workflow],
      lost: "same"
    }]
  },
  updateBulk: {
    asks: (novu, { params: { subscriberId: id }, payload }) =>
      novu.subscribers.preferences.bulkUpdate(renamed(payload), id),
    takes: { payload: [] },
    reads: dto.GetPreferencesResponseDto$inboundSchema.array(),
    limits: Limits.updatedPreference,
    told: renamed,
    faults: contextFaults,
    example: {
      params,
      payload: { preferences: [{ workflowId: "welcome", channels: { in_app: true, email: false } }] }
    },
    needs: [workflow],
    lost: "same"
  }
}
