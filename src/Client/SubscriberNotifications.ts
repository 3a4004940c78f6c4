/**
 * Keep the inbox of a subscriber: read its items, and mark, archive, snooze or
 * delete them.
 *
 * @see https://docs.novu.co/api-reference/subscribers
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import type { NumberedPage } from "../Schema/NumberedPage.ts"
import {
  CountSubscriberNotifications,
  CountUnseenNotifications,
  type InboxActionType,
  InboxCounts,
  InboxItemOptions,
  InboxNotification,
  InboxNotificationPage,
  InboxSelection,
  ListNotificationFeed,
  ListSubscriberNotifications,
  MarkSubscriberNotificationsAsSeen,
  type NotificationFeedItem,
  NotificationFeedPage,
  SnoozeSubscriberNotification,
  UnseenCount,
  UpdateAllSubscriberNotifications
} from "../Schema/SubscriberNotification.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v2/subscribers/{subscriberId}/notifications"
const olderPath = "/v1/subscribers/{subscriberId}/notifications"

const list = Operation.make({
  name: "SubscriberNotifications.list",
  method: "GET",
  path,
  query: ListSubscriberNotifications,
  success: InboxNotificationPage
})

const remove = Operation.make({
  name: "SubscriberNotifications.delete",
  method: "DELETE",
  path: `${path}/{notificationId}`,
  query: InboxItemOptions,
  reconcile: goneIsDone
})

const completeAction = Operation.make({
  name: "SubscriberNotifications.completeAction",
  method: "PATCH",
  path: `${path}/{notificationId}/actions/{actionType}/complete`,
  query: InboxItemOptions,
  success: InboxNotification,
  // It writes the same state again.
  repeat: "idempotent"
})

const revertAction = Operation.make({
  name: "SubscriberNotifications.revertAction",
  method: "PATCH",
  path: `${path}/{notificationId}/actions/{actionType}/revert`,
  query: InboxItemOptions,
  success: InboxNotification,
  // It writes the same state again.
  repeat: "idempotent"
})

const archive = Operation.make({
  name: "SubscriberNotifications.archive",
  method: "PATCH",
  path: `${path}/{notificationId}/archive`,
  query: InboxItemOptions,
  success: InboxNotification,
  // It writes the same state again.
  repeat: "idempotent"
})

const markAsRead = Operation.make({
  name: "SubscriberNotifications.markAsRead",
  method: "PATCH",
  path: `${path}/{notificationId}/read`,
  query: InboxItemOptions,
  success: InboxNotification,
  // It writes the same state again.
  repeat: "idempotent"
})

const snooze = Operation.make({
  name: "SubscriberNotifications.snooze",
  method: "PATCH",
  path: `${path}/{notificationId}/snooze`,
  query: InboxItemOptions,
  payload: SnoozeSubscriberNotification,
  success: InboxNotification,
  // Novu queues one more job that wakes the item for each request.
  repeat: "unguarded"
})

const unarchive = Operation.make({
  name: "SubscriberNotifications.unarchive",
  method: "PATCH",
  path: `${path}/{notificationId}/unarchive`,
  query: InboxItemOptions,
  success: InboxNotification,
  // It writes the same state again.
  repeat: "idempotent"
})

const markAsUnread = Operation.make({
  name: "SubscriberNotifications.markAsUnread",
  method: "PATCH",
  path: `${path}/{notificationId}/unread`,
  query: InboxItemOptions,
  success: InboxNotification,
  // It writes the same state again.
  repeat: "idempotent"
})

/** Looks for an item among the newest that are not snoozed, because Novu cannot be asked for one item. */
const lookUp = (
  call: Operation.Call,
  params: { readonly subscriberId: string; readonly notificationId: string },
  pages = 3,
  after?: string
): Effect.Effect<NovuResponse<InboxNotification> | undefined, NovuError> =>
  Effect.flatMap(
    call(list, { params, query: { limit: 100, snoozed: false, after } }),
    ({ headers, result: { data, hasMore } }) => {
      const result = data.find(({ id, isSnoozed }) => id === params.notificationId && !isSnoozed)
      if (result !== undefined) return Effect.succeed({ headers, result })
      const last = data.at(-1)
      return last === undefined || !hasMore || pages === 1
        ? Effect.succeed(undefined)
        : lookUp(call, params, pages - 1, last.id)
    }
  )

const unsnooze = Operation.make({
  name: "SubscriberNotifications.unsnooze",
  method: "PATCH",
  path: `${path}/{notificationId}/unsnooze`,
  query: InboxItemOptions,
  success: InboxNotification,
  // Novu answers 404 for an item that is not snoozed, which an earlier attempt of this call may have woken.
  repeat: "guarded",
  reconcile: ({ isAboutResource, reason }, { params }, call) =>
    isAboutResource && reason._tag === "NotFound" ? lookUp(call, params) : undefined
})

