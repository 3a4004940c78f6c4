/** Writes agents and their links as Novu does. */
import { given } from "../../input/given.ts"
import { linksOf } from "../store/agents.ts"
import type { AgentLinkRow, AgentRow, IntegrationRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

/** What is not set is not shown, and the behaviour of a new agent is not set. */
export const showAgent = (row: AgentRow, store: Store) => ({
  _id: row._id,
  name: row.name,
  identifier: row.identifier,
  ...given({ description: row.description, behavior: row.behavior }),
  active: row.active,
  ...given({
    bridgeUrl: row.bridgeUrl,
    devBridgeUrl: row.devBridgeUrl,
    devBridgeActive: row.devBridgeActive,
    managedRuntime: row.managedRuntime
  }),
  runtime: row.managedRuntime === undefined ? "self-hosted" : "managed",
  visibility: "public",
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  ...timesOf(row)
})

/** Lists also show which integrations an agent is linked to. */
export const showListed = (row: AgentRow, store: Store) => ({
  ...showAgent(row, store),
  integrations: linksOf(store, row).map(({ integration }) =>
    Object.assign(shared(integration), { integrationId: integration._id })
  )
})

const shared = ({ active, channel, identifier, name, providerId }: IntegrationRow) => ({
  identifier,
  name,
  providerId,
  ...(channel !== "" && { channel }),
  active
})

/** No message comes in here, so that an integration is never connected. */
export const showLink = (link: AgentLinkRow, integration: IntegrationRow, store: Store) => ({
  _id: link._id,
  _agentId: link.agentId,
  integration: { _id: integration._id, ...shared(integration) },
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  connectedAt: null,
  ...timesOf(link)
})
