/**
 * Read the activity feed: what each trigger did for each recipient.
 *
 * @see https://docs.novu.co/api-reference/notifications
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import { awaitActivity } from "../internal/groups/awaitActivity.ts"
import { ActivityNotification, ActivityNotificationPage, ListNotifications } from "../Schema/Notification.ts"
import type { NumberedPage } from "../Schema/NumberedPage.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

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
 * Says for what `awaitActivity` waits. The other options are those of each
 * request.
 *
 * @category models
 * @since 0.1.0
 */
export interface AwaitActivityOptions extends Omit<RequestOptions, "idempotencyKey"> {
  /**
   * How many rows `until` must be true of.
   *
   * @default 1
   */
  readonly recipients?: number | undefined
  /** Whether a row is as you wait for, for example `({ jobs }) => jobs?.every(({ status }) => status === "completed")`. */
  readonly until: (row: ActivityNotification) => boolean
  /** How long to wait in all. */
  readonly within: Duration.Input
}

/** Reads every row by page number. */
const allRows = Group.pages(
  list,
  (query?: Omit<ListNotifications, "page">) => ({ query }),
  Paging.byPageNumber({
    items: ({ data }: NumberedPage<ActivityNotification>) => data,
    hasMore: ({ hasMore }: NumberedPage<ActivityNotification>) => hasMore !== false,
    keyOf: (row: ActivityNotification) => row._id ?? JSON.stringify(row)
  }),
  // Novu refuses more.
  50
)

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
  listAll: allRows,

  /**
   * Fails with `NotFound` when there is no such row, and with `ServerFailed` when
   * the id is not one of Novu's. A message names its row in `_notificationId`.
   */
  retrieve: Group.method(retrieve, (notificationId: string) => ({ params: { notificationId } })),

  /**
   * Waits for what comes of a trigger: polls the rows of its `transactionId`,
   * and streams each row when it appears and whenever it changes. It ends when
   * `until` is true of as many rows as `recipients` says, and fails with
   * `TimedOut`, which says what was seen, when that is not so `within` the time.
   * It asks at once, then after 0.25 s, then less and less often, at least every
   * 5 s.
   *
   * **Gotchas**
   *
   * - It never proves that somebody was reached. A repeated trigger that Novu
   *   dropped, a topic without members and a topic that does not exist have no
   *   rows, and a completed step means that a provider took the message.
   * - Rows whose steps change twice between two polls come once.
   * - Servers that read the feed from analytics show steps some time later.
   */
  awaitActivity:
    (call: Operation.Call) =>
    (transactionId: string, options: AwaitActivityOptions): Stream.Stream<ActivityNotification, NovuError> =>
      awaitActivity((id, each) => allRows(call)({ transactionId: id }, each), transactionId, options)
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Notifications.operations = Notifications.operations
