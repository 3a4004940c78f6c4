import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { connection, connections, contexts, create, send, tenant } from "./wire.ts"

const fake = (options?: Parameters<typeof FakeNovu.layer>[0]) => Effect.provide(FakeNovu.layer(options))

const verify = (identifier: string) => send("POST", `${connections}/${identifier}/verify`)

describe("create", () => {
  it.effect("answers 201 with the connection in an envelope", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 6, 21, 8, 15, 30, 123))
      const { headers, json, status } = yield* create()
      assert.strictEqual(status, 201)
      assert.strictEqual(headers["content-type"], "application/json; charset=utf-8")
      assert.match(json.data.identifier, /^chconn_[A-Za-z0-9]{12}$/)
      assert.deepStrictEqual<unknown>(json, {
        data: {
          identifier: json.data.identifier,
          channel: "chat",
          providerId: "slack",
          integrationIdentifier: "slack-prod",
          subscriberId: "ada",
          contextKeys: [],
          workspace: { id: "T1", name: "Acme" },
          auth: { accessToken: "xoxb-1" },
          createdAt: "2026-07-21T08:15:30.123Z",
          updatedAt: "2026-07-21T08:15:30.123Z"
        }
      })
    }).pipe(fake()))

  it.effect("stores null as the subscriber of a connection that hangs on a context alone", () =>
    Effect.gen(function*() {
      const { json } = yield* create({ subscriberId: undefined, context: { tenant: "acme", region: { id: "eu" } } })
      assert.strictEqual(json.data.subscriberId, null)
      assert.deepStrictEqual(json.data.contextKeys, ["region:eu", "tenant:acme"])
    }).pipe(fake()))

  it.effect("keeps the identifier it is given, and treats an empty one as absent", () =>
    Effect.gen(function*() {
      const named = yield* create({ identifier: "my own/one" })
      const unnamed = yield* create({ identifier: "", ...tenant("x") })
      const read = yield* send("GET", `${connections}/my%20own%2Fone`)
      assert.strictEqual(named.json.data.identifier, "my own/one")
      assert.match(unnamed.json.data.identifier, /^chconn_/)
      assert.strictEqual(read.json.data.identifier, "my own/one")
    }).pipe(fake()))

  it.effect("returns unknown members of the workspace", () =>
    Effect.gen(function*() {
      const { json } = yield* create({ workspace: { id: "T1", botUserId: "B1", plan: "pro" } })
      assert.deepStrictEqual(json.data.workspace, { id: "T1", botUserId: "B1", plan: "pro" })
    }).pipe(fake()))

  it.effect("answers 404 for an unknown integration", () =>
    Effect.gen(function*() {
      const { json, status } = yield* create({ integrationIdentifier: "nope" })
      assert.strictEqual(status, 404)
      assert.strictEqual(json.message, "Integration not found: nope")
    }).pipe(fake()))

  it.effect("answers 404 for an unknown subscriber, and has created the contexts by then", () =>
    Effect.gen(function*() {
      const { json, status } = yield* create({
        subscriberId: "nobody",
        context: { tenant: { id: "a", data: { n: 1 } } }
      })
      assert.strictEqual(status, 404)
      assert.strictEqual(json.message, "Subscriber not found: nobody")
      const context = yield* send("GET", `${contexts}/tenant/a`)
      assert.strictEqual(context.status, 200)
      assert.deepStrictEqual(context.json.data.data, { n: 1 })
    }).pipe(fake()))

  it.effect("replaces the data of a context that exists only when data is sent", () =>
    Effect.gen(function*() {
      yield* create({ context: { tenant: { id: "a", data: { n: 1 } } } })
      yield* create({ integrationIdentifier: "slack-eu", context: { tenant: "a" } })
      const kept = yield* send("GET", `${contexts}/tenant/a`)
      yield* create({ integrationIdentifier: "msteams-prod", context: { tenant: { id: "a", data: { m: 2 } } } })
      const replaced = yield* send("GET", `${contexts}/tenant/a`)
      assert.deepStrictEqual(kept.json.data.data, { n: 1 })
      assert.deepStrictEqual(replaced.json.data.data, { m: 2 })
    }).pipe(fake()))
})

