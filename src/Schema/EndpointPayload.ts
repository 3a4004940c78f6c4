/**
 * Where a message ends up on a provider: the fourteen types of endpoint and
 * what each needs. Several share a shape, so only `type` tells them apart.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { NonEmptySecret, Secret } from "../internal/schema/schema.ts"

/**
 * @category models
 * @since 0.1.0
 */
export class SlackChannelEndpoint extends Schema.Opaque<SlackChannelEndpoint>()(
  Schema.Struct({ channelId: Schema.String }).annotate({ identifier: "SlackChannelEndpointDto" })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class SlackUserEndpoint extends Schema.Opaque<SlackUserEndpoint>()(
  Schema.Struct({ userId: Schema.String }).annotate({ identifier: "SlackUserEndpointDto" })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class WebhookEndpoint extends Schema.Opaque<WebhookEndpoint>()(
  Schema.Struct({
    url: Schema.String,
    channel: Schema.optional(Schema.String)
  }).annotate({ identifier: "WebhookEndpointDto" })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class PhoneEndpoint extends Schema.Opaque<PhoneEndpoint>()(
  Schema.Struct({ phoneNumber: Schema.String }).annotate({ identifier: "PhoneEndpointDto" })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class MsTeamsChannelEndpoint extends Schema.Opaque<MsTeamsChannelEndpoint>()(
  Schema.Struct({ teamId: Schema.String, channelId: Schema.String }).annotate({
    identifier: "MsTeamsChannelEndpointDto"
  })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class MsTeamsUserEndpoint extends Schema.Opaque<MsTeamsUserEndpoint>()(
  Schema.Struct({ userId: Schema.String }).annotate({ identifier: "MsTeamsUserEndpointDto" })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class TelegramChatEndpoint extends Schema.Opaque<TelegramChatEndpoint>()(
  Schema.Struct({ chatId: Schema.String }).annotate({ identifier: "TelegramChatEndpointDto" })
) {}

/**
 * @category models
 * @since 0.1.0
 */
export class WebexRoomEndpoint extends Schema.Opaque<WebexRoomEndpoint>()(
  Schema.Struct({
    roomId: Schema.String,
    /** The message to answer in a thread. */
    parentId: Schema.optional(Schema.String)
  }).annotate({ identifier: "WebexRoomEndpointDto" })
) {}

/**
 * Exactly one of the two names the person.
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
export class LineUserEndpoint extends Schema.Opaque<LineUserEndpoint>()(
  Schema.Struct({ userId: Schema.String }).annotate({ identifier: "LineUserEndpointDto" })
) {}

/** Where the provider keeps the account. */
const Region = Schema.Literals(["us", "eu"])

/**
 * Since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class PagerDutyServiceEndpoint extends Schema.Opaque<PagerDutyServiceEndpoint>()(
  Schema.Struct({ routingKey: NonEmptySecret, region: Region }).annotate({ identifier: "PagerDutyServiceEndpointDto" })
) {}

/**
 * Since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class OpsgenieIntegrationEndpoint extends Schema.Opaque<OpsgenieIntegrationEndpoint>()(
  Schema.Struct({ apiKey: NonEmptySecret, region: Region }).annotate({ identifier: "OpsgenieIntegrationEndpointDto" })
) {}

/**
 * Since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class GrafanaOnCallIntegrationEndpoint extends Schema.Opaque<GrafanaOnCallIntegrationEndpoint>()(
  Schema.Struct({
    url: Schema.String,
    authToken: Schema.optional(NonEmptySecret)
  }).annotate({ identifier: "GrafanaOnCallIntegrationEndpointDto" })
) {}

/**
 * Since Novu 3.19.
 *
 * @category models
 * @since 0.1.0
 */
export class ToolWebhookEndpoint extends Schema.Opaque<ToolWebhookEndpoint>()(
  Schema.Struct({
    url: Schema.String,
    /** Values are secret: they are where an `Authorization` goes. */
    headers: Schema.optional(Schema.Record(Schema.String, Secret)),
    /** @default "POST", chosen by Novu */
    method: Schema.optional(Schema.Literals(["POST", "PUT", "PATCH"]))
  }).annotate({ identifier: "ToolWebhookEndpointDto" })
) {}

/**
 * The payload of each type of endpoint.
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
 * The payload of one type of endpoint.
 *
 * @category utility types
 * @since 0.1.0
 */
export type EndpointPayload<Type extends EndpointType = EndpointType> = (typeof endpointPayloads)[Type]["Type"]
