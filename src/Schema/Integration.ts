/**
 * Describes integrations, which are the providers that an environment is set up
 * with, and the requests that lead to a channel connection or endpoint.
 *
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
  NewIdentifier,
  nullishKey,
  openLiterals,
  Secret,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { AnyChannelType, AnyProviderId, ChannelType } from "./Channel.ts"
import { ContextInput } from "./Context.ts"
import { entity } from "./Entity.ts"

/**
 * Describes an integration as Novu returns it.
 *
 * @category models
 * @since 0.1.0
 */
export class Integration extends entity<Integration>()("IntegrationResponseDto", {
  _id: textKey,
  _environmentId: textKey,
  _organizationId: textKey,
  name: textKey,
  /** The other groups call this `integrationIdentifier`. */
  identifier: Schema.String,
  providerId: AnyProviderId,
  channel: nullishKey(AnyChannelType, isString),
  /** `delivery` or `agent`. */
  kind: textKey,
  /**
   * Keys, passwords and client secrets. Today's servers show none to an API key,
   * whether any are stored or not: they are absent, or in lists without members.
   */
  credentials: nullishKey(Schema.RedactedFromValue(JsonObject), isRecord),
  /** May hold the signing key of inbound webhooks. */
  configurations: nullishKey(Schema.RedactedFromValue(JsonObject), isRecord),
  /** Whether Novu delivers through it. It is also `false` where the answer does not say. */
  active: flag,
  deleted: flagKey,
  deletedAt: textKey,
  deletedBy: textKey,
  primary: flagKey,
  /** Of the active integrations of a channel, the one with the highest sends first. Novu keeps it for e-mail and SMS. */
  priority: countKey,
  /** Rules that choose between integrations of a channel. */
  conditions: nullishKey(Schema.Array(Schema.Json), Array.isArray),
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey
}) {}

/**
 * Describes what `Integrations.list` and `listActive` return.
 *
 * @category schemas
 * @since 0.1.0
 */
export const IntegrationList = Schema.Array(Integration)

const Secrets = Schema.RedactedFromValue(JsonObject)

/**
 * Compares a field of the subscriber, or of the payload, with a value.
 *
 * @category models
 * @since 0.1.0
 */
export class ConditionPart extends entity<ConditionPart>()("FieldFilterPartDto", {
  field: Schema.String,
  value: Schema.String,
  operator: Schema.Literals([
    "LARGER",
    "SMALLER",
    "LARGER_EQUAL",
    "SMALLER_EQUAL",
    "EQUAL",
    "NOT_EQUAL",
    "ALL_IN",
    "ANY_IN",
    "NOT_IN",
    "BETWEEN",
    "NOT_BETWEEN",
    "LIKE",
    "NOT_LIKE",
    "IN"
  ]),
  on: Schema.Literals(["subscriber", "payload"])
}) {}

/**
 * Says when an integration of a channel is chosen.
 *
 * @category models
 * @since 0.1.0
 */
export class IntegrationCondition extends entity<IntegrationCondition>()("StepFilterDto", {
  isNegated: Schema.Boolean,
  type: Schema.Literals(["BOOLEAN", "TEXT", "DATE", "NUMBER", "STATEMENT", "LIST", "MULTI_LIST", "GROUP"]),
  /** How the parts are joined. */
  value: Schema.Literals(["AND", "OR"]),
  children: Schema.Array(ConditionPart)
}) {}

/** What `create` and `update` have in common. */
const settings = {
  name: Schema.optional(Schema.String),
  /** Refused with `Conflict` where another integration of the organisation has it. */
  identifier: Schema.optional(NewIdentifier),
  /** What the provider knows its caller by. Replaced as a whole. */
  credentials: Schema.optional(Secrets),
  /** Whether Novu delivers through it. */
  active: Schema.optional(Schema.Boolean),
  /**
   * Makes Novu contact the provider of an e-mail integration with the
   * credentials, and fail with `BadRequest` where that does not work.
   *
   * @default true, chosen by Novu
   */
  check: Schema.optional(Schema.Boolean),
  /** Rules that choose between integrations of a channel. Those of a primary one make it another that is primary. */
  conditions: Schema.optional(Schema.Array(IntegrationCondition)),
  /** What else the provider is set up with, such as the signing key of its webhooks. */
  configurations: Schema.optional(Secrets)
}

