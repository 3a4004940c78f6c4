import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Schema } from "effect"
import { ChannelEndpoints } from "effect-novu/Client/ChannelEndpoints"
import type { CreateChannelEndpoint } from "effect-novu/Schema/ChannelEndpoint"
import type { EndpointType } from "effect-novu/Schema/EndpointPayload"
import { contextFaults, emptyContextKeys, strippedHeaders, subscriberFlag, updateFaults } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { type PeerSchema, wireOf, type Zod } from "../peer/zodSchema.ts"
import { made, type Rows } from "./row.ts"

/** Has the payload of each type. The peer leaves open which payload goes with which type; Novu does not. */
const payloads: Readonly<Record<EndpointType, Zod>> = {
  slack_channel: dto.SlackChannelEndpointDto$inboundSchema,
  slack_user: dto.SlackUserEndpointDto$inboundSchema,
  webhook: dto.WebhookEndpointDto$inboundSchema,
  phone: dto.PhoneEndpointDto$inboundSchema,
  ms_teams_channel: dto.MsTeamsChannelEndpointDto$inboundSchema,
  ms_teams_user: dto.MsTeamsUserEndpointDto$inboundSchema,
  telegram_chat: dto.TelegramChatEndpointDto$inboundSchema,
  webex_room: dto.WebexRoomEndpointDto$inboundSchema,
  webex_person: dto.WebexPersonEndpointDto$inboundSchema,
  line_user: dto.LineUserEndpointDto$inboundSchema,
  pagerduty_service: dto.PagerDutyServiceEndpointDto$inboundSchema,
  opsgenie_integration: dto.OpsgenieIntegrationEndpointDto$inboundSchema,
  grafana_oncall_integration: dto.GrafanaOnCallIntegrationEndpointDto$inboundSchema,
  tool_webhook: dto.ToolWebhookEndpointDto$inboundSchema
}

const wire = Schema.Union(
  Object.entries(payloads).map(([type, payload]) =>
    wireOf(dto.GetChannelEndpointResponseDto$inboundSchema, { type: Schema.Literal(type), endpoint: wireOf(payload) })
  )
)

const answer = { reads: dto.GetChannelEndpointResponseDto$inboundSchema, wire, limits: Limits.endpoint }

const creates: Readonly<Record<EndpointType, PeerSchema>> = {
  slack_channel: dto.CreateSlackChannelEndpointDto$outboundSchema,
  slack_user: dto.CreateSlackUserEndpointDto$outboundSchema,
  webhook: dto.CreateWebhookEndpointDto$outboundSchema,
  phone: dto.CreatePhoneEndpointDto$outboundSchema,
  ms_teams_channel: dto.CreateMsTeamsChannelEndpointDto$outboundSchema,
  ms_teams_user: dto.CreateMsTeamsUserEndpointDto$outboundSchema,
  telegram_chat: dto.CreateTelegramChatEndpointDto$outboundSchema,
  webex_room: dto.CreateWebexRoomEndpointDto$outboundSchema,
  webex_person: dto.CreateWebexPersonEndpointDto$outboundSchema,
  line_user: dto.CreateLineUserEndpointDto$outboundSchema,
  pagerduty_service: dto.CreatePagerDutyServiceEndpointDto$outboundSchema,
  opsgenie_integration: dto.CreateOpsgenieIntegrationEndpointDto$outboundSchema,
  grafana_oncall_integration: dto.CreateGrafanaOnCallIntegrationEndpointDto$outboundSchema,
  tool_webhook: dto.CreateToolWebhookEndpointDto$outboundSchema
}

const members = (endpoint: unknown) => Object.keys(Object(endpoint))

const payload = {
  integrationIdentifier: "slack-prod",
  subscriberId: "ada",
  type: "slack_channel",
  endpoint: { channelId: "C1" },
  context: { tenant: "acme" }
} satisfies CreateChannelEndpoint

const params = { identifier: "ada-general" }

const needs = [made(ChannelEndpoints.operations.create, { payload: { ...payload, ...params } })]

export const channelEndpoints: Rows<typeof ChannelEndpoints> = {
  create: {
    asks: (novu, { payload: endpoint }) => novu.channelEndpoints.create(endpoint),
    takes: { payload: Object.values(creates) },
    // Webex needs exactly one of the two to name a person.
    accepts: ({ endpoint, type }) => type !== "webex_person" || members(endpoint).length === 1,
    ...answer,
    faults: [subscriberFlag, strippedHeaders, ...contextFaults],
    example: { payload: { ...payload, ...params } },
    lost: "found",
    variants: [{ example: { payload }, lost: "twice" }]
  },
  list: {
    asks: (novu, { query }) => novu.channelEndpoints.list(query),
    takes: { query: requests.ChannelEndpointsControllerListChannelEndpointsRequest$outboundSchema },
    reads: dto.ListChannelEndpointsResponseDto$inboundSchema,
    wire: wireOf(dto.ListChannelEndpointsResponseDto$inboundSchema, { data: Schema.Array(wire) }),
    limits: Limits.pageOf(Limits.endpoint),
    faults: [emptyContextKeys],
    needs,
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { identifier } }) => novu.channelEndpoints.retrieve(identifier),
    ...answer,
    example: { params },
    needs,
    lost: "same"
  },
  update: {
    asks: (novu, { params: { identifier }, payload: endpoint }) => novu.channelEndpoints.update(endpoint, identifier),
    takes: { payload: dto.UpdateChannelEndpointRequestDto$outboundSchema },
    accepts: ({ endpoint }) =>
      members(endpoint).length > 0 &&
      !(members(endpoint).includes("personId") && members(endpoint).includes("personEmail")),
    ...answer,
    faults: updateFaults,
    example: { params, payload: { endpoint: { channelId: "C2" } } },
    needs,
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { identifier } }) => novu.channelEndpoints.delete(identifier),
    example: { params },
    needs,
    lost: "gone"
  }
}
