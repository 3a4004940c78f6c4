/**
 * Read and delete messages of every channel.
 *
 * @see https://docs.novu.co/api-reference/messages
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { goneIs, goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  DeletedMessage,
  DeleteMessagesByTransactionOptions,
  ListMessages,
  MarkAllMessagesAs,
  MarkMessageAction,
  MarkMessagesAs,
  MessageList,
  MessagePage,
  NovuMessage
} from "../Schema/Message.ts"
import type { NumberedPage } from "../Schema/NumberedPage.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v1/messages"
const ofSubscriber = "/v1/subscribers/{subscriberId}/messages"

const list = Operation.make({
  name: "Messages.list",
  method: "GET",
  path,
  query: ListMessages,
  success: MessagePage
})

const remove = Operation.make({
  name: "Messages.delete",
  method: "DELETE",
  path: `${path}/{messageId}`,
  success: DeletedMessage,
  reconcile: goneIs<DeletedMessage>({ acknowledged: true, status: "deleted" })
})

const deleteByTransaction = Operation.make({
  name: "Messages.deleteByTransaction",
  method: "DELETE",
  path: `${path}/transaction/{transactionId}`,
  query: DeleteMessagesByTransactionOptions,
  reconcile: goneIsDone
})

const markActionAsSeen = Operation.make({
  name: "Messages.markActionAsSeen",
  method: "POST",
  path: `${ofSubscriber}/{messageId}/actions/{type}`,
  payload: MarkMessageAction,
  success: NovuMessage,
  // It writes the same state again.
  repeat: "idempotent"
})

const markAll = Operation.make({
  name: "Messages.markAll",
  method: "POST",
  path: `${ofSubscriber}/mark-all`,
  payload: MarkAllMessagesAs,
  success: Schema.Finite,
  // A second request changes nothing, but it answers 0 in place of the count.
  repeat: "unguarded"
})

const markAs = Operation.make({
  name: "Messages.markAs",
  method: "POST",
  path: `${ofSubscriber}/mark-as`,
  payload: MarkMessagesAs,
  success: MessageList,
  // It writes the same state again.
  repeat: "idempotent"
})

/**
 * Reads and deletes messages. A workflow makes one message per channel step and
 * subscriber; those of the channel `in_app` are the items of the inbox.
 *
 * **Gotchas**
 *
 * - Novu makes messages after it answered the trigger, so they appear some time
 *   later.
 *
 * @category services
 * @since 0.1.0
 */
export class Messages extends Group.Service<Messages>()("Messages", {
  /**
   * Returns one page, newest first, of every channel. Fails with `NotFound` when
   * the `subscriberId` does not exist.
   */
  list: Group.method(list, (query?: ListMessages) => ({ query })),

  /**
   * Streams every message that matches, page by page as the stream is pulled.
   *
   * **Gotchas**
   *
   * - Messages that are made or deleted in between shift the pages, so that some
   *   come twice or not at all.
   * - Many servers do not count messages, so the last page is often an empty one.
   */
  listAll: Group.pages(
    list,
    (query?: Omit<ListMessages, "page">) => ({ query }),
    Paging.byPageNumber({
      items: ({ data }: NumberedPage<NovuMessage>) => data,
      hasMore: ({ hasMore }: NumberedPage<NovuMessage>) => hasMore !== false,
      keyOf: (message: NovuMessage) => message._id ?? JSON.stringify(message)
    })
  ),

  /**
   * Deletes one message of any channel, for good, and with it the item of the
   * inbox. The row of `Notifications` stays.
   *
   * Fails with `NotFound` when there is no such message, unless an earlier
   * attempt of this call may have deleted it; with `ValidationFailed` when the
   * id is not one of Novu's; with `BadRequest` when the subscriber of the
   * message does not exist.
   *
   * **Gotchas**
   *
   * - Servers before March 2025 answer with `ServerFailed` when there is no such
   *   message.
   *
   * @see https://github.com/novuhq/novu/issues/7961
   */
  delete: Group.method(remove, (messageId: string) => ({ params: { messageId } })),

  /**
   * Deletes the messages of a transaction, of one channel or of all. `channel`
   * is among the options. Fails with `NotFound` when there are none, unless an
   * earlier attempt of this call may have deleted them.
   */
  deleteByTransaction: Group.method(deleteByTransaction, (transactionId: string) => ({ params: { transactionId } })),

  /**
   * Sets the state of a button, `primary` or `secondary`, and returns the
   * message. It does not make the message read. A repeated call changes nothing.
   * Fails with `NotFound` when there is no such message, and with `BadRequest`
   * when the subscriber does not exist or the message is another's.
   *
   * @deprecated Use `SubscriberNotifications.completeAction` or `revertAction`.
   */
  markActionAsSeen: Group.method(
    markActionAsSeen,
    (subscriberId: string, messageId: string, type: string, payload: MarkMessageAction) => ({
      params: { subscriberId, messageId, type },
      payload
    })
  ),

  /**
   * Marks every in-app message of a subscriber that is not so yet, and returns
   * how many these were. A repeated call changes nothing and returns 0, so this
   * one does not repeat a request whose answer was lost. Fails with `NotFound`
   * when the subscriber does not exist.
   *
   * @deprecated Use `SubscriberNotifications.markAllAsRead` or `markAsSeen`.
   */
  markAll: Group.method(
    markAll,
    (subscriberId: string, payload: MarkAllMessagesAs) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Marks messages of a subscriber, and returns those of them that exist. A
   * repeated call changes nothing but the times. Fails with `NotFound` when the
   * subscriber does not exist, and with `ServerFailed` on an id that is not one
   * of Novu's.
   *
   * @deprecated Use `SubscriberNotifications.markAsRead`, `markAsUnread` or `markAsSeen`.
   */
  markAs: Group.method(
    markAs,
    (subscriberId: string, payload: MarkMessagesAs) => ({ params: { subscriberId }, payload })
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Messages.operations = Messages.operations
