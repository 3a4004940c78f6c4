import type { Redacted } from "effect"
import type {
  Agent,
  AgentIntegrations,
  AgentReplyResult,
  Agents,
  CreateAgent,
  SendAgentReply,
  SentReply
} from "effect-novu"
import { expectTypeOf } from "vitest"

declare const agents: (typeof Agents)["Service"]
declare const integrations: (typeof AgentIntegrations)["Service"]
declare const url: Redacted.Redacted
const turn = { conversationId: "c1", integrationIdentifier: "slack-prod" }

expectTypeOf<Agent["bridgeUrl"]>().toEqualTypeOf<Redacted.Redacted | undefined>()
expectTypeOf<AgentReplyResult>().toEqualTypeOf<SentReply | null>()

// an agent of one's own, of a provider, and one that is taken over
agents.create({ name: "A", identifier: "a" })
const runtime = { providerId: "anthropic", integrationId: "i" } as const
agents.create({ name: "A", identifier: "a", runtime: "managed", managedRuntime: runtime })
agents.create({ runtime: "managed", managedRuntime: { ...runtime, externalAgentId: "agt_1" } })
// @ts-expect-error no name
agents.create({ identifier: "a" })
// @ts-expect-error nothing is taken over, so that it needs a name
agents.create({ runtime: "managed", managedRuntime: runtime })
// @ts-expect-error nobody who runs it
agents.create({ name: "A", identifier: "a", runtime: "managed" })
expectTypeOf<CreateAgent["active"]>().toEqualTypeOf<boolean | undefined>()

// a bridge is redacted
agents.updateBridge("a", { devBridgeUrl: url, devBridgeActive: true })
// @ts-expect-error in the clear
agents.updateBridge("a", { devBridgeUrl: "https://dev.test" })

// what does not go together
agents.sendReply("a", { ...turn, edit: { messageId: "m", content: { markdown: "x" } }, typing: "stop" })
// @ts-expect-error a reply and an edit
agents.sendReply("a", { ...turn, reply: { markdown: "x" }, edit: { messageId: "m", content: { markdown: "x" } } })
// @ts-expect-error two contents
agents.sendReply("a", { ...turn, reply: { markdown: "x", card: { type: "card" } } })
// @ts-expect-error a failure that says something
agents.sendReply("a", { ...turn, error: true, reply: { markdown: "x" } })
// @ts-expect-error no failure
agents.sendReply("a", { ...turn, error: false })
// @ts-expect-error the address of a file in the clear
agents.sendReply("a", { ...turn, reply: { markdown: "x", files: [{ filename: "a", url: "https://a.test" }] } })
expectTypeOf<SendAgentReply["conversationId"]>().toEqualTypeOf<string>()

// exactly one of the two
integrations.create("a", { integrationIdentifier: "slack-prod" })
integrations.create("a", { providerId: "novu-email-agent" })
// @ts-expect-error neither
integrations.create("a", {})
// @ts-expect-error both
integrations.create("a", { integrationIdentifier: "slack-prod", providerId: "slack" })

// the query of a write is among the options
agents.delete("a", { deleteFromProvider: true, idempotencyKey: "k" })
// @ts-expect-error a text
agents.delete("a", { deleteFromProvider: "true" })
