/** Serves what agents say in conversations. The platform that delivers it is made up. */
import * as Result from "effect/Result"
import { badRequest, notFound, reject, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { validate } from "../protocol/validation.ts"
import type { AgentRow, ConversationMessage, ConversationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf, textOf } from "../worker/values.ts"
import { enqueue } from "../worker/worker.ts"
import { checkActions, replyRules } from "./agentReplyRules.ts"
import { judge } from "./triggerChecks.ts"

type Input = Readonly<Record<string, unknown>>

const itemsOf = (value: unknown): ReadonlyArray<Input> => Array.isArray(value) ? value.map(objectOf) : []

interface Found {
  readonly agent: AgentRow
  readonly conversation: ConversationRow
  readonly platformThreadId: string
}

/** Finds the conversation, and the agent whose it has to be. */
const find = (store: Store, identifier: string, conversationId: string): Result.Result<Found, Rejection> => {
  const conversation = store.conversations.byId.get(conversationId)
  if (conversation === undefined) return Result.fail(notFound("Conversation not found"))
  const { agentId, platformThreadId } = conversation
  if (platformThreadId === undefined) {
    return Result.fail(badRequest(`Conversation ${conversationId} has no channel`))
  }
  const agent = store.agents.byKey.get(identifier)
  if (agent === undefined) return Result.fail(notFound("Agent not found"))
  return agent._id === agentId
    ? Result.succeed({ agent, conversation, platformThreadId })
    : Result.fail(reject(403, "Agent identifier does not match this conversation"))
}

/** An agent that is switched off still edits and reacts. */
const checkActive = ({ _id, active }: AgentRow, input: Input): Result.Result<void, Rejection> =>
  !active &&
    (["reply", "resolve", "error"].some((name) => Boolean(input[name])) || itemsOf(input["signals"]).length > 0)
    ? Result.fail(reject(422, `Agent ${_id} is inactive`))
    : Result.succeed(undefined)

const mostMetadata = 65_536

const withMetadata = (
  before: ConversationRow["metadata"],
  signals: ReadonlyArray<Input>
): Result.Result<ConversationRow["metadata"], Rejection> => {
  let metadata = before
  for (const { action = "set", key, type, value } of signals) {
    if (type !== "metadata") continue
    const { [String(key)]: _, ...others } = metadata
    metadata = action === "clear" ? {} : action === "delete" ? others : { ...others, [String(key)]: value }
  }
  return new TextEncoder().encode(JSON.stringify(metadata)).length > mostMetadata
    ? Result.fail(badRequest("Conversation metadata exceeds 64KB limit"))
    : Result.succeed(metadata)
}

/** A trigger that fails does not fail the reply. */
const trigger = (store: Store, { subscriberId }: ConversationRow, signals: ReadonlyArray<Input>, now: number): void => {
  for (const { payload, to = subscriberId, type, workflowId } of signals) {
    if (type !== "trigger" || to === undefined) continue
    const verdict = judge(store, { name: workflowId, to, payload }, false, now)
    const accepted = Result.isSuccess(verdict) ? verdict.success.accepted : undefined
    if (accepted !== undefined) enqueue(store, [accepted], now)
  }
}

/** Is what Novu says for an agent that failed. */
const failureContent = { markdown: "*Something went wrong. Please try again.*" }

const previewOf = (content: Input): string => textOf(content["markdown"]) ?? "Card"

/** Applies a change to the messages of an id that is known. Others are those of the platform alone. */
const changed = (
  messages: ReadonlyArray<ConversationMessage>,
  ids: ReadonlyArray<unknown>,
  change: (message: ConversationMessage) => ConversationMessage
): ReadonlyArray<ConversationMessage> => messages.map((each) => ids.includes(each.messageId) ? change(each) : each)

const edited = (store: Store, { conversation, platformThreadId }: Found, edit: Input, now: number) => {
  const { messageId } = edit
  const content = objectOf(edit["content"])
  store.conversations.replace(conversation, {
    ...conversation,
    messages: changed(conversation.messages, [messageId], (each) => ({ ...each, content })),
    lastMessagePreview: previewOf(content),
    updatedAt: now
  })
  return { messageId, platformThreadId }
}

const sendReply: Handler = ({ body, now, params: { agentId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(replyRules, body)
    yield* checkActions(input)
    const found = yield* find(store, agentId, String(input["conversationId"]))
    yield* checkActive(found.agent, input)
    const { conversation, platformThreadId } = found
    if (input["edit"]) return edited(store, found, objectOf(input["edit"]), now)
    const signals = itemsOf(input["signals"])
    const metadata = yield* withMetadata(conversation.metadata, signals)
    const content = input["error"] === true ? failureContent : input["reply"] ? objectOf(input["reply"]) : undefined
    const sent = content && { messageId: `msg_${store.ids.suffix()}`, content, reactions: [], deleted: false }
    trigger(store, conversation, signals, now)
    let messages = sent === undefined ? conversation.messages : [...conversation.messages, sent]
    for (const { emojiName, messageId } of itemsOf(input["addReactions"])) {
      messages = changed(
        messages,
        [messageId],
        (each) => ({ ...each, reactions: [...each.reactions, String(emojiName)] })
      )
    }
    const gone = itemsOf(input["deleteMessages"]).map(({ messageId }) => messageId)
    const isResolved = Boolean(input["resolve"])
    store.conversations.replace(conversation, {
      ...conversation,
      metadata,
      messages: changed(messages, gone, (each) => ({ ...each, deleted: true })),
      messageCount: conversation.messageCount + (sent === undefined ? 0 : 1),
      lastMessagePreview: content === undefined ? conversation.lastMessagePreview : previewOf(content),
      status: isResolved ? "resolved" : conversation.status,
      summary: isResolved ? textOf(objectOf(input["resolve"])["summary"]) : conversation.summary,
      updatedAt: now
    })
    return sent === undefined ? null : { messageId: sent.messageId, platformThreadId }
  })

const route = makeRoute({ category: "global", level: "changed", availability: { since: "2026-05" } })

export const routes: ReadonlyArray<Route> = [route("POST", "/v1/agents/{agentId}/reply", 200, sendReply)]
