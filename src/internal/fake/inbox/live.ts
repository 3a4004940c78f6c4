/** Tells those who listen to an Inbox what changes in it. */
import { sameKeys } from "../protocol/query.ts"
import { workflowOf } from "../resources/inboxItem.ts"
import { timeOf, toMessage } from "../resources/messageRow.ts"
import type { MessageRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import type { Watch } from "../store/table.ts"
import { itemsOf, unreadOf } from "./unread.ts"

/** A client that listens, and how to send it an event. */
export interface Listener {
  readonly environmentId: string
  readonly subscriberId: string
  readonly contextKeys: ReadonlyArray<string>
  readonly send: (event: string, data: unknown) => void
}

const most = 100

const capped = (count: number) => ({ count: Math.min(count, most), hasMore: count > most })

/** Writes a new message as the stored document that the event has, which is no item. */
const documentOf = (row: MessageRow, store: Store) => ({
  ...toMessage(row, store),
  firstSeenDate: timeOf(row.firstSeenAt),
  archivedAt: timeOf(row.archivedAt),
  workflow: workflowOf(store, row.workflowId)
})

const tellCounts = ({ contextKeys, send, subscriberId }: Listener, store: Store): void => {
  const items = itemsOf(store, subscriberId, contextKeys)
  const unseen = capped(items.filter(({ seen }) => !seen).length)
  const unread = capped(items.filter(({ read }) => !read).length)
  send("unseen_count_changed", { unseenCount: unseen.count, hasMore: unseen.hasMore })
  send("unread_count_changed", { unreadCount: unread.count, counts: unreadOf(items), hasMore: unread.hasMore })
}

/**
 * Makes the place where listeners and changes meet. What one request changes is told
 * together when it is done: each new message with the counts after it, as Novu's
 * worker does, and the counts alone after anything else.
 */
export const makeLive = (storeOf: (environmentId: string) => Store | undefined) => {
  const listeners = new Set<Listener>()
  let changes: Array<{ readonly environmentId: string; readonly row: MessageRow; readonly isNew: boolean }> = []

  const flush = (): void => {
    const told = changes
    changes = []
    for (const listener of listeners) {
      const own = told.filter(({ environmentId, row }) =>
        environmentId === listener.environmentId && row.subscriberId === listener.subscriberId &&
        sameKeys(row.contextKeys, listener.contextKeys)
      )
      const store = own.length === 0 ? undefined : storeOf(listener.environmentId)
      if (store === undefined) continue
      const fresh = own.filter(({ isNew }) => isNew)
      for (const { row } of fresh) {
        listener.send("notification_received", { message: documentOf(row, store) })
        tellCounts(listener, store)
      }
      if (fresh.length === 0) tellCounts(listener, store)
    }
  }

  return {
    /** Makes what is told of each write to the messages of an environment. */
    watch: (environmentId: string): Watch<MessageRow> => (before, after) => {
      const row = after ?? before
      if (listeners.size === 0 || row === undefined || row.channel !== "in_app") return
      if (changes.length === 0) queueMicrotask(flush)
      changes.push({ environmentId, row, isNew: before === undefined })
    },
    /** Listens until the returned function is called. */
    join: (listener: Listener): () => void => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    /** Tells every listener its counts, after everything may have changed. */
    refresh: (): void => {
      for (const listener of listeners) {
        const store = storeOf(listener.environmentId)
        if (store !== undefined) tellCounts(listener, store)
      }
    }
  }
}
