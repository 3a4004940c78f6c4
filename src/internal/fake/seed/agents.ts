import type { SeedAgent, SeedAgentIntegration, SeedConversation } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { reveal } from "../store/revealed.ts"
import type { AgentRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { knownIdOf, nameOf } from "./references.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

const urlOf = (url: SeedAgent["bridgeUrl"], before: string | undefined): string | undefined =>
  url === undefined ? before : reveal(url)

/** Adds an agent, or replaces what is given of the one that is there. */
export const seedAgent = (seeding: Seeding, from: string | SeedAgent): void => {
  const { agents } = seeding.store
  const seed: SeedAgent = typeof from === "string" ? { identifier: from } : from
  const { identifier } = seed
  const existing = agents.byKey.get(identifier)
  const before: Partial<AgentRow> = (seeding.isExact ? undefined : existing) ?? {}
  put(agents, existing, {
    ...stampOf(seeding, seed, existing),
    identifier,
    name: seed.name ?? before.name ?? identifier,
    description: seed.description ?? before.description,
    active: seed.active ?? before.active ?? true,
    behavior: seed.behavior ?? before.behavior,
    bridgeUrl: urlOf(seed.bridgeUrl, before.bridgeUrl),
    devBridgeUrl: urlOf(seed.devBridgeUrl, before.devBridgeUrl),
    devBridgeActive: seed.devBridgeActive ?? before.devBridgeActive,
    managedRuntime: seed.managedRuntime ?? before.managedRuntime
  })
  for (const integrationIdentifier of seed.integrations ?? []) {
    seedAgentIntegration(seeding, { agent: identifier, integrationIdentifier })
  }
}

export const savedAgents = ({ agents }: Store): ReadonlyArray<SeedAgent> =>
  agents.createdAt.rows.map((row) => ({
    identifier: row.identifier,
    name: row.name,
    active: row.active,
    ...given({
      description: row.description,
      behavior: row.behavior,
      bridgeUrl: row.bridgeUrl,
      devBridgeUrl: row.devBridgeUrl,
      devBridgeActive: row.devBridgeActive,
      managedRuntime: row.managedRuntime
    }),
    ...savedStamp(row)
  }))

/** Links an agent to an integration, or says more about the link that is there. */
export const seedAgentIntegration = (seeding: Seeding, seed: SeedAgentIntegration): void => {
  const { agentLinks, agents, integrations } = seeding.store
  const agentId = knownIdOf(seeding, agents, seed.agent)
  const integrationId = knownIdOf(seeding, integrations, seed.integrationIdentifier)
  if (agentId === undefined || integrationId === undefined) return
  const existing = agentLinks.byKey.get(`${agentId}:${integrationId}`)
  put(agentLinks, existing, { ...stampOf(seeding, seed, existing), agentId, integrationId })
}

export const savedAgentIntegrations = (store: Store): ReadonlyArray<SeedAgentIntegration> =>
  store.agentLinks.createdAt.rows.map((row) => ({
    agent: nameOf(store.agents, row.agentId, ({ identifier }) => identifier),
    integrationIdentifier: nameOf(store.integrations, row.integrationId, ({ identifier }) => identifier),
    ...savedStamp(row)
  }))

/** Adds a conversation, or replaces the one that is there. Of an agent that does not exist there is none. */
export const seedConversation = (seeding: Seeding, seed: SeedConversation): void => {
  const { agents, conversations } = seeding.store
  const agentId = knownIdOf(seeding, agents, seed.agent)
  if (agentId === undefined) return
  const { conversationId: _id, messages = [] } = seed
  put(conversations, undefined, {
    ...stampOf(seeding, seed, undefined),
    _id,
    agentId,
    integrationIdentifier: seed.integrationIdentifier,
    subscriberId: seed.subscriberId,
    platformThreadId: seed.platformThreadId === null ? undefined : seed.platformThreadId ?? "thread-1",
    status: seed.status ?? "active",
    summary: seed.summary,
    metadata: seed.metadata ?? {},
    messageCount: seed.messageCount ?? messages.length,
    lastMessagePreview: seed.lastMessagePreview,
    messages: messages.map(({ content, deleted = false, messageId, reactions = [] }) => ({
      messageId,
      content,
      reactions,
      deleted
    }))
  })
}

export const savedConversations = (store: Store): ReadonlyArray<SeedConversation> =>
  store.conversations.createdAt.rows.map((row) => {
    const { _id: conversationId, ...times } = savedStamp(row)
    return {
      conversationId,
      agent: nameOf(store.agents, row.agentId, ({ identifier }) => identifier),
      integrationIdentifier: row.integrationIdentifier,
      platformThreadId: row.platformThreadId ?? null,
      status: row.status,
      metadata: row.metadata,
      messageCount: row.messageCount,
      messages: row.messages,
      ...given({
        subscriberId: row.subscriberId,
        summary: row.summary,
        lastMessagePreview: row.lastMessagePreview
      }),
      ...times
    }
  })
