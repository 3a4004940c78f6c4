/**
 * Describes messages. A message is what one channel step of a workflow made for
 * one subscriber.
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
  JsonObject,
  nullableKey,
  nullableTextKey,
  nullishKey,
  openLiterals,
  recordOrEmpty,
  Secret,
  textKey,
  timesKey,
  Timestamp,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType, ChannelType } from "./Channel.ts"
import { entity } from "./Entity.ts"
import { NumberedPage } from "./NumberedPage.ts"

/**
 * Describes one block of an e-mail of the older editor.
 *
 * @category models
 * @since 0.1.0
 */
export class EmailBlock extends entity<EmailBlock>()("EmailBlock", {
  /** `button`, `text` or what newer servers know. */
  type: openLiterals(["button", "text"]),
  content: Schema.String,
  url: textKey,
  styles: nullishKey(JsonObject, isRecord)
}) {}

/**
 * Describes a button of an in-app message.
 *
 * @category models
 * @since 0.1.0
 */
export class MessageButton extends entity<MessageButton>()("MessageButton", {
  type: openLiterals(["primary", "secondary"]),
  content: Schema.String,
  resultContent: textKey
}) {}

/**
 * Says which button of a message was pressed last.
 *
 * @category models
 * @since 0.1.0
 */
export class MessageActionResult extends entity<MessageActionResult>()("MessageActionResult", {
  payload: nullishKey(JsonObject, isRecord),
  type: nullishKey(openLiterals(["primary", "secondary"]), isString)
}) {}

/**
 * Describes the buttons of a message and their state.
 *
 * @category models
 * @since 0.1.0
 */
export class MessageAction extends entity<MessageAction>()("MessageAction", {
  status: nullishKey(openLiterals(["pending", "done"]), isString),
  buttons: nullishKey(Schema.Array(MessageButton), Array.isArray),
  result: nullishKey(MessageActionResult, isRecord)
}) {}

/**
 * Says where a message leads.
 *
 * @category models
 * @since 0.1.0
 */
export class MessageCTAData extends entity<MessageCTAData>()("MessageCTAData", { url: textKey }) {}

/**
 * Describes what a person can do with a message: follow a link or press a
 * button.
 *
 * @category models
 * @since 0.1.0
 */
export class MessageCTA extends entity<MessageCTA>()("MessageCTA", {
  type: nullishKey(openLiterals(["redirect"]), isString),
  data: nullishKey(MessageCTAData, isRecord),
  action: nullishKey(MessageAction, isRecord)
}) {}

/**
 * Describes the subscriber of a message, of whom servers show only some
 * members.
 *
 * @category models
 * @since 0.1.0
 */
export class MessageSubscriber extends entity<MessageSubscriber>()(undefined, {
  /** Novu's own id. */
  _id: textKey,
  subscriberId: textKey,
  firstName: nullableTextKey,
  lastName: nullableTextKey,
  email: nullableTextKey,
  phone: nullableTextKey,
  avatar: nullableTextKey,
  deleted: flagKey
}) {}

const isContent = (value: unknown): value is string | ReadonlyArray<typeof EmailBlock.Encoded> =>
  isString(value) ||
  (Array.isArray(value) && value.every((block) =>
    isRecord<Record<string, unknown>>(block) && isString(block["type"]) && isString(block["content"])
  ))

/**
 * Describes a message as Novu stores it.
 *
 * @category models
 * @since 0.1.0
 */
