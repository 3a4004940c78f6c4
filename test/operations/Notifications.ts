import * as dto from "@novu/api/models/components/index.js"
import { DateTime, Schema } from "effect"
import type { Notifications } from "effect-novu/Client/Notifications"
import { activityLists, emptyContextKeys, pageByDefault } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { wireOf } from "../peer/zodSchema.ts"
import { inbox, triggered } from "./inboxNeeds.ts"
import type { Rows } from "./row.ts"

const needs = [triggered()]

/** Leaves out the steps as they ran, of which Novu shows less than the SDK requires. */
const wire = wireOf(dto.ActivityNotificationResponseDto$inboundSchema, { jobs: undefined })

const answer = { reads: dto.ActivityNotificationResponseDto$inboundSchema, wire, limits: Limits.activity }

/** The SDK models the payload of a step as an empty object. */
const withoutJobPayloads = (result: unknown) => ({
  ...Object(result),
  jobs: Object(result).jobs.map((job: object) => Object.assign({}, job, { payload: {} }))
})

export const notifications: Rows<typeof Notifications> = {
  list: {
    asks: (novu, { query }) => novu.notifications.list(query ?? {}),
    // The SDK describes the numbers without their bounds, and times as any text.
    takes: { query: [] },
    reads: dto.ActivitiesResponseDto$inboundSchema,
    wire: wireOf(dto.ActivitiesResponseDto$inboundSchema, { data: Schema.Array(wire) }),
    limits: Limits.activityPage,
    faults: [...activityLists, emptyContextKeys, ...pageByDefault],
    example: { query: { transactionId: inbox.transactionId, after: DateTime.makeUnsafe("2020-01-01T00:00:00.000Z") } },
    needs,
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params }) => novu.notifications.retrieve(params.notificationId),
    ...answer,
    unknown: { notificationId: 500 },
    told: withoutJobPayloads,
    example: { params: { notificationId: inbox.notificationId } },
    needs,
    lost: "same"
  }
}
