import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema, Stream } from "effect"
import { AgentIntegrations, Agents, NovuErrorSchema, type SendAgentReply } from "effect-novu"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inVirtualTime } from "../support/client.ts"

const seed: Seed = {
  integrations: [{ identifier: "slack-prod", providerId: "slack" }, { identifier: "slack-eu", providerId: "slack" }],
  agents: [{ identifier: "support", integrations: ["slack-prod"] }],
  conversations: [{ conversationId: "c1", agent: "support", integrationIdentifier: "slack-prod" }]
}

const novu = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layerClient({ seed, ...options }))

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (fake) => fake.script(...faults))

const sent = (method: string) =>
  Effect.map(
    Effect.flatMap(FakeNovu, (fake) => fake.requests),
    (all) => all.filter((request) => request.method === method)
  )

const identifiers = Effect.map(
  Effect.flatMap(FakeNovu, (fake) => fake.state),
  ({ agents }) => agents.map(({ identifier }) => identifier)
)

const turn = { conversationId: "c1", integrationIdentifier: "slack-prod" }

describe("create", () => {
  it.effect("fails with Conflict where an older server refuses the identifier (case 17)", () =>
    Effect.gen(function*() {
      const { create } = yield* Agents
      const error = yield* Effect.flip(create({ name: "Support", identifier: "support" }))
      assert(error.reason._tag === "Conflict")
      assert.strictEqual(error.reason.existingIdentifier, "support")
      assert.strictEqual(error.reason.madeIdentifier, undefined)
      assert.isFalse(error.mayHaveActed)
      assert.deepStrictEqual(yield* identifiers, ["support"])
    }).pipe(novu({ era: "2026-05" })))

  it.effect("fails with Conflict where a newer one makes a twin, and names what it made (case 17)", () =>
    Effect.gen(function*() {
      const { create, delete: remove } = yield* Agents
      const error = yield* Effect.flip(create({ name: "Support", identifier: "support" }))
      assert(error.reason._tag === "Conflict")
      const { detail, existingIdentifier, madeIdentifier = "" } = error.reason
      assert.match(madeIdentifier, /^support-[a-z0-9]{4}$/)
      assert.strictEqual(existingIdentifier, "support")
      assert.include(detail, `"${madeIdentifier}"`)
      assert.isTrue(error.mayHaveActed)
      assert.isFalse(error.isRetryable)
      assert.lengthOf(yield* sent("POST"), 1)
      const kept = yield* Schema.decodeEffect(NovuErrorSchema)(yield* Schema.encodeEffect(NovuErrorSchema)(error))
      assert.isTrue(kept.mayHaveActed)
      assert.deepInclude<unknown>(kept.reason, { madeIdentifier })
      yield* remove(madeIdentifier)
      assert.deepStrictEqual(yield* identifiers, ["support"])
    }).pipe(novu()))

  it.effect("takes the identifier that a provider's agent gets", () =>
    Effect.gen(function*() {
      const { create } = yield* Agents
      const runtime = { providerId: "anthropic", integrationId: "i", externalAgentId: "agt_1" } as const
      yield* script(Fault.respond({
        status: 201,
        body: { data: { _id: "a", identifier: "researcher", name: "Researcher", runtime: "managed" } }
      }))
      const { result } = yield* create({ identifier: "mine", runtime: "managed", managedRuntime: runtime })
      assert.strictEqual(result.identifier, "researcher")
    }).pipe(novu()))

  it.effect("is not sent again when its answer is lost, and says that it may have acted", () =>
    Effect.gen(function*() {
      const { create } = yield* Agents
      yield* script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip(create({ name: "Sales", identifier: "sales" }))
      assert.strictEqual(error.reason._tag, "TransportFailed")
      assert.isTrue(error.mayHaveActed)
      assert.deepStrictEqual(yield* identifiers, ["support", "sales"])
    }).pipe(novu()))

  it.effect("refuses an identifier that Novu would, and a name that is too long", () =>
    Effect.gen(function*() {
      const { create } = yield* Agents
      for (const [name, identifier] of [["A", "my agent"], ["A", ""], ["A", "-a"], ["", "a"], ["a".repeat(61), "a"]]) {
        const { reason } = yield* Effect.flip(create({ name: name ?? "", identifier: identifier ?? "" }))
        assert.strictEqual(reason._tag, "InvalidInput")
      }
      assert.lengthOf(yield* sent("POST"), 0)
    }).pipe(novu()))
})

