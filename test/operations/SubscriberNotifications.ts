import * as dto from "@novu/api/models/components/index.js"
import { DateTime } from "effect"
import type { SubscriberNotifications } from "effect-novu/Client/SubscriberNotifications"
import {
  bulkTags,
  closedActionType,
  emptyContextKeys,
  emptySeverity,
  limitByDefault,
  noTags,
  unseenByDefault
} from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { inbox, triggered } from "./inboxNeeds.ts"
import type { Rows } from "./row.ts"

const { messageId, subscriberId } = inbox

const needs = [triggered()]

const item = { params: { subscriberId, notificationId: messageId } }

const action = { params: { ...item.params, actionType: "primary" } }

const everything = { params: { subscriberId }, payload: { everything: true } } as const

const selected = { params: { subscriberId }, payload: { data: { plan: "pro" } } }

const answer = { reads: dto.InboxNotificationDto$inboundSchema, limits: Limits.inboxItem }

/** The SDK models the filter of a page as an empty object. */
const withoutFilter = (result: unknown) => ({ ...Object(result), filter: {} })

/** The SDK describes the query of a write together with its path. */
const onItem = { takes: { query: [] }, ...answer, faults: [emptyContextKeys], needs, unknown: { notificationId: 422 } }

interface Selection {
  readonly data?: unknown
}

/** Writes the data out, which Novu's SDK takes as the text that Novu reads. */
const withText = <A extends Selection>(selection: A) => ({
  ...selection,
  data: selection.data === undefined ? undefined : JSON.stringify(selection.data)
})

const filterMembers = ["read", "archived", "snoozed", "seen", "tags", "severity", "contextKeys", "and", "or"]

/** Writes filters out, their members in the order in which the client writes them. */
const textOf = (filters: ReadonlyArray<object>) =>
  `[${filters.map((each) => JSON.stringify(each, filterMembers)).join()}]`

const bulk = {
  // The SDK describes tags as an empty object, and data as any text.
  takes: { payload: [] },
  faults: bulkTags,
  needs,
  lost: "same"
} as const

