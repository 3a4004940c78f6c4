import { assert, describe, it } from "@effect/vitest"
import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Arbitrary, Effect, Schema } from "effect"
import * as ChannelConnections from "effect-novu/Client/ChannelConnections"
import * as ChannelEndpoints from "effect-novu/Client/ChannelEndpoints"
import * as Contexts from "effect-novu/Client/Contexts"
import * as Integrations from "effect-novu/Client/Integrations"
import { wireOf, type Zod } from "./zodSchema.ts"

const inputs = 400

/** Texts that are fine wherever Novu wants one. */
const text: Schema.Codec<unknown> = Schema.Literals(["a-1", "B_2"])

const data = Schema.Struct({ plan: text, seats: Schema.Finite })

/** What Novu accepts, where the SDK would send anything. */
const rules = {
  limit: Schema.Literals([1, 100]),
  orderBy: Schema.Literals(["createdAt", "updatedAt"]),
  context: Schema.Struct({
    tenant: Schema.Union([text, Schema.Struct({ id: text, data: Schema.optionalKey(data) })])
  })
}

/** What the SDK sends in the body or the query of an operation fits ours, to the last member and constant. */
const fits = (
  { name, payload, query }: {
    readonly name: string
    readonly payload?: Schema.Codec<unknown, unknown> | undefined
    readonly query?: Schema.Codec<unknown, unknown> | undefined
  },
  peer: Zod,
  isLegal: (input: Readonly<Record<string, unknown>>) => boolean = () => true
) =>
  it.effect(`${name} takes what Novu's SDK takes, where Novu does`, () =>
    Effect.gen(function*() {
      const schema = payload ?? query ?? Schema.Never
      const generated = yield* Arbitrary.sampleEffect(Arbitrary.schema(wireOf(peer, rules, text)), {
        count: inputs,
        seed: name
      })
      let legal = 0
      for (const sent of generated) {
        // The key is an option of ours, not a part of the input.
        const { idempotencyKey: _, ...input }: Record<string, unknown> = Object(sent)
        if (!isLegal(input)) continue
        legal++
        const decoded = yield* Schema.decodeUnknownEffect(schema, { onExcessProperty: "error" })(input)
        assert.deepStrictEqual(yield* Schema.encodeEffect(schema)(decoded), input)
      }
      assert.isAtLeast(legal, 100, "enough of them are inputs that Novu accepts")
    }), 30_000)

/** Novu's rules for whom a connection is. */
const hasOwner = ({ connectionMode, context, subscriberId }: Readonly<Record<string, unknown>>) =>
  connectionMode === "shared"
    ? context !== undefined
    : connectionMode === "subscriber"
    ? subscriberId !== undefined
    : subscriberId !== undefined || context !== undefined

/** Exactly one of the two names a person on Webex. */
const hasPerson = ({ endpoint }: Readonly<Record<string, unknown>>) => Object.keys(Object(endpoint)).length === 1

describe("channel connections", () => {
  const { create, list, update } = ChannelConnections.operations
  fits(create, dto.CreateChannelConnectionRequestDto$outboundSchema, hasOwner)
  fits(update, dto.UpdateChannelConnectionRequestDto$outboundSchema)
  fits(list, requests.ChannelConnectionsControllerListChannelConnectionsRequest$outboundSchema)
})

describe("channel endpoints", () => {
  const { create, list, update } = ChannelEndpoints.operations
  const types = {
    slack_channel: dto.CreateSlackChannelEndpointDto$outboundSchema,
    slack_user: dto.CreateSlackUserEndpointDto$outboundSchema,
    webhook: dto.CreateWebhookEndpointDto$outboundSchema,
    phone: dto.CreatePhoneEndpointDto$outboundSchema,
    ms_teams_channel: dto.CreateMsTeamsChannelEndpointDto$outboundSchema,
    ms_teams_user: dto.CreateMsTeamsUserEndpointDto$outboundSchema,
    telegram_chat: dto.CreateTelegramChatEndpointDto$outboundSchema,
    webex_room: dto.CreateWebexRoomEndpointDto$outboundSchema,
    line_user: dto.CreateLineUserEndpointDto$outboundSchema,
    pagerduty_service: dto.CreatePagerDutyServiceEndpointDto$outboundSchema,
    opsgenie_integration: dto.CreateOpsgenieIntegrationEndpointDto$outboundSchema,
    grafana_oncall_integration: dto.CreateGrafanaOnCallIntegrationEndpointDto$outboundSchema,
    tool_webhook: dto.CreateToolWebhookEndpointDto$outboundSchema
  }
  for (const [type, peer] of Object.entries(types)) fits({ ...create, name: `${create.name} of ${type}` }, peer)
  fits(
    { ...create, name: `${create.name} of webex_person` },
    dto.CreateWebexPersonEndpointDto$outboundSchema,
    hasPerson
  )
  fits(
    update,
    dto.UpdateChannelEndpointRequestDto$outboundSchema,
    ({ endpoint }) =>
      !("personId" in Object(endpoint) && "personEmail" in Object(endpoint)) && Object.keys(Object(endpoint)).length > 0
  )
  fits(list, requests.ChannelEndpointsControllerListChannelEndpointsRequest$outboundSchema)
})

describe("contexts", () => {
  const { create, list, update } = Contexts.operations
  fits(create, dto.CreateContextRequestDto$outboundSchema)
  fits(update, dto.UpdateContextRequestDto$outboundSchema)
  fits(list, requests.ContextsControllerListContextsRequest$outboundSchema)
})

describe("integrations", () => {
  const { generateConnectOAuthUrl, generateLinkUserOAuthUrl, linkChannelEndpoint } = Integrations.operations
  fits(generateConnectOAuthUrl, dto.GenerateConnectOauthUrlRequestDto$outboundSchema, hasOwner)
  fits(generateLinkUserOAuthUrl, dto.GenerateLinkUserOauthUrlRequestDto$outboundSchema)
  fits(linkChannelEndpoint, dto.LinkChannelEndpointRequestDto$outboundSchema)
})