describe("connection mode", () => {
  const cases = [
    [{ subscriberId: undefined }, "Either subscriberId or context must be provided"],
    [{ connectionMode: "shared" }, "context is required when connectionMode is \"shared\""],
    [
      { connectionMode: "subscriber", subscriberId: undefined, ...tenant("a") },
      "subscriberId is required when connectionMode is \"subscriber\""
    ]
  ] as const
  for (const [more, message] of cases) {
    it.effect(`answers 400 with: ${message}`, () =>
      Effect.gen(function*() {
        const { json, status } = yield* create(more)
        assert.strictEqual(status, 400)
        assert.strictEqual(json.message, message)
        assert.strictEqual(json.error, "Bad Request")
        assert.deepStrictEqual(json.ctx, { error: "Bad Request", statusCode: 400 })
      }).pipe(fake()))
  }

  it.effect("drops the subscriber of a shared connection, who must exist all the same", () =>
    Effect.gen(function*() {
      const shared = yield* create({ connectionMode: "shared", ...tenant("a") })
      const unknown = yield* create({ connectionMode: "shared", subscriberId: "nobody", ...tenant("b") })
      assert.strictEqual(shared.json.data.subscriberId, null)
      assert.strictEqual(unknown.status, 404)
    }).pipe(fake()))

  it.effect("lets two shared creates with a subscriber past the uniqueness rule", () =>
    Effect.gen(function*() {
      const first = yield* create({ connectionMode: "shared", ...tenant("a") })
      const second = yield* create({ connectionMode: "shared", ...tenant("a") })
      const third = yield* create({ connectionMode: "shared", subscriberId: undefined, ...tenant("a") })
      assert.deepStrictEqual([first.status, second.status, third.status], [201, 201, 409])
      assert.include(third.json.message, `Connection ID: ${first.json.data.identifier}`)
      yield* send("DELETE", `${connections}/${first.json.data.identifier}`)
      const fourth = yield* create({ connectionMode: "shared", subscriberId: undefined, ...tenant("a") })
      assert.include(fourth.json.message, `Connection ID: ${second.json.data.identifier}`)
    }).pipe(fake()))
})

describe("uniqueness", () => {
  it.effect("answers 409 for the same integration, subscriber and contexts, and names the connection", () =>
    Effect.gen(function*() {
      const first = yield* create()
      const again = yield* create({ workspace: { id: "T2" } })
      assert.strictEqual(again.status, 409)
      assert.strictEqual(
        again.json.message,
        `A channel connection already exists for integration "slack-prod" with subscriberId "ada" and no context. Connection ID: ${first.json.data.identifier}`
      )
      assert.strictEqual(again.json.error, "Conflict")
      assert.notProperty(again.headers, "retry-after")
    }).pipe(fake()))

  it.effect("compares contexts without regard to their order, and says them in theirs", () =>
    Effect.gen(function*() {
      yield* create({ subscriberId: undefined, context: { b: "2", a: "1" } })
      const again = yield* create({ subscriberId: undefined, context: { a: "1", b: "2" } })
      const subset = yield* create({ subscriberId: undefined, context: { a: "1" } })
      assert.strictEqual(again.status, 409)
      assert.include(again.json.message, "with no subscriberId and context [a:1, b:2].")
      assert.strictEqual(subset.status, 201)
    }).pipe(fake()))

  it.effect("answers 409 for an identifier that is taken, after the uniqueness rule", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "mine" })
      const taken = yield* create({ identifier: "mine", subscriberId: "grace" })
      const both = yield* create({ identifier: "mine" })
      assert.strictEqual(taken.status, 409)
      assert.match(
        taken.json.message,
        /^Channel connection with identifier "mine" already exists in environment "[0-9a-f]{24}"$/
      )
      assert.include(both.json.message, "A channel connection already exists")
    }).pipe(fake()))
})