const shown = {
  _id: "a1",
  identifier: "support",
  name: "Support",
  active: true,
  createdAt: "2026-08-03T09:14:07.512Z",
  updatedAt: "2026-08-03T09:14:07.512Z"
}

describe("an agent", () => {
  it.effect("is read where it has no behaviour, a reaction, or kinds of everything that are newer", () =>
    Effect.gen(function*() {
      const { retrieve } = yield* Agents
      const read = (more: object) =>
        Effect.andThen(
          script(Fault.respond({ status: 200, body: { data: { ...shown, ...more } } })),
          Effect.map(retrieve("support"), ({ result }) => result)
        )
      assert.notProperty(yield* read({}), "behavior")
      assert.notProperty(yield* read({ behavior: null }), "behavior")
      assert.deepStrictEqual<unknown>((yield* read({ behavior: { reactionOnResolved: "check" } })).behavior, {
        reactionOnResolved: "check"
      })
      assert.deepStrictEqual<unknown>((yield* read({ behavior: { reactionOnResolved: null } })).behavior, {
        reactionOnResolved: null
      })
      const odd = yield* read({
        runtime: "hybrid",
        visibility: "team",
        behavior: { subscriberAccess: "asked" },
        managedRuntime: { providerId: "openai", tools: [null, { name: "search", type: "remote" }] },
        integrations: [{ identifier: "x", channel: "tool", providerId: "new" }, "odd"]
      })
      assert.strictEqual(odd.runtime, "hybrid")
      assert.lengthOf(odd.managedRuntime?.tools ?? [], 1)
      assert.deepStrictEqual<unknown>(odd.integrations, [
        { identifier: "x", channel: "tool", providerId: "new", active: false }
      ])
    }).pipe(novu()))

  it.effect("has its behaviour changed member by member (cases 13, 14)", () =>
    Effect.gen(function*() {
      const { retrieve, update } = yield* Agents
      assert.notProperty((yield* retrieve("support")).result, "behavior")
      yield* update("support", { behavior: { acknowledgeOnReceived: false } })
      const { result } = yield* update("support", { behavior: { reactionOnResolved: null } })
      assert.deepStrictEqual<unknown>(result.behavior, { acknowledgeOnReceived: false, reactionOnResolved: null })
    }).pipe(novu()))

  it.effect("shows its bridges redacted, and keeps them (case 20)", () =>
    Effect.gen(function*() {
      const { updateBridge } = yield* Agents
      const devBridgeUrl = Redacted.make("https://dev.test?token=hush")
      yield* updateBridge("support", { devBridgeUrl, devBridgeActive: true })
      const { result } = yield* updateBridge("support", { devBridgeActive: false })
      assert.strictEqual(result.devBridgeUrl && Redacted.value(result.devBridgeUrl), "https://dev.test?token=hush")
      assert.isFalse(result.devBridgeActive)
      const { reason } = yield* Effect.flip(
        updateBridge("support", { devBridgeUrl: Redacted.make("http://localhost:4000") })
      )
      assert(reason._tag === "BadRequest")
      assert.match(reason.detail, /^devBridgeUrl: /)
    }).pipe(novu()))

  it.effect("is deleted with its provider's only where that is asked", () =>
    Effect.gen(function*() {
      const { create, delete: remove } = yield* Agents
      yield* create({ name: "Sales", identifier: "sales" })
      yield* remove("support")
      yield* remove("sales", { deleteFromProvider: true, idempotencyKey: "k" })
      assert.deepStrictEqual((yield* sent("DELETE")).map(({ url }) => url), [
        "/v1/agents/support",
        "/v1/agents/sales?deleteFromProvider=true"
      ])
    }).pipe(novu()))

  it.effect("comes once in a stream of many", () =>
    Effect.gen(function*() {
      const { create, listAll } = yield* Agents
      yield* Effect.forEach(["a", "b", "c", "d"], (identifier) => create({ name: identifier, identifier }))
      const all = yield* Stream.runCollect(listAll({ limit: 2, orderDirection: "ASC" }))
      assert.deepStrictEqual(all.map(({ identifier }) => identifier), ["support", "a", "b", "c", "d"])
      assert.deepStrictEqual(all[0]?.integrations?.map(({ identifier }) => identifier), ["slack-prod"])
    }).pipe(novu()))

  it.effect("names the server as the gate where keys may not read it yet", () =>
    Effect.gen(function*() {
      const { list, retrieve } = yield* Agents
      assert.lengthOf((yield* list()).result.data, 1)
      const error = yield* Effect.flip(retrieve("support"))
      assert.deepStrictEqual([error.reason._tag, error.gate], ["Unauthorized", "server"])
      const old = yield* Effect.flip(Effect.flatMap(Agents, (agents) => agents.list())).pipe(novu({ era: "2025-05" }))
      assert.deepStrictEqual([old.reason._tag, old.gate], ["NotFound", "build"])
    }).pipe(novu({ era: "2026-05" })))
})

