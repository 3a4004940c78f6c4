import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { DateTime, Redacted } from "effect"
import { ChannelConnections } from "effect-novu/Client/ChannelConnections"
import type { CreateChannelConnection } from "effect-novu/Schema/ChannelConnection"
import { contextFaults, emptyContextKeys, workspaceFaults } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { hasOwner } from "./owner.ts"
import { made, type Rows } from "./row.ts"

const parts = {
  workspace: { id: "T024BE7LD", name: "Analytical Engines" },
  auth: {
    accessToken: Redacted.make("xoxb-1"),
    refreshToken: Redacted.make("xoxe-1"),
    expiresAt: DateTime.makeUnsafe("2030-01-01T00:00:00.000Z")
  }
}

const payload = {
  ...parts,
  integrationIdentifier: "slack-prod",
  subscriberId: "ada",
  context: { tenant: "acme" }
} satisfies CreateChannelConnection

const params = { identifier: "ada-slack" }

const needs = [made(ChannelConnections.operations.create, { payload: { ...payload, ...params } })]

const answer = { reads: dto.GetChannelConnectionResponseDto$inboundSchema, limits: Limits.connection }

export const channelConnections: Rows<typeof ChannelConnections> = {
  create: {
    asks: (novu, { payload: connection }) => novu.channelConnections.create(connection),
    takes: { payload: dto.CreateChannelConnectionRequestDto$outboundSchema },
    accepts: hasOwner,
    ...answer,
    faults: [...workspaceFaults, ...contextFaults],
    example: { payload },
    lost: "found",
    variants: [
      { example: { payload: { ...payload, connectionMode: "shared" } }, lost: "twice" },
      { example: { payload: { ...payload, ...params, connectionMode: "shared" } }, lost: "found" }
    ]
  },
  list: {
    asks: (novu, { query }) => novu.channelConnections.list(query),
    takes: { query: requests.ChannelConnectionsControllerListChannelConnectionsRequest$outboundSchema },
    reads: dto.ListChannelConnectionsResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.connection),
    faults: [emptyContextKeys],
    needs,
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { identifier } }) => novu.channelConnections.retrieve(identifier),
    ...answer,
    example: { params },
    needs,
    lost: "same"
  },
  update: {
    asks: (novu, { params: { identifier }, payload: parts }) => novu.channelConnections.update(parts, identifier),
    takes: { payload: dto.UpdateChannelConnectionRequestDto$outboundSchema },
    ...answer,
    faults: workspaceFaults,
    example: { params, payload: { ...parts, workspace: { id: "T0G9PQBBK", botUserId: "B1" } } },
    needs,
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { identifier } }) => novu.channelConnections.delete(identifier),
    example: { params },
    needs,
    lost: "gone"
  }
}
