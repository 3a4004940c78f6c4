/**
 * Describes messages as events show them. An event shows a part of a message:
 * its content, its payload and its address are not in it.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  flag,
  flagKey,
  isRecord,
  isTexts,
  nullableKey,
  nullableTextKey,
  nullishKey,
  numberOrText,
  textKey,
  timesKey
} from "../internal/schema/schema.ts"
import {
  openKey,
  recordKey,
  renewed,
  secretKey,
  secretRecordKey,
  timeKey,
  type WireRecord
} from "../internal/webhooks/eventSchema.ts"
import { AnyChannelType } from "../Schema/Channel.ts"
import { entity } from "../Schema/Entity.ts"
import { MessageSubscriber } from "../Schema/Message.ts"

/**
 * Describes the subscriber who caused a message. Its members are personal data.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookActor extends entity<WebhookActor>()(undefined, {
  ...MessageSubscriber.fields,
  locale: nullableTextKey,
  data: recordKey
}) {}

/**
 * Says where on a provider a message went. Novu hides most secrets of it, and
 * not all on every server.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookChannelData extends entity<WebhookChannelData>()(undefined, {
  /** The type of the endpoint, for example `slack_channel`. */
  type: textKey,
  identifier: textKey,
  endpoint: secretRecordKey,
  token: secretKey,
  subscriberTenantId: textKey,
  clientId: textKey
}) {}

/**
 * Describes a message at the moment of an event. Older servers leave out
 * `contextKeys`, `workflowId`, `stepId` and `channelData`.
 *
 * **Gotchas**
 *
 * - The events of sending show the message as it was before the provider was
 *   called, so `status` may not be `error` in a `message.failed`.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookMessage extends entity<WebhookMessage>()(undefined, {
  /** The id that `Messages.delete` takes, and that the inbox calls `id`. */
  _id: numberOrText,
  /** Novu's own id of the workflow. Absent on messages that no workflow sent. */
  _templateId: nullableTextKey,
  /** Novu's own id of the environment, which is not the `environmentId` of the event. */
  _environmentId: textKey,
  _organizationId: textKey,
  /** The id that `Notifications.retrieve` takes. Absent on messages that no workflow sent. */
  _notificationId: nullableTextKey,
  subscriberId: textKey,
  /** The trigger identifier of the workflow. */
  templateIdentifier: textKey,
  /** The same as `templateIdentifier`, where a server shows it. */
  workflowId: textKey,
  stepId: textKey,
  transactionId: textKey,
  channel: nullishKey(AnyChannelType, isString),
  providerId: textKey,
  /** The id that the provider gave the message. */
  providerResponseId: textKey,
  status: openKey(["sent", "error", "warning"]),
  errorId: textKey,
  errorText: textKey,
  seen: flag,
  read: flag,
  archived: flag,
  createdAt: timeKey,
  updatedAt: timeKey,
  archivedAt: timeKey,
  snoozedUntil: timeKey,
  /** Has one entry per delivery: a message that was snoozed is delivered again. */
  deliveredAt: timesKey,
  firstSeenDate: timeKey,
  lastSeenDate: timeKey,
  lastReadDate: timeKey,
  actorSubscriber: nullableKey(WebhookActor, isRecord),
  /** The push token that the message went to. */
  deviceToken: secretKey,
  /** The URL that the message went to. Who knows it can post there. */
  webhookUrl: secretKey,
  channelData: nullishKey(WebhookChannelData, isRecord),
  /** Holds `"type:id"` pairs, for example `"tenant:acme"`. */
  contextKeys: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Says what went wrong with a push message.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookPushError extends entity<WebhookPushError>()(undefined, {
  reason: openKey(["token_invalid", "generic_error"]),
  /** Novu's document has it in place of `reason`. Read `isInvalidToken` of the error, which knows both. */
  isInvalidToken: flagKey,
  /** The push token that the message went to. */
  deviceToken: secretKey
}) {}

const fields = Schema.Struct({
  /** What the provider said, or Novu. */
  message: textKey,
  /** Is `token_expired` on older servers where a push token is to be removed. */
  errorCode: textKey,
  push: nullishKey(WebhookPushError, isRecord),
  /** Whether the provider no longer takes the push token, in whichever form a server says it. */
  isInvalidToken: flag
})

const isYes = (value: unknown): boolean => value === true || value === "true"

const says = (error: WireRecord): boolean => {
  const push = isRecord<WireRecord>(error["push"]) ? error["push"] : {}
  return push["reason"] === "token_invalid" || isYes(push["isInvalidToken"]) || isYes(error["isInvalidToken"]) ||
    error["errorCode"] === "token_expired"
}

const renewError = (value: unknown): unknown => {
  if (isString(value)) return { message: value }
  return isRecord<WireRecord>(value) ? { ...value, isInvalidToken: says(value) } : value
}

/**
 * Says why a message was not delivered.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookMessageError extends Schema.Opaque<WebhookMessageError>()(renewed(fields, renewError)) {}
