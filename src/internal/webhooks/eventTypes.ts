/** Lists the types of event that Novu 3.19 posts. */
export const webhookEventTypes = [
  "message.sent",
  "message.failed",
  "message.delivered",
  "message.seen",
  "message.read",
  "message.unread",
  "message.archived",
  "message.unarchived",
  "message.snoozed",
  "message.unsnoozed",
  "message.deleted",
  "workflow.created",
  "workflow.updated",
  "workflow.deleted",
  "workflow.published",
  "preference.updated",
  "email.received"
] as const

export type WebhookEventType = (typeof webhookEventTypes)[number]

const types: ReadonlySet<unknown> = new Set(webhookEventTypes)

export const isWebhookEventType = (type: unknown): type is WebhookEventType => types.has(type)
