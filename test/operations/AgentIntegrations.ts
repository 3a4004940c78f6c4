import * as dto from "@novu/api/models/components/index.js"
import { Effect, Schema } from "effect"
import { NovuTransport } from "effect-novu"
import { AgentIntegrations } from "effect-novu/Client/AgentIntegrations"
import { Agents } from "effect-novu/Client/Agents"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import * as Limits from "../peer/peerLimits.ts"
import { wireOf } from "../peer/zodSchema.ts"
import { made, type Rows } from "./row.ts"

const identifier = "support"

const params = { identifier }

const agent = made(Agents.operations.create, { payload: { name: "Support", identifier } })

const payload = { integrationIdentifier: "slack-prod" } as const

const link = made(AgentIntegrations.operations.create, { params, payload })

/** A fake gives the same ids in the same order, so that of the example is read from another one. */
const agentIntegrationId = await Effect.runPromise(
  Effect.gen(function*() {
    yield* agent
    const { result } = yield* (yield* NovuTransport).call(AgentIntegrations.operations.create, { params, payload })
    return result._id
  }).pipe(Effect.provide(FakeNovu.layerClient()), Effect.provide(TestClock.layer()))
)

/** Leaves out the time of the first message, which the SDK models as an object. */
const wire = wireOf(dto.AgentIntegrationResponseDto$inboundSchema, { connectedAt: undefined })

const answer = { reads: dto.AgentIntegrationResponseDto$inboundSchema, wire, limits: Limits.agentIntegration }

/** Novu's SDK calls Novu's own ids by other names. */
const told = (result: unknown): unknown => {
  const {
    _agentId: agentId,
    _environmentId: environmentId,
    _id: id,
    _organizationId: organizationId,
    integration: { _id: integrationId, ...integration },
    ...rest
  } = Object(result)
  return { ...rest, agentId, environmentId, id, organizationId, integration: { ...integration, id: integrationId } }
}

const toldPage = (result: unknown): unknown => {
  const { data, ...rest } = Object(result)
  return { ...rest, data: Array.from(data, told) }
}

export const agentIntegrations: Rows<typeof AgentIntegrations> = {
  create: {
    asks: (novu, { params: { identifier: of }, payload: body }) => novu.agents.integrations.create(body, of),
    // The SDK sends both members, or neither.
    takes: { payload: [] },
    ...answer,
    told,
    example: { params, payload },
    needs: [agent],
    lost: "found",
    undescribed: true,
    variants: [{ example: { params, payload: { providerId: "novu-email-agent" } }, needs: [agent], lost: "same" }]
  },
  list: {
    asks: (novu, { params: { identifier: of }, query }) =>
      novu.agents.integrations.list({ ...Object(query), identifier: of }),
    takes: { query: [] },
    reads: dto.ListAgentIntegrationsResponseDto$inboundSchema,
    wire: wireOf(dto.ListAgentIntegrationsResponseDto$inboundSchema, { data: Schema.Array(wire) }),
    limits: Limits.agentIntegrationPage,
    told: toldPage,
    example: { params, query: { integrationIdentifier: "slack-prod" } },
    needs: [agent, link],
    undescribed: true,
    lost: "same"
  },
  update: {
    asks: (novu, { params: { agentIntegrationId: id, identifier: of }, payload: updateAgentIntegrationRequestDto }) =>
      novu.agents.integrations.update({ identifier: of, agentIntegrationId: id, updateAgentIntegrationRequestDto }),
    takes: { payload: dto.UpdateAgentIntegrationRequestDto$outboundSchema },
    ...answer,
    told,
    example: { params: { identifier, agentIntegrationId }, payload: { integrationIdentifier: "slack-eu" } },
    needs: [agent, link],
    undescribed: true,
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { agentIntegrationId: id, identifier: of } }) => novu.agents.integrations.delete(of, id),
    example: { params: { identifier, agentIntegrationId } },
    needs: [agent, link],
    undescribed: true,
    lost: "gone"
  }
}