describe("validation", () => {
  it.effect("answers 422 with every message under errors.general, in the order of the fields", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("POST", connections, { body: {} })
      assert.strictEqual(status, 422)
      assert.deepStrictEqual<unknown>(json, {
        statusCode: 422,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: "/v1/channel-connections",
        message: "Validation Error",
        ctx: {},
        errors: {
          general: {
            messages: [
              "integrationIdentifier should not be null or undefined",
              "integrationIdentifier must be a string",
              "workspace should not be null or undefined",
              "auth should not be null or undefined"
            ],
            value: "No Value Recorded"
          }
        }
      })
    }).pipe(fake()))

  const cases: ReadonlyArray<readonly [Record<string, unknown>, ReadonlyArray<string>]> = [
    [{ workspace: {} }, ["workspace.id should not be null or undefined", "workspace.id must be a string"]],
    [{ workspace: { id: 5 } }, ["workspace.id must be a string"]],
    [{ auth: "token" }, ["nested property auth must be either object or array"]],
    [{ auth: null }, ["auth should not be null or undefined", "nested property auth must be either object or array"]],
    [{ auth: {} }, ["auth.accessToken should not be null or undefined", "auth.accessToken must be a string"]],
    [{ auth: { accessToken: "x", refreshToken: 1 } }, ["auth.refreshToken must be a string"]],
    [{ connectionMode: "both" }, ["connectionMode must be one of the following values: subscriber, shared"]],
    [
      { context: Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`c${n}`, "x"])) },
      ["Too many contexts: 6 provided, maximum allowed is 5"]
    ],
    [
      { context: { tenant: { id: "a", data: { text: "x".repeat(66_000) } } } },
      ["Context 'tenant' data is too large: 64KB exceeds 64KB limit"]
    ]
  ]
  for (const [more, messages] of cases) {
    it.effect(`answers 422 with: ${messages.join("; ")}`, () =>
      Effect.gen(function*() {
        const { json, status } = yield* create(more)
        assert.strictEqual(status, 422)
        assert.deepStrictEqual(json.errors.general.messages, messages)
      }).pipe(fake()))
  }

  for (const context of [{}, [], { tenant: "" }, { tenant: "a b" }, { tenant: { data: {} } }, { tenant: 5 }]) {
    it.effect(`answers 422 for the context ${JSON.stringify(context)}`, () =>
      Effect.gen(function*() {
        const { json, status } = yield* create({ context })
        assert.strictEqual(status, 422)
        assert.match(json.errors.general.messages[0] ?? "", /^Invalid context payload structure/)
      }).pipe(fake()))
  }

  it.effect("accepts auth as an array, an empty token, and unknown members", () =>
    Effect.gen(function*() {
      const array = yield* create({ auth: [] })
      const empty = yield* create({ auth: { accessToken: "" }, subscriberId: "grace", surprise: 1 })
      assert.deepStrictEqual([array.status, empty.status], [201, 201])
    }).pipe(fake()))
})

describe("token rotation", () => {
  const rotating = { accessToken: "xoxe-1", refreshToken: "r-1", expiresAt: "2027-01-01T00:00:00.000Z" }

  it.effect("keeps a refresh token and its expiry, and returns them on retrieve", () =>
    Effect.gen(function*() {
      const created = yield* create({ auth: rotating })
      const read = yield* send("GET", `${connections}/${created.json.data.identifier}`)
      assert.strictEqual(created.status, 201)
      assert.deepStrictEqual(read.json.data.auth, rotating)
    }).pipe(fake()))

  it.effect("counts a refresh token without an expiry as expired", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("1 hour")
      const { json } = yield* create({ auth: { accessToken: "a", refreshToken: "r" } })
      assert.strictEqual(json.data.auth.expiresAt, "1970-01-01T01:00:00.000Z")
    }).pipe(fake()))

  it.effect("answers 400 for a provider that does not rotate", () =>
    Effect.gen(function*() {
      const { json, status } = yield* create({ integrationIdentifier: "discord-prod", auth: rotating })
      assert.strictEqual(status, 400)
      assert.strictEqual(
        json.message,
        "Token rotation is not supported for provider \"discord\". Remove refreshToken from the connection auth."
      )
    }).pipe(fake()))

  it.effect("answers 400 when the integration has no credentials", () =>
    Effect.gen(function*() {
      const { json, status } = yield* create({ integrationIdentifier: "slack-bare", auth: rotating })
      const plain = yield* create({ integrationIdentifier: "slack-bare" })
      assert.strictEqual(status, 400)
      assert.strictEqual(
        json.message,
        "Integration \"slack-bare\" must have clientId and secretKey configured to store a rotating refresh token."
      )
      assert.strictEqual(plain.status, 201)
    }).pipe(fake()))

  it.effect("rotates on verify, leaves other connections alone, and keeps the auth when the provider refuses", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "rotating", auth: rotating })
      yield* create({ identifier: "plain", subscriberId: "grace" })
      yield* create({ identifier: "bad", auth: { ...rotating, refreshToken: "invalid" }, ...tenant("a") })
      const rotated = yield* verify("rotating")
      const plain = yield* verify("plain")
      const refused = yield* verify("bad")
      const bad = yield* send("GET", `${connections}/bad`)
      const unknown = yield* verify("nope")
      assert.strictEqual(rotated.status, 200)
      assert.notStrictEqual(rotated.json.data.auth.refreshToken, "r-1")
      assert.strictEqual(rotated.json.data.auth.expiresAt, "1970-01-01T12:00:00.000Z")
      assert.deepStrictEqual(plain.json.data.auth, { accessToken: "xoxb-1" })
      assert.strictEqual(refused.status, 502)
      assert.strictEqual(refused.json.error, "Bad Gateway")
      assert.strictEqual(bad.json.data.auth.refreshToken, "invalid")
      assert.strictEqual(unknown.status, 404)
    }).pipe(fake()))
})

