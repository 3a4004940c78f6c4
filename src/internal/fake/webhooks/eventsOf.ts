/** Says which events a write causes, and what they hold. */
import type { WebhookEventType } from "../../webhooks/eventTypes.ts"
import { timeOf } from "../resources/messageRow.ts"
import type { MailRow, MessageRow, PreferenceRow } from "../store/rows.ts"
import { mainEnvironmentId, organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

/** What happened, before it has an id and a time. */
export interface Happening {
  readonly type: WebhookEventType
  readonly object: string
  readonly data: Readonly<Record<string, unknown>>
}

const messageBody = (row: MessageRow) => ({
  _id: row._id,
  _templateId: row.workflowId,
  _environmentId: mainEnvironmentId,
  _organizationId: organizationId,
  _notificationId: row.runId,
  subscriberId: row.subscriberId,
  templateIdentifier: row.workflowIdentifier,
  workflowId: row.workflowIdentifier,
  stepId: row.stepId,
  transactionId: row.transactionId,
  channel: row.channel,
  providerId: row.providerId,
  status: "sent",
  seen: row.seen,
  read: row.read,
  archived: row.archived,
  archivedAt: timeOf(row.archivedAt),
  snoozedUntil: timeOf(row.snoozedUntil),
  deliveredAt: row.deliveredAt.map(timeOf),
  firstSeenDate: timeOf(row.firstSeenAt),
  lastReadDate: timeOf(row.readAt),
  deviceToken: row.deviceTokens?.[0],
  webhookUrl: row.directWebhookUrl,
  contextKeys: row.contextKeys,
  ...timesOf(row)
})

/** An in-app message is delivered by being stored; of other channels Novu learns it from their providers. */
const made = ({ channel }: MessageRow): ReadonlyArray<WebhookEventType> =>
  channel === "in_app" ? ["message.sent", "message.delivered"] : ["message.sent"]

const changed = (before: MessageRow, after: MessageRow): ReadonlyArray<WebhookEventType> => [
  ...(!before.seen && after.seen ? ["message.seen" as const] : []),
  ...(!before.read && after.read ? ["message.read" as const] : []),
  ...(before.read && !after.read ? ["message.unread" as const] : []),
  ...(!before.archived && after.archived ? ["message.archived" as const] : []),
  ...(before.archived && !after.archived ? ["message.unarchived" as const] : []),
  ...(typeof after.snoozedUntil === "number" && after.snoozedUntil !== before.snoozedUntil
    ? ["message.snoozed" as const]
    : []),
  ...(typeof before.snoozedUntil === "number" && typeof after.snoozedUntil !== "number"
    ? ["message.unsnoozed" as const]
    : [])
]

/** A message that is read was seen, too, and both are told: Novu does so when one action does both. */
export const messageHappenings = (
  before: MessageRow | undefined,
  after: MessageRow | undefined
): ReadonlyArray<Happening> => {
  const row = after ?? before
  if (row === undefined) return []
  const types = before === undefined
    ? made(row)
    : after === undefined
    ? ["message.deleted" as const]
    : changed(before, after)
  return types.map((type) => ({ type, object: "message", data: { object: messageBody(row) } }))
}

export const preferenceHappenings = (store: Store, row: PreferenceRow | undefined): ReadonlyArray<Happening> => {
  if (row === undefined) return []
  const workflow = row.workflowId === undefined ? undefined : store.workflows.byId.get(row.workflowId)
  const object = {
    level: workflow === undefined ? "global" : "template",
    enabled: true,
    channels: row.channels,
    schedule: row.schedule,
    workflow: workflow && {
      id: workflow._id,
      identifier: workflow.workflowId,
      name: workflow.name,
      critical: workflow.critical,
      severity: workflow.severity,
      tags: workflow.tags,
      data: workflow.data
    }
  }
  return [{ type: "preference.updated", object: "preference", data: { object, subscriberId: row.subscriberId } }]
}

/** Only a mail to a route for webhooks is told of. An agent is sent its own. */
export const mailHappenings = (row: MailRow | undefined): ReadonlyArray<Happening> =>
  row?.isTold === true ? [{ type: "email.received", object: "email_inbound", data: { object: row.received } }] : []
