/** Writes a message as the document that is stored, in which form v1 sends it. */
import type { MessageAction, MessageRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

/** Writes a time as a text, and leaves `null` and `undefined` as they are. */
export const timeOf = (time: number | null | undefined): string | null | undefined =>
  typeof time === "number" ? new Date(time).toISOString() : time

const buttonOf = (type: "primary" | "secondary", action: MessageAction | undefined) =>
  action === undefined
    ? []
    : [{ type, content: action.label, url: action.redirect?.url, target: action.redirect?.target }]

/** Only an in-app step makes buttons and a redirect; a message of another channel has an empty `cta`. */
const ctaOf = (row: MessageRow) =>
  row.channel !== "in_app" ? {} : {
    type: "redirect",
    data: row.redirect === undefined ? {} : { url: row.redirect.url, target: row.redirect.target },
    action: {
      status: row.completed?.status,
      result: row.completed === undefined ? {} : { type: row.completed.type },
      buttons: [...buttonOf("primary", row.primaryAction), ...buttonOf("secondary", row.secondaryAction)]
    }
  }

/** A message outlives its subscriber, which then is `null`. */
const subscriberOf = (store: Store, subscriberId: string) => {
  const row = store.subscribers.byKey.get(subscriberId)
  if (row === undefined) return null
  const { _id, avatar, firstName, lastName } = row
  return { _id, subscriberId, firstName, lastName, avatar }
}

/**
 * Names the subscriber by its internal id, which is lost with the subscriber.
 *
 * **Gotchas**
 *
 * `lastSeenDate` is the first time, because a row does not keep the last one.
 */
export const toMessage = (row: MessageRow, store: Store) => ({
  _id: row._id,
  id: row._id,
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  _templateId: row.workflowId,
  _messageTemplateId: null,
  _notificationId: row.runId,
  _jobId: row.jobId,
  _subscriberId: store.subscribers.byKey.get(row.subscriberId)?._id ?? row.subscriberId,
  _feedId: null,
  subscriber: subscriberOf(store, row.subscriberId),
  templateIdentifier: row.workflowIdentifier,
  transactionId: row.transactionId,
  channel: row.channel,
  providerId: row.providerId,
  subject: row.subject,
  content: row.content,
  avatar: row.avatar,
  email: row.email,
  phone: row.phone,
  deviceTokens: row.deviceTokens,
  directWebhookUrl: row.directWebhookUrl,
  cta: ctaOf(row),
  seen: row.seen,
  read: row.read,
  archived: row.archived,
  lastSeenDate: timeOf(row.firstSeenAt),
  lastReadDate: timeOf(row.readAt),
  snoozedUntil: timeOf(row.snoozedUntil),
  deliveredAt: row.deliveredAt.map(timeOf),
  status: "sent",
  payload: row.payload,
  overrides: row.overrides,
  data: row.data,
  tags: row.tags,
  severity: row.severity,
  contextKeys: row.contextKeys,
  ...timesOf(row)
})
