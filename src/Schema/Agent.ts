/**
 * Describes agents: what speaks with people in conversations, through the
 * integrations that it is linked to.
 *
 * @see https://docs.novu.co/api-reference/agents
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  countKey,
  cursor,
  flag,
  flagKey,
  isRecord,
  NonEmptySecret,
  nullableTextKey,
  nullishKey,
  objectsOf,
  openLiterals,
  partsKey,
  Secret,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType, AnyProviderId } from "./Channel.ts"
import { entity } from "./Entity.ts"
import { PageRequest } from "./Page.ts"

/**
 * Says how an agent behaves in its conversations. A member that is absent was
 * never set, and Novu then does what it does by default.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentBehavior extends entity<AgentBehavior>()("AgentBehaviorDto", {
  /** Whether a message is answered at once with a typing indicator or, in e-mail, with a reaction. */
  acknowledgeOnReceived: flagKey,
  /** The emoji that marks a conversation as resolved, such as `check`; `null` where there is none. */
  reactionOnResolved: nullableTextKey,
  /** Whether an agent hears people who are no subscribers yet. */
  subscriberAccess: nullishKey(openLiterals(["open", "restricted"]), isString)
}) {}

/**
 * Describes a tool of an agent that a provider runs.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentTool extends entity<AgentTool>()("AgentToolDto", {
  externalId: textKey,
  name: textKey,
  type: nullishKey(openLiterals(["builtin", "custom"]), isString),
  description: textKey
}) {}

/**
 * Describes a server of tools that an agent uses.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentMcpServer extends entity<AgentMcpServer>()("AgentMcpServerDto", {
  externalId: textKey,
  name: textKey,
  /** Is redacted, because it may hold a token. */
  url: nullishKey(Secret, isString)
}) {}

/**
 * Says who runs an agent, and as what it is known there. What Novu asks the
 * provider for is absent while the provider does not answer.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentRuntime extends entity<AgentRuntime>()("ManagedRuntimeResponseDto", {
  providerId: nullishKey(AnyProviderId, isString),
  /** Novu's own id of the integration that holds the key of the provider. */
  integrationId: textKey,
  externalAgentId: textKey,
  externalEnvironmentId: textKey,
  externalWorkspaceId: textKey,
  /** Leads to the agent in the console of the provider. */
  consoleUrl: textKey,
  tools: partsKey(Schema.Array(AgentTool), objectsOf),
  mcpServers: partsKey(Schema.Array(AgentMcpServer), objectsOf),
  systemPrompt: textKey
}) {}

/**
 * Names an integration that an agent is linked to. Lists of agents show it.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentIntegrationSummary extends entity<AgentIntegrationSummary>()("AgentIntegrationSummaryDto", {
  /** Novu's own id of the integration. */
  integrationId: textKey,
  providerId: nullishKey(AnyProviderId, isString),
  name: textKey,
  identifier: textKey,
  channel: nullishKey(AnyChannelType, isString),
  active: flag
}) {}

/**
 * Describes an agent. Decoding fails only without its ids or its name.
 *
 * @category models
 * @since 0.1.0
 */
export class Agent extends entity<Agent>()("AgentResponseDto", {
  /** Novu's own id. The routes of domains show it; every request takes the identifier. */
  _id: Schema.String,
  /** The identifier, which requests name. */
  identifier: Schema.String,
  name: Schema.String,
  description: textKey,
  active: flag,
  /** Is absent until something of it is set. Servers differ in what a new agent has. */
  behavior: nullishKey(AgentBehavior, isRecord),
  /** Where Novu sends what people write. It is redacted, because it may hold a token. */
  bridgeUrl: nullishKey(Secret, isString),
  /** Takes the place of `bridgeUrl` while `devBridgeActive` is `true`. */
  devBridgeUrl: nullishKey(Secret, isString),
  devBridgeActive: flagKey,
  /** Says whether your own code is the agent, or a provider runs it. */
  runtime: nullishKey(openLiterals(["self-hosted", "managed"]), isString),
  managedRuntime: nullishKey(AgentRuntime, isRecord),
  /** Is `public` for every agent today. */
  visibility: nullishKey(openLiterals(["public", "private"]), isString),
  _environmentId: textKey,
  _organizationId: textKey,
  /** Novu's own id of the person who created it. */
  createdBy: textKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  /** The integrations that it is linked to. Only lists have them. */
  integrations: partsKey(Schema.Array(AgentIntegrationSummary), objectsOf),
  /** Whether the agent is beyond what the plan allows. It is stored then, and does not answer. */
  exceedsPlanLimit: flagKey
}) {}

/**
 * Says how many agents the plan allows. Only Novu's cloud shows it.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentPlanUsage extends entity<AgentPlanUsage>()("AgentPlanUsageDto", {
  /** Counts the active agents of the environment. */
  used: countKey,
  /** Is how many of them answer. */
  limit: countKey,
  /** Counts all agents of the environment, those that are switched off, too. */
  totalCreated: countKey,
  /** Is how many agents can be created at all. */
  creationLimit: countKey,
  /** Whether another plan lifts the limit. */
  limitSource: nullishKey(openLiterals(["plan", "system"]), isString)
}) {}

