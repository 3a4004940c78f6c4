import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { FakeNovu, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { type Send, send } from "./wire.ts"

const base = "/v1/agents"

const production = { key: "ApiKey sk_fake_production" }

const fake = (seed: Seed = {}, options: FakeNovuOptions = {}) =>
  Effect.provide(FakeNovu.layer({ ...options, seed: { integrations: own, ...seed } }))

const own = [
  { identifier: "slack-prod", providerId: "slack" },
  { identifier: "slack-eu", providerId: "slack" },
  { identifier: "bot", providerId: "telegram" }
]

interface Agent {
  readonly _id: string
  readonly identifier: string
  readonly name: string
  readonly active: boolean
  readonly behavior?: unknown
  readonly bridgeUrl?: string
  readonly devBridgeUrl?: string
  readonly devBridgeActive?: boolean
  readonly integrations?: ReadonlyArray<unknown>
  readonly managedRuntime?: Readonly<Record<string, unknown>>
}

interface Link {
  readonly _id: string
  readonly _agentId: string
  readonly integration: { readonly identifier: string }
  readonly connectedAt: unknown
}

/** Sends a request, and reads its answer as an agent or a link. */
const ask = (method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path = "", body?: unknown, options: Send = {}) =>
  Effect.map(
    send(method, `${base}${path}`, body === undefined ? options : { ...options, body }),
    ({ json, status }) => ({
      status,
      json,
      agent: json.data as unknown as Agent,
      link: json.data as unknown as Link,
      refused: [status, json.message]
    })
  )

const create = (identifier: string, more: object = {}, options: Send = {}) =>
  ask("POST", "", { name: identifier, identifier, ...more }, options)

const page = <A>(path = "") =>
  Effect.map(send("GET", `${base}${path}`), ({ json, status }) => ({
    status,
    message: json.message,
    next: json.next,
    previous: json.previous,
    totalCount: json.totalCount,
    data: json.data as unknown as ReadonlyArray<A>
  }))

const identifiers = (path = "") => Effect.map(page<Agent>(path), ({ data }) => data.map(({ identifier }) => identifier))

const link = (identifier: string, body: object, options: Send = {}) =>
  ask("POST", `/${identifier}/integrations`, body, options)

const state = Effect.flatMap(FakeNovu, (novu) => novu.state)

describe("agents", () => {
  it.effect("case 12, era 2026-08: are made, listed, read, changed and deleted", () =>
    Effect.gen(function*() {
      const made = yield* create("support", { name: " Support ", description: "Helps" })
      assert.strictEqual(made.status, 201)
      const { _id, ...rest } = made.agent
      assert.match(_id, /^[0-9a-f]{24}$/)
      assert.deepStrictEqual<unknown>(rest, {
        name: "Support",
        identifier: "support",
        description: "Helps",
        active: true,
        runtime: "self-hosted",
        visibility: "public",
        _environmentId: "6615943e7ace93b0540ae377",
        _organizationId: "6615943e7ace93b0540ae301",
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z"
      })
      assert.deepStrictEqual(yield* identifiers(), ["support"])
      assert.deepStrictEqual((yield* ask("GET", "/support")).agent, made.agent)
      yield* TestClock.adjust("1 second")
      const changed = yield* ask("PATCH", "/support", { name: "Help", active: false })
      assert.deepStrictEqual<unknown>(changed.agent, {
        ...made.agent,
        name: "Help",
        active: false,
        updatedAt: "1970-01-01T00:00:01.000Z"
      })
      assert.strictEqual((yield* ask("DELETE", "/support?deleteFromProvider=true")).status, 204)
      const missing = [404, "Agent with identifier \"support\" was not found."]
      assert.deepStrictEqual((yield* ask("GET", "/support")).refused, missing)
      assert.deepStrictEqual((yield* ask("PATCH", "/support", { active: true })).refused, missing)
      assert.deepStrictEqual((yield* ask("PUT", "/support/bridge", { devBridgeActive: false })).refused, missing)
      assert.deepStrictEqual((yield* ask("DELETE", "/support")).refused, missing)
      assert.deepStrictEqual((yield* ask("GET", `/${_id}`)).status, 404)
    }).pipe(fake()))

  it.effect("case 13, era 2026-08: have no behaviour until some of it is set, and then exactly that", () =>
    Effect.gen(function*() {
      assert.notProperty((yield* create("support")).agent, "behavior")
      const changed = yield* ask("PATCH", "/support", { behavior: { acknowledgeOnReceived: false } })
      assert.deepStrictEqual(changed.agent.behavior, { acknowledgeOnReceived: false })
    }).pipe(fake()))

  it.effect("case 14, era 2026-08: keep the name of a reaction, and then none", () =>
    Effect.gen(function*() {
      yield* create("support")
      const behaviorAfter = (behavior: object) =>
        Effect.map(ask("PATCH", "/support", { behavior }), ({ agent }) => agent.behavior)
      assert.deepStrictEqual(yield* behaviorAfter({ reactionOnResolved: "check" }), { reactionOnResolved: "check" })
      assert.deepStrictEqual(yield* behaviorAfter({ subscriberAccess: "open", reactionOnResolved: null }), {
        reactionOnResolved: null,
        subscriberAccess: "open"
      })
      assert.strictEqual((yield* ask("PATCH", "/support", { behavior: { subscriberAccess: "closed" } })).status, 422)
    }).pipe(fake()))

  it.effect("case 15, era 2026-08: are refused with 422 for an identifier that is no slug, and a long name", () =>
    Effect.gen(function*() {
      for (const identifier of ["my agent", "-a", "a-", "a--b", "é", "a/b"]) {
        const { json, status } = yield* create(identifier)
        assert.strictEqual(status, 422, identifier)
        assert.include(json.errors.general.messages[0], "identifier must be a valid slug format")
      }
      assert.strictEqual((yield* create("a-b_c.d")).status, 201)
      assert.strictEqual((yield* create("long", { name: "x".repeat(61) })).status, 422)
      const missing = (member: string) => [400, `${member} is required when not adopting an existing managed agent.`]
      assert.deepStrictEqual((yield* ask("POST", "", { identifier: "x" })).refused, missing("name"))
      assert.deepStrictEqual((yield* ask("POST", "", { name: "x" })).refused, missing("identifier"))
    }).pipe(fake()))

  it.effect("case 16, era 2026-08: are listed by cursor, by a part of the identifier, and not with two cursors", () =>
    Effect.gen(function*() {
      for (const identifier of ["support", "sales", "SUPPLY"]) {
        yield* create(identifier)
        yield* TestClock.adjust("1 second")
      }
      assert.deepStrictEqual(yield* identifiers(), ["SUPPLY", "sales", "support"])
      assert.deepStrictEqual(yield* identifiers("?orderDirection=ASC&identifier=supp"), ["support", "SUPPLY"])
      const first = yield* page<Agent>("?limit=2")
      assert.deepStrictEqual([first.data.length, first.previous, first.totalCount], [2, null, 3])
      assert.deepStrictEqual(yield* identifiers(`?limit=2&after=${first.next}`), ["support"])
      const both = yield* page(`?after=${first.next}&before=${first.next}`)
      assert.strictEqual(both.status, 400)
      assert.match(both.message, /^Cannot specify both/)
    }).pipe(fake()))

  it.effect("case 17, era 2026-05: are refused with 409 where the identifier is taken", () =>
    Effect.gen(function*() {
      yield* create("support")
      assert.deepStrictEqual(
        (yield* create("support")).refused,
        [409, "An agent with identifier \"support\" already exists in this environment."]
      )
      assert.deepStrictEqual(yield* identifiers(), ["support"])
    }).pipe(fake({}, { era: "2026-05" })))

  it.effect("case 17, era 2026-08: get a twin under a suffixed identifier, or are refused where that is an option", () =>
    Effect.gen(function*() {
      yield* create("support")
      const twin = yield* create("support")
      assert.strictEqual(twin.status, 201)
      assert.match(twin.agent.identifier, /^support-[a-z0-9]{4}$/)
      assert.lengthOf(yield* identifiers(), 2)
      const refused = yield* Effect.andThen(create("a"), create("a")).pipe(fake({}, { takenIdentifier: "refused" }))
      assert.strictEqual(refused.status, 409)
    }).pipe(fake()))

  it.effect("case 20, era 2026-08: have a bridge for development, whose URL outlives its flag", () =>
    Effect.gen(function*() {
      yield* create("support")
      const on = yield* ask("PUT", "/support/bridge", { devBridgeUrl: "https://dev.test", devBridgeActive: true })
      assert.strictEqual(on.status, 200)
      assert.deepInclude(on.agent, { devBridgeUrl: "https://dev.test", devBridgeActive: true })
      const off = yield* ask("PUT", "/support/bridge", { devBridgeActive: false })
      assert.deepInclude(off.agent, { devBridgeUrl: "https://dev.test", devBridgeActive: false })
      const nothing = [400, "At least one field must be provided."]
      assert.deepStrictEqual((yield* ask("PUT", "/support/bridge", {})).refused, nothing)
      assert.deepStrictEqual((yield* ask("PATCH", "/support", {})).refused, nothing)
    }).pipe(fake()))

  it.effect("case 21, era 2026-08: have no bridge at an address that is not public", () =>
    Effect.gen(function*() {
      yield* create("support")
      const hosts = ["localhost:4000", "169.254.169.254", "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "[::1]"]
      for (const host of hosts) {
        for (const [path, member] of [["", "bridgeUrl"], ["/bridge", "devBridgeUrl"]] as const) {
          const method = path === "" ? "PATCH" : "PUT"
          const { json, status } = yield* ask(method, `/support${path}`, { [member]: `http://${host}/novu` })
          assert.strictEqual(status, 400, host)
          assert.match(json.message, new RegExp(`^${member}: `), host)
        }
      }
      for (const url of ["novu.test", "ftp://novu.test"]) {
        assert.strictEqual((yield* ask("PATCH", "/support", { bridgeUrl: url })).status, 400, url)
      }
      for (const url of ["https://novu.test", "http://172.32.0.1", "https://11.0.0.1/x"]) {
        assert.strictEqual((yield* ask("PATCH", "/support", { bridgeUrl: url })).status, 200, url)
      }
    }).pipe(fake()))

  it.effect("case 22, era 2026-08: in production only have their bridge changed and are switched off", () =>
    Effect.gen(function*() {
      yield* create("support", {}, production)
      const change = (body: object) => ask("PATCH", "/support", body, production)
      const dev = [403, "Dev bridge cannot be activated on production environments."]
      assert.deepStrictEqual((yield* change({ devBridgeActive: true })).refused, dev)
      assert.deepStrictEqual((yield* change({ devBridgeUrl: "https://dev.test" })).refused, dev)
      for (const body of [{ name: "Help" }, { description: "" }, { behavior: { reactionOnResolved: null } }]) {
        assert.strictEqual((yield* change(body)).status, 403, JSON.stringify(body))
      }
      const changed = yield* change({ bridgeUrl: "https://a.test", active: false, devBridgeActive: false })
      assert.deepInclude(changed.agent, { bridgeUrl: "https://a.test", active: false })
      assert.strictEqual((yield* link("support", { providerId: "novu-email-agent" }, production)).status, 403)
    }).pipe(fake()))

  it.effect("of a provider need its integration, and are named by it when they are taken over", () =>
    Effect.gen(function*() {
      const { json } = yield* send("POST", "/v1/integrations", {
        body: { providerId: "anthropic", kind: "agent", identifier: "claude", credentials: { apiKey: "sk" } }
      })
      const integrationId = (json.data as unknown as Agent)._id
      const managedRuntime = { providerId: "anthropic", integrationId, systemPrompt: "Be kind" }
      const made = yield* create("helper", { runtime: "managed", managedRuntime })
      assert.deepInclude(made.agent.managedRuntime ?? {}, managedRuntime)
      assert.match(String(made.agent.managedRuntime?.["externalAgentId"]), /^agent_/)
      const adopt = { runtime: "managed", managedRuntime: { ...managedRuntime, externalAgentId: "agt_1" } }
      const adopted = [yield* ask("POST", "", adopt), yield* ask("POST", "", { ...adopt, identifier: "mine" })]
      assert.deepStrictEqual(adopted.map(({ agent }) => agent.name), ["Adopted agt_1", "Adopted agt_1"])
      assert.match(adopted.map(({ agent }) => agent.identifier).join(), /^adopted-agt-1,adopted-agt-1-[a-z0-9]{4}$/)
      assert.strictEqual((yield* create("none", { runtime: "managed" })).status, 422)
      const unknown = { runtime: "managed", managedRuntime: { ...managedRuntime, integrationId: "0".repeat(24) } }
      assert.strictEqual((yield* create("none", unknown)).status, 404)
    }).pipe(fake()))

  it.effect("are not on servers before 2026, and of spring 2026 keys can only create, list and set bridges", () =>
    Effect.gen(function*() {
      const old = yield* create("support").pipe(fake({}, { era: "2025-05" }))
      assert.deepStrictEqual(old.refused, [404, "Cannot POST /v1/agents"])
      const closed = [401, "API endpoint not available"]
      assert.deepStrictEqual((yield* ask("GET", "/support")).refused, closed)
      assert.deepStrictEqual((yield* ask("PATCH", "/support", { active: true })).refused, closed)
      assert.deepStrictEqual((yield* ask("DELETE", "/support")).refused, closed)
      assert.deepStrictEqual((yield* ask("GET", "/support/integrations")).refused, closed)
      assert.deepStrictEqual(yield* identifiers(), ["support"])
      assert.strictEqual((yield* ask("PUT", "/support/bridge", { devBridgeActive: false })).status, 200)
    }).pipe(fake({ agents: [{ identifier: "support" }] }, { era: "2026-05" })))
})

describe("the integrations of an agent", () => {
  it.effect("case 18, era 2026-08: are linked, changed and unlinked", () =>
    Effect.gen(function*() {
      const { agent } = yield* create("support")
      const made = yield* link("support", { integrationIdentifier: "slack-prod" })
      assert.strictEqual(made.status, 201)
      assert.deepInclude<unknown>(made.link, { _agentId: agent._id, connectedAt: null })
      assert.deepInclude<unknown>(made.link.integration, {
        identifier: "slack-prod",
        providerId: "slack",
        channel: "chat",
        active: true
      })
      const listed = yield* page<Link>("/support/integrations")
      assert.deepStrictEqual(listed.data, [made.link])
      assert.deepStrictEqual((yield* page<Agent>()).data[0]?.integrations?.length, 1)
      const path = `/support/integrations/${made.link._id}`
      const same = yield* ask("PATCH", path, { integrationIdentifier: "slack-prod" })
      assert.deepStrictEqual(same.link, made.link)
      const moved = yield* ask("PATCH", path, { integrationIdentifier: "slack-eu" })
      assert.deepStrictEqual([moved.status, moved.link.integration.identifier], [200, "slack-eu"])
      assert.lengthOf((yield* page("/support/integrations?integrationIdentifier=slack-prod")).data, 0)
      assert.lengthOf((yield* page("/support/integrations?integrationIdentifier=slack-eu")).data, 1)
      assert.strictEqual((yield* ask("DELETE", path)).status, 204)
      assert.lengthOf((yield* page("/support/integrations")).data, 0)
      const words = `Agent-integration link "${made.link._id}" was not found for this agent.`
      assert.deepStrictEqual((yield* ask("DELETE", path)).refused, [404, words])
    }).pipe(fake()))

  it.effect("are refused twice, at once, by halves, and where nothing is there", () =>
    Effect.gen(function*() {
      yield* create("support")
      yield* create("sales")
      const linked = [409, "This integration is already linked to the agent."]
      yield* link("support", { integrationIdentifier: "slack-prod" })
      const second = yield* link("support", { integrationIdentifier: "slack-eu" })
      assert.deepStrictEqual((yield* link("support", { integrationIdentifier: "slack-prod" })).refused, linked)
      const path = `/support/integrations/${second.link._id}`
      assert.deepStrictEqual((yield* ask("PATCH", path, { integrationIdentifier: "slack-prod" })).refused, linked)
      assert.strictEqual((yield* link("sales", { integrationIdentifier: "slack-prod" })).status, 201)
      assert.strictEqual((yield* link("support", { integrationIdentifier: "bot" })).status, 201)
      assert.deepStrictEqual(
        (yield* link("sales", { integrationIdentifier: "bot" })).refused,
        [409, "Integration is already linked to a different agent"]
      )
      for (const body of [{}, { integrationIdentifier: "slack-prod", providerId: "slack" }, { providerId: "slack" }]) {
        assert.strictEqual((yield* link("support", body)).status, 400, JSON.stringify(body))
      }
      assert.deepStrictEqual(
        (yield* link("none", { integrationIdentifier: "slack-prod" })).refused,
        [404, "Agent with identifier \"none\" was not found."]
      )
      assert.deepStrictEqual(
        (yield* link("support", { integrationIdentifier: "none" })).refused,
        [404, "Integration with identifier \"none\" was not found."]
      )
      assert.strictEqual((yield* page("/none/integrations")).status, 404)
      assert.strictEqual((yield* ask("DELETE", `/sales/integrations/${second.link._id}`)).status, 404)
    }).pipe(fake()))

  it.effect("for e-mail are found or made, one for each agent, where the plan has them", () =>
    Effect.gen(function*() {
      yield* create("support")
      const made = yield* link("support", { providerId: "novu-email-agent" })
      assert.strictEqual(made.status, 201)
      assert.deepStrictEqual((yield* link("support", { providerId: "novu-agent-email" })).link, made.link)
      yield* create("sales")
      const other = yield* link("sales", { providerId: "novu-email-agent" })
      assert.notStrictEqual(other.link.integration.identifier, made.link.integration.identifier)
      const { integration: { identifier } } = other.link
      assert.deepStrictEqual(
        (yield* link("support", { integrationIdentifier: identifier })).refused,
        [409, "Only one email integration per agent is allowed."]
      )
      const on = (plan: "free" | "self-hosted") =>
        Effect.andThen(create("a"), link("a", { providerId: "novu-email-agent" })).pipe(fake({}, { plan }))
      assert.deepStrictEqual([(yield* on("free")).status, (yield* on("self-hosted")).status], [402, 403])
    }).pipe(fake()))

  it.effect("case 19, era 2026-08: go with their agent, and so does its place in workflows", () =>
    Effect.gen(function*() {
      yield* ask("DELETE", "/support")
      yield* create("support")
      assert.lengthOf((yield* page("/support/integrations")).data, 0)
      const { json } = yield* send("GET", "/v2/workflows/w")
      assert.deepInclude<unknown>(json.data, { agent: null })
      const other = yield* send("GET", "/v2/workflows/other")
      assert.deepInclude<unknown>(other.json.data, { agent: { identifier: "sales" } })
    }).pipe(fake({
      agents: [{ identifier: "support", integrations: ["slack-prod", "none"] }],
      workflows: [
        { id: "w", steps: ["in_app"], agent: { identifier: "support" } },
        { id: "other", steps: ["in_app"], agent: { identifier: "sales" } }
      ]
    })))
})

const talk: Seed = {
  integrations: own,
  subscribers: ["ada"],
  workflows: [{ id: "order-shipped", steps: ["in_app"] }],
  agents: [{ identifier: "support", integrations: ["slack-prod"] }, { identifier: "sales" }, {
    identifier: "asleep",
    active: false
  }],
  conversations: [
    { conversationId: "c1", agent: "support", integrationIdentifier: "slack-prod", subscriberId: "ada" },
    { conversationId: "mute", agent: "support", integrationIdentifier: "slack-prod", platformThreadId: null },
    { conversationId: "c2", agent: "asleep", integrationIdentifier: "slack-prod" },
    { conversationId: "none", agent: "unknown", integrationIdentifier: "slack-prod" }
  ]
}

const turn = (body: object, conversationId = "c1", agent = "support") =>
  ask("POST", `/${agent}/reply`, { conversationId, integrationIdentifier: "slack-prod", ...body })

const conversation = (id = "c1") =>
  Effect.map(state, ({ conversations }) => {
    const found = conversations.find((each) => each.id === id)
    assert(found !== undefined)
    return found
  })

const sentIn = ({ json }: Effect.Success<ReturnType<typeof ask>>) =>
  json.data as unknown as { readonly messageId: string; readonly platformThreadId: string } | null

describe("what an agent says", () => {
  it.effect("case 23, era 2026-08: is sent, counted and previewed", () =>
    Effect.gen(function*() {
      const reply = yield* turn({ reply: { markdown: "Hello" } })
      assert.strictEqual(reply.status, 200)
      const sent = sentIn(reply)
      assert.deepStrictEqual(Object.keys(sent ?? {}), ["messageId", "platformThreadId"])
      const { lastMessagePreview, messageCount, messages } = yield* conversation()
      assert.deepStrictEqual([messageCount, lastMessagePreview], [1, "Hello"])
      assert.deepStrictEqual(messages, [{
        messageId: sent?.messageId ?? "",
        content: { markdown: "Hello" },
        reactions: [],
        deleted: false
      }])
    }).pipe(fake(talk)))

  it.effect("case 24, era 2026-08: can be changed, which counts no message", () =>
    Effect.gen(function*() {
      const sent = sentIn(yield* turn({ reply: { markdown: "Helo" } }))
      const edit = { messageId: sent?.messageId, content: { markdown: "Hello" } }
      assert.deepStrictEqual(sentIn(yield* turn({ edit, typing: "stop" })), sent)
      const { messageCount, messages } = yield* conversation()
      assert.strictEqual(messageCount, 1)
      assert.deepStrictEqual(messages[0]?.content, { markdown: "Hello" })
    }).pipe(fake(talk)))

  it.effect("case 25, era 2026-08: is refused beside an edit, as all else is", () =>
    Effect.gen(function*() {
      const edit = { messageId: "m", content: { markdown: "x" } }
      const reply = { markdown: "x" }
      assert.deepStrictEqual(
        (yield* turn({ reply, edit })).refused,
        [400, "Only one of reply or edit can be provided"]
      )
      const others = [
        { signals: [{ type: "metadata", action: "clear" }] },
        { addReactions: [{ messageId: "m", emojiName: "star" }] },
        { resolve: {} },
        { toolResults: [{ toolCallId: "t" }] },
        { deleteMessages: [{ messageId: "m" }] }
      ]
      for (const other of others) {
        const { json, status } = yield* turn({ edit, ...other })
        assert.strictEqual(status, 400, JSON.stringify(other))
        assert.match(json.message, /^edit cannot be combined/)
      }
      for (const other of [{ reply }, { edit }, { typing: "stop" }]) {
        assert.strictEqual((yield* turn({ error: true, ...other })).status, 400, JSON.stringify(other))
      }
      for (const nothing of [{}, { signals: [] }, { error: false }]) {
        const { json, status } = yield* turn(nothing)
        assert.strictEqual(status, 400, JSON.stringify(nothing))
        assert.match(json.message, /^At least one of/)
      }
      assert.strictEqual((yield* turn({ reply: { toolApprovalCard: { type: "tool-approval-card" } } })).status, 400)
      assert.strictEqual((yield* conversation()).messageCount, 0)
    }).pipe(fake(talk)))

  it.effect("case 26, era 2026-08: goes nowhere without a thread, a conversation, or the right agent", () =>
    Effect.gen(function*() {
      const reply = { reply: { markdown: "x" } }
      assert.strictEqual((yield* turn(reply, "mute")).status, 400)
      for (const id of ["unknown", "none"]) {
        assert.deepStrictEqual((yield* turn(reply, id)).refused, [404, "Conversation not found"], id)
      }
      assert.deepStrictEqual((yield* turn(reply, "c1", "nobody")).refused, [404, "Agent not found"])
      assert.deepStrictEqual(
        (yield* turn(reply, "c1", "sales")).refused,
        [403, "Agent identifier does not match this conversation"]
      )
    }).pipe(fake(talk)))

  it.effect("case 27, era 2026-08: is nothing where values are kept, and the answer is null", () =>
    Effect.gen(function*() {
      const set = (key: string, value: unknown) => ({ type: "metadata", key, value })
      const kept = yield* turn({ signals: [set("crm:ticket", "T-1"), set("n", 1), set("gone", null)] })
      assert.deepStrictEqual<unknown>(kept.json, { data: null })
      yield* turn({ signals: [{ type: "metadata", action: "delete", key: "gone" }, set("n", { deep: [2] })] })
      const { messageCount, metadata } = yield* conversation()
      assert.deepStrictEqual([messageCount, metadata], [0, { "crm:ticket": "T-1", n: { deep: [2] } }])
      yield* turn({ signals: [{ type: "metadata", action: "clear" }, set("left", true)] })
      assert.deepStrictEqual((yield* conversation()).metadata, { left: true })
      for (const key of ["__proto__", "constructor", "prototype", "a b", "-a", "a.b", "", "x".repeat(129)]) {
        assert.strictEqual((yield* turn({ signals: [set(key, 1)] })).status, 422, key)
      }
      assert.strictEqual((yield* turn({ signals: [set("__novu:card", 1), set("x".repeat(128), 1)] })).status, 200)
    }).pipe(fake(talk)))

  it.effect("case 28, era 2026-08: keeps 64 KB of values at most", () =>
    Effect.gen(function*() {
      const text = "x".repeat(40_000)
      const set = (key: string) => turn({ signals: [{ type: "metadata", key, value: text }] })
      assert.strictEqual((yield* set("a")).status, 200)
      assert.deepStrictEqual((yield* set("b")).refused, [400, "Conversation metadata exceeds 64KB limit"])
      assert.deepStrictEqual(Object.keys((yield* conversation()).metadata), ["a"])
    }).pipe(fake(talk)))

  it.effect("case 29, era 2026-08: resolves a conversation with no message", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual<unknown>((yield* turn({ resolve: { summary: "Paid" } })).json, { data: null })
      const { status, summary } = yield* conversation()
      assert.deepStrictEqual([status, summary], ["resolved", "Paid"])
    }).pipe(fake(talk)))

  it.effect("case 30, era 2026-08: does everything in one turn, and triggers for the subscriber", () =>
    Effect.gen(function*() {
      const first = sentIn(yield* turn({ reply: { card: { type: "card", title: "Order" } } }))
      const { messageId } = first ?? { messageId: "" }
      const reply = yield* turn({
        reply: { markdown: "Done" },
        signals: [
          { type: "metadata", key: "step", value: 2 },
          { type: "trigger", workflowId: "order-shipped", payload: { id: 1 } },
          { type: "trigger", workflowId: "unknown" }
        ],
        addReactions: [{ messageId, emojiName: "star" }, { messageId: "elsewhere", emojiName: "star" }],
        deleteMessages: [{ messageId }],
        toolResults: [{ toolCallId: "t", output: [1] }],
        resolve: {}
      })
      assert.strictEqual(reply.status, 200)
      assert.notStrictEqual(sentIn(reply)?.messageId, messageId)
      const { messageCount, messages, metadata, status } = yield* conversation()
      assert.deepStrictEqual([messageCount, metadata, status], [2, { step: 2 }, "resolved"])
      assert.deepInclude(messages[0], { reactions: ["star"], deleted: true })
      const sent = yield* (yield* FakeNovu).sent()
      assert.deepStrictEqual(
        sent.map(({ payload, subscriberId, workflowId }) => [workflowId, subscriberId, payload]),
        [["order-shipped", "ada", { id: 1 }]]
      )
    }).pipe(fake(talk)))

  it.effect("case 31, era 2026-08: is refused with 422 while the agent is switched off, signals, too", () =>
    Effect.gen(function*() {
      const asleep = (body: object) => Effect.map(turn(body, "c2", "asleep"), ({ status }) => status)
      assert.strictEqual(yield* asleep({ reply: { markdown: "x" } }), 422)
      assert.strictEqual(yield* asleep({ signals: [{ type: "metadata", key: "a", value: 1 }] }), 422)
      assert.strictEqual(yield* asleep({ resolve: {} }), 422)
      assert.strictEqual(yield* asleep({ typing: { status: "Reading" } }), 200)
      assert.strictEqual(yield* asleep({ edit: { messageId: "m", content: { markdown: "x" } } }), 200)
      assert.deepStrictEqual((yield* conversation("c2")).metadata, {})
    }).pipe(fake(talk)))

  it.effect("is refused with 422 where its content, its files or its recipients are not Novu's", () =>
    Effect.gen(function*() {
      const file = { filename: "a.pdf", data: "JVBERi0=" }
      const contents: ReadonlyArray<object> = [
        {},
        { markdown: " " },
        { markdown: "x", card: { type: "card" } },
        { card: { type: "text" } },
        { files: [file] },
        { markdown: "x", files: Array.from({ length: 16 }, () => file) },
        { markdown: "x", files: [{ ...file, url: "https://a.test" }] },
        { markdown: "x", files: [{ filename: "a.pdf" }] },
        { markdown: "x", files: [{ ...file, data: "x".repeat(7_000_001) }] }
      ]
      for (const content of contents) assert.strictEqual((yield* turn({ reply: content })).status, 422)
      for (const to of ["", [], [""], {}, [{ a: 1 }]]) {
        const { status } = yield* turn({ signals: [{ type: "trigger", workflowId: "order-shipped", to }] })
        assert.strictEqual(status, 422, JSON.stringify(to))
      }
      for (const body of [{ conversationId: "" }, { integrationIdentifier: undefined }, { typing: 7 }]) {
        assert.strictEqual((yield* turn({ resolve: {}, ...body })).status, 422, JSON.stringify(body))
      }
      assert.strictEqual((yield* turn({ reply: { markdown: "x", files: [file] } })).status, 200)
    }).pipe(fake(talk)))
})

describe("the fake's state", () => {
  it.effect("shows agents and conversations, and no URL in the clear", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).seed({
        agents: [{ identifier: "support", name: "Help", bridgeUrl: Redacted.make("https://a.test?token=hush-hush") }]
      })
      yield* turn({ reply: { markdown: "x", files: [{ filename: "a", url: "https://a.test?sig=hush-hush" }] } })
      const { agents, conversations } = yield* state
      const [agent] = agents
      assert.deepInclude(agent, { identifier: "support", name: "Help", integrations: ["slack-prod"], active: true })
      assert.strictEqual(agent?.bridgeUrl && Redacted.value(agent.bridgeUrl), "https://a.test?token=hush-hush")
      assert.notInclude(inspect([agents, conversations], { depth: 9 }), "hush-hush")
      assert.notInclude(JSON.stringify([agents, conversations]), "hush-hush")
    }).pipe(fake(talk)))
})
