import * as dto from "@novu/api/models/components/index.js"
import { Effect, Redacted } from "effect"
import { NovuTransport } from "effect-novu"
import { Integrations } from "effect-novu/Client/Integrations"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { contextFaults, integrationFaults, onlyObjects, protoInReport } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { hasOwner } from "./owner.ts"
import { made, type Rows } from "./row.ts"

const url = { reads: dto.GenerateChatOAuthUrlResponseDto$inboundSchema }

const mail = {
  providerId: "sendgrid",
  channel: "email",
  identifier: "mail",
  name: "Mail",
  credentials: Redacted.make({ apiKey: "SG.1", from: "a@example.com" }),
  active: true
} as const

const mailMade = made(Integrations.operations.create, { payload: mail })

/** A fake gives the same ids in the same order, so that of the example is read from another one. */
const integrationId = await Effect.runPromise(
  Effect.gen(function*() {
    const { result } = yield* (yield* NovuTransport).call(Integrations.operations.create, { payload: mail })
    return result._id ?? ""
  }).pipe(Effect.provide(FakeNovu.layerClient()), Effect.provide(TestClock.layer()))
)

/** The SDK drops what Novu's document leaves out. */
const documented = (row: unknown): unknown => {
  const { createdAt: _, priority: __, updatedAt: ___, ...rest } = Object(row)
  return rest
}

const allDocumented = (rows: unknown): unknown => Array.from(Object(rows), documented)

const answer = {
  reads: dto.IntegrationResponseDto$inboundSchema.array(),
  limits: Limits.integration,
  told: allDocumented
}

const one = { reads: dto.IntegrationResponseDto$inboundSchema, limits: Limits.integration, told: documented }

const params = { integrationId }

const bot = made(Integrations.operations.create, {
  payload: {
    providerId: "telegram",
    channel: "chat",
    identifier: "bot",
    credentials: Redacted.make({ apiToken: "1:a" })
  }
})

const ada = { integrationIdentifier: "slack-prod", subscriberId: "ada", context: { tenant: "acme" } }

export const integrations: Rows<typeof Integrations> = {
  generateConnectOAuthUrl: {
    asks: (novu, { payload }) => novu.integrations.generateConnectOAuthUrl(payload),
    takes: { payload: dto.GenerateConnectOauthUrlRequestDto$outboundSchema },
    accepts: hasOwner,
    ...url,
    faults: contextFaults,
    example: { payload: ada },
    lost: "once"
  },
  generateLinkUserOAuthUrl: {
    asks: (novu, { payload }) => novu.integrations.generateLinkUserOAuthUrl(payload),
    takes: { payload: dto.GenerateLinkUserOauthUrlRequestDto$outboundSchema },
    ...url,
    faults: contextFaults,
    example: { payload: ada },
    lost: "once"
  },
  linkChannelEndpoint: {
    asks: (novu, { payload }) => novu.integrations.linkChannelEndpoint(payload),
    takes: { payload: dto.LinkChannelEndpointRequestDto$outboundSchema },
    reads: dto.LinkChannelEndpointResponseDto$inboundSchema,
    limits: Limits.link,
    faults: contextFaults,
    example: { payload: { ...ada, integrationIdentifier: "telegram-prod" } },
    lost: "once"
  },
  list: { asks: (novu) => novu.integrations.list(), ...answer, lost: "same" },
  listActive: { asks: (novu) => novu.integrations.listActive(), ...answer, lost: "same" },
  create: {
    asks: (novu, { payload }) => novu.integrations.create(payload),
    // The SDK takes integrations of no provider, and calls the environment by another name.
    takes: { payload: [] },
    ...one,
    faults: integrationFaults,
    example: { payload: mail },
    lost: "found",
    variants: [{ example: { payload: { ...mail, identifier: undefined } }, lost: "twice" }]
  },
  update: {
    asks: (novu, { params, payload }) => novu.integrations.update(payload, params.integrationId),
    takes: { payload: [] },
    ...one,
    faults: integrationFaults,
    undescribed: true,
    example: { params, payload: { name: "Post", check: false } },
    needs: [mailMade],
    lost: "same"
  },
  delete: {
    asks: (novu, { params }) => novu.integrations.delete(params.integrationId),
    ...answer,
    example: { params },
    needs: [mailMade],
    lost: "same"
  },
  setAsPrimary: {
    asks: (novu, { params }) => novu.integrations.setAsPrimary(params.integrationId),
    ...one,
    example: { params },
    needs: [mailMade],
    unknown: { integrationId: 422 },
    lost: "same"
  },
  autoConfigure: {
    asks: (novu, { params }) => novu.integrations.integrationsControllerAutoConfigureIntegration(params.integrationId),
    reads: dto.AutoConfigureIntegrationResponseDto$inboundSchema,
    limits: Limits.autoConfigured,
    told: (result) => ({ ...Object(result), integration: {} }),
    undescribed: true,
    example: { params },
    needs: [mailMade],
    lost: "once"
  },
  createMobileLink: {
    asks: (novu, { params, payload }) => novu.integrations.createMobileLink(payload, params.integrationIdentifier),
    takes: { payload: dto.IssueIntegrationMobileLinkRequestDto$outboundSchema },
    reads: dto.IssueTelegramMobileLinkResponseDto$inboundSchema,
    limits: Limits.withTime("expiresAt"),
    example: { params: { integrationIdentifier: "bot" }, payload: {} },
    needs: [bot],
    lost: "once"
  },
  configureWebhook: {
    asks: (novu, { params }) =>
      novu.integrations.integrationsControllerConfigureIntegrationWebhook(params.integrationIdentifier),
    reads: dto.ConfigureTelegramWebhookResponseDto$inboundSchema,
    limits: Limits.integrationWebhook,
    example: { params: { integrationIdentifier: "bot" } },
    needs: [bot],
    lost: "once"
  },
  trackDelivery: {
    asks: (novu, { params, payload }) =>
      novu.activity.track({ ...params, requestBody: payload }).then((result) => ({ result })),
    // The SDK takes an object of anything.
    takes: { payload: [] },
    reads: dto.WebhookResultDto$inboundSchema.array(),
    limits: Limits.trackedDelivery,
    headless: true,
    faults: [onlyObjects, protoInReport],
    example: {
      params: { environmentId: "6615943e7ace93b0540ae377", integrationId },
      payload: { event: "delivered", "sg_message_id": "1" }
    },
    // What is known of Novu leaves open who may call it, and for which integrations it has anything to read.
    unknown: { environmentId: "answered", integrationId: "answered" },
    lost: "once"
  },
  generateChatOAuthUrl: {
    asks: (novu, { payload }) => novu.integrations.generateChatOAuthUrl(payload),
    takes: { payload: dto.GenerateChatOauthUrlRequestDto$outboundSchema },
    ...url,
    faults: contextFaults,
    example: { payload: { ...ada, mode: "connect" } },
    lost: "once"
  }
}
