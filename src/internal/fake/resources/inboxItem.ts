/** Writes a message as an item of the inbox, which v2 and a subscriber's own client see. */
import type { MessageAction, MessageRow, Redirect } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timeOf } from "./messageRow.ts"

const redirectOf = (redirect: Redirect | undefined) =>
  redirect === undefined ? undefined : { url: redirect.url, target: redirect.target }

/** An item remembers one button, so completing one of them takes back the other. */
const actionOf = (row: MessageRow, type: "primary" | "secondary", action: MessageAction | undefined) =>
  action === undefined ? undefined : {
    label: action.label,
    isCompleted: row.completed?.type === type && row.completed.status === "done",
    redirect: redirectOf(action.redirect)
  }

/** Both ids are empty when the subscriber cannot be found. */
const receiverOf = (store: Store, subscriberId: string) => {
  const row = store.subscribers.byKey.get(subscriberId)
  if (row === undefined) return { id: "", subscriberId: "" }
  const { _id: id, avatar, firstName, lastName } = row
  return { id, subscriberId, firstName, lastName, avatar }
}

export const workflowOf = (store: Store, workflowId: string) => {
  const row = store.workflows.byId.get(workflowId)
  if (row === undefined) return undefined
  const { _id: id, critical, data, name, severity, tags, workflowId: identifier } = row
  return { id, identifier, name, critical, tags, data, severity }
}

/** Leaves out a time that was never set, and sends `null` for one that was taken back. */
export const toItem = (row: MessageRow, store: Store) => ({
  id: row._id,
  transactionId: row.transactionId,
  subject: row.subject,
  body: row.content,
  to: receiverOf(store, row.subscriberId),
  isRead: row.read,
  isSeen: row.seen,
  isArchived: row.archived,
  isSnoozed: typeof row.snoozedUntil === "number",
  ...(typeof row.snoozedUntil === "number" ? { snoozedUntil: timeOf(row.snoozedUntil) } : undefined),
  ...(row.deliveredAt.length === 0 ? undefined : { deliveredAt: row.deliveredAt.map(timeOf) }),
  createdAt: timeOf(row.createdAt),
  readAt: timeOf(row.readAt),
  firstSeenAt: timeOf(row.firstSeenAt),
  archivedAt: timeOf(row.archivedAt),
  avatar: row.avatar,
  primaryAction: actionOf(row, "primary", row.primaryAction),
  secondaryAction: actionOf(row, "secondary", row.secondaryAction),
  channelType: row.channel,
  tags: row.tags,
  data: row.data,
  redirect: redirectOf(row.redirect),
  workflow: workflowOf(store, row.workflowId),
  severity: row.severity
})
