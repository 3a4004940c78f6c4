/** Adds agents and their links to integrations. */
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