const archiveAll = Operation.make({
  name: "SubscriberNotifications.archiveAll",
  method: "POST",
  path: `${path}/archive`,
  payload: InboxSelection,
  // It writes the same state again.
  repeat: "idempotent"
})

const count = Operation.make({
  name: "SubscriberNotifications.count",
  method: "GET",
  path: `${path}/count`,
  query: CountSubscriberNotifications,
  success: InboxCounts
})

const deleteAll = Operation.make({
  name: "SubscriberNotifications.deleteAll",
  method: "POST",
  path: `${path}/delete`,
  payload: InboxSelection,
  // It writes the same state again.
  repeat: "idempotent"
})

const markAllAsRead = Operation.make({
  name: "SubscriberNotifications.markAllAsRead",
  method: "POST",
  path: `${path}/read`,
  payload: UpdateAllSubscriberNotifications,
  // It writes the same state again.
  repeat: "idempotent"
})

const archiveAllRead = Operation.make({
  name: "SubscriberNotifications.archiveAllRead",
  method: "POST",
  path: `${path}/read-archive`,
  payload: UpdateAllSubscriberNotifications,
  // It writes the same state again.
  repeat: "idempotent"
})

const markAsSeen = Operation.make({
  name: "SubscriberNotifications.markAsSeen",
  method: "POST",
  path: `${path}/seen`,
  payload: MarkSubscriberNotificationsAsSeen,
  // It writes the same state again.
  repeat: "idempotent"
})

const listFeed = Operation.make({
  name: "SubscriberNotifications.listFeed",
  method: "GET",
  path: `${olderPath}/feed`,
  query: ListNotificationFeed,
  success: NotificationFeedPage
})

const countUnseen = Operation.make({
  name: "SubscriberNotifications.countUnseen",
  method: "GET",
  path: `${olderPath}/unseen`,
  query: CountUnseenNotifications,
  success: UnseenCount
})

const ofItem = (subscriberId: string, notificationId: string) => ({ params: { subscriberId, notificationId } })

const ofAction = (subscriberId: string, notificationId: string, actionType: InboxActionType) => ({
  params: { subscriberId, notificationId, actionType }
})

/**
 * Reads and changes the inbox of a subscriber.
 *
 * The methods for one item fail with `NotFound` when the subscriber does not
 * exist, when the item does not or is another subscriber's, and when
 * `contextKeys` among the options are not exactly its contexts. They fail with
 * `ValidationFailed` when the id is not one of Novu's. Each makes the item seen.
 *
 * **Gotchas**
 *
 * - Novu makes the items after it answered the trigger, and lists may be stale
 *   for a moment after a change.
 *
 * @category services
 * @since 0.1.0
 */
