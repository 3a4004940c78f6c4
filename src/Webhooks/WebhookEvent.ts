/**
 * Describes the events that Novu sends as webhooks, as its servers send them.
 * Their `type` says which one it is.
 *
 * @see https://docs.novu.co/platform/developer/webhooks/event-types
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { isObject } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { isRecord, loosely, nullishKey, textKey, uncheckedTimeKey } from "../internal/schema/schema.ts"
import { type EventType, eventTypes } from "../internal/webhooks/eventTypes.ts"
import { InboundEmail } from "./InboundEmail.ts"
import { WebhookMessage, WebhookMessageError } from "./WebhookMessage.ts"
import { WebhookPreference } from "./WebhookPreference.ts"
import { PersistedWorkflow, WebhookWorkflow } from "./WebhookWorkflow.ts"

/**
 * Names a type of event.
 *
 * @category models
 * @since 0.1.0
 */
export type WebhookEventType = EventType

/**
 * Lists the 17 types that this release reads.
 *
 * @category models
 * @since 0.1.0
 */
export const webhookEventTypes: ReadonlyArray<WebhookEventType> = eventTypes

/** What all events have. A transformation of the endpoint may have taken any of it away. */
const envelope = {
  /** Novu makes another one whenever it emits an event. To tell deliveries apart, use the id of the delivery. */
  id: textKey,
  object: textKey,
  /** When Novu emitted the event. Events come in no order; the later one is newer. */
  timestamp: uncheckedTimeKey,
  /** The public identifier of the environment, which the Inbox calls `applicationIdentifier`. */
  environmentId: textKey
}

const event = <const Type extends WebhookEventType, Data extends Schema.Constraint>(type: Type, data: Data) =>
  Schema.Struct({ type: Schema.Literal(type), ...envelope, data })

const message = Schema.Struct({ object: WebhookMessage })

/** `message.sent` has an error where a chat provider refused the message: see `isFailure`. */
const messageOrError = Schema.Struct({ object: WebhookMessage, error: nullishKey(WebhookMessageError, isRecord) })

const changedPreference = Schema.Struct({
  object: WebhookPreference,
  /** Absent on servers before 3.18. */
  subscriberId: textKey
})

const email = Schema.Struct({ object: InboundEmail })

type EncodedEmail = typeof email.Encoded

/** Novu's document shows mail without the level of `object`, which every server has. */
const receivedEmail = loosely(Schema.toEncoded(email)).pipe(
  Schema.decodeTo(email, {
    decode: SchemaGetter.transform((given): EncodedEmail => {
      const value: unknown = given
      if (!isRecord<EncodedEmail>(value) || "object" in value) return given
      return { object: value } as { readonly object: EncodedEmail["object"] }
    }),
    encode: SchemaGetter.passthrough()
  })
)

const known = Schema.Union([
  event("message.sent", messageOrError),
  event("message.failed", messageOrError),
  event("message.delivered", message),
  event("message.seen", message),
  event("message.read", message),
  event("message.unread", message),
  event("message.archived", message),
  event("message.unarchived", message),
  event("message.snoozed", message),
  event("message.unsnoozed", message),
  event("message.deleted", message),
  event("workflow.created", Schema.Struct({ object: WebhookWorkflow })),
  event(
    "workflow.updated",
    Schema.Struct({ object: WebhookWorkflow, previousObject: nullishKey(PersistedWorkflow, isRecord) })
  ),
  event("workflow.deleted", Schema.Struct({ object: PersistedWorkflow })),
  // The object is the copy in the target, and the previous one the workflow that was published, not an earlier state.
  event(
    "workflow.published",
    Schema.Struct({ object: WebhookWorkflow, previousObject: nullishKey(WebhookWorkflow, isRecord) })
  ),
  event("preference.updated", changedPreference),
  event("email.received", receivedEmail)
])

const isKnown = (body: Schema.Json): boolean =>
  isObject(body) && "type" in body && eventTypes.some((type) => type === body["type"])

const unknown = Schema.Struct({
  type: Schema.Literal("unknown"),
  /** The type that Novu sent, if the body has one. */
  receivedType: Schema.optionalKey(Schema.String),
  /** The whole body. */
  body: Schema.Json
})

/**
 * Describes what this release has no type for: an event that Novu added, or a
 * body that a transformation of the endpoint made.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UnknownWebhookEvent = Schema.Json.pipe(
  Schema.decodeTo(
    unknown,
    SchemaTransformation.transformEffect({
      decode: (body, options) =>
        isKnown(body)
          ? Effect.fail(
            new SchemaIssue.InvalidValue({ expected: "an event of a type that is not known" }, body, options)
          )
          : Effect.succeed({
            type: "unknown" as const,
            ...(isObject(body) && "type" in body && typeof body["type"] === "string" && { receivedType: body["type"] }),
            body
          }),
      encode: ({ body }) => Effect.succeed(body)
    })
  )
)

/**
 * @category models
 * @since 0.1.0
 */
export type UnknownWebhookEvent = typeof UnknownWebhookEvent.Type

/**
 * Describes any event. One of a known type whose data does not match fails;
 * everything else that is JSON is an `UnknownWebhookEvent`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const WebhookEvent = Schema.Union([known, UnknownWebhookEvent])

/**
 * Is any event. Its `type` tells which: `"unknown"` is an
 * `UnknownWebhookEvent`.
 *
 * @category models
 * @since 0.1.0
 */
export type WebhookEvent = typeof WebhookEvent.Type

/**
 * Is the event of a type.
 *
 * @category models
 * @since 0.1.0
 */
export type WebhookEventOf<Type extends WebhookEventType> = Extract<WebhookEvent, { readonly type: Type }>

/**
 * Whether a message was not sent: `message.failed`, or a `message.sent` with an
 * error, which is how Novu tells of a chat provider that refused a message.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isFailure = (event: WebhookEvent): event is WebhookEventOf<"message.failed" | "message.sent"> =>
  event.type === "message.failed" || (event.type === "message.sent" && event.data.error !== undefined)
