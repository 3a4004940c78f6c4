/**
 * Describes triggers: what starts a workflow, for whom, and what Novu answers.
 *
 * @see https://docs.novu.co/api-reference/events/trigger-event
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { eventsFit, recipientsFit, sized } from "../internal/schema/eventLimits.ts"
import { isTexts, JsonObject, nullishKey, openLiterals, textKey } from "../internal/schema/schema.ts"
import { ContextInput } from "./Context.ts"
import { entity } from "./Entity.ts"

const optionalText = Schema.optional(Schema.NullOr(Schema.String))

/**
 * Names a subscriber and says more of them. Novu creates a subscriber that it
 * does not know, and stores the members that are given.
 *
 * **Gotchas**
 *
 * - Members that are left out stay as they are stored; `channels` replaces the
 *   stored credentials of an integration.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubscriberRecipient = Schema.StructWithRest(
  Schema.Struct({
    subscriberId: Schema.NonEmptyString,
    firstName: optionalText,
    lastName: optionalText,
    email: optionalText,
    phone: optionalText,
    avatar: optionalText,
    locale: optionalText,
    timezone: optionalText,
    data: Schema.optional(Schema.NullOr(JsonObject))
  }),
  [Schema.Record(Schema.String, Schema.UndefinedOr(Schema.Json))]
).annotate({ identifier: "SubscriberPayloadDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type SubscriberRecipient = typeof SubscriberRecipient.Type

/**
 * Names a topic, which stands for its subscribers. `exclude` leaves some of them
 * out, by their ids.
 *
 * **Gotchas**
 *
 * - A topic that does not exist reaches nobody, and Novu does not say so.
 *
 * @category models
 * @since 0.1.0
 */
export class TopicRecipient extends entity<TopicRecipient>()("TopicPayloadDto", {
  type: Schema.Literal("Topic"),
  topicKey: Schema.NonEmptyString,
  exclude: Schema.optional(Schema.Array(Schema.NonEmptyString))
}) {}

/**
 * Names one recipient: the id of a subscriber, a subscriber, or a topic.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Recipient = Schema.Union([Schema.NonEmptyString, TopicRecipient, SubscriberRecipient])

/**
 * @category models
 * @since 0.1.0
 */
export type Recipient = typeof Recipient.Type

/**
 * Names one recipient, or 1 to 100 of them in a list. A subscriber who is named
 * twice, or named and in a topic, is notified once.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Recipients = Schema.Union([Recipient, Schema.Array(Recipient).check(recipientsFit)])

/**
 * @category models
 * @since 0.1.0
 */
export type Recipients = typeof Recipients.Type

const ByProvider = Schema.Record(Schema.String, JsonObject)

/**
 * Overrides what a workflow's steps send. Members that are not listed, such as
 * the id of a provider, are sent as they are.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TriggerOverrides = Schema.StructWithRest(
  Schema.Struct({
    /** Holds the overrides by the id of a step. */
    steps: Schema.optional(
      Schema.Record(
        Schema.String,
        Schema.Struct({ providers: Schema.optional(ByProvider), layoutId: optionalText })
      )
    ),
    channels: Schema.optional(
      Schema.Struct({ email: Schema.optional(Schema.Struct({ layoutId: optionalText })) })
    ),
    /** Holds the overrides by the id of a provider, for every step that uses it. */
    providers: Schema.optional(ByProvider),
    severity: Schema.optional(Schema.Literals(["high", "medium", "low", "none"])),
    /** @deprecated Use `providers`. */
    email: Schema.optional(JsonObject),
    /** @deprecated Use `providers`. */
    push: Schema.optional(JsonObject),
    /** @deprecated Use `providers`. */
    sms: Schema.optional(JsonObject),
    /** @deprecated Use `providers`. */
    chat: Schema.optional(JsonObject),
    /** @deprecated Use `channels.email.layoutId`. */
    layoutIdentifier: Schema.optional(Schema.String)
  }),
  [Schema.Record(Schema.String, Schema.UndefinedOr(Schema.Json))]
).annotate({ identifier: "TriggerOverrides" })

/**
 * @category models
 * @since 0.1.0
 */
export type TriggerOverrides = typeof TriggerOverrides.Type

