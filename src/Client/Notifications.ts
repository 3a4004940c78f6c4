/**
 * Read the activity feed: what each trigger did for each recipient.
 *
 * @see https://docs.novu.co/api-reference/notifications
 * @since 0.1.0
 */
import { ActivityNotification, ActivityNotificationPage, ListNotifications } from "../Schema/Notification.ts"
import type { NumberedPage } from "../Schema/NumberedPage.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v1/notifications"

const list = Operation.make({
  name: "Notifications.list",
  method: "GET",
  path,
  query: ListNotifications,
  success: ActivityNotificationPage
})

const retrieve = Operation.make({
  name: "Notifications.retrieve",
  method: "GET",
  path: `${path}/{notificationId}`,
  success: ActivityNotification
})

/**
 * Reads the activity feed. Its rows are not the items of an inbox, which
 * `SubscriberNotifications` has; the two share the `transactionId` only.
 *
 * **Gotchas**
 *
 * - Novu makes the rows after it answered the trigger, so they appear some time
 *   later, and the details of their steps later still.
 *
 * @category services
 * @since 0.1.0
 */
export class Notifications extends Group.Service<Notifications>()("Notifications", {
  /**
   * Returns one page, newest first. It is empty when a subscriber or an address
   * of the query does not exist. Fails with `BadRequest` when `after` is not
   * earlier than `before`, and with `PaymentRequired` when a time lies before
   * what the plan keeps.
   */
  list: Group.method(list, (query?: ListNotifications) => ({ query })),

  /**
   * Streams every row that matches, page by page as the stream is pulled, 50
   * rows at a time unless `limit` says less.
   *
   * **Gotchas**
   *
   * - Rows that are made in between shift the pages, so that some come twice.
   *   `before` with the time of the first call prevents it.
   * - Novu does not count the rows, so the last page is often an empty one.
   */
  listAll: Group.pages(
    list,
    (query?: Omit<ListNotifications, "page">) => ({ query }),
    Paging.byPageNumber({
      items: ({ data }: NumberedPage<ActivityNotification>) => data,
      hasMore: ({ hasMore }: NumberedPage<ActivityNotification>) => hasMore !== false,
      keyOf: (row: ActivityNotification) => row._id ?? JSON.stringify(row)
    }),
    // Novu refuses more.
    50
  ),

  /**
   * Fails with `NotFound` when there is no such row, and with `ServerFailed` when
   * the id is not one of Novu's. A message names its row in `_notificationId`.
   */
  retrieve: Group.method(retrieve, (notificationId: string) => ({ params: { notificationId } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations = Notifications.operations
