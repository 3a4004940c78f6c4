import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Effect, Redacted, Schema } from "effect"
import { Agents } from "effect-novu/Client/Agents"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { agentBehaviorFaults, newAgentFaults, replyFaults, saysWhereToDelete } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { wireOf } from "../peer/zodSchema.ts"
import { made, type Need, type Rows } from "./row.ts"

const identifier = "support"

const params = { identifier }

const agent = made(Agents.operations.create, { payload: { name: "Support", identifier } })

const conversation: Need = Effect.flatMap(FakeNovu, (fake) =>
  fake.seed({
    agents: [{ identifier, integrations: ["slack-prod"] }],
    conversations: [{
      conversationId: "conversation-1",
      agent: identifier,
      integrationIdentifier: "slack-prod",
      subscriberId: "ada"
    }]
  }))

const turn = { conversationId: "conversation-1", integrationIdentifier: "slack-prod" }

const signals = [
  { type: "metadata", action: "set", key: "crm:ticket", value: { id: 7 } },
  { type: "metadata", action: "delete", key: "crm:ticket" },
  { type: "metadata", action: "clear" },
  { type: "trigger", workflowId: "order-shipped", to: { subscriberId: "ada" }, payload: { id: 1 } },
  { type: "trigger", workflowId: "order-shipped", to: [{ type: "Topic", topicKey: "all", exclude: ["ada"] }] },
  { type: "human", kind: "choose", prompt: "Which?", requestId: "r1", options: ["a", "b"], ttlSeconds: 60, to: ["ada"] }
] as const

const agentId = { agentId: identifier }

const file = { filename: "a.pdf", data: "JVBERi0=" }

const toolApprovalRequest = { approvalId: "a1", toolCallId: "t1", name: "refund", input: { order: 1 } }

/** Leaves out the reaction, which the SDK models as an object and Novu sends as a text. */
const wire = wireOf(dto.AgentResponseDto$inboundSchema, {
  behavior: wireOf(dto.AgentBehaviorDto$inboundSchema, { reactionOnResolved: undefined })
})

const answer = {
  reads: dto.AgentResponseDto$inboundSchema,
  wire,
  limits: Limits.agent,
  // A new agent has no behaviour, which the SDK requires.
  unreadable: true
} as const

const bridgeUrl = Redacted.make("https://bridge.test/novu?token=hush")

export const agents: Rows<typeof Agents> = {
  create: {
    asks: (novu, { payload }) => novu.agents.create(payload, "effect-novu"),
    // The SDK takes a name and an identifier that Novu refuses.
    takes: { payload: [] },
    ...answer,
    faults: newAgentFaults,
    example: { payload: { name: "Support", identifier, description: "Helps", active: true } },
    lost: "twice"
  },
  list: {
    asks: (novu, { query }) => novu.agents.list(query ?? {}),
    takes: { query: requests.AgentsControllerListAgentsRequest$outboundSchema },
    reads: dto.ListAgentsResponseDto$inboundSchema,
    wire: wireOf(dto.ListAgentsResponseDto$inboundSchema, { data: Schema.Array(wire) }),
    limits: Limits.agentPage,
    unreadable: true,
    example: { query: { identifier: "SUPP", limit: 10 } },
    needs: [agent],
    lost: "same"
  },
  sendReply: {
    asks: (novu, { params: { agentId }, payload }) => novu.agents.sendReply(payload, agentId),
    takes: { payload: [] },
    reads: requests.AgentReplyControllerHandleAgentReplyHandlerResponseBody$inboundSchema,
    limits: Limits.sentReply,
    faults: replyFaults,
    example: {
      params: agentId,
      payload: { ...turn, reply: { markdown: "**Done.**" } }
    },
    needs: [conversation],
    undescribed: true,
    lost: "twice",
    variants: [
      ...[
        ...signals.map((signal) => ({ reply: { markdown: "**Done.**" }, signals: [signal] })),
        { reply: { card: { type: "card", title: "Order" } as const, files: [file] } },
        { reply: { toolApprovalCard: { title: "Refund?" } }, toolApprovalRequest },
        { error: true } as const
      ].map((body) => ({
        example: { params: agentId, payload: { ...turn, ...body } },
        needs: [conversation],
        lost: "twice" as const
      })),
      {
        example: { params: agentId, payload: { ...turn, edit: { messageId: "m1", content: { markdown: "Done." } } } },
        needs: [conversation],
        lost: "once"
      }
    ]
  },
  retrieve: {
    asks: (novu, { params: { identifier: of } }) => novu.agents.retrieve(of),
    ...answer,
    example: { params },
    needs: [agent],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { identifier: of }, payload }) => novu.agents.update(payload, of),
    takes: { payload: [] },
    ...answer,
    faults: agentBehaviorFaults,
    example: { params, payload: { name: "Help", bridgeUrl } },
    needs: [agent],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { identifier: of }, query }) =>
      novu.agents.delete(of, String(Object(query).deleteFromProvider === true)),
    // The SDK sends any text.
    takes: { query: [] },
    faults: [saysWhereToDelete],
    example: { params },
    needs: [agent],
    undescribed: true,
    lost: "gone"
  },
  updateBridge: {
    asks: (novu, { params: { identifier: of }, payload }) => novu.agents.updateBridge(payload, of),
    takes: { payload: dto.UpdateAgentBridgeRequestDto$outboundSchema },
    ...answer,
    example: { params, payload: { devBridgeUrl: bridgeUrl, devBridgeActive: true } },
    needs: [agent],
    lost: "same"
  }
}