describe("retrieve, update, delete", () => {
  it.effect("retrieves what was created", () =>
    Effect.gen(function*() {
      const created = yield* create()
      const read = yield* send("GET", `${connections}/${created.json.data.identifier}`)
      assert.strictEqual(read.status, 200)
      assert.deepStrictEqual(read.json, created.json)
    }).pipe(fake()))

  it.effect("replaces workspace and auth whole, and moves updatedAt alone", () =>
    Effect.gen(function*() {
      yield* create({
        identifier: "c",
        auth: { accessToken: "a", refreshToken: "r", expiresAt: "2027-01-01T00:00:00Z" }
      })
      yield* TestClock.adjust("1 minute")
      const updated = yield* send("PATCH", `${connections}/c`, {
        body: { workspace: { id: "T9" }, auth: { accessToken: "b" } }
      })
      const read = yield* send("GET", `${connections}/c`)
      assert.strictEqual(updated.status, 200)
      assert.deepStrictEqual(updated.json.data.workspace, { id: "T9" })
      assert.deepStrictEqual(updated.json.data.auth, { accessToken: "b" })
      assert.strictEqual(updated.json.data.createdAt, "1970-01-01T00:00:00.000Z")
      assert.strictEqual(updated.json.data.updatedAt, "1970-01-01T00:01:00.000Z")
      assert.deepStrictEqual(read.json, updated.json)
    }).pipe(fake()))

  it.effect("requires both workspace and auth to update", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const { json, status } = yield* send("PATCH", `${connections}/c`, { body: { workspace: { id: "T9" } } })
      assert.strictEqual(status, 422)
      assert.deepStrictEqual(json.errors.general.messages, ["auth should not be null or undefined"])
    }).pipe(fake()))

  it.effect("applies the rotation rules to an update", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c", integrationIdentifier: "discord-prod" })
      const { status } = yield* send("PATCH", `${connections}/c`, {
        body: { workspace: { id: "T9" }, auth: { accessToken: "b", refreshToken: "r" } }
      })
      assert.strictEqual(status, 400)
    }).pipe(fake()))

  it.effect("deletes with an empty 204, and answers 404 the second time", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const first = yield* send("DELETE", `${connections}/c`)
      const second = yield* send("DELETE", `${connections}/c`)
      const recreated = yield* create()
      assert.deepStrictEqual([first.status, first.text], [204, ""])
      assert.notProperty(first.headers, "content-type")
      assert.strictEqual(second.status, 404)
      assert.strictEqual(second.json.message, "Channel connection with identifier 'c' not found")
      assert.strictEqual(recreated.status, 201)
    }).pipe(fake()))

  it.effect("answers 404 for an unknown identifier, in single quotes and for an update in double ones", () =>
    Effect.gen(function*() {
      const read = yield* send("GET", `${connections}/nope`)
      const updated = yield* send("PATCH", `${connections}/nope`, { body: connection() })
      assert.deepStrictEqual<unknown>(read.json, {
        error: "Not Found",
        statusCode: 404,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: "/v1/channel-connections/nope",
        message: "Channel connection with identifier 'nope' not found",
        ctx: { error: "Not Found", statusCode: 404 }
      })
      assert.strictEqual(updated.json.message, "Channel connection with identifier \"nope\" not found")
    }).pipe(fake()))
})