export class NovuMessage extends entity<NovuMessage>()("MessageResponseDto", {
  /** The id that `Messages.delete` takes, and that the inbox calls `id`. */
  _id: textKey,
  /** The id of the workflow. */
  _templateId: nullableTextKey,
  _environmentId: textKey,
  _messageTemplateId: nullableTextKey,
  _organizationId: textKey,
  /** The id that `Notifications.retrieve` takes. */
  _notificationId: textKey,
  /** Novu's own id of the subscriber. */
  _subscriberId: textKey,
  /** Is `null` or absent when the subscriber was deleted. */
  subscriber: nullableKey(MessageSubscriber, isRecord),
  /** The workflow, where a server shows it. */
  template: nullishKey(JsonObject, isRecord),
  /** The trigger identifier of the workflow. */
  templateIdentifier: textKey,
  createdAt: Timestamp,
  /** Has one entry per delivery: a message that was snoozed is delivered again. */
  deliveredAt: timesKey,
  lastSeenDate: uncheckedTimeKey,
  lastReadDate: uncheckedTimeKey,
  /** A text, or blocks of the older e-mail editor. Is `null` where the server does not store content. */
  content: nullableKey(Schema.Union([Schema.String, Schema.Array(EmailBlock)]), isContent),
  transactionId: textKey,
  subject: textKey,
  channel: AnyChannelType,
  read: flag,
  seen: flag,
  snoozedUntil: uncheckedTimeKey,
  /** The address that the message went to. */
  email: textKey,
  /** The number that the message went to. */
  phone: textKey,
  /** The URL that the message went to. Who knows it can post there. */
  directWebhookUrl: nullishKey(Secret, isString),
  providerId: textKey,
  /** The push tokens that the message went to. Absent on rows that hold them in an older form. */
  deviceTokens: nullishKey(Schema.Array(Secret), isTexts),
  title: textKey,
  /** Is empty for messages that lead nowhere. */
  cta: recordOrEmpty(MessageCTA, {}),
  _feedId: nullableTextKey,
  status: nullishKey(openLiterals(["sent", "error", "warning"]), isString),
  errorId: textKey,
  errorText: textKey,
  /** The payload of the trigger. */
  payload: nullishKey(JsonObject, isRecord),
  overrides: nullishKey(JsonObject, isRecord),
  /** Holds `"type:id"` pairs, for example `"tenant:acme"`. */
  contextKeys: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Describes one page of messages.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MessagePage = NumberedPage(NovuMessage, "MessagesResponseDto")

/**
 * `Messages.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListMessages extends entity<ListMessages>()(undefined, {
  channel: Schema.optional(ChannelType),
  /** Novu answers `NotFound` when there is no such subscriber. */
  subscriberId: Schema.optional(Schema.String),
  /** Messages of any of these transactions. */
  transactionId: Schema.optional(Schema.Array(Schema.String)),
  /** Messages in exactly this set of contexts, as `"type:id"` pairs. */
  contextKeys: Schema.optional(Schema.Array(Schema.String)),
  /**
   * Counts from 0.
   *
   * @default 0, chosen by Novu
   */
  page: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /**
   * Items per page, 1 to 1000.
   *
   * @default 10, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })))
}) {}

/**
 * Describes what `Messages.delete` returns.
 *
 * @category models
 * @since 0.1.0
 */
export class DeletedMessage extends entity<DeletedMessage>()("DeleteMessageResponseDto", {
  acknowledged: flag,
  /** `deleted`. */
  status: textKey
}) {}

/**
 * `Messages.deleteByTransaction` takes these members among its options.
 *
 * @category models
 * @since 0.1.0
 */
export class DeleteMessagesByTransactionOptions extends entity<DeleteMessagesByTransactionOptions>()(undefined, {
  /**
   * Deletes the messages of this channel only.
   *
   * @default every channel
   */
  channel: Schema.optional(ChannelType)
}) {}

const markAs = Schema.Literals(["read", "seen", "unread", "unseen"])

/**
 * `Messages.markAs` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class MarkMessagesAs extends entity<MarkMessagesAs>()("MessageMarkAsRequestDto", {
  /** Ids of messages, one or several. */
  messageId: Schema.Union([Schema.NonEmptyString, Schema.Array(Schema.String).check(Schema.isMinLength(1))]),
  /** `read` also makes a message seen; `unread` makes it seen and not read. */
  markAs
}) {}

/**
 * `Messages.markAll` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class MarkAllMessagesAs extends entity<MarkAllMessagesAs>()("MarkAllMessageAsRequestDto", {
  markAs,
  /** Marks the messages of these feeds only. */
  feedIdentifier: Schema.optional(Schema.Union([Schema.String, Schema.Array(Schema.String)]))
}) {}

/**
 * `Messages.markActionAsSeen` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class MarkMessageAction extends entity<MarkMessageAction>()("MarkMessageActionAsSeenDto", {
  status: Schema.Literals(["pending", "done"]),
  /** Novu stores it as the payload of the action's result. */
  payload: Schema.optional(JsonObject)
}) {}

/**
 * Describes what `Messages.markAs` returns.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MessageList = Schema.Array(NovuMessage)
