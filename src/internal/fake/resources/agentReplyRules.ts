/** Has the rules for what an agent says, in the words of class-validator. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import { boolean, nested, object, optional, required, type Rule, string } from "../protocol/validation.ts"

type Input = Readonly<Record<string, unknown>>

const filled: Rule = (value, name) => [
  ...(value === "" || value === undefined || value === null ? [`${name} should not be empty`] : []),
  ...string(value, name)
]

const listOf = (rule: Rule): Rule => (value, name) =>
  Array.isArray(value) ? value.flatMap((each, index) => rule(each, `${name}.${index}`)) : [`${name} must be an array`]

/** Seven million characters of base64 are about 5 MB. */
const longestData = 7_000_000

const mostFiles = 15

const isFile = (file: unknown): boolean => {
  if (!isReadonlyObject(file)) return false
  const { data, filename, url } = file
  return typeof filename === "string" && filename !== "" && [data, url].filter(Boolean).length === 1 &&
    (typeof data !== "string" || data.replaceAll(/\s/g, "").length <= longestData)
}

const contents = ["markdown", "card", "toolApprovalCard"] as const

const isContent = (value: Input): boolean => {
  const { card, files = [], markdown } = value
  return contents.filter((name) => value[name] !== undefined).length === 1 &&
    (markdown === undefined || typeof markdown === "string" && markdown.trim() !== "") &&
    (card === undefined || isReadonlyObject(card) && card["type"] === "card") &&
    Array.isArray(files) && files.length <= mostFiles && files.every(isFile)
}

const content: Rule = (value, name) =>
  !isReadonlyObject(value)
    ? object(value, name)
    : isContent(value)
    ? []
    : [`${name}: Content must have exactly one of markdown, card, or toolApprovalCard, and valid files.`]

/** Keys of Novu's own begin with a prefix that no other key may have. */
const isKey = (key: unknown): boolean =>
  typeof key === "string" && key.length <= 128 && !["constructor", "prototype"].includes(key) &&
  /^(?:__novu:)?[a-zA-Z0-9]+(?:[-_:][a-zA-Z0-9]+)*$/.test(key)

const isRecipient = (value: unknown): boolean =>
  typeof value === "string"
    ? value !== ""
    : isReadonlyObject(value) && (typeof value["subscriberId"] === "string" || typeof value["topicKey"] === "string")

const isRecipients = (value: unknown): boolean =>
  value === undefined || value === null ||
  (Array.isArray(value) ? value.length > 0 && value.every(isRecipient) : isRecipient(value))

const isSignal = ({ action = "set", key, kind, prompt, requestId, to, type, value, workflowId }: Input): boolean => {
  if (type === "trigger") return typeof workflowId === "string" && workflowId !== "" && isRecipients(to)
  if (type === "human") return [kind, prompt, requestId].every((each) => typeof each === "string")
  if (type !== "metadata") return false
  return action === "clear" || isKey(key) && (action === "delete" || action === "set" && value !== undefined)
}

const signal: Rule = (value, name) =>
  isReadonlyObject(value) && isSignal(value) ? [] : [`${name} is not a valid signal`]

const typing: Rule = (value, name) =>
  value === "stop" || isReadonlyObject(value) && (value["status"] === undefined || typeof value["status"] === "string")
    ? []
    : [`${name} must be 'stop' or an object with an optional string status.`]

export const replyRules: Readonly<Record<string, Rule>> = {
  conversationId: filled,
  integrationIdentifier: filled,
  reply: optional(content),
  toolApprovalRequest: optional(
    nested({
      approvalId: required(filled),
      toolCallId: required(filled),
      name: required(filled),
      input: optional(object)
    })
  ),
  edit: optional(nested({ messageId: required(filled), content: required(content) })),
  resolve: optional(nested({ summary: optional(string) })),
  signals: optional(listOf(signal)),
  toolResults: optional(listOf(nested({ toolCallId: required(filled), toolName: optional(string) }))),
  addReactions: optional(listOf(nested({ messageId: required(filled), emojiName: required(filled) }))),
  deleteMessages: optional(listOf(nested({ messageId: required(filled) }))),
  typing: optional(typing),
  error: optional(boolean)
}

/** Lists what a turn can do, without the edit of a message. */
const actions = [
  "reply",
  "resolve",
  "signals",
  "toolResults",
  "toolApprovalRequest",
  "addReactions",
  "deleteMessages"
] as const

/** An empty list does nothing. */
const isAsked = (value: unknown): boolean => Array.isArray(value) ? value.length > 0 : Boolean(value)

/** Checks what may stand beside what. */
export const checkActions = (input: Input): Result.Result<void, Rejection> => {
  const asked = actions.filter((name) => isAsked(input[name]))
  const { edit, error, reply, toolApprovalRequest, typing: status } = input
  const refusal = error === true
    ? asked.length > 0 || isAsked(edit) || isAsked(status)
      ? `error cannot be combined with reply, edit, ${actions.slice(1).join(", ")}, plan, or typing`
      : undefined
    : isAsked(reply) && isAsked(edit)
    ? "Only one of reply or edit can be provided"
    : isAsked(edit) && asked.length > 0
    ? "edit cannot be combined with resolve, signals, toolResults, toolApprovalRequest, addReactions, or deleteMessages"
    : asked.length === 0 && !isAsked(edit) && !isAsked(status)
    ? `At least one of reply, edit, ${actions.slice(1).join(", ")}, plan, typing, or error must be provided`
    : isReadonlyObject(reply) && reply["toolApprovalCard"] !== undefined && toolApprovalRequest === undefined
    ? "toolApprovalCard reply requires an accompanying toolApprovalRequest"
    : undefined
  return refusal === undefined ? Result.succeed(undefined) : Result.fail(badRequest(refusal))
}
