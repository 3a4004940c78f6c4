/**
 * Describes the inbox of a subscriber: its items, and what selects them.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import {
  EpochMillis,
  flag,
  isRecord,
  isTexts,
  JsonObject,
  nullableKey,
  nullableText,
  nullableTextKey,
  nullishKey,
  openLiterals,
  recordOrEmpty,
  Secret,
  textKey,
  timesKey,
  Timestamp,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType } from "./Channel.ts"
import { entity } from "./Entity.ts"
import { MessageCTA } from "./Message.ts"
import { NumberedPage } from "./NumberedPage.ts"
import { AnySeverity, Severity } from "./Severity.ts"

/**
 * Accepts a button of an item.
 *
 * @category schemas
 * @since 0.1.0
 */
export const InboxActionType = Schema.Literals(["primary", "secondary"])

/**
 * @category models
 * @since 0.1.0
 */
export type InboxActionType = typeof InboxActionType.Type

/**
 * Says where an item or a button leads.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxRedirect extends entity<InboxRedirect>()("RedirectDto", {
  url: Schema.String,
  target: nullishKey(openLiterals(["_self", "_blank", "_parent", "_top", "_unfencedTop"]), isString)
}) {}

/**
 * Describes the subscriber of an item.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxSubscriber extends entity<InboxSubscriber>()("InboxSubscriberResponseDto", {
  /** Novu's own id. Older servers leave it empty in the answer to a change. */
  id: Schema.String,
  /** Is empty where `id` is. */
  subscriberId: Schema.String,
  firstName: textKey,
  lastName: textKey,
  avatar: textKey
}) {}

/**
 * Describes a button of an item.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxAction extends entity<InboxAction>()("InboxActionDto", {
  label: Schema.String,
  /** At most one button of an item is completed. */
  isCompleted: flag,
  redirect: nullishKey(InboxRedirect, isRecord)
}) {}

/**
 * Describes the workflow that an item comes from.
 *
 * @category models
 * @since 0.1.0
 */
export class NotificationWorkflow extends entity<NotificationWorkflow>()("NotificationWorkflowDto", {
  id: Schema.String,
  identifier: Schema.String,
  name: Schema.String,
  critical: flag,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  data: nullishKey(JsonObject, isRecord),
  severity: nullishKey(AnySeverity, isString)
}) {}

/**
 * Describes an item of an inbox.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxNotification extends entity<InboxNotification>()("InboxNotificationDto", {
  /** Is the `_id` of the message, too. */
  id: Schema.String,
  /** Absent on older servers. */
  transactionId: textKey,
  subject: textKey,
  /** Is `null` where a server does not store content. */
  body: nullableText(Schema.String),
  to: InboxSubscriber,
  isRead: flag,
  /** It is `false` on servers that do not say it. */
  isSeen: flag,
  isArchived: flag,
  isSnoozed: flag,
  /** Absent when the item is not snoozed. */
  snoozedUntil: uncheckedTimeKey,
  /** Has one entry per delivery: an item that was snoozed is delivered again. */
  deliveredAt: timesKey,
  createdAt: Timestamp,
  /** Absent when the item is not read. */
  readAt: uncheckedTimeKey,
  firstSeenAt: uncheckedTimeKey,
  /** Absent when the item is not archived. */
  archivedAt: uncheckedTimeKey,
  avatar: textKey,
  primaryAction: nullishKey(InboxAction, isRecord),
  secondaryAction: nullishKey(InboxAction, isRecord),
  channelType: AnyChannelType,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  data: nullishKey(JsonObject, isRecord),
  redirect: nullishKey(InboxRedirect, isRecord),
  /** Absent when the workflow is gone, and on older servers. */
  workflow: nullishKey(NotificationWorkflow, isRecord),
  severity: nullishKey(AnySeverity, isString)
}) {}

/**
 * Describes one page of an inbox. It has no cursor: the `id` of the last item
 * is the `after` of the next page.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxNotificationPage extends entity<InboxNotificationPage>()("GetSubscriberNotificationsResponseDto", {
  data: Schema.Array(InboxNotification),
  hasMore: flag,
  /** Is what Novu understood of the query. */
  filter: recordOrEmpty(JsonObject, {})
}) {}

const someTags = Schema.Array(Schema.String).check(Schema.isMinLength(1))

const tagGroups = Schema.Struct({
  and: Schema.Array(Schema.Struct({ or: someTags })).check(Schema.isMinLength(1))
})

/**
 * Accepts a filter by tags: a list, of which an item has any, or groups, of
 * each of which it has any.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TagFilter = Schema.Union([someTags, tagGroups])

/**
 * @category models
 * @since 0.1.0
 */
export type TagFilter = typeof TagFilter.Type

/** Novu reads groups in a URL as JSON text, and a list as repeated names. */
const tagsInQuery = Schema.Union([someTags, Schema.fromJsonString(tagGroups)])