const newIntegration = {
  ...settings,
  /** @default the provider and a few random characters, chosen by Novu */
  identifier: settings.identifier,
  /** @default false, chosen by Novu */
  active: settings.active,
  providerId: Schema.NonEmptyString
}

/**
 * `Integrations.create` sends this: an integration that delivers in a channel,
 * or one that runs agents, which needs none.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreateIntegration = Schema.Union([
  Schema.Struct({
    ...newIntegration,
    channel: ChannelType,
    kind: Schema.optional(Schema.Literal("delivery"))
  }),
  Schema.Struct({
    ...newIntegration,
    channel: Schema.optional(ChannelType),
    kind: Schema.Literal("agent")
  })
]).annotate({ identifier: "CreateIntegrationRequestDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type CreateIntegration = typeof CreateIntegration.Type

/**
 * `Integrations.update` sends this. Members that are left out keep their
 * values.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateIntegration extends entity<UpdateIntegration>()("UpdateIntegrationRequestDto", settings) {}

/**
 * Says whether `Integrations.autoConfigure` could set up the webhooks of a
 * provider. Where it could not, the request succeeds all the same, and
 * `message` says why.
 *
 * @category models
 * @since 0.1.0
 */
export class AutoConfigured extends entity<AutoConfigured>()("AutoConfigureIntegrationResponseDto", {
  success: flag,
  message: textKey,
  /** What was changed of the integration. */
  integration: nullishKey(Secrets, isRecord)
}) {}

/**
 * `Integrations.createMobileLink` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateMobileLink extends entity<CreateMobileLink>()("IssueIntegrationMobileLinkRequestDto", {
  /** Who follows the link. Without one, the link connects the integration itself. */
  subscriberId: Schema.optional(Schema.NonEmptyString)
}) {}

/**
 * Holds a link into a bot. Whoever has it can connect in the name of its
 * subscriber.
 *
 * @category models
 * @since 0.1.0
 */
export class MobileLink extends entity<MobileLink>()("IssueTelegramMobileLinkResponseDto", {
  token: Secret,
  url: Secret,
  expiresAt: uncheckedTimeKey
}) {}

/**
 * Holds the webhook that a bot's messages go to. Whoever has its URL can post
 * there.
 *
 * @category models
 * @since 0.1.0
 */
export class IntegrationWebhook extends entity<IntegrationWebhook>()("ConfigureTelegramWebhookResponseDto", {
  webhookUrl: Secret,
  configuredAt: uncheckedTimeKey,
  botUsername: textKey
}) {}

/**
 * `Integrations.trackDelivery` sends this: what a provider sends to its webhooks, as
 * it is. That is an object or, as with SendGrid, a list of them.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ProviderReport = Schema.Union([JsonObject, Schema.Array(JsonObject)])

/**
 * @category models
 * @since 0.1.0
 */
export type ProviderReport = typeof ProviderReport.Type

/**
 * Says what a provider told of a message.
 *
 * @category models
 * @since 0.1.0
 */
export class ProviderEvent extends entity<ProviderEvent>()("EventBody", {
  /** In the provider's words, such as `delivered` or `bounced`. */
  status: nullishKey(
    openLiterals([
      "opened",
      "rejected",
      "sent",
      "deferred",
      "delivered",
      "bounced",
      "dropped",
      "clicked",
      "blocked",
      "spam",
      "unsubscribed",
      "delayed",
      "complaint",
      "created",
      "accepted",
      "queued",
      "sending",
      "failed",
      "undelivered",
      "dismissed"
    ]),
    isString
  ),
  /** As the provider wrote it. */
  date: textKey,
  /** The provider's id of the message. */
  externalId: textKey,
  attempts: countKey,
  response: textKey,
  /** What the provider sent about it, as a text or as JSON. */
  row: Schema.optionalKey(Schema.Json)
}) {}

/**
 * Names a message of which a provider told something.
 *
 * @category models
 * @since 0.1.0
 */
export class TrackedDelivery extends entity<TrackedDelivery>()("WebhookResultDto", {
  /** The provider's id of the message. */
  id: textKey,
  event: nullishKey(ProviderEvent, isRecord)
}) {}