/**
 * Describes one page of agents.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentPage extends entity<AgentPage>()("ListAgentsResponseDto", {
  data: Schema.Array(Agent),
  /** Pass as `after` to read the next page; `null` on the last one. */
  next: cursor,
  /** Pass as `before` to read the page before; `null` on the first one. */
  previous: cursor,
  totalCount: countKey,
  totalCountCapped: flagKey,
  planUsage: nullishKey(AgentPlanUsage, isRecord)
}) {}

/**
 * `Agents.list` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListAgents extends entity<ListAgents>()(undefined, {
  ...PageRequest.fields,
  /** A part of the identifier, in any case. */
  identifier: Schema.optional(Schema.String)
}) {}

/**
 * Accepts the identifier of a new agent: letters and digits, with single `-`,
 * `_` and `.` between them.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AgentIdentifier = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/, {
    expected: "letters and digits, with single \"-\", \"_\" or \".\" between them"
  })
)

const name = Schema.NonEmptyString.check(Schema.isMaxLength(60))

/**
 * Names a skill of an agent that a provider runs.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentSkill extends entity<AgentSkill>()("AgentSkillInputDto", {
  type: Schema.Literals(["anthropic", "custom"]),
  skillId: Schema.String,
  /** @default the latest, chosen by the provider */
  version: Schema.optional(Schema.NullOr(Schema.String))
}) {}

const runtime = {
  providerId: Schema.Literals(["anthropic", "novu-anthropic", "anthropic-aws"]),
  /** Novu's own id of an integration of the kind `agent`, which holds the key of the provider. */
  integrationId: Schema.NonEmptyString,
  /** Takes over an environment that exists at the provider. */
  externalEnvironmentId: Schema.optional(Schema.NonEmptyString),
  model: Schema.optional(Schema.String),
  systemPrompt: Schema.optional(Schema.String),
  tools: Schema.optional(Schema.Array(Schema.String)),
  mcpServers: Schema.optional(Schema.Array(Schema.String)),
  skills: Schema.optional(Schema.Array(AgentSkill))
}

/**
 * Says who runs a new agent.
 *
 * @category models
 * @since 0.1.0
 */
export class ManagedRuntime extends entity<ManagedRuntime>()("ManagedRuntimeDto", {
  ...runtime,
  externalAgentId: Schema.optional(Schema.Undefined)
}) {}

/**
 * Says which agent of a provider is taken over.
 *
 * @category models
 * @since 0.1.0
 */
export class AdoptedRuntime extends entity<AdoptedRuntime>()("ManagedRuntimeDto", {
  ...runtime,
  externalAgentId: Schema.NonEmptyString
}) {}

const settings = {
  description: Schema.optional(Schema.String),
  /** @default true, chosen by Novu */
  active: Schema.optional(Schema.Boolean)
}

/**
 * `Agents.create` sends this: an agent that is your own code, one that a provider
 * runs, or one that exists at a provider and is taken over. Novu names the last
 * kind after what the provider calls it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreateAgent = Schema.Union([
  Schema.Struct({
    name,
    identifier: AgentIdentifier,
    ...settings,
    runtime: Schema.optional(Schema.Literal("self-hosted")),
    managedRuntime: Schema.optional(Schema.Undefined)
  }),
  Schema.Struct({
    name,
    identifier: AgentIdentifier,
    ...settings,
    runtime: Schema.Literal("managed"),
    managedRuntime: ManagedRuntime
  }),
  Schema.Struct({
    name: Schema.optional(name),
    identifier: Schema.optional(AgentIdentifier),
    ...settings,
    runtime: Schema.Literal("managed"),
    managedRuntime: AdoptedRuntime
  })
]).annotate({ identifier: "CreateAgentRequestDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type CreateAgent = typeof CreateAgent.Type

/**
 * Says what is to change of how an agent behaves. Members that are left out keep
 * their values.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentBehaviorChanges extends entity<AgentBehaviorChanges>()("AgentBehaviorDto", {
  acknowledgeOnReceived: Schema.optional(Schema.Boolean),
  /** The name of an emoji, such as `check`; `null` for none. */
  reactionOnResolved: Schema.optional(Schema.NullOr(Schema.String)),
  subscriberAccess: Schema.optional(Schema.Literals(["open", "restricted"]))
}) {}

const bridge = {
  /** Where Novu sends what people write. Novu refuses an address that is not public. */
  bridgeUrl: Schema.optional(NonEmptySecret),
  /** Takes the place of `bridgeUrl` while `devBridgeActive` is `true`. */
  devBridgeUrl: Schema.optional(NonEmptySecret),
  devBridgeActive: Schema.optional(Schema.Boolean)
}

/**
 * `Agents.update` sends this. Members that are left out keep their values.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateAgent extends entity<UpdateAgent>()("UpdateAgentRequestDto", {
  name: Schema.optional(name),
  description: Schema.optional(Schema.String),
  active: Schema.optional(Schema.Boolean),
  behavior: Schema.optional(AgentBehaviorChanges),
  ...bridge
}) {}

/**
 * `Agents.updateBridge` sends this. Members that are left out keep their values.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateAgentBridge extends entity<UpdateAgentBridge>()("UpdateAgentBridgeRequestDto", bridge) {}

/**
 * `Agents.delete` takes these members among its options.
 *
 * @category models
 * @since 0.1.0
 */
export class DeleteAgent extends entity<DeleteAgent>()(undefined, {
  /**
   * Also archives the agent at the provider that runs it.
   *
   * @default false, chosen by Novu
   */
  deleteFromProvider: Schema.optional(Schema.Boolean)
}) {}