/**
 * Accepts a filter by the `data` of items. Novu takes at most two levels, of
 * texts of up to 256 characters, numbers, booleans and, on newer servers, lists
 * that mean any of their items. It fails with `BadRequest` on others.
 */
const dataFilter = Schema.fromJsonString(JsonObject.check(Schema.isMinProperties(1)))

const someContextKeys = Schema.Array(Schema.String).check(Schema.isMinLength(1))

/**
 * `SubscriberNotifications.list` filters by these members. A member that is
 * left out does not filter, so without `archived` and `snoozed` the list has
 * archived and snoozed items, too.
 *
 * @category models
 * @since 0.1.0
 */
export class ListSubscriberNotifications extends entity<ListSubscriberNotifications>()(undefined, {
  /**
   * Items per page, 1 to 100.
   *
   * @default 10, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))),
  /** The `id` of the last item of the page before. */
  after: Schema.optional(Schema.String),
  /** Skips this many items. Novu ignores it beside `after`. */
  offset: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /** `false` does not go together with `archived: true`; Novu answers `BadRequest`. */
  read: Schema.optional(Schema.Boolean),
  archived: Schema.optional(Schema.Boolean),
  snoozed: Schema.optional(Schema.Boolean),
  seen: Schema.optional(Schema.Boolean),
  tags: Schema.optional(tagsInQuery),
  /**
   * Items whose data have these members. Novu takes at most two levels, and
   * texts of up to 256 characters.
   */
  data: Schema.optional(dataFilter),
  severity: Schema.optional(Schema.Array(Severity)),
  /** Items made at this time or later. Novu counts in milliseconds. */
  createdGte: Schema.optional(EpochMillis),
  /** Items made at this time or earlier. */
  createdLte: Schema.optional(EpochMillis),
  /** Items in exactly this set of contexts, as `"type:id"` pairs. */
  contextKeys: Schema.optional(Schema.Array(Schema.String))
}) {}

/**
 * Selects the items that `SubscriberNotifications.count` counts. `{}` selects
 * every item.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxFilter extends entity<InboxFilter>()(undefined, {
  /** `false` does not go together with `archived: true`; Novu answers `BadRequest`. */
  read: Schema.optional(Schema.Boolean),
  archived: Schema.optional(Schema.Boolean),
  snoozed: Schema.optional(Schema.Boolean),
  seen: Schema.optional(Schema.Boolean),
  tags: Schema.optional(TagFilter),
  severity: Schema.optional(Schema.Array(Severity)),
  contextKeys: Schema.optional(Schema.Array(Schema.String))
}) {}

/**
 * `SubscriberNotifications.count` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class CountSubscriberNotifications extends entity<CountSubscriberNotifications>()(undefined, {
  /** Each gets a count of its own. At most 30. */
  filters: Schema.fromJsonString(Schema.Array(InboxFilter).check(Schema.isMaxLength(30)))
}) {}

/**
 * Counts the items of one filter.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxCount extends entity<InboxCount>()("GetSubscriberNotificationsCountResponseDto", {
  /** Novu counts to 99, and on its cloud only what the plan keeps. */
  count: Schema.Finite,
  filter: recordOrEmpty(JsonObject, {})
}) {}

/**
 * Describes what `SubscriberNotifications.count` returns: one count per filter,
 * in their order.
 *
 * @category schemas
 * @since 0.1.0
 */
export const InboxCounts = Schema.Array(InboxCount)

/**
 * The operations on one item take these members among their options.
 *
 * @category models
 * @since 0.1.0
 */
export class InboxItemOptions extends entity<InboxItemOptions>()(undefined, {
  /** The item has to be in exactly this set of contexts, as `"type:id"` pairs. */
  contextKeys: Schema.optional(Schema.Array(Schema.String))
}) {}

/**
 * `SubscriberNotifications.snooze` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class SnoozeSubscriberNotification
  extends entity<SnoozeSubscriberNotification>()("SnoozeSubscriberNotificationDto", {
    /** At least 60 seconds from now, and no later than the plan allows. */
    snoozeUntil: Timestamp
  })
{}

const selecting = {
  tags: TagFilter,
  /** Items whose data have these members. */
  data: dataFilter,
  /** Items in any of these contexts, as `"type:id"` pairs, where a list takes exactly the set. */
  contextKeys: someContextKeys
}

const selection = {
  tags: Schema.optional(selecting.tags),
  data: Schema.optional(selecting.data),
  contextKeys: Schema.optional(selecting.contextKeys)
}

/**
 * Selects the items that `SubscriberNotifications.markAllAsRead` and
 * `archiveAllRead` change. `{}` selects every item. An empty list is refused,
 * because Novu takes it for no filter.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateAllSubscriberNotifications
  extends entity<UpdateAllSubscriberNotifications>()("UpdateAllSubscriberNotificationsDto", selection)
{}

const no = Schema.optional(Schema.Undefined)

/** Novu takes a body without members for everything. */
const everything = Schema.Struct({}).pipe(
  Schema.decodeTo(Schema.Struct({ everything: Schema.Literal(true), tags: no, data: no, contextKeys: no }), {
    decode: SchemaGetter.transform(() => ({ everything: true as const })),
    encode: SchemaGetter.transform(() => ({}))
  })
)

