/**
 * Describes integrations, which are the providers that an environment is set up
 * with, and the requests that lead to a channel connection or endpoint.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { flag, flagKey, isRecord, nullishKey, textKey } from "../internal/schema/schema.ts"
import { AnyChannelType, AnyProviderId } from "./Channel.ts"
import { ContextInput } from "./Context.ts"
import { entity } from "./Entity.ts"

const Json = Schema.Record(Schema.String, Schema.Json)

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
  /** Keys, passwords and client secrets, as stored. */
  credentials: nullishKey(Schema.RedactedFromValue(Json), isRecord),
  /** May hold the signing key of inbound webhooks. */
  configurations: nullishKey(Schema.RedactedFromValue(Json), isRecord),
  /** Whether Novu delivers through it. It is also `false` where the answer does not say. */
  active: flag,
  deleted: flagKey,
  deletedAt: textKey,
  deletedBy: textKey,
  primary: flagKey,
  /** Rules that choose between integrations of a channel. */
  conditions: nullishKey(Schema.Array(Schema.Json), Array.isArray)
}) {}

/**
 * Describes what `Integrations.list` and `listActive` return.
 *
 * @category schemas
 * @since 0.1.0
 */
export const IntegrationList = Schema.Array(Integration)

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
  providerMetadata: nullishKey(Json, isRecord)
}) {}
