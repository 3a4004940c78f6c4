import { assert, describe, it } from "@effect/vitest"
import * as dto from "@novu/api/models/components/index.js"
import { Arbitrary, Effect, Schema } from "effect"
import * as ChannelConnections from "effect-novu/Client/ChannelConnections"
import * as ChannelEndpoints from "effect-novu/Client/ChannelEndpoints"
import * as Contexts from "effect-novu/Client/Contexts"
import * as Integrations from "effect-novu/Client/Integrations"
import { differences, replaceAt } from "./paths.ts"
import * as Limits from "./peerLimits.ts"
import { wireOf, type Zod } from "./zodSchema.ts"

const responses = 400

/** As much of a schema of the peer as is used here. */
interface PeerSchema extends Zod {
  readonly safeParse: (wire: unknown) =>
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: ReadonlyArray<Issue> } }
}

interface Issue {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

interface Operation {
  readonly name: string
  readonly success?: Schema.Codec<unknown, unknown> | undefined
}

const covered = new Set<string>()

const decoding = (operation: Operation) => operation.success ?? Schema.Never

/** What the peer says Novu sends comes through ours unchanged. */
const reads = (operation: Operation, peer: PeerSchema, wire: Schema.Codec<unknown> = wireOf(peer)) =>
  it.effect(`${operation.name} reads what Novu's SDK describes`, () =>
    Effect.gen(function*() {
      const schema = decoding(operation)
      for (
        const sent of yield* Arbitrary.sampleEffect(Arbitrary.schema(wire), { count: responses, seed: operation.name })
      ) {
        assert.isTrue(peer.safeParse(sent).success, "generated as the peer describes it")
        const decoded = yield* Schema.decodeUnknownEffect(schema)(sent)
        assert.deepStrictEqual(yield* Schema.encodeEffect(schema)(decoded), sent)
      }
    }), 30_000)

/** What ours can hold is read by the peer, but for its limits, each of which shows. */
const isRead = (operation: Operation, peer: PeerSchema, { loses, refuses }: Limits.Limits) =>
  it.effect(
    `${operation.name} returns nothing that Novu's SDK could not read, listed limits apart`,
    () =>
      Effect.gen(function*() {
        const schema = decoding(operation)
        const shown = new Set<Limits.Limit>()
        for (
          const value of yield* Arbitrary.sampleEffect(Arbitrary.schema(schema), {
            count: responses,
            seed: operation.name
          })
        ) {
          let wire: unknown = JSON.parse(JSON.stringify(yield* Schema.encodeEffect(schema)(value)))
          const first = peer.safeParse(wire)
          for (const { message, path } of first.success ? [] : first.error.issues) {
            const limit = refuses.find(({ at }) => isAt(at, path))
            assert(limit !== undefined, `${path.join(".")}: ${message}`)
            shown.add(limit)
            wire = replaceAt(wire, path.slice(0, outer(path).length + limit.at.split(".").length), limit.instead)
          }
          const second = first.success ? first : peer.safeParse(wire)
          assert(second.success, "nothing but the limits is in the way")
          for (const path of differences(wire, second.data)) {
            const limit = loses.find(({ at }) => isAt(at, path))
            assert(limit !== undefined, `lost or changed at ${path.join(".")}`)
            shown.add(limit)
          }
        }
        assert.deepStrictEqual(
          [...refuses, ...loses].filter((limit) => !shown.has(limit)),
          [],
          "listed, but did not show"
        )
      }),
    30_000
  )

/** The part of a path that leads to an item of a list or of a page. */
const outer = (path: ReadonlyArray<string | number>) =>
  typeof path[0] === "number"
    ? path.slice(0, 1)
    : path[0] === "data" && typeof path[1] === "number"
    ? path.slice(0, 2)
    : []

const isAt = (at: string, path: ReadonlyArray<string | number>) =>
  `${path.slice(outer(path).length).join(".")}.`.startsWith(`${at}.`)

const both = (
  operation: Operation,
  peer: PeerSchema,
  limits: Limits.Limits,
  wire?: Schema.Codec<unknown>
) => {
  covered.add(operation.name)
  reads(operation, peer, wire)
  isRead(operation, peer, limits)
}

describe("channel connections", () => {
  const { create, list, retrieve, update } = ChannelConnections.operations
  for (const operation of [create, retrieve, update]) {
    both(operation, dto.GetChannelConnectionResponseDto$inboundSchema, Limits.connection)
  }
  both(list, dto.ListChannelConnectionsResponseDto$inboundSchema, Limits.pageOf(Limits.connection))
})

// The peer leaves open which payload goes with which type. Novu does not.
const payloads: Readonly<Record<string, PeerSchema>> = {
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

describe("channel endpoints", () => {
  const { create, list, retrieve, update } = ChannelEndpoints.operations
  const endpoint = Schema.Union(
    Object.entries(payloads).map(([type, payload]) =>
      wireOf(dto.GetChannelEndpointResponseDto$inboundSchema, { type: Schema.Literal(type), endpoint: wireOf(payload) })
    )
  )
  for (const operation of [create, retrieve, update]) {
    both(operation, dto.GetChannelEndpointResponseDto$inboundSchema, Limits.endpoint, endpoint)
  }
  both(
    list,
    dto.ListChannelEndpointsResponseDto$inboundSchema,
    Limits.pageOf(Limits.endpoint),
    wireOf(dto.ListChannelEndpointsResponseDto$inboundSchema, { data: Schema.Array(endpoint) })
  )

  it.effect("keep whatever payload Novu's SDK could describe for any type", () =>
    Effect.gen(function*() {
      const wire = Arbitrary.schema(wireOf(dto.GetChannelEndpointResponseDto$inboundSchema))
      for (const sent of yield* Arbitrary.sampleEffect(wire, { count: responses, seed: "any pair" })) {
        yield* Schema.decodeUnknownEffect(decoding(retrieve))(sent)
      }
    }))
})

describe("contexts", () => {
  const { create, list, retrieve, update } = Contexts.operations
  for (const operation of [create, retrieve, update]) {
    both(operation, dto.GetContextResponseDto$inboundSchema, Limits.context)
  }
  both(list, dto.ListContextsResponseDto$inboundSchema, Limits.pageOf(Limits.context))
})

describe("integrations", () => {
  const { generateConnectOAuthUrl, generateLinkUserOAuthUrl, linkChannelEndpoint, list, listActive } =
    Integrations.operations
  for (const operation of [generateConnectOAuthUrl, generateLinkUserOAuthUrl]) {
    both(operation, dto.GenerateChatOAuthUrlResponseDto$inboundSchema, Limits.none)
  }
  both(linkChannelEndpoint, dto.LinkChannelEndpointResponseDto$inboundSchema, Limits.link)
  const integrations = dto.IntegrationResponseDto$inboundSchema.array()
  for (const operation of [list, listActive]) both(operation, integrations, Limits.integration)
})

it("leaves no operation with a result out", () => {
  const groups = [ChannelConnections, ChannelEndpoints, Contexts, Integrations]
  const all = groups.flatMap(({ operations }) => Object.values<Operation>(operations).filter(({ success }) => success))
  assert.sameMembers([...covered], all.map(({ name }) => name))
})
