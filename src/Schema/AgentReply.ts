/**
 * Describes what an agent does in a conversation: messages, reactions, signals,
 * results of tools.
 *
 * @see https://docs.novu.co/api-reference/agents
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { hasAction, metadataKey } from "../internal/schema/agentReply.ts"
import { JsonObject, NonEmptySecret, numberOrText, textKey } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { Recipients } from "./Event.ts"

/** Stands where another variant has a member, so that the two are not mixed. */
const none = Schema.optional(Schema.Undefined)

const file = { filename: Schema.NonEmptyString, mimeType: Schema.optional(Schema.String) }

/**
 * Attaches a file: its bytes, or where Novu reads them.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ReplyFile = Schema.Union([
  Schema.Struct({
    ...file,
    /** The bytes as base64, 5 MB of them at most. */
    data: Schema.NonEmptyString.check(Schema.isMaxLength(7_000_000)),
    url: none
  }),
  Schema.Struct({
    ...file,
    data: none,
    /** A public address. It is redacted, because it may be signed. Novu reads 25 MB of it at most. */
    url: NonEmptySecret
  })
]).annotate({ identifier: "FileRefDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type ReplyFile = typeof ReplyFile.Type

/** At most 15, and 50 MB together. */
const files = Schema.optional(Schema.Array(ReplyFile).check(Schema.isMaxLength(15)))

/**
 * Says something as text.
 *
 * @category models
 * @since 0.1.0
 */
export class MarkdownReply extends entity<MarkdownReply>()("MarkdownReplyContentDto", {
  /** Novu writes it as the platform shows it. */
  markdown: Schema.String.check(Schema.isPattern(/\S/, { expected: "a text that is not blank" })),
  card: none,
  toolApprovalCard: none,
  files
}) {}

/**
 * Shows a card with buttons.
 *
 * @category models
 * @since 0.1.0
 */
export class CardReply extends entity<CardReply>()("CardReplyContentDto", {
  markdown: none,
  /** A tree of elements whose root is of the type `card`, passed on as it is. */
  card: Schema.StructWithRest(Schema.Struct({ type: Schema.Literal("card") }), [JsonObject]),
  toolApprovalCard: none,
  files
}) {}

/**
 * Asks a person whether a tool may be used. It goes with `toolApprovalRequest`.
 *
 * @category models
 * @since 0.1.0
 */
export class ToolApprovalReply extends entity<ToolApprovalReply>()("ToolApprovalCardReplyContentDto", {
  markdown: none,
  card: none,
  /** Describes the card, of the type `tool-approval-card`: `title`, `subtitle`, `approveLabel`, `denyLabel`. */
  toolApprovalCard: JsonObject,
  files
}) {}

/**
 * Is the content of a message: exactly one of a text, a card and a question about
 * a tool.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ReplyContent = Schema.Union([MarkdownReply, CardReply, ToolApprovalReply])

/**
 * @category models
 * @since 0.1.0
 */
export type ReplyContent = typeof ReplyContent.Type

/**
 * Puts other content in the place of a message.
 *
 * @category models
 * @since 0.1.0
 */
export class ReplyEdit extends entity<ReplyEdit>()("EditPayloadDto", {
  /** The id that the platform gave the message. */
  messageId: Schema.NonEmptyString,
  content: ReplyContent
}) {}

/**
 * Records that a tool waits for an approval.
 *
 * @category models
 * @since 0.1.0
 */
export class ToolApprovalRequest extends entity<ToolApprovalRequest>()("ToolApprovalRequestPayloadDto", {
  approvalId: Schema.NonEmptyString,
  toolCallId: Schema.NonEmptyString,
  /** Names the tool. */
  name: Schema.NonEmptyString,
  /** Is what the model would call the tool with. */
  input: Schema.optional(JsonObject),
  /** @default made by Novu */
  approveActionId: Schema.optional(Schema.String),
  /** @default made by Novu */
  denyActionId: Schema.optional(Schema.String),
  /** Names the server that the tool is of, for the card. */
  mcpServerName: Schema.optional(Schema.String)
}) {}

/**
 * Marks a conversation as resolved.
 *
 * @category models
 * @since 0.1.0
 */
export class ResolveConversation extends entity<ResolveConversation>()("ResolveDto", {
  summary: Schema.optional(Schema.String)
}) {}

/**
 * Keeps a value with the conversation. All of them together take 64 KB as JSON.
 *
 * @category models
 * @since 0.1.0
 */
export class SetMetadata extends entity<SetMetadata>()("MetadataSetSignalDto", {
  type: Schema.Literal("metadata"),
  action: Schema.optional(Schema.Literal("set")),
  key: metadataKey,
  value: Schema.Json
}) {}

/**
 * Forgets a value of the conversation.
 *
 * @category models
 * @since 0.1.0
 */
export class DeleteMetadata extends entity<DeleteMetadata>()("MetadataDeleteSignalDto", {
  type: Schema.Literal("metadata"),
  action: Schema.Literal("delete"),
  key: metadataKey
}) {}

/**
 * Forgets every value of the conversation.
 *
 * @category models
 * @since 0.1.0
 */
export class ClearMetadata extends entity<ClearMetadata>()("MetadataClearSignalDto", {
  type: Schema.Literal("metadata"),
  action: Schema.Literal("clear")
}) {}

/**
 * Triggers a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class TriggerSignal extends entity<TriggerSignal>()("TriggerSignalDto", {
  type: Schema.Literal("trigger"),
  /** The identifier by which the workflow is triggered. */
  workflowId: Schema.NonEmptyString,
  /** @default the subscriber of the conversation, chosen by Novu */
  to: Schema.optional(Recipients),
  payload: Schema.optional(JsonObject)
}) {}

