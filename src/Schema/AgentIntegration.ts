/**
 * Describes the links between agents and the integrations that they speak
 * through.
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
  nullishKey,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType, AnyProviderId } from "./Channel.ts"
import { entity } from "./Entity.ts"
import { PageRequest } from "./Page.ts"

/**
 * Describes the integration of a link.
 *
 * @category models
 * @since 0.1.0
 */
export class LinkedIntegration extends entity<LinkedIntegration>()("AgentIntegrationResponseIntegrationDto", {
  /** Novu's own id of the integration. */
  _id: textKey,
  identifier: Schema.String,
  name: textKey,
  providerId: nullishKey(AnyProviderId, isString),
  channel: nullishKey(AnyChannelType, isString),
  active: flag,
  /** Where people write to the agent by e-mail, in Novu's cloud. */
  sharedInboundAddress: textKey,
  /** Whom the e-mails of the agent are from, by name. */
  defaultSenderName: textKey,
  /** Whether mail to `sharedInboundAddress` is dropped. */
  sharedInboxDisabled: flagKey
}) {}

/**
 * Describes the link between an agent and an integration. Decoding fails only
 * without its id or that of the integration.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentIntegration extends entity<AgentIntegration>()("AgentIntegrationResponseDto", {
  /** The id of the link, by which it is changed and deleted. */
  _id: Schema.String,
  /** Novu's own id of the agent. */
  _agentId: textKey,
  integration: LinkedIntegration,
  _environmentId: textKey,
  _organizationId: textKey,
  /** When the first message came in through the integration. It is absent until then. */
  connectedAt: uncheckedTimeKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  /** Whether the provider is beyond what the plan allows. The agent then does not answer there. */
  exceedsPlanLimit: flagKey
}) {}

/**
 * Says how many providers the plan allows. Only Novu's cloud shows it.
 *
 * @category models
 * @since 0.1.0
 */
export class ChannelPlanUsage extends entity<ChannelPlanUsage>()("PlanUsageDto", {
  used: countKey,
  limit: countKey
}) {}

/**
 * Describes one page of links.
 *
 * @category models
 * @since 0.1.0
 */
export class AgentIntegrationPage extends entity<AgentIntegrationPage>()("ListAgentIntegrationsResponseDto", {
  data: Schema.Array(AgentIntegration),
  /** Pass as `after` to read the next page; `null` on the last one. */
  next: cursor,
  /** Pass as `before` to read the page before; `null` on the first one. */
  previous: cursor,
  totalCount: countKey,
  totalCountCapped: flagKey,
  planUsage: nullishKey(ChannelPlanUsage, isRecord)
}) {}

/**
 * `AgentIntegrations.list` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListAgentIntegrations extends entity<ListAgentIntegrations>()(undefined, {
  ...PageRequest.fields,
  integrationIdentifier: Schema.optional(Schema.String)
}) {}

/**
 * `AgentIntegrations.create` sends this: an integration that exists, or a provider
 * of which Novu finds or makes one for the agent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreateAgentIntegration = Schema.Union([
  Schema.Struct({ integrationIdentifier: Schema.NonEmptyString, providerId: Schema.optional(Schema.Undefined) }),
  Schema.Struct({
    integrationIdentifier: Schema.optional(Schema.Undefined),
    /** Novu does it for its own e-mail, `novu-email-agent`. */
    providerId: Schema.NonEmptyString
  })
]).annotate({ identifier: "AddAgentIntegrationRequestDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type CreateAgentIntegration = typeof CreateAgentIntegration.Type

/**
 * `AgentIntegrations.update` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateAgentIntegration extends entity<UpdateAgentIntegration>()("UpdateAgentIntegrationRequestDto", {
  /** The integration that the link leads to from now on. */
  integrationIdentifier: Schema.NonEmptyString
}) {}
