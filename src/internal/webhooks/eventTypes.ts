/** Names the events about a message. */
export const messageEventTypes = [
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
  "message.deleted"
] as const

/** Names all events that Novu sends. */
export const eventTypes = [
  ...messageEventTypes,
  "workflow.created",
  "workflow.updated",
  "workflow.deleted",
  "workflow.published",
  "preference.updated",
  "email.received"
] as const

export type EventType = (typeof eventTypes)[number]
