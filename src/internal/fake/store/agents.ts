/** Adds agents, their links to integrations, and conversations. */
import type { SeedAgent, SeedConversation } from "../../../Testing/Seed.ts"
import { reveal } from "./revealed.ts"
import type { AgentLinkRow, AgentRow, IntegrationRow } from "./rows.ts"
import type { Store } from "./store.ts"

type NewAgent = Pick<AgentRow, "identifier" | "name"> & Partial<AgentRow>

export const addAgent = (store: Store, agent: NewAgent, now: number): AgentRow =>
  store.agents.insert({
    _id: store.ids.objectId(now),
    description: undefined,
    active: true,
    behavior: undefined,
    bridgeUrl: undefined,
    devBridgeUrl: undefined,
    devBridgeActive: undefined,
    managedRuntime: undefined,
    createdAt: now,
    updatedAt: now,
    ...agent
  })

export const addLink = (store: Store, agent: AgentRow, integration: IntegrationRow, now: number): AgentLinkRow =>
  store.agentLinks.insert({
    _id: store.ids.objectId(now),
    agentId: agent._id,
    integrationId: integration._id,
    createdAt: now,
    updatedAt: now
  })

/** Returns the links of an agent with their integrations, the oldest first. A link to one that is gone is not shown. */
export const linksOf = (
  { agentLinks, integrations }: Store,
  agent: AgentRow
): ReadonlyArray<{ readonly link: AgentLinkRow; readonly integration: IntegrationRow }> =>
  agentLinks.createdAt.rows.filter(({ agentId }) => agentId === agent._id).flatMap((link) => {
    const integration = integrations.byId.get(link.integrationId)
    return integration === undefined ? [] : [{ link, integration }]
  })

/** Removes an agent with its links, and takes it from the workflows that speak through it. */
export const removeAgent = (store: Store, agent: AgentRow): void => {
  store.agents.remove(agent)
  for (const link of store.agentLinks.createdAt.rows.filter(({ agentId }) => agentId === agent._id)) {
    store.agentLinks.remove(link)
  }
  for (const workflow of store.workflows.createdAt.rows) {
    if (workflow.agent?.["identifier"] === agent.identifier) {
      store.workflows.replace(workflow, { ...workflow, agent: null })
    }
  }
}

const urlOf = (url: SeedAgent["bridgeUrl"], before: string | undefined): string | undefined =>
  url === undefined ? before : reveal(url)

/** Adds an agent, or replaces what is given of the one that is there. */
export const seedAgent = (store: Store, seed: SeedAgent, now: number): void => {
  const existing = store.agents.byKey.get(seed.identifier)
  const agent = {
    identifier: seed.identifier,
    name: seed.name ?? existing?.name ?? seed.identifier,
    description: seed.description ?? existing?.description,
    active: seed.active ?? existing?.active ?? true,
    behavior: seed.behavior ?? existing?.behavior,
    bridgeUrl: urlOf(seed.bridgeUrl, existing?.bridgeUrl),
    devBridgeUrl: urlOf(seed.devBridgeUrl, existing?.devBridgeUrl),
    devBridgeActive: seed.devBridgeActive ?? existing?.devBridgeActive
  }
  const row = existing === undefined
    ? addAgent(store, agent, now)
    : store.agents.replace(existing, { ...existing, ...agent, updatedAt: now })
  for (const identifier of seed.integrations ?? []) {
    const integration = store.integrations.byKey.get(identifier)
    if (integration === undefined || store.agentLinks.byKey.has(`${row._id}:${integration._id}`)) continue
    addLink(store, row, integration, now)
  }
}

/** Adds a conversation, or replaces the one that is there. Of an agent that does not exist there is none. */
export const seedConversation = (store: Store, seed: SeedConversation, now: number): void => {
  const agent = store.agents.byKey.get(seed.agent)
  if (agent === undefined) return
  const existing = store.conversations.byId.get(seed.conversationId)
  if (existing !== undefined) store.conversations.remove(existing)
  store.conversations.insert({
    _id: seed.conversationId,
    agentId: agent._id,
    integrationIdentifier: seed.integrationIdentifier,
    subscriberId: seed.subscriberId,
    platformThreadId: seed.platformThreadId === null ? undefined : seed.platformThreadId ?? "thread-1",
    status: "active",
    summary: undefined,
    metadata: seed.metadata ?? {},
    messageCount: 0,
    lastMessagePreview: undefined,
    messages: [],
    createdAt: now,
    updatedAt: now
  })
}