export const subscriberNotifications: Rows<typeof SubscriberNotifications> = {
  list: {
    asks: (novu, { params, query }) => {
      const { createdGte, createdLte, ...rest }: Readonly<Record<string, never>> = query ?? {}
      return novu.subscribers.notifications.list({
        ...params,
        ...withText(rest),
        createdGte: createdGte === undefined ? undefined : Date.parse(createdGte),
        createdLte: createdLte === undefined ? undefined : Date.parse(createdLte)
      })
    },
    // The SDK describes the numbers without their bounds, times as numbers and data as any text.
    takes: { query: [] },
    reads: dto.GetSubscriberNotificationsResponseDto$inboundSchema,
    limits: Limits.inboxPage,
    faults: [noTags, emptyContextKeys, emptySeverity, limitByDefault],
    example: {
      params: { subscriberId },
      query: { read: false, createdGte: DateTime.makeUnsafe(0) }
    },
    told: withoutFilter,
    needs,
    lost: "same"
  },
  delete: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.delete({ ...params, ...Object(query) }),
    takes: { query: [] },
    faults: [emptyContextKeys],
    example: item,
    needs,
    lost: "gone",
    unknown: { notificationId: 422 }
  },
  completeAction: {
    asks: (novu, { params, query }) =>
      novu.subscribers.notifications.completeAction({ ...Object(params), ...Object(query) }),
    ...onItem,
    faults: [closedActionType],
    unknown: { notificationId: 422, actionType: "closed" },
    example: action,
    lost: "same"
  },
  revertAction: {
    asks: (novu, { params, query }) =>
      novu.subscribers.notifications.revertAction({ ...Object(params), ...Object(query) }),
    ...onItem,
    faults: [closedActionType],
    unknown: { notificationId: 422, actionType: "closed" },
    example: action,
    lost: "same"
  },
  archive: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.archive({ ...params, ...Object(query) }),
    ...onItem,
    example: item,
    lost: "same"
  },
  markAsRead: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.markAsRead({ ...params, ...Object(query) }),
    ...onItem,
    example: item,
    lost: "same"
  },
  snooze: {
    asks: (novu, { params, payload: { snoozeUntil }, query }) =>
      novu.subscribers.notifications.snooze({
        ...params,
        ...Object(query),
        snoozeSubscriberNotificationDto: { snoozeUntil: new Date(snoozeUntil) }
      }),
    ...onItem,
    takes: { query: [], payload: [] },
    example: { ...item, payload: { snoozeUntil: DateTime.makeUnsafe("1970-01-01T12:00:00.000Z") } },
    lost: "once"
  },
  unarchive: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.unarchive({ ...params, ...Object(query) }),
    ...onItem,
    example: item,
    lost: "same"
  },
  markAsUnread: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.markAsUnread({ ...params, ...Object(query) }),
    ...onItem,
    example: item,
    lost: "same"
  },
  unsnooze: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.unsnooze({ ...params, ...Object(query) }),
    ...onItem,
    example: item,
    needs: [triggered("snoozed")],
    lost: "found"
  },
  archiveAll: {
    asks: (novu, { params, payload }) => {
      const { everything: _, ...selection } = Object(payload)
      return novu.subscribers.notifications.archiveAll(withText(selection), params.subscriberId)
    },
    ...bulk,
    example: selected,
    variants: [{ example: everything, needs, lost: "same" }]
  },
  count: {
    asks: (novu, { params, query: { filters } }) =>
      novu.subscribers.notifications.count(params.subscriberId, textOf(filters)),
    // The SDK describes the filters as any text.
    takes: { query: [] },
    reads: dto.GetSubscriberNotificationsCountResponseDto$inboundSchema.array(),
    limits: Limits.inboxCount,
    example: { params: { subscriberId }, query: { filters: [{}, { read: false, tags: ["billing"] }] } },
    needs,
    lost: "same",
    unknown: { subscriberId: 400 }
  },
  deleteAll: {
    asks: (novu, { params, payload }) => {
      const { everything: _, ...selection } = Object(payload)
      return novu.subscribers.notifications.deleteAll(withText(selection), params.subscriberId)
    },
    ...bulk,
    example: selected,
    variants: [{ example: everything, needs, lost: "same" }]
  },
  markAllAsRead: {
    asks: (novu, { params, payload }) =>
      novu.subscribers.notifications.markAllAsRead(withText(payload), params.subscriberId),
    ...bulk,
    example: { params: { subscriberId }, payload: {} }
  },
  archiveAllRead: {
    asks: (novu, { params, payload }) =>
      novu.subscribers.notifications.archiveAllRead(withText(payload), params.subscriberId),
    ...bulk,
    example: { params: { subscriberId }, payload: {} }
  },
  markAsSeen: {
    asks: (novu, { params, payload }) =>
      novu.subscribers.notifications.markAsSeen(withText(payload), params.subscriberId),
    ...bulk,
    example: { params: { subscriberId }, payload: { notificationIds: [messageId] } }
  },
  listFeed: {
    asks: (novu, { params, query }) => {
      const { payload, ...rest }: Readonly<Record<string, unknown>> = query ?? {}
      return novu.subscribers.notifications.feed({
        ...params,
        ...rest,
        payload: payload === undefined ? undefined : Buffer.from(JSON.stringify(payload)).toString("base64")
      })
    },
    // The SDK describes the numbers without their bounds, and the payload as any text.
    takes: { query: [] },
    reads: dto.FeedResponseDto$inboundSchema,
    limits: Limits.numberedPageOf(Limits.feedItem),
    unreadable: true,
    faults: [limitByDefault],
    example: { params: { subscriberId } },
    needs,
    lost: "same",
    unknown: { subscriberId: 400 }
  },
  countUnseen: {
    asks: (novu, { params, query }) => novu.subscribers.notifications.unseenCount({ ...params, ...Object(query) }),
    takes: { query: [] },
    reads: dto.UnseenCountResponse$inboundSchema,
    faults: unseenByDefault,
    example: { params: { subscriberId } },
    needs,
    lost: "same",
    unknown: { subscriberId: 400 }
  }
}
