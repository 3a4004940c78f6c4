/**
 * Describes the routes of a domain: what becomes of the mail to an address.
 *
 * @see https://docs.novu.co/api-reference/domains
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  countKey,
  flag,
  flagKey,
  isRecord,
  JsonObject,
  nullishKey,
  openLiterals,
  textKey,
  Timestamp
} from "../internal/schema/schema.ts"
import { AnyDomainStatus, Domain, DomainData, ListDomains } from "./Domain.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"

/**
 * Says where the mail of a route goes: to an agent, or to the environment's
 * webhooks as `email.received`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const AnyRouteType = openLiterals(["agent", "webhook"])

/**
 * Describes a route as Novu returns it.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainRoute extends entity<DomainRoute>()("DomainRouteResponseDto", {
  /** Novu's own id. */
  _id: textKey,
  _domainId: textKey,
  _environmentId: textKey,
  _organizationId: textKey,
  /** The part before the `@`, as it was given, or `*` for every address that has no route. */
  address: Schema.String,
  type: AnyRouteType,
  /**
   * Novu's own `_id` of the agent.
   *
   * **Gotchas**
   *
   * - Requests take the identifier of the agent in a member of the same name.
   */
  agentId: textKey,
  /** Is what older servers call `agentId`. */
  destination: textKey,
  data: Domain.fields.data,
  createdAt: Timestamp,
  updatedAt: Timestamp
}) {}

/**
 * Describes one page of routes.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DomainRoutePage = Page(DomainRoute, "ListDomainRoutesResponseDto")

/**
 * Names a route in a path. `%` is refused in its address: some servers decode a
 * path twice, and would look for another route.
 *
 * @category models
 * @since 0.1.0
 */
export class DomainRouteParams extends entity<DomainRouteParams>()(undefined, {
  domain: Schema.String,
  address: Schema.String.check(
    Schema.isPattern(/^[^%]*$/, { expected: "an address without \"%\", which some servers would take for another one" })
  )
}) {}

/**
 * Accepts the address of a new route: `*`, or the part before the `@`, of at most
 * 64 characters. Novu takes blanks around it away, and keeps its case. `%` is
 * refused, because no path could name the route afterwards.
 *
 * @category schemas
 * @since 0.1.0
 */
export const NewRouteAddress = Schema.String.check(
  Schema.isPattern(/^\s*(?:\*|[\w!#$&'*+\-/=?^`{|}~]+(?:\.[\w!#$&'*+\-/=?^`{|}~]+)*)\s*$/, {
    expected: "\"*\", or what stands before the \"@\" of an e-mail address, without \"%\""
  }),
  Schema.makeFilter((address) => address.trim().length <= 64 || "Expected at most 64 characters")
)

/** An identifier of an agent, not the `_id` that answers show. */
const agentId = Schema.NonEmptyString

const noAgent = Schema.optional(Schema.Undefined)

const newRoute = {
  address: NewRouteAddress,
  /** Notes of your own, which webhooks of received mail hold, too. */
  data: Schema.optional(DomainData)
}

/**
 * `DomainRoutes.create` sends this. An agent is named by its identifier, and not
 * by the `_id` that answers show.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreateDomainRoute = Schema.Union([
  Schema.Struct({ ...newRoute, type: Schema.Literal("agent"), agentId }),
  Schema.Struct({ ...newRoute, type: Schema.Literal("webhook"), agentId: noAgent })
]).annotate({ identifier: "DomainRouteDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type CreateDomainRoute = typeof CreateDomainRoute.Type

const change = {
  /** Replaces the stored data whole. */
  data: Schema.optional(DomainData)
}

/**
 * `DomainRoutes.update` sends this. Members that are left out keep their values.
 * An agent is named by its identifier, and not by the `_id` that answers show.
 *
 * **Gotchas**
 *
 * - Without `type`, an `agentId` is for a route that leads to an agent already.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UpdateDomainRoute = Schema.Union([
  Schema.Struct({ ...change, type: Schema.optional(Schema.Undefined), agentId: Schema.optional(agentId) }),
  Schema.Struct({ ...change, type: Schema.Literal("agent"), agentId }),
  Schema.Struct({ ...change, type: Schema.Literal("webhook"), agentId: noAgent })
]).annotate({ identifier: "UpdateDomainRouteDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type UpdateDomainRoute = typeof UpdateDomainRoute.Type

/**
 * `DomainRoutes.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListDomainRoutes extends entity<ListDomainRoutes>()(undefined, {
  ...PageRequest.fields,
  orderBy: ListDomains.fields.orderBy,
  /** The identifier of an agent. One that does not exist fails with `NotFound`. */
  agentId: Schema.optional(Schema.String)
}) {}

/**
 * Says who a test mail is from.
 *
 * @category models
 * @since 0.1.0
 */
export class TestMailSender extends entity<TestMailSender>()("TestDomainRouteFromDto", {
  /** An e-mail address. Any other text fails with `ValidationFailed`. */
  address: Schema.NonEmptyString,
  name: Schema.optional(Schema.String)
}) {}

/**
 * `DomainRoutes.test` sends this: a mail that Novu treats as if it had arrived.
 *
 * @category models
 * @since 0.1.0
 */
export class TestDomainRoute extends entity<TestDomainRoute>()("TestDomainRouteDto", {
  from: TestMailSender,
  subject: Schema.String,
  text: Schema.optional(Schema.String),
  html: Schema.optional(Schema.String),
  /**
   * Shows what would be delivered, and delivers nothing.
   *
   * @default false, chosen by Novu
   */
  dryRun: Schema.optional(Schema.Boolean)
}) {}

/**
 * Says what became of a test mail to a `webhook` route.
 *
 * @category models
 * @since 0.1.0
 */
export class TestedWebhook extends entity<TestedWebhook>()("TestDomainRouteWebhookResultDto", {
  /** Whether nothing was sent, because the environment has no webhooks. */
  skipped: flagKey,
  /** In milliseconds. */
  latencyMs: countKey
}) {}

/**
 * Says what an agent answered to a test mail.
 *
 * @category models
 * @since 0.1.0
 */
export class TestedAgent extends entity<TestedAgent>()("TestDomainRouteAgentResultDto", {
  agentId: textKey,
  httpStatus: countKey,
  /** The agent's answer, where it is a JSON object. */
  agentReply: nullishKey(JsonObject, isRecord),
  /** In milliseconds. */
  latencyMs: countKey
}) {}

/**
 * Describes what `DomainRoutes.test` returns.
 *
 * @category models
 * @since 0.1.0
 */
export class TestedDomainRoute extends entity<TestedDomainRoute>()("TestDomainRouteResponseDto", {
  /** Whether there is a route for the address, or one for `*`. */
  matched: Schema.Boolean,
  /** It is also `false` where the answer does not say. */
  dryRun: flag,
  domainStatus: nullishKey(AnyDomainStatus, isString),
  mxRecordConfigured: flagKey,
  type: nullishKey(AnyRouteType, isString),
  /** Says in words where the mail would go. With `dryRun` only. */
  wouldDeliverTo: textKey,
  /** What would be delivered. With `dryRun` only. */
  payload: nullishKey(JsonObject, isRecord),
  webhook: nullishKey(TestedWebhook, isRecord),
  agent: nullishKey(TestedAgent, isRecord)
}) {}