describe("sendReply", () => {
  it.effect("returns what was sent, and null where nothing was (cases 23, 27)", () =>
    Effect.gen(function*() {
      const { sendReply } = yield* Agents
      const { result } = yield* sendReply("support", { ...turn, reply: { markdown: "Hello" } })
      assert.strictEqual(result?.platformThreadId, "thread-1")
      const edited = yield* sendReply("support", {
        ...turn,
        edit: { messageId: result?.messageId ?? "", content: { markdown: "Hi" } },
        typing: "stop"
      })
      assert.deepStrictEqual(edited.result, result)
      const kept = yield* sendReply("support", {
        ...turn,
        signals: [{ type: "metadata", key: "crm:ticket", value: ["T-1", null, { open: true }] }]
      })
      assert.isNull(kept.result)
      assert.isNull((yield* sendReply("support", { ...turn, typing: { status: "Reading" } })).result)
      assert.isNotNull((yield* sendReply("support", { ...turn, error: true })).result)
    }).pipe(novu()))

  it.effect("is not sent again when its answer is lost", () =>
    Effect.gen(function*() {
      const { sendReply } = yield* Agents
      yield* script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip(sendReply("support", { ...turn, reply: { markdown: "Hello" } }))
      assert.isTrue(error.mayHaveActed)
      const { conversations } = yield* (yield* FakeNovu).state
      assert.strictEqual(conversations[0]?.messageCount, 1)
    }).pipe(novu()))

  const content = { markdown: "x" }
  const file = { filename: "a.pdf", data: "JVBERi0=" }
  const wrong: Readonly<Record<string, unknown>> = {
    "does nothing": {},
    "has empty lists only": { signals: [], toolResults: [], addReactions: [], deleteMessages: [] },
    "says and changes": { reply: content, edit: { messageId: "m", content } },
    "changes and resolves": { edit: { messageId: "m", content }, resolve: {} },
    "fails and speaks": { error: true, reply: content },
    "did not fail": { error: false },
    "says two things": { reply: { markdown: "x", card: { type: "card" } } },
    "says nothing": { reply: { markdown: "  " } },
    "shows no card": { reply: { card: { type: "text" } } },
    "asks about no tool": { reply: { toolApprovalCard: { title: "Refund?" } } },
    "attaches too much": { reply: { markdown: "x", files: Array.from({ length: 16 }, () => file) } },
    "attaches a file twice": { reply: { markdown: "x", files: [{ ...file, url: Redacted.make("https://a.test") }] } },
    "attaches nothing": { reply: { markdown: "x", files: [{ filename: "a.pdf" }] } },
    "keeps a value under a wrong key": { signals: [{ type: "metadata", key: "a b", value: 1 }] },
    "keeps a value under a dangerous key": { signals: [{ type: "metadata", key: "constructor", value: 1 }] }
  }

  it.effect.each(Object.entries(wrong))(
    "refuses a turn that %s, and sends nothing",
    ([, body]) =>
      Effect.gen(function*() {
        const { sendReply } = yield* Agents
        // A caller without types may mix what does not go together.
        const { reason } = yield* Effect.flip(sendReply("support", Object.assign({}, turn, body) as SendAgentReply))
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.lengthOf(yield* sent("POST"), 0)
      }).pipe(novu())
  )

  it.effect("fails by what is wrong with the conversation or the agent (cases 26, 31)", () =>
    Effect.gen(function*() {
      const { create, sendReply, update } = yield* Agents
      const reasonOf = (agent: string, conversationId = "c1") =>
        Effect.map(
          Effect.flip(sendReply(agent, { ...turn, conversationId, reply: content })),
          ({ reason }) => reason._tag
        )
      assert.strictEqual(yield* reasonOf("support", "unknown"), "NotFound")
      assert.strictEqual(yield* reasonOf("unknown"), "NotFound")
      yield* create({ name: "Sales", identifier: "sales" })
      assert.strictEqual(yield* reasonOf("sales"), "Forbidden")
      yield* update("support", { active: false })
      assert.strictEqual(yield* reasonOf("support"), "ValidationFailed")
    }).pipe(novu()))
})

