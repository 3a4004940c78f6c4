/**
 * Keep agents, and say something in their conversations.
 *
 * @see https://docs.novu.co/api-reference/agents
 * @since 0.1.0
 */
import { twinIsConflict } from "../internal/groups/agentTwin.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  Agent,
  AgentPage,
  CreateAgent,
  DeleteAgent,
  ListAgents,
  UpdateAgent,
  UpdateAgentBridge
} from "../Schema/Agent.ts"
import { AgentReplyResult, SendAgentReply } from "../Schema/AgentReply.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v1/agents"

const create = Operation.make({
  name: "Agents.create",
  method: "POST",
  path,
  payload: CreateAgent,
  success: Agent,
  // Newer servers make a second agent under an identifier with a suffix, where older ones refuse it.
  repeat: "unguarded",
  verdict: { ofSuccess: twinIsConflict }
})

const list = Operation.make({ name: "Agents.list", method: "GET", path, query: ListAgents, success: AgentPage })

const sendReply = Operation.make({
  name: "Agents.sendReply",
  method: "POST",
  path: `${path}/{agentId}/reply`,
  payload: SendAgentReply,
  success: AgentReplyResult,
  // A second request says it again.
  repeat: "unguarded"
})

const retrieve = Operation.make({
  name: "Agents.retrieve",
  method: "GET",
  path: `${path}/{identifier}`,
  success: Agent
})

const update = Operation.make({
  name: "Agents.update",
  method: "PATCH",
  path: `${path}/{identifier}`,
  payload: UpdateAgent,
  success: Agent,
  // It writes the same values again.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Agents.delete",
  method: "DELETE",
  path: `${path}/{identifier}`,
  query: DeleteAgent,
  reconcile: goneIsDone
})

const updateBridge = Operation.make({
  name: "Agents.updateBridge",
  method: "PUT",
  path: `${path}/{identifier}/bridge`,
  payload: UpdateAgentBridge,
  success: Agent
})

/**
 * Creates, lists, changes and deletes agents, and speaks for them. An agent is
 * named by its identifier everywhere, and never by its `_id`. `AgentIntegrations`
 * says through which integrations it speaks.
 *
 * **Gotchas**
 *
 * - Where Novu sends what people write, `bridgeUrl` and `devBridgeUrl`, is
 *   redacted.
 * - Servers from before 2026 have no agents, and answer `NotFound` about the route.
 *   Those of spring 2026 let keys only create, list and speak; the other routes fail
 *   with `Unauthorized`, whose `gate` is `server`.
 *
 * @category services
 * @since 0.1.0
 */
export class Agents extends Group.Service<Agents>()("Agents", {
  /**
   * Creates an agent. Fails with `Conflict` when the identifier is taken, whichever
   * way the server says so: older ones refuse it, newer ones create a second agent
   * under an identifier with a suffix, which `madeIdentifier` of the reason names.
   * Fails with `PaymentRequired` or `Conflict` at the limit of agents.
   *
   * **Gotchas**
   *
   * - That second agent stays, and `mayHaveActed` of the error is `true`. Delete it
   *   by its `madeIdentifier`.
   * - It is not repeated when its answer is lost.
   * - An agent of a provider that is taken over is named after what the provider
   *   calls it, whatever was asked for.
   */
  create: Group.method(create, (payload: CreateAgent) => ({ payload })),

  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListAgents) => ({ query })),

  /**
   * Streams every agent that matches. It reads one page at a time as the stream is
   * pulled, with 100 agents per page unless `limit` says otherwise.
   */
  listAll: Group.pages(
    list,
    (query?: Omit<ListAgents, "after" | "before">) => ({ query }),
    Paging.byCursor(({ _id }: Agent) => _id)
  ),

  /**
   * Does what a turn of the agent does in a conversation: says something, changes or
   * takes away what it said, reacts, keeps values, triggers workflows. Returns which
   * message was sent or changed, and `null` where none was. Fails with `NotFound`
   * when there is no such conversation or agent, with `Forbidden` when the
   * conversation is that of another agent, and with `ValidationFailed` when the
   * agent is switched off.
   *
   * **Gotchas**
   *
   * - It is not repeated when its answer is lost, because people would read it twice.
   * - A file that is sent along with the reply may be more than the server takes:
   *   `PayloadTooLarge`. One that is named by its URL is not.
   * - It succeeds although a workflow could not be triggered, or a reaction not be
   *   added: Novu does not say so.
   * - Without a reply or an edit the result is `null`.
   * - Free plans refuse a reply that opens one conversation too many.
   */
  sendReply: Group.method(
    sendReply,
    (agentId: string, payload: SendAgentReply) => ({ params: { agentId }, payload })
  ),

  /** Fails with `NotFound` when there is no agent with this identifier. */
  retrieve: Group.method(retrieve, (identifier: string) => ({ params: { identifier } })),

  /**
   * Changes the members that are given, and of `behavior` those that are given in it.
   * Fails with `NotFound` when there is no such agent, with `BadRequest` when nothing
   * is given or a URL is not public, and with `Forbidden` where a production
   * environment does not allow the change.
   *
   * **Gotchas**
   *
   * - In production `active` and `bridgeUrl` can be changed, and the name, the
   *   description, the behaviour and the bridge for development cannot.
   */
  update: Group.method(update, (identifier: string, payload: UpdateAgent) => ({ params: { identifier }, payload })),

  /**
   * Deletes an agent with its links to integrations, and takes it from the workflows
   * that speak through it. Fails with `NotFound` when there is none, unless an
   * earlier attempt of this call may have deleted it, and with `Forbidden` when it is
   * one of Novu's own.
   */
  delete: Group.method(remove, (identifier: string) => ({ params: { identifier } })),

  /**
   * Changes where Novu sends what people write. Members that are left out keep their
   * values, and so does `devBridgeUrl` when `devBridgeActive` becomes `false`. Fails
   * as `update` does.
   */
  updateBridge: Group.method(
    updateBridge,
    (identifier: string, payload: UpdateAgentBridge) => ({ params: { identifier }, payload })
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Agents.operations = Agents.operations
