/**
 * Describes the message of a webhook. It is not the whole message: what was
 * said in it, and to whom it went, is not sent.
 *
 * @see https://docs.novu.co/platform/developer/webhooks/event-types
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  flag,
  flagKey,
  isRecord,
  isTexts,
  nullableTextKey,
  nullishKey,
  openLiterals,
  Secret,
  textKey,
  timesKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType } from "../Schema/Channel.ts"
import { entity } from "../Schema/Entity.ts"

const Json = Schema.Record(Schema.String, Schema.Json)

/**
 * Describes the subscriber who caused a message.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookActor extends entity<WebhookActor>()(undefined, {
  /** Novu's own id. */
  _id: textKey,
  subscriberId: textKey,
  firstName: nullableTextKey,
  lastName: nullableTextKey,
  email: nullableTextKey,
  phone: nullableTextKey,
  avatar: nullableTextKey,
  locale: nullableTextKey,
  data: nullishKey(Json, isRecord)
}) {}

/**
 * Says where in a chat a message went.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookChannelData extends entity<WebhookChannelData>()(undefined, {
  type: textKey,
  identifier: textKey,
  /** Servers replace what is secret in it. */
  endpoint: nullishKey(Json, isRecord),
  token: nullishKey(Secret, isString),
  subscriberTenantId: textKey,
  clientId: textKey
}) {}

/**
 * Describes a message as webhooks show it. Older servers leave out the members
 * that are optional.
 *
 * **Gotchas**
 *
 * - In `message.sent` and `message.failed` it is the message as it was before
 *   its provider was called, so `status` does not say how that went.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookMessage extends entity<WebhookMessage>()("MessageWebhookResponseDto", {
  _id: Schema.String,
  /** The id of the workflow. */
  _templateId: nullableTextKey,
  _environmentId: textKey,
  _organizationId: textKey,
  /** The id that `Notifications.retrieve` takes. */
  _notificationId: textKey,
  subscriberId: textKey,
  actorSubscriber: nullishKey(WebhookActor, isRecord),
  /** The trigger identifier of the workflow. */
  templateIdentifier: textKey,
  /** The same on newer servers. */
  workflowId: textKey,
  stepId: textKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  transactionId: textKey,
  channel: nullishKey(AnyChannelType, isString),
  seen: flag,
  read: flag,
  archived: flag,
  archivedAt: uncheckedTimeKey,
  snoozedUntil: uncheckedTimeKey,
  deliveredAt: timesKey,
  lastSeenDate: uncheckedTimeKey,
  firstSeenDate: uncheckedTimeKey,
  lastReadDate: uncheckedTimeKey,
  providerId: textKey,
  providerResponseId: textKey,
  status: nullishKey(openLiterals(["sent", "error", "warning"]), isString),
  errorId: textKey,
  errorText: textKey,
  deviceToken: nullishKey(Secret, isString),
  /** Deprecated by Novu. Who knows the URL can post there. */
  webhookUrl: nullishKey(Secret, isString),
  channelData: nullishKey(WebhookChannelData, isRecord),
  /** Holds `"type:id"` pairs, for example `"tenant:acme"`. */
  contextKeys: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Says what a push provider said of a device's token. Servers spell it in three
 * ways: see `isInvalidToken`.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookPushError extends entity<WebhookPushError>()(undefined, {
  reason: nullishKey(openLiterals(["token_invalid", "generic_error"]), isString),
  isInvalidToken: flagKey,
  /** An older server's word, such as `token_expired`. */
  errorCode: textKey,
  deviceToken: nullishKey(Secret, isString)
}) {}

/**
 * Says why a message was not sent.
 *
 * @category models
 * @since 0.1.0
 */
export class WebhookMessageError extends entity<WebhookMessageError>()(undefined, {
  message: textKey,
  push: nullishKey(WebhookPushError, isRecord)
}) {}

/**
 * Whether a message was not sent because its device has no such token any
 * longer, so that the token can be removed from the subscriber.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isInvalidToken = ({ push }: WebhookMessageError): boolean =>
  push?.isInvalidToken === true || push?.reason === "token_invalid" || push?.errorCode === "token_expired"
