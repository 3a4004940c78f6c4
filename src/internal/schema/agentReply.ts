import * as Schema from "effect/Schema"

/**
 * Accepts the key of a value that a conversation keeps.
 *
 * @see https://docs.novu.co/api-reference/agents
 */
export const metadataKey = Schema.String.check(
  Schema.isPattern(/^(?!(?:constructor|prototype)$)(?=.{1,128}$)(?:__novu:)?[A-Za-z0-9]+(?:[-_:][A-Za-z0-9]+)*$/, {
    expected: "1 to 128 letters and digits, with single \"-\", \"_\" or \":\" between them"
  })
)

/** Has the members of a turn of which one has to be there. */
interface Turn {
  readonly reply?: { readonly toolApprovalCard?: unknown } | undefined
  readonly toolApprovalRequest?: unknown
  readonly resolve?: unknown
  readonly typing?: unknown
  readonly signals?: ReadonlyArray<unknown> | undefined
  readonly toolResults?: ReadonlyArray<unknown> | undefined
  readonly addReactions?: ReadonlyArray<unknown> | undefined
  readonly deleteMessages?: ReadonlyArray<unknown> | undefined
}

/** Novu refuses a turn that does nothing, and a question about a tool without the request that it is about. */
export const hasAction = Schema.makeFilter((turn: Turn) => {
  if (turn.reply?.toolApprovalCard !== undefined && turn.toolApprovalRequest === undefined) {
    return "Expected toolApprovalRequest with reply.toolApprovalCard"
  }
  return [turn.reply, turn.toolApprovalRequest, turn.resolve, turn.typing].some((part) => part !== undefined) ||
    [turn.signals, turn.toolResults, turn.addReactions, turn.deleteMessages].some((list) =>
      list !== undefined && list.length > 0
    ) ||
    "Expected at least one of reply, edit, resolve, signals, toolResults, toolApprovalRequest, addReactions, " +
      "deleteMessages, typing or error"
})
