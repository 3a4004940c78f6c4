/**
 * Keep the links between agents and the integrations that they speak through.
 *
 * @see https://docs.novu.co/api-reference/agents
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  AgentIntegration,
  AgentIntegrationPage,
  CreateAgentIntegration,
  ListAgentIntegrations,
  UpdateAgentIntegration
} from "../Schema/AgentIntegration.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v1/agents/{identifier}/integrations"

const list = Operation.make({
  name: "AgentIntegrations.list",
  method: "GET",
  path,
  query: ListAgentIntegrations,
  success: AgentIntegrationPage
})

const create = Operation.make({
  name: "AgentIntegrations.create",
  method: "POST",
  path,
  payload: CreateAgentIntegration,
  success: AgentIntegration,
  // An integration is linked to an agent once. Of a provider Novu finds the one that it made before.
  repeat: ({ payload }) => payload.providerId === undefined ? "guarded" : "idempotent",
  reconcile: ({ isOlder, reason }, { params, payload: { integrationIdentifier } }, call) =>
    reason._tag !== "Conflict" || integrationIdentifier === undefined ? undefined : Effect.map(
      call(list, { params, query: { integrationIdentifier } }),
      ({ headers, result: { data } }) => {
        const link = data.find(({ integration }) => integration.identifier === integrationIdentifier)
        return link !== undefined && madeByThisCall("same", link.createdAt, isOlder)
          ? { headers, result: link }
          : undefined
      }
    )
})

const update = Operation.make({
  name: "AgentIntegrations.update",
  method: "PATCH",
  path: `${path}/{agentIntegrationId}`,
  payload: UpdateAgentIntegration,
  success: AgentIntegration,
  // A link that leads there already stays as it is.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "AgentIntegrations.delete",
  method: "DELETE",
  path: `${path}/{agentIntegrationId}`,
  reconcile: goneIsDone
})

/**
 * Links agents to integrations, and lists, changes and deletes the links. An agent
 * is named by its identifier, a link by its `_id`, an integration by its
 * identifier.
 *
 * **Gotchas**
 *
 * - In production environments links can neither be made nor deleted: `Forbidden`.
 * - Servers of spring 2026 do not let keys use these routes, and those from before
 *   2026 do not have them. See `Agents`.
 *
 * @category services
 * @since 0.1.0
 */
export class AgentIntegrations extends Group.Service<AgentIntegrations>()("AgentIntegrations", {
  /**
   * Links an agent to an integration. Fails with `NotFound` when there is no such
   * agent or integration, with `Conflict` when they are linked already, unless an
   * earlier attempt of this call made the link, and with `PaymentRequired` where the
   * plan does not allow it.
   *
   * **Gotchas**
   *
   * - An agent has one integration for e-mail, and an integration for Telegram one
   *   agent: a second is a `Conflict`, too.
   */
  create: Group.method(
    create,
    (identifier: string, payload: CreateAgentIntegration) => ({ params: { identifier }, payload })
  ),

  /** Returns one page of the links of an agent, newest first. Fails with `NotFound` when there is no such agent. */
  list: Group.method(list, (identifier: string, query?: ListAgentIntegrations) => ({ params: { identifier }, query })),

  /**
   * Streams every link of an agent. It reads one page at a time as the stream is
   * pulled, with 100 links per page unless `limit` says otherwise.
   */
  listAll: Group.pages(
    list,
    (identifier: string, query?: Omit<ListAgentIntegrations, "after" | "before">) => ({
      params: { identifier },
      query
    }),
    Paging.byCursor(({ _id }: AgentIntegration) => _id)
  ),

  /**
   * Has a link lead to another integration. Fails with `NotFound` when there is no
   * such agent, link or integration, and with `Conflict` when another link of the
   * agent leads there.
   */
  update: Group.method(
    update,
    (identifier: string, agentIntegrationId: string, payload: UpdateAgentIntegration) => ({
      params: { identifier, agentIntegrationId },
      payload
    })
  ),

  /**
   * Deletes a link, and neither the agent nor the integration. Fails with `NotFound`
   * when the agent has no such link, unless an earlier attempt of this call may have
   * deleted it.
   */
  delete: Group.method(
    remove,
    (identifier: string, agentIntegrationId: string) => ({ params: { identifier, agentIntegrationId } })
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof AgentIntegrations.operations = AgentIntegrations.operations
