/**
 * Describes where on a provider a message goes: the fourteen types of endpoint,
 * and what each needs. Several types share a shape, so only `type` tells them
 * apart.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { NonEmptySecret, Secret } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"

/**
 * @category models
 * @since 0.1.0
 */
export class SlackChannelEndpoint
  extends entity<SlackChannelEndpoint>()("SlackChannelEndpointDto", { channelId: Schema.String })
{}

/**
 * @category models
 * @since 0.1.0
 */
export class SlackUserEndpoint extends entity<SlackUserEndpoint>()("SlackUserEndpointDto", { userId: Schema.String }) {}

/**
 * @category models
 * @since 0.1.0
 */
export class WebhookEndpoint extends entity<WebhookEndpoint>()("WebhookEndpointDto", {
  url: Schema.String,
  channel: Schema.optional(Schema.String)
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class PhoneEndpoint extends entity<PhoneEndpoint>()("PhoneEndpointDto", { phoneNumber: Schema.String }) {}

/**
 * @category models
 * @since 0.1.0
 */
export class MsTeamsChannelEndpoint extends entity<MsTeamsChannelEndpoint>()("MsTeamsChannelEndpointDto", {
  teamId: Schema.String,
  channelId: Schema.String
}) {}

/**
 * @category models
 * @since 0.1.0
 */
export class MsTeamsUserEndpoint
  extends entity<MsTeamsUserEndpoint>()("MsTeamsUserEndpointDto", { userId: Schema.String })
{}

/**
 * @category models
 * @since 0.1.0
 */
export class TelegramChatEndpoint
  extends entity<TelegramChatEndpoint>()("TelegramChatEndpointDto", { chatId: Schema.String })
{}

/**
 * @category models
 * @since 0.1.0
 */
export class WebexRoomEndpoint extends entity<WebexRoomEndpoint>()("WebexRoomEndpointDto", {
  roomId: Schema.String,
  /** The message to answer in a thread. */
  parentId: Schema.optional(Schema.String)
}) {}

/**
 * Exactly one of `personId` and `personEmail` names the person.
 *
 * @category models
 * @since 0.1.0
 */
export type WebexPersonEndpoint = typeof WebexPersonEndpoint.Type

/**
 * @category schemas
 * @since 0.1.0
 */
export const WebexPersonEndpoint = Schema.Union([
  Schema.Struct({ personId: Schema.String, personEmail: Schema.optional(Schema.Undefined) }),
  Schema.Struct({ personEmail: Schema.String, personId: Schema.optional(Schema.Undefined) })
]).annotate({ identifier: "WebexPersonEndpointDto" })

/**
 * @category models
 * @since 0.1.0
 */
export class LineUserEndpoint extends entity<LineUserEndpoint>()("LineUserEndpointDto", { userId: Schema.String }) {}

/** The provider keeps the account in this region. */
const Region = Schema.Literals(["us", "eu"])

/**
 * Exists since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class PagerDutyServiceEndpoint extends entity<PagerDutyServiceEndpoint>()("PagerDutyServiceEndpointDto", {
  routingKey: NonEmptySecret,
  region: Region
}) {}

/**
 * Exists since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class OpsgenieIntegrationEndpoint
  extends entity<OpsgenieIntegrationEndpoint>()("OpsgenieIntegrationEndpointDto", {
    apiKey: NonEmptySecret,
    region: Region
  })
{}

/**
 * Exists since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class GrafanaOnCallIntegrationEndpoint
  extends entity<GrafanaOnCallIntegrationEndpoint>()("GrafanaOnCallIntegrationEndpointDto", {
    url: Schema.String,
    authToken: Schema.optional(NonEmptySecret)
  })
{}

/**
 * Exists since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class ToolWebhookEndpoint extends entity<ToolWebhookEndpoint>()("ToolWebhookEndpointDto", {
  url: Schema.String,
  /** The values are secret, because an `Authorization` header may be among them. */
  headers: Schema.optional(Schema.Record(Schema.String, Secret)),
  /** @default "POST", chosen by Novu */
  method: Schema.optional(Schema.Literals(["POST", "PUT", "PATCH"]))
}) {}

/**
 * Maps each type of endpoint to its payload.
 *
 * @category schemas
 * @since 0.1.0
 */
export const endpointPayloads = {
  slack_channel: SlackChannelEndpoint,
  slack_user: SlackUserEndpoint,
  webhook: WebhookEndpoint,
  phone: PhoneEndpoint,
  ms_teams_channel: MsTeamsChannelEndpoint,
  ms_teams_user: MsTeamsUserEndpoint,
  telegram_chat: TelegramChatEndpoint,
  webex_room: WebexRoomEndpoint,
  webex_person: WebexPersonEndpoint,
  line_user: LineUserEndpoint,
  pagerduty_service: PagerDutyServiceEndpoint,
  opsgenie_integration: OpsgenieIntegrationEndpoint,
  grafana_oncall_integration: GrafanaOnCallIntegrationEndpoint,
  tool_webhook: ToolWebhookEndpoint
}

/**
 * @category models
 * @since 0.1.0
 */
export type EndpointType = keyof typeof endpointPayloads

/**
 * Is the payload of one type of endpoint.
 *
 * @category utility types
 * @since 0.1.0
 */
export type EndpointPayload<Type extends EndpointType = EndpointType> = (typeof endpointPayloads)[Type]["Type"]
