import { isReadonlyObject } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type { FakeAgent, FakeConversation } from "../../../Testing/FakeState.ts"
import { given } from "../../input/given.ts"
import { linksOf } from "../store/agents.ts"
import type { AgentRow, ConversationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

const hidden = (url: string | undefined) => url === undefined ? undefined : Redacted.make(url)

export const showAgent = (store: Store, row: AgentRow): FakeAgent => ({
  identifier: row.identifier,
  name: row.name,
  ...given({ description: row.description }),
  active: row.active,
  ...given({
    behavior: row.behavior,
    bridgeUrl: hidden(row.bridgeUrl),
    devBridgeUrl: hidden(row.devBridgeUrl),
    devBridgeActive: row.devBridgeActive
  }),
  runtime: row.managedRuntime === undefined ? "self-hosted" : "managed",
  integrations: linksOf(store, row).map(({ integration }) => integration.identifier),
  ...timesOf(row)
})

const hideUrl = (file: unknown): unknown =>
  isReadonlyObject(file) && typeof file["url"] === "string" ? { ...file, url: hidden(file["url"]) } : file

/** Hides the addresses of the files of a reply. */
const shownContent = (content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { files } = content
  if (!Array.isArray(files)) return content
  return { ...content, files: files.map(hideUrl) }
}

export const showConversation = (store: Store, row: ConversationRow): FakeConversation => ({
  id: row._id,
  agent: store.agents.byId.get(row.agentId)?.identifier ?? row.agentId,
  integrationIdentifier: row.integrationIdentifier,
  ...given({ subscriberId: row.subscriberId }),
  status: row.status,
  ...given({ summary: row.summary }),
  metadata: row.metadata,
  messageCount: row.messageCount,
  ...given({ lastMessagePreview: row.lastMessagePreview }),
  messages: row.messages.map((message) => ({ ...message, content: shownContent(message.content) }))
})