/**
 * Describes what `Integrations.trackDelivery` returns: what Novu could read. A
 * message that it does not know is left out.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TrackedDeliveries = Schema.Array(TrackedDelivery)

const oauth = {
  integrationIdentifier: Schema.NonEmptyString,
  /** The connection to make, or to update when it exists. */
  connectionIdentifier: Schema.optional(Schema.NonEmptyString),
  /** HMAC-SHA256 of the canonical context, where the integration enforces it. Since Novu 3.19. */
  contextHash: Schema.optional(Schema.String)
}

const connect = {
  ...oauth,
  /**
   * Novu asks the provider for these scopes.
   *
   * @default what Novu needs to post and to list channels and users
   */
  scope: Schema.optional(Schema.Array(Schema.String)),
  /** Also makes a `slack_user` endpoint for the person who authorises. */
  autoLinkUser: Schema.optional(Schema.Boolean)
}

/**
 * `Integrations.generateConnectOAuthUrl` sends this, for a subscriber, a
 * context or both, by the rules of `CreateChannelConnection`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const GenerateConnectOAuthUrl = Schema.Union([
  Schema.Struct({
    ...connect,
    subscriberId: Schema.NonEmptyString,
    context: Schema.optional(ContextInput),
    connectionMode: Schema.optional(Schema.Literal("subscriber"))
  }),
  Schema.Struct({
    ...connect,
    subscriberId: Schema.optional(Schema.NonEmptyString),
    context: ContextInput,
    connectionMode: Schema.optional(Schema.Literal("shared"))
  })
]).annotate({ identifier: "GenerateConnectOauthUrlRequestDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type GenerateConnectOAuthUrl = typeof GenerateConnectOAuthUrl.Type

/**
 * `Integrations.generateLinkUserOAuthUrl` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class GenerateLinkUserOAuthUrl extends entity<GenerateLinkUserOAuthUrl>()("GenerateLinkUserOauthUrlRequestDto", {
  ...oauth,
  subscriberId: Schema.NonEmptyString,
  context: Schema.optional(ContextInput),
  /** @default identity.basic */
  userScope: Schema.optional(Schema.Array(Schema.String))
}) {}

/**
 * `Integrations.generateChatOAuthUrl` sends this.
 *
 * @deprecated by Novu, in favour of `GenerateConnectOAuthUrl` and `GenerateLinkUserOAuthUrl`
 * @category models
 * @since 0.1.0
 */
export class GenerateChatOAuthUrl extends entity<GenerateChatOAuthUrl>()("GenerateChatOauthUrlRequestDto", {
  integrationIdentifier: connect.integrationIdentifier,
  connectionIdentifier: connect.connectionIdentifier,
  scope: connect.scope,
  autoLinkUser: connect.autoLinkUser,
  subscriberId: Schema.optional(Schema.NonEmptyString),
  context: Schema.optional(ContextInput),
  userScope: Schema.optional(Schema.Array(Schema.String)),
  /** @default connect */
  mode: Schema.optional(Schema.Literals(["connect", "link_user"])),
  connectionMode: Schema.optional(Schema.Literals(["subscriber", "shared"]))
}) {}

/**
 * Holds the URL to send the person's browser to. Novu documents that it is
 * valid for five minutes.
 *
 * @category models
 * @since 0.1.0
 */
export class OAuthUrl extends entity<OAuthUrl>()("GenerateChatOAuthUrlResponseDto", { url: Schema.String }) {}

/**
 * `Integrations.linkChannelEndpoint` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class LinkChannelEndpoint extends entity<LinkChannelEndpoint>()("LinkChannelEndpointRequestDto", {
  integrationIdentifier: Schema.NonEmptyString,
  subscriberId: Schema.NonEmptyString,
  /** Since Novu 3.19. */
  context: Schema.optional(ContextInput),
  contextHash: Schema.optional(Schema.String)
}) {}

/**
 * Holds a link, for example a Telegram deep link. The endpoint is made when the
 * subscriber follows it.
 *
 * @category models
 * @since 0.1.0
 */
export class ChannelEndpointLink extends entity<ChannelEndpointLink>()("LinkChannelEndpointResponseDto", {
  url: Schema.String,
  providerMetadata: nullishKey(JsonObject, isRecord)
}) {}