const Tenant = Schema.Union([
  Schema.NonEmptyString,
  Schema.Struct({
    identifier: Schema.NonEmptyString,
    name: Schema.optional(Schema.String),
    data: Schema.optional(JsonObject)
  })
])

/** Holds what an event says beside its workflow, its recipients and its payload. */
const circumstances = {
  overrides: Schema.optional(TriggerOverrides),
  /**
   * Names this occurrence, at most 255 characters: Novu's worker drops a second
   * trigger with the same id, whichever workflow it starts.
   *
   * @default made by this package before the first attempt
   */
  transactionId: Schema.optional(Schema.NonEmptyString.check(Schema.isMaxLength(255))),
  /** Names who caused the event. An object creates or updates that subscriber. Members of a topic who are the actor are not notified. */
  actor: Schema.optional(Schema.Union([Schema.NonEmptyString, SubscriberRecipient])),
  /** Names a tenant, which must exist. */
  tenant: Schema.optional(Tenant),
  context: Schema.optional(ContextInput),
  /** Names the agent that the event is for. Novu reads it since 3.19. */
  agentId: Schema.optional(Schema.NullOr(Schema.String))
}

/** Is the URL of a bridge on which Novu looks for the workflow, instead of in its own store. */
const bridgeUrl = Schema.optional(Schema.String)

const name = Schema.NonEmptyString

/**
 * `Events.trigger` sends this where no `Trigger` says what the payload is.
 *
 * @category models
 * @since 0.1.0
 */
export class TriggerEvent extends entity<TriggerEvent>()("TriggerEventRequestDto", {
  /** The identifier of the workflow, as the dashboard shows it. */
  name,
  to: Recipients,
  /** At most 524,288 bytes as JSON, without the files of its attachments, which are 20 MB together at most. */
  payload: Schema.optional(sized(JsonObject)),
  bridgeUrl,
  ...circumstances
}) {}

/**
 * `Events.triggerBulk` sends this: 1 to 100 events.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TriggerEvents = Schema.Struct({ events: Schema.Array(TriggerEvent).check(eventsFit) })
  .annotate({ identifier: "BulkTriggerEventDto" })

/**
 * `Events.triggerBroadcast` sends this. It has no recipients: everybody is one.
 *
 * @category models
 * @since 0.1.0
 */
export class BroadcastEvent extends entity<BroadcastEvent>()("TriggerEventToAllRequestDto", {
  name,
  payload: Schema.optional(sized(JsonObject)),
  ...circumstances
}) {}

/**
 * Describes the event of a trigger whose payload has a schema of its own.
 *
 * @category constructors
 * @since 0.1.0
 */
export const eventOf = <P>(payload: Schema.Codec<P, unknown>) =>
  Schema.Struct({ name, to: Recipients, payload: sized(payload), bridgeUrl, ...circumstances })

/**
 * Describes the event for everybody of a trigger whose payload has a schema of
 * its own.
 *
 * @category constructors
 * @since 0.1.0
 */
export const broadcastOf = <P>(payload: Schema.Codec<P, unknown>) =>
  Schema.Struct({ name, payload: sized(payload), ...circumstances })

/**
 * Describes what Novu answers to one event.
 *
 * @category models
 * @since 0.1.0
 */
export class TriggerAnswer extends entity<TriggerAnswer>()("TriggerEventResponseDto", {
  /** Says nothing: Novu acknowledges also what it does not do. */
  acknowledged: Schema.Boolean,
  /** Only `processed` means that the event was queued. */
  status: openLiterals([
    "processed",
    "error",
    "trigger_not_active",
    "no_tenant_found",
    "no_workflow_steps_defined",
    "no_workflow_active_steps_defined",
    "invalid_recipients"
  ]),
  /** Is absent on servers before 2025 unless the event was queued. */
  transactionId: textKey,
  /** Leads to the activity in the dashboard. It is no URL where the server does not know its dashboard. */
  activityFeedLink: textKey,
  /** Says why, for events of a bulk request. */
  error: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Holds an event that Novu queued. Its worker notifies later, and may find
 * nobody to notify.
 *
 * @category models
 * @since 0.1.0
 */
export interface Triggered extends TriggerAnswer {
  /** The same for every recipient: it names the event in `cancel`, messages and activity. */
  readonly transactionId: string
}
