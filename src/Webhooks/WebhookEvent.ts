/**
 * Describes the events that Novu posts to webhooks.
 *
 * `type` tells them apart, and an event of a type that this release does not
 * know is an `UnknownWebhookEvent`.
 *
 * **Gotchas**
 *
 * - Events come in any order, some twice. Compare `timestamp`, and take `data`
 *   for a snapshot.
 *
 * @see https://docs.novu.co/platform/developer/webhooks/event-types
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { textKey } from "../internal/schema/schema.ts"
import { timeKey } from "../internal/webhooks/eventSchema.ts"
import * as eventTypes from "../internal/webhooks/eventTypes.ts"
import { UnknownWebhookEvent } from "./UnknownWebhookEvent.ts"
import * as Data from "./WebhookEventData.ts"
import type { WebhookMessageError } from "./WebhookMessage.ts"

/**
 * Lists the types of event that Novu 3.19 posts.
 *
 * @category constants
 * @since 0.1.0
 */
export const webhookEventTypes: ReadonlyArray<WebhookEventType> = eventTypes.webhookEventTypes

/**
 * Maps each type of event to its `data`.
 *
 * @category models
 * @since 0.1.0
 */
export interface WebhookEventData {
  /** The provider took the message, or the inbox has it. Failed chat messages come so, too, with an `error`. */
  readonly "message.sent": Data.SentMessageData
  /** The provider refused the message, or returned it later. */
  readonly "message.failed": Data.FailedMessageData
  readonly "message.delivered": Data.MessageData
  readonly "message.seen": Data.MessageData
  readonly "message.read": Data.MessageData
  readonly "message.unread": Data.MessageData
  readonly "message.archived": Data.MessageData
  readonly "message.unarchived": Data.MessageData
  readonly "message.snoozed": Data.MessageData
  readonly "message.unsnoozed": Data.MessageData
  readonly "message.deleted": Data.MessageData
  readonly "workflow.created": Data.WorkflowData
  readonly "workflow.updated": Data.UpdatedWorkflowData
  readonly "workflow.deleted": Data.DeletedWorkflowData
  /** Comes from the environment that the workflow was published from. */
  readonly "workflow.published": Data.PublishedWorkflowData
  readonly "preference.updated": Data.PreferenceData
  readonly "email.received": Data.EmailData
}

/**
 * @category models
 * @since 0.1.0
 */
export type WebhookEventType = keyof WebhookEventData

/**
 * Is an event of one type. A transformation of an endpoint may leave out all
 * but `type` and `data`.
 *
 * @category models
 * @since 0.1.0
 */
export interface KnownWebhookEvent<out Type extends WebhookEventType> {
  /**
   * Novu makes one per event. The `webhook-id` of a delivery is another, and is
   * what stays the same when a delivery is repeated.
   */
  readonly id?: string
  readonly type: Type
  /** `message`, `workflow`, `preference` or `email_inbound`. */
  readonly object?: string
  readonly data: WebhookEventData[Type]
  /** When Novu made the event, in milliseconds. */
  readonly timestamp?: DateTime.Utc
  /** The public identifier of the environment, which the Inbox calls `applicationIdentifier`. */
  readonly environmentId?: string
}

/**
 * @category models
 * @since 0.1.0
 */
export type WebhookEvent =
  | { [Type in WebhookEventType]: KnownWebhookEvent<Type> }[WebhookEventType]
  | UnknownWebhookEvent

const event = <const Type extends WebhookEventType>(
  type: Type,
  data: Schema.Codec<WebhookEventData[Type], unknown>
): Schema.Codec<KnownWebhookEvent<Type>, unknown> =>
  Schema.Struct({
    id: textKey,
    type: Schema.Literal(type),
    object: textKey,
    data,
    timestamp: timeKey,
    environmentId: textKey
  })

/**
 * Maps each type of event to its schema.
 *
 * @category schemas
 * @since 0.1.0
 */
export const webhookEvents: {
  readonly [Type in WebhookEventType]: Schema.Codec<KnownWebhookEvent<Type>, unknown>
} = {
  "message.sent": event("message.sent", Data.SentMessageData),
  "message.failed": event("message.failed", Data.FailedMessageData),
  "message.delivered": event("message.delivered", Data.MessageData),
  "message.seen": event("message.seen", Data.MessageData),
  "message.read": event("message.read", Data.MessageData),
  "message.unread": event("message.unread", Data.MessageData),
  "message.archived": event("message.archived", Data.MessageData),
  "message.unarchived": event("message.unarchived", Data.MessageData),
  "message.snoozed": event("message.snoozed", Data.MessageData),
  "message.unsnoozed": event("message.unsnoozed", Data.MessageData),
  "message.deleted": event("message.deleted", Data.MessageData),
  "workflow.created": event("workflow.created", Data.WorkflowData),
  "workflow.updated": event("workflow.updated", Data.UpdatedWorkflowData),
  "workflow.deleted": event("workflow.deleted", Data.DeletedWorkflowData),
  "workflow.published": event("workflow.published", Data.PublishedWorkflowData),
  "preference.updated": event("preference.updated", Data.PreferenceData),
  "email.received": event("email.received", Data.EmailData)
}

/**
 * Describes any event. A body of a known type whose `data` does not fit fails.
 * Events encode to JSON, with their secrets in clear, and decode to the same.
 *
 * @category schemas
 * @since 0.1.0
 */
export const WebhookEvent: Schema.Codec<WebhookEvent, unknown> = Schema.Union([
  webhookEvents["message.sent"],
  webhookEvents["message.failed"],
  webhookEvents["message.delivered"],
  webhookEvents["message.seen"],
  webhookEvents["message.read"],
  webhookEvents["message.unread"],
  webhookEvents["message.archived"],
  webhookEvents["message.unarchived"],
  webhookEvents["message.snoozed"],
  webhookEvents["message.unsnoozed"],
  webhookEvents["message.deleted"],
  webhookEvents["workflow.created"],
  webhookEvents["workflow.updated"],
  webhookEvents["workflow.deleted"],
  webhookEvents["workflow.published"],
  webhookEvents["preference.updated"],
  webhookEvents["email.received"],
  UnknownWebhookEvent
])

/**
 * Whether an event is of a type that this release does not know, or no event at
 * all.
 *
 * @category guards
 * @since 0.1.0
 */
export const isUnknown = (given: WebhookEvent): given is UnknownWebhookEvent => given.type === "unknown"

/**
 * Whether an event is of this type.
 *
 * @category guards
 * @since 0.1.0
 */
export const isOfType = <const Type extends WebhookEventType>(
  given: WebhookEvent,
  type: Type
): given is WebhookEvent & KnownWebhookEvent<Type> => given.type === type

/**
 * Is a message that was not delivered.
 *
 * @category models
 * @since 0.1.0
 */
export type FailureEvent =
  | KnownWebhookEvent<"message.failed">
  | KnownWebhookEvent<"message.sent"> & { readonly data: { readonly error: WebhookMessageError } }

/**
 * Whether an event says that a message failed. Novu says so of chat messages in
 * `message.sent`, with an `error`.
 *
 * @category guards
 * @since 0.1.0
 */
export const isFailure = (given: WebhookEvent): given is FailureEvent =>
  given.type === "message.failed" || (given.type === "message.sent" && given.data.error !== undefined)
