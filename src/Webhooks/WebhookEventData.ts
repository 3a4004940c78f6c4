/**
 * Describes the `data` of each type of event.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import { isObject, isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { loosely, nullishKey, textKey } from "../internal/schema/schema.ts"
import { isRow, renewedRecord } from "../internal/webhooks/eventSchema.ts"
import { underObject } from "../internal/webhooks/renewMail.ts"
import { entity } from "../Schema/Entity.ts"
import { InboundEmail } from "./InboundEmail.ts"
import { WebhookMessage, WebhookMessageError } from "./WebhookMessage.ts"
import { WebhookPreference } from "./WebhookPreference.ts"
import { PersistedWorkflow, WebhookWorkflow } from "./WebhookWorkflow.ts"

/**
 * @category models
 * @since 0.1.0
 */
export class MessageData extends entity<MessageData>()(undefined, { object: WebhookMessage }) {}

type WireError = typeof WebhookMessageError.Encoded

const isError = (value: unknown): value is WireError => isObject(value) || isString(value)

const readError = Schema.optionalKey(loosely<WireError>(Schema.toEncoded(WebhookMessageError))).pipe(
  Schema.decodeTo(WebhookMessageError, {
    decode: SchemaGetter.transformOptional((given) =>
      Option.some(Option.getOrElse(Option.filter(given, isError), () => ({})))
    ),
    encode: SchemaGetter.passthrough()
  })
)

/**
 * @category models
 * @since 0.1.0
 */
export class SentMessageData extends entity<SentMessageData>()(undefined, {
  object: WebhookMessage,
  /** Is there where the provider refused the message. Novu reports failed chat messages so. */
  error: nullishKey(WebhookMessageError, isError)
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class FailedMessageData extends entity<FailedMessageData>()(undefined, {
  object: WebhookMessage,
  /** Has no `message` where a server does not say what went wrong. */
  error: readError
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class WorkflowData extends entity<WorkflowData>()(undefined, { object: WebhookWorkflow }) {}

/**
 * @category models
 * @since 0.1.0
 */
export class UpdatedWorkflowData extends entity<UpdatedWorkflowData>()(undefined, {
  object: WebhookWorkflow,
  /** The workflow before the change. */
  previousObject: nullishKey(PersistedWorkflow, isRow)
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class DeletedWorkflowData extends entity<DeletedWorkflowData>()(undefined, { object: PersistedWorkflow }) {}

/**
 * @category models
 * @since 0.1.0
 */
export class PublishedWorkflowData extends entity<PublishedWorkflowData>()(undefined, {
  /** The workflow in the environment that it was published to. */
  object: WebhookWorkflow,
  /** The workflow in the environment that it was published from, which is no earlier state of `object`. */
  previousObject: nullishKey(WebhookWorkflow, isRow)
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class PreferenceData extends entity<PreferenceData>()(undefined, {
  object: WebhookPreference,
  /** Absent before Novu 3.18. */
  subscriberId: textKey
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class EmailData extends Schema.Opaque<EmailData>()(renewedRecord(
  Schema.Struct({ object: InboundEmail }),
  underObject
)) {}
