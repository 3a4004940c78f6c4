/** Says what each verb of the inbox does to an item. */
import type { MessageRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

/** Computes the members that a verb changes at a time. */
export type Change = (row: MessageRow, now: number) => Partial<MessageRow>

/** Every verb marks its item as seen. The time of the first time stays. */
const saw: Change = (row, now) => ({ seen: true, firstSeenAt: row.firstSeenAt ?? now })

const notArchived = { archived: false, archivedAt: null }

/** Marks an item as read. Repeating it refreshes the time. */
const read: Change = (row, now) => ({ ...saw(row, now), read: true, readAt: now })

/** Takes a reading back, and an archiving with it. */
const unread: Change = (row, now) => ({ ...saw(row, now), ...notArchived, read: false, readAt: null })

const archive: Change = (row, now) => ({ ...read(row, now), archived: true, archivedAt: now })

/** Leaves the item read. */
const unarchive: Change = (row, now) => ({ ...read(row, now), ...notArchived })

const snooze = (until: number): Change => (row, now) => ({ ...saw(row, now), ...notArchived, snoozedUntil: until })

const unsnooze: Change = (row, now) => ({
  ...saw(row, now),
  ...notArchived,
  snoozedUntil: null,
  deliveredAt: [...row.deliveredAt, now]
})

/** Remembers which button was used. An unread item is read by it. */
const act = (type: "primary" | "secondary", status: "pending" | "done"): Change => (row, now) => ({
  ...(row.read ? undefined : read(row, now)),
  completed: { type, status }
})

export const changes = { saw, read, unread, archive, unarchive, snooze, unsnooze, act }

export const apply = (store: Store, row: MessageRow, change: Change, now: number): MessageRow =>
  store.messages.replace(row, { ...row, ...change(row, now), updatedAt: now })