describe("auth in answers", () => {
  const auth = { accessToken: "a", refreshToken: "r", expiresAt: "2027-01-01T00:00:00Z", extra: 1 }
  const shapes = {
    verbatim: auth,
    full: { accessToken: "a", refreshToken: "r", expiresAt: "2027-01-01T00:00:00Z" },
    accessToken: { accessToken: "a" },
    hasAccessToken: { hasAccessToken: true },
    hasRefreshToken: { accessToken: "a", hasRefreshToken: true, expiresAt: "2027-01-01T00:00:00Z" },
    blank: { accessToken: "" },
    empty: {}
  } as const
  for (
    const shape of ["verbatim", "full", "accessToken", "hasAccessToken", "hasRefreshToken", "blank", "empty"] as const
  ) {
    it.effect(`takes the shape "${shape}" in create, retrieve, list and update`, () =>
      Effect.gen(function*() {
        const created = yield* create({ identifier: "c", auth })
        const read = yield* send("GET", `${connections}/c`)
        const listed = yield* send("GET", connections)
        const updated = yield* send("PATCH", `${connections}/c`, { body: { workspace: { id: "T" }, auth } })
        for (const seen of [created.json.data, read.json.data, listed.json.data[0], updated.json.data]) {
          assert.deepStrictEqual(seen?.auth, shapes[shape])
        }
      }).pipe(fake({ authShape: shape })))
  }
})

describe("what the fake shows", () => {
  it.effect("records requests with their time and answer, and hides tokens when printed", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* TestClock.adjust("2 seconds")
      yield* create()
      yield* send("GET", `${connections}?limit=1`)
      const [first, second] = yield* novu.requests
      const state = yield* novu.state
      assert.deepInclude(first, { method: "POST", url: connections, at: 2000, status: 201 })
      assert.deepStrictEqual(JSON.parse(first?.body ?? ""), connection())
      assert.deepInclude(second, { method: "GET", url: `${connections}?limit=1`, status: 200 })
      assert.strictEqual(first?.headers["authorization"], "ApiKey sk_fake")
      assert.notInclude(JSON.stringify(state), "xoxb-1")
      const token = state.connections[0]?.auth.accessToken
      assert.strictEqual(token === undefined ? undefined : Redacted.value(token), "xoxb-1")
    }).pipe(fake()))

  it.effect("starts from the seed, adds to it, and returns to it on reset", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const seeded = yield* send("GET", `${connections}/seeded`)
      yield* novu.seed({ subscribers: ["alan"], connections: [{ integrationIdentifier: "i", subscriberId: "zoe" }] })
      const forAlan = yield* create({ integrationIdentifier: "i", subscriberId: "alan" })
      const forZoe = yield* create({ integrationIdentifier: "i", subscriberId: "zoe" })
      yield* novu.reset
      const state = yield* novu.state
      assert.strictEqual(seeded.json.data.providerId, "discord")
      assert.deepStrictEqual([forAlan.status, forZoe.status], [201, 409])
      assert.deepStrictEqual(state.connections.map(({ identifier }) => identifier), ["seeded"])
      assert.deepStrictEqual(state.subscribers, [])
      assert.deepStrictEqual(yield* novu.requests, [])
    }).pipe(fake({
      seed: {
        integrations: [{ identifier: "i", providerId: "discord" }],
        connections: [{ identifier: "seeded", integrationIdentifier: "i", contextKeys: ["tenant:a"] }]
      }
    })))

  it.effect("gives each layer a server of its own", () =>
    Effect.gen(function*() {
      const one = yield* create().pipe(fake())
      const other = yield* create().pipe(fake())
      assert.deepStrictEqual([one.status, other.status], [201, 201])
    }))

  it.effect("does 1 000 creates without any time passing", () =>
    Effect.gen(function*() {
      for (let i = 0; i < 1000; i++) yield* create(tenant(`t${i}`))
      const { json } = yield* send("GET", `${connections}?limit=100`)
      assert.strictEqual(json.totalCount, 1000)
    }).pipe(fake()))
})