/**
 * Asks a person something, or tells them. Since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class HumanSignal extends entity<HumanSignal>()("HumanSignalDto", {
  type: Schema.Literal("human"),
  kind: Schema.Literals(["ask", "approve", "choose", "tell"]),
  prompt: Schema.String,
  /** Comes back with the answer. */
  requestId: Schema.String,
  /** Is what `choose` offers. */
  options: Schema.optional(Schema.Array(Schema.String)),
  /** Says on the card who asks. */
  from: Schema.optional(Schema.String),
  /**
   * Seconds until nobody can answer any more, 259 200 at most.
   *
   * @default 86400, chosen by Novu
   */
  ttlSeconds: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 259_200 }))),
  /**
   * The subscribers who may answer, 50 at most. The first answer counts.
   *
   * @default the subscriber of the conversation, chosen by Novu
   */
  to: Schema.optional(
    Schema.Union([Schema.NonEmptyString, Schema.Array(Schema.NonEmptyString).check(Schema.isMaxLength(50))])
  )
}) {}

/**
 * Is what a turn does beside speaking.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AgentSignal = Schema.Union([SetMetadata, DeleteMetadata, ClearMetadata, TriggerSignal, HumanSignal])

/**
 * @category models
 * @since 0.1.0
 */
export type AgentSignal = typeof AgentSignal.Type

/**
 * Records what a tool returned.
 *
 * @category models
 * @since 0.1.0
 */
export class ToolResult extends entity<ToolResult>()("ToolResultDto", {
  toolCallId: Schema.NonEmptyString,
  toolName: Schema.optional(Schema.String),
  output: Schema.optional(Schema.Json),
  /** Is what people are shown of it. */
  preview: Schema.optional(Schema.String)
}) {}

/**
 * Reacts to a message with an emoji.
 *
 * @category models
 * @since 0.1.0
 */
export class AddReaction extends entity<AddReaction>()("AddReactionPayloadDto", {
  /** The id that the platform gave the message. */
  messageId: Schema.NonEmptyString,
  /** Such as `thumbsup`. */
  emojiName: Schema.NonEmptyString
}) {}

/**
 * Takes a message away. Novu keeps it in the history.
 *
 * @category models
 * @since 0.1.0
 */
export class DeleteReply extends entity<DeleteReply>()("DeleteMessagePayloadDto", {
  /** The id that the platform gave the message. */
  messageId: Schema.NonEmptyString
}) {}

/**
 * Shows that the agent works.
 *
 * @category models
 * @since 0.1.0
 */
export class TypingStatus extends entity<TypingStatus>()("TypingStatusDto", {
  /** @default "Thinking…", chosen by Novu */
  status: Schema.optional(Schema.String)
}) {}

const conversation = {
  /** Comes with what Novu tells the agent. */
  conversationId: Schema.NonEmptyString,
  /** The integration through which the conversation goes. */
  integrationIdentifier: Schema.NonEmptyString
}

const typing = Schema.optional(Schema.Union([Schema.Literal("stop"), TypingStatus]))

/**
 * `Agents.sendReply` sends this: what a turn does, at least one thing; or the
 * change of a message; or that the agent failed. The three are not mixed.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SendAgentReply = Schema.Union([
  Schema.Struct({
    ...conversation,
    reply: Schema.optional(ReplyContent),
    toolApprovalRequest: Schema.optional(ToolApprovalRequest),
    /** Marks the conversation as resolved, after everything else was done. */
    resolve: Schema.optional(ResolveConversation),
    signals: Schema.optional(Schema.Array(AgentSignal)),
    /** Are kept before the reply is sent. */
    toolResults: Schema.optional(Schema.Array(ToolResult)),
    addReactions: Schema.optional(Schema.Array(AddReaction)),
    deleteMessages: Schema.optional(Schema.Array(DeleteReply)),
    /** Says that the agent works on it; `"stop"` takes that away. */
    typing,
    edit: none,
    error: none
  }).check(hasAction),
  Schema.Struct({
    ...conversation,
    /** Changes a message that was sent before. */
    edit: ReplyEdit,
    typing,
    reply: none,
    toolApprovalRequest: none,
    resolve: none,
    signals: none,
    toolResults: none,
    addReactions: none,
    deleteMessages: none,
    error: none
  }),
  Schema.Struct({
    ...conversation,
    /** Has Novu say that something went wrong, in its own words. */
    error: Schema.Literal(true),
    reply: none,
    toolApprovalRequest: none,
    edit: none,
    resolve: none,
    signals: none,
    toolResults: none,
    addReactions: none,
    deleteMessages: none,
    typing: none
  })
]).annotate({ identifier: "AgentReplyPayloadDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type SendAgentReply = typeof SendAgentReply.Type

/**
 * Names a message that was sent or changed.
 *
 * @category models
 * @since 0.1.0
 */
export class SentReply extends entity<SentReply>()("SentMessageInfoDto", {
  /** The id that the platform gave the message, for edits and reactions. */
  messageId: numberOrText,
  /** The id that the platform gave the thread. */
  platformThreadId: textKey
}) {}

/**
 * Describes what `Agents.sendReply` returns: `null` where no message was sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AgentReplyResult = Schema.NullOr(SentReply)

/**
 * @category models
 * @since 0.1.0
 */
export type AgentReplyResult = typeof AgentReplyResult.Type