export class SubscriberNotifications extends Group.Service<SubscriberNotifications>()("SubscriberNotifications", {
  /**
   * Returns one page, newest first. Use `listAll` to read every page.
   *
   * Fails with `NotFound` when the subscriber does not exist; with `BadRequest`
   * when `read: false` and `archived: true` go together, or when Novu cannot
   * filter by the `data`; with `ServerFailed` when the item of `after` is gone.
   *
   * **Gotchas**
   *
   * - Without `archived` and `snoozed` the list has archived and snoozed items,
   *   too.
   */
  list: Group.method(
    list,
    (subscriberId: string, query?: ListSubscriberNotifications) => ({ params: { subscriberId }, query })
  ),

  /**
   * Streams every item that matches, page by page as the stream is pulled.
   *
   * You may delete each item as you get it: the last one of a page comes only
   * after the next page was read, so that its place is not lost. When somebody
   * else deletes that item, it reads on from the nearest item before it, and no
   * item comes twice. Novu answers a deleted place with status 500, so each such
   * step costs the attempts of a call.
   *
   * **Gotchas**
   *
   * - When others delete all items of a page before the next page is read, it
   *   fails with `NotFound`, and says that its place is lost.
   */
  listAll: Group.pages(
    list,
    (subscriberId: string, query?: Omit<ListSubscriberNotifications, "after" | "offset">) => ({
      params: { subscriberId },
      query
    }),
    Paging.byLastKey({
      items: ({ data }: InboxNotificationPage) => data,
      hasMore: ({ hasMore }: InboxNotificationPage) => hasMore,
      keyOf: ({ id }: InboxNotification) => id
    })
  ),

  /**
   * Deletes an item for good, and with it the message. A repeated call fails
   * with `NotFound`, unless an earlier attempt of the same call may have deleted
   * the item.
   */
  delete: Group.method(remove, ofItem),

  /**
   * Completes a button of an item. The other button is then not completed. It
   * also reads the item. A repeated call changes nothing. Fails with
   * `BadRequest` when the item has no such button.
   */
  completeAction: Group.method(completeAction, ofAction),

  /**
   * Takes back that a button was completed, whichever of the two it was. A
   * repeated call changes nothing. Fails with `BadRequest` when the item has no
   * such button.
   */
  revertAction: Group.method(revertAction, ofAction),

  /** Archives an item and reads it. A repeated call changes nothing but the times. */
  archive: Group.method(archive, ofItem),

  /** Reads an item. A repeated call changes nothing but `readAt`. */
  markAsRead: Group.method(markAsRead, ofItem),

  /**
   * Hides an item until a time, at which Novu delivers it again. It takes it out
   * of the archive.
   *
   * Fails with `ValidationFailed` when the time is less than 60 seconds away,
   * and with `PaymentRequired` when the plan does not allow one so far away.
   *
   * **Gotchas**
   *
   * - Novu queues a job that wakes the item on each call, so a request whose
   *   answer was lost is not repeated.
   */
  snooze: Group.method(
    snooze,
    (subscriberId: string, notificationId: string, payload: SnoozeSubscriberNotification) => ({
      ...ofItem(subscriberId, notificationId),
      payload
    })
  ),

  /** Takes an item out of the archive. It stays read. A repeated call changes nothing but `readAt`. */
  unarchive: Group.method(unarchive, ofItem),

  /** Makes an item unread, and takes it out of the archive. A repeated call changes nothing. */
  markAsUnread: Group.method(markAsUnread, ofItem),

  /**
   * Wakes a snoozed item. Fails with `NotFound` when it is not snoozed, so a
   * repeated call does, unless an earlier attempt of the same call may have
   * woken it. The call then looks for the item among the newest 300.
   */
  unsnooze: Group.method(unsnooze, ofItem),

  /**
   * Archives the items of a selection, or `{ everything: true }`. A repeated
   * call changes nothing but the times. Fails with `InvalidInput` on a selection
   * that selects by nothing.
   */
  archiveAll: Group.method(
    archiveAll,
    (subscriberId: string, payload: InboxSelection) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Counts the items of each filter, in their order. Fails with `BadRequest`
   * when the subscriber does not exist, where the other methods fail with
   * `NotFound`, and when `read: false` and `archived: true` go together.
   *
   * **Gotchas**
   *
   * - Novu counts to 99.
   */
  count: Group.method(
    count,
    (subscriberId: string, query: CountSubscriberNotifications) => ({ params: { subscriberId }, query })
  ),

  /**
   * Deletes the items of a selection for good, or `{ everything: true }`. A
   * repeated call finds nothing more to delete, apart from newer items. Fails
   * with `InvalidInput` on a selection that selects by nothing.
   *
   * **Gotchas**
   *
   * - Novu may delete the subscriber's messages of other channels, too.
   */
  deleteAll: Group.method(
    deleteAll,
    (subscriberId: string, payload: InboxSelection) => ({ params: { subscriberId }, payload })
  ),

  /** Reads the items of a selection, and all with `{}`. Archived items stay archived. A repeated call is harmless. */
  markAllAsRead: Group.method(
    markAllAsRead,
    (subscriberId: string, payload: UpdateAllSubscriberNotifications) => ({ params: { subscriberId }, payload })
  ),

  /** Archives those items of a selection, or of all with `{}`, that are read. A repeated call is harmless. */
  archiveAllRead: Group.method(
    archiveAllRead,
    (subscriberId: string, payload: UpdateAllSubscriberNotifications) => ({ params: { subscriberId }, payload })
  ),

  /** Makes items seen: those of the ids, those of a selection, or all with `{}`. A repeated call is harmless. */
  markAsSeen: Group.method(
    markAsSeen,
    (subscriberId: string, payload: MarkSubscriberNotificationsAsSeen) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Returns one page of the older form of the inbox, newest first. Fails with
   * `BadRequest` when the subscriber does not exist.
   *
   * @deprecated Use `list`.
   */
  listFeed: Group.method(
    listFeed,
    (subscriberId: string, query?: ListNotificationFeed) => ({ params: { subscriberId }, query })
  ),

  /**
   * Streams every row of the feed, page by page as the stream is pulled. Rows
   * that are made or deleted in between shift the pages.
   *
   * @deprecated Use `listAll`.
   */
  listAllFeed: Group.pages(
    listFeed,
    (subscriberId: string, query?: Omit<ListNotificationFeed, "page">) => ({ params: { subscriberId }, query }),
    Paging.byPageNumber({
      items: ({ data }: NumberedPage<NotificationFeedItem>) => data,
      hasMore: ({ hasMore }: NumberedPage<NotificationFeedItem>) => hasMore !== false,
      keyOf: ({ _id }: NotificationFeedItem) => _id
    })
  ),

  /**
   * Counts the items that are not seen, or with `seen: true` those that are.
   * Fails with `BadRequest` when the subscriber does not exist.
   *
   * @deprecated Use `count`.
   */
  countUnseen: Group.method(
    countUnseen,
    (subscriberId: string, query?: CountUnseenNotifications) => ({ params: { subscriberId }, query })
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof SubscriberNotifications.operations = SubscriberNotifications.operations