/**
 * Selects the items that `SubscriberNotifications.deleteAll` and `archiveAll`
 * change: by at least one member, or `{ everything: true }`. Novu takes a body
 * without members for everything, so `{}` is refused, as are empty lists and
 * members that are `undefined`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const InboxSelection = Schema.Union([
  Schema.Struct({ ...selection, tags: selecting.tags, everything: no }),
  Schema.Struct({ ...selection, data: selecting.data, everything: no }),
  Schema.Struct({ ...selection, contextKeys: selecting.contextKeys, everything: no }),
  everything
])

/**
 * @category models
 * @since 0.1.0
 */
export type InboxSelection = typeof InboxSelection.Type

/**
 * `SubscriberNotifications.markAsSeen` sends this. `{}` selects every item.
 *
 * @category models
 * @since 0.1.0
 */
export class MarkSubscriberNotificationsAsSeen
  extends entity<MarkSubscriberNotificationsAsSeen>()("MarkSubscriberNotificationsAsSeenDto", {
    ...selection,
    /**
     * Selects by id, and the other members do not count then. Ids of no item are
     * ignored, and an empty list selects nothing.
     */
    notificationIds: Schema.optional(Schema.Array(Schema.String))
  })
{}

/**
 * Describes who or what a row of the feed comes from.
 *
 * @category models
 * @since 0.1.0
 */
export class ActorFeedItem extends entity<ActorFeedItem>()("ActorFeedItemDto", {
  type: nullishKey(openLiterals(["none", "user", "system_icon", "system_custom"]), isString),
  data: nullableTextKey
}) {}

/**
 * Describes the subscriber of a row of the feed.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriberFeed extends entity<SubscriberFeed>()("SubscriberFeedResponseDto", {
  /** Novu's own id. */
  _id: textKey,
  subscriberId: textKey,
  firstName: textKey,
  lastName: textKey,
  avatar: textKey
}) {}

/**
 * Describes a row of the feed, the older form of the inbox.
 *
 * @category models
 * @since 0.1.0
 */
export class NotificationFeedItem extends entity<NotificationFeedItem>()("NotificationFeedItemDto", {
  /** The id of the message. */
  _id: Schema.String,
  _templateId: textKey,
  _environmentId: textKey,
  _messageTemplateId: textKey,
  _organizationId: textKey,
  _notificationId: textKey,
  _subscriberId: textKey,
  _feedId: nullableTextKey,
  _jobId: textKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  actor: nullishKey(ActorFeedItem, isRecord),
  subscriber: nullishKey(SubscriberFeed, isRecord),
  transactionId: textKey,
  /** The trigger identifier of the workflow. */
  templateIdentifier: nullableTextKey,
  providerId: nullableTextKey,
  content: textKey,
  subject: nullableTextKey,
  channel: AnyChannelType,
  read: flag,
  seen: flag,
  archived: flag,
  deviceTokens: nullableKey(Schema.Array(Secret), isTexts),
  cta: recordOrEmpty(MessageCTA, {}),
  status: nullishKey(openLiterals(["sent", "error", "warning"]), isString),
  /** The payload of the trigger. */
  payload: nullishKey(JsonObject, isRecord),
  data: nullableKey(JsonObject, isRecord),
  overrides: nullishKey(JsonObject, isRecord),
  tags: nullableKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Describes one page of the feed. Its `totalCount` is no total: Novu limits it
 * to the size of the page.
 *
 * @category schemas
 * @since 0.1.0
 */
export const NotificationFeedPage = NumberedPage(NotificationFeedItem, "FeedResponseDto")

/**
 * `SubscriberNotifications.listFeed` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListNotificationFeed extends entity<ListNotificationFeed>()(undefined, {
  /**
   * Counts from 0.
   *
   * @default 0, chosen by Novu
   */
  page: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /**
   * Rows per page, 1 to 100.
   *
   * @default 10, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))),
  read: Schema.optional(Schema.Boolean),
  seen: Schema.optional(Schema.Boolean),
  /** Rows whose payload has these members, at any depth. */
  payload: Schema.optional(Schema.StringFromBase64.pipe(Schema.decodeTo(Schema.fromJsonString(JsonObject))))
}) {}

/**
 * `SubscriberNotifications.countUnseen` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class CountUnseenNotifications extends entity<CountUnseenNotifications>()(undefined, {
  /** @default false, chosen by Novu */
  seen: Schema.optional(Schema.Boolean),
  /**
   * Novu does not count further than this.
   *
   * @default 100, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)))
}) {}

/**
 * Describes what `SubscriberNotifications.countUnseen` returns.
 *
 * @category models
 * @since 0.1.0
 */
export class UnseenCount extends entity<UnseenCount>()("UnseenCountResponse", { count: Schema.Finite }) {}