describe("the integrations of an agent", () => {
  it.effect("are linked, listed, moved and unlinked, and connected by their first message (case 18)", () =>
    Effect.gen(function*() {
      const { create, delete: remove, list, listAll, update } = yield* AgentIntegrations
      const { result } = yield* create("support", { integrationIdentifier: "slack-eu" })
      assert.notProperty(result, "connectedAt")
      assert.lengthOf(yield* Stream.runCollect(listAll("support", { limit: 1 })), 2)
      const conflict = yield* Effect.flip(update("support", result._id, { integrationIdentifier: "slack-prod" }))
      assert.strictEqual(conflict.reason._tag, "Conflict")
      yield* remove("support", result._id)
      assert.lengthOf((yield* list("support", { integrationIdentifier: "slack-eu" })).result.data, 0)
      yield* script(Fault.respond({
        status: 200,
        body: { data: { ...result, integration: { identifier: "x" }, connectedAt: "2026-08-03T09:14:07.512Z" } }
      }))
      const connected = yield* update("support", "l1", { integrationIdentifier: "x" })
      assert.strictEqual(connected.result.connectedAt?.epochMilliseconds, Date.UTC(2026, 7, 3, 9, 14, 7, 512))
    }).pipe(novu()))

  it.effect("are found where the answer to their link is lost, and an older link is a conflict", () =>
    Effect.gen(function*() {
      const { create } = yield* AgentIntegrations
      yield* script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create("support", { integrationIdentifier: "slack-eu" }))
      assert.strictEqual(result.integration.identifier, "slack-eu")
      const older = yield* Effect.flip(create("support", { integrationIdentifier: "slack-prod" }))
      assert.strictEqual(older.reason._tag, "Conflict")
    }).pipe(novu()))

  it.effect("for e-mail are found again, and in production not made (case 22)", () =>
    Effect.gen(function*() {
      const { create } = yield* AgentIntegrations
      const made = yield* create("support", { providerId: "novu-email-agent" })
      assert.deepStrictEqual((yield* create("support", { providerId: "novu-email-agent" })).result, made.result)
      const both = { integrationIdentifier: "slack-prod", providerId: "slack" }
      // A caller without types may give both.
      const { reason } = yield* Effect.flip(create("support", both as never))
      assert.strictEqual(reason._tag, "InvalidInput")
    }).pipe(novu()))
})
