import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { connection, connections, contexts, create, send } from "./wire.ts"

const fake = (options?: Parameters<typeof FakeNovu.layer>[0]) => Effect.provide(FakeNovu.layer(options))

const patch = (body: unknown) => send("PATCH", `${contexts}/tenant/acme`, { body })

const ids = (query: string) =>
  Effect.map(send("GET", `${contexts}?${query}`), ({ json }) => json.data.map(({ id, type }) => `${type}:${id}`))

describe("authorization", () => {
  const cases: ReadonlyArray<readonly [string | null, string, boolean]> = [
    [null, "Missing authorization header", true],
    ["apikey sk_fake", "Invalid authentication scheme: \"apikey\"", true],
    ["Token sk_fake", "Invalid authentication scheme: \"Token\"", true],
    ["sk_fake", "Invalid authentication scheme: \"sk_fake\"", true],
    ["ApiKey ", "Unauthorized", false],
    ["ApiKey sk_other", "API Key not found", true]
  ]
  for (const [key, message, hasError] of cases) {
    it.effect(`answers 401 with "${message}" for ${key ?? "no header"}`, () =>
      Effect.gen(function*() {
        const { json, status } = yield* send("GET", `${connections}?limit=5`, { key })
        assert.strictEqual(status, 401)
        assert.strictEqual(json.message, message)
        assert.strictEqual(json.path, "/v1/channel-connections?limit=5")
        assert.strictEqual(json.error, hasError ? "Unauthorized" : undefined)
        assert.deepStrictEqual(json.ctx, { ...(hasError ? { error: "Unauthorized" } : undefined), statusCode: 401 })
      }).pipe(fake()))
  }

  it.effect("takes the key it was built with", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* send("GET", connections, { key: "ApiKey mine" })).status, 200)
      assert.strictEqual((yield* send("GET", connections)).status, 401)
    }).pipe(fake({ secretKey: "mine" })))

  it.effect("comes before validation and after the route", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* send("POST", connections, { body: {}, key: null })).status, 401)
      assert.strictEqual((yield* send("POST", "/v1/nope", { body: {}, key: null })).status, 404)
    }).pipe(fake()))
})

describe("routes", () => {
  it.effect("answer 404 with method, path and query when they are unknown", () =>
    Effect.gen(function*() {
      const { json } = yield* send("POST", "/v1/chanel-connections?x=1", { body: {} })
      assert.deepStrictEqual<unknown>(json, {
        error: "Not Found",
        statusCode: 404,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: "/v1/chanel-connections?x=1",
        message: "Cannot POST /v1/chanel-connections?x=1",
        ctx: { error: "Not Found", statusCode: 404 }
      })
    }).pipe(fake()))

  it.effect("answer 404 and not 405 for a wrong method", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("PUT", `${connections}/c`, { body: {} })
      assert.strictEqual(status, 404)
      assert.strictEqual(json.message, "Cannot PUT /v1/channel-connections/c")
    }).pipe(fake()))

  it.effect("decode one segment for each parameter, and answer 400 when it does not decode", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "a/b c" })
      assert.strictEqual((yield* send("GET", `${connections}/a%2Fb%20c`)).status, 200)
      const { json, status } = yield* send("GET", `${connections}/%E0%A4%A`)
      assert.strictEqual(status, 400)
      assert.strictEqual(json.message, "Failed to decode param '%E0%A4%A'")
    }).pipe(fake()))

  it.effect("lie behind a prefix when there is one", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* send("GET", `/novu${connections}`)).status, 200)
      assert.strictEqual((yield* send("GET", connections)).status, 404)
    }).pipe(fake({ prefix: "/novu" })))
})

describe("bodies", () => {
  it.effect("that are not JSON answer 400 in the words of the engine, before anything else", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("POST", "/v1/nope", { text: "{\"a\":", key: null })
      assert.strictEqual(status, 400)
      assert.strictEqual(json.error, "Bad Request")
      assert.include(json.message, "JSON")
    }).pipe(fake()))

  it.effect("that are a bare value answer 400", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("POST", connections, { text: "\"text\"" })
      assert.strictEqual(status, 400)
      assert.match(json.message, /^Unexpected token '"'/)
    }).pipe(fake()))

  it.effect("over 100 KB answer 413 without the phrase beside the message", () =>
    Effect.gen(function*() {
      const filler = 102_400 - JSON.stringify({ pad: "" }).length
      const fits = yield* send("POST", connections, { body: { pad: "x".repeat(filler) } })
      const tooLarge = yield* send("POST", connections, { body: { pad: "x".repeat(filler + 1) } })
      assert.strictEqual(fits.status, 422)
      assert.deepStrictEqual<unknown>(tooLarge.json, {
        statusCode: 413,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: connections,
        message: "Payload Too Large",
        ctx: { statusCode: 413 }
      })
    }).pipe(fake()))

  it.effect("of another content type are read as empty, so they answer 422 and not 415", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("POST", connections, {
        text: JSON.stringify(connection()),
        contentType: "text/plain"
      })
      assert.strictEqual(status, 422)
      assert.include(json.errors.general.messages, "integrationIdentifier must be a string")
    }).pipe(fake()))

  it.effect("in an unknown charset or encoding answer 500 with an error id and no ctx", () =>
    Effect.gen(function*() {
      const charset = yield* send("POST", connections, { text: "{}", contentType: "application/json; charset=latin1" })
      const encoding = yield* send("POST", connections, { text: "{}", headers: { "content-encoding": "br2" } })
      assert.deepStrictEqual([charset.status, encoding.status], [500, 500])
      assert.deepStrictEqual(Object.keys(charset.json), ["statusCode", "timestamp", "path", "message", "errorId"])
    }).pipe(fake()))
})

describe("a failing handler", () => {
  it.effect("answers 500 with an error id and the generic words", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(Fault.handlerFails({ status: 500 }))
      const { json } = yield* create()
      assert.deepStrictEqual<unknown>(json, {
        statusCode: 500,
        timestamp: "1970-01-01T00:00:00.000Z",
        path: connections,
        message: "Internal server error, contact support and provide them with the errorId",
        errorId: json.errorId
      })
    }).pipe(fake()))

  it.effect("answers 503 with the phrase as its message, or with words of its own", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(
        Fault.handlerFails({ status: 503 }),
        Fault.handlerFails({ status: 503, message: "Failed to evaluate rate limit" })
      )
      const plain = yield* create()
      const worded = yield* create()
      assert.strictEqual(plain.json.message, "Service Unavailable")
      assert.deepStrictEqual(plain.json.ctx, { statusCode: 503 })
      assert.strictEqual(worded.json.error, "Service Unavailable")
    }).pipe(fake()))
})

describe("a failing handler that takes time", () => {
  it.effect("fails after it, and nothing is stored", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      yield* novu.script(Fault.handlerFails({ status: 503 }))
      const fiber = yield* Effect.forkChild(create())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).status, 503)
      assert.deepStrictEqual((yield* novu.state).connections, [])
    }).pipe(fake({ latency: "1 second" })))
})

describe("contexts", () => {
  const body = { type: "tenant", id: "acme", data: { plan: "pro" } }

  it.effect("are wrapped although they have data, since they have an id", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("POST", contexts, { body: { ...body, bridgeUrl: "https://bridge.test" } })
      assert.strictEqual(status, 201)
      assert.deepStrictEqual<unknown>(json, {
        data: {
          ...body,
          bridgeUrl: "https://bridge.test",
          createdAt: "1970-01-01T00:00:00.000Z",
          updatedAt: "1970-01-01T00:00:00.000Z"
        }
      })
    }).pipe(fake()))

  it.effect("answer 409 when they exist, and 404 when they do not", () =>
    Effect.gen(function*() {
      yield* send("POST", contexts, { body })
      const again = yield* send("POST", contexts, { body })
      const unknown = yield* send("GET", `${contexts}/tenant/nope`)
      assert.strictEqual(again.status, 409)
      assert.strictEqual(again.json.message, "Context with type 'tenant' and id 'acme' already exists")
      assert.strictEqual(unknown.status, 404)
    }).pipe(fake()))

  it.effect("have their data replaced by an update, and their bridge kept, set or cleared", () =>
    Effect.gen(function*() {
      yield* send("POST", contexts, { body: { ...body, bridgeUrl: "https://one.test" } })
      const kept = yield* patch({ data: { seats: 3 } })
      const cleared = yield* patch({ data: {}, bridgeUrl: null })
      const without = yield* patch({})
      assert.deepStrictEqual(kept.json.data.data, { seats: 3 })
      assert.strictEqual(kept.json.data.bridgeUrl, "https://one.test")
      assert.notProperty(cleared.json.data, "bridgeUrl")
      assert.strictEqual(without.status, 422)
    }).pipe(fake()))

  it.effect("are deleted once", () =>
    Effect.gen(function*() {
      yield* send("POST", contexts, { body })
      assert.strictEqual((yield* send("DELETE", `${contexts}/tenant/acme`)).status, 204)
      assert.strictEqual((yield* send("DELETE", `${contexts}/tenant/acme`)).status, 404)
    }).pipe(fake()))

  it.effect("are listed by type, id and search", () =>
    Effect.gen(function*() {
      for (const [type, id] of [["tenant", "acme"], ["tenant", "zen"], ["region", "acme"]]) {
        yield* send("POST", contexts, { body: { type, id } })
      }
      assert.deepStrictEqual(yield* ids(""), ["region:acme", "tenant:zen", "tenant:acme"])
      assert.deepStrictEqual(yield* ids("type=tenant"), ["tenant:zen", "tenant:acme"])
      assert.deepStrictEqual(yield* ids("id=acme"), ["region:acme", "tenant:acme"])
      assert.deepStrictEqual(yield* ids("search=zen"), ["tenant:zen"])
    }).pipe(fake()))

  it.effect("have names of 1 to 100 characters from a small alphabet, and data of at most 64 KB", () =>
    Effect.gen(function*() {
      const statuses = yield* Effect.forEach([
        { type: "a".repeat(100), id: "x" },
        { type: "a".repeat(101), id: "x" },
        { type: "te nant", id: "x" },
        { type: "tenant", id: "" },
        { type: "tenant" },
        { type: "tenant", id: "x", data: [] },
        { type: "tenant", id: "x", data: { text: "x".repeat(70_000) } }
      ], (body) => Effect.map(send("POST", contexts, { body }), ({ status }) => status))
      assert.deepStrictEqual(statuses, [201, 422, 422, 422, 422, 422, 422])
    }).pipe(fake()))
})

describe("integrations", () => {
  const base = "/v1/integrations"
  const connect = (body: unknown) => send("POST", `${base}/channel-connections/oauth`, { body })
  const link = (body: unknown) => send("POST", `${base}/channel-endpoints/oauth`, { body })

  it.effect("are listed in an envelope, without their credentials", () =>
    Effect.gen(function*() {
      const all = yield* send("GET", base)
      const active = yield* send("GET", `${base}/active`)
      assert.lengthOf(all.json.data, 2)
      assert.lengthOf(active.json.data, 1)
      assert.notInclude(all.text, "hidden")
    }).pipe(fake({
      seed: {
        integrations: [
          { identifier: "on", providerId: "slack", credentials: { clientId: "hidden-id", secretKey: "hidden" } },
          { identifier: "off", providerId: "slack", active: false }
        ]
      }
    })))

  it.effect("lead to the provider with a signed state and the default scopes", () =>
    Effect.gen(function*() {
      const { json, status } = yield* connect({ integrationIdentifier: "slack-prod", subscriberId: "ada" })
      const url = new URL(json.data.url)
      const [payload = "", signature] = (url.searchParams.get("state") ?? "").split(".")
      assert.strictEqual(status, 201)
      assert.strictEqual(url.origin + url.pathname, "https://slack.com/oauth/v2/authorize")
      assert.strictEqual(url.searchParams.get("client_id"), "client-slack-prod")
      assert.strictEqual(
        url.searchParams.get("scope"),
        "chat:write,chat:write.public,channels:read,groups:read,users:read,users:read.email"
      )
      assert.deepInclude(JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))), {
        subscriberId: "ada",
        mode: "connect",
        timestamp: 0
      })
      assert.match(signature ?? "", /^[\w-]{43}$/)
    }).pipe(fake()))

  it.effect("follow the mode rules, need credentials, and a subscriber for incoming webhooks", () =>
    Effect.gen(function*() {
      const replies = [
        yield* connect({ integrationIdentifier: "slack-prod" }),
        yield* connect({ integrationIdentifier: "slack-prod", context: { a: "b" }, scope: ["incoming-webhook"] }),
        yield* connect({ integrationIdentifier: "slack-bare", subscriberId: "ada" }),
        yield* connect({ integrationIdentifier: "nope", subscriberId: "ada" }),
        yield* connect({ integrationIdentifier: "slack-prod", subscriberId: "nobody" }),
        yield* connect({ subscriberId: "ada" })
      ]
      assert.deepStrictEqual(replies.map(({ status }) => status), [400, 400, 404, 404, 404, 422])
    }).pipe(fake()))

  it.effect("link a user by a user scope, and only with a subscriber", () =>
    Effect.gen(function*() {
      const linked = yield* link({ integrationIdentifier: "slack-prod", subscriberId: "ada" })
      const without = yield* link({ integrationIdentifier: "slack-prod" })
      assert.strictEqual(new URL(linked.json.data.url).searchParams.get("user_scope"), "identity.basic")
      assert.strictEqual(without.status, 422)
    }).pipe(fake()))

  it.effect("link a Telegram user by a deep link", () =>
    Effect.gen(function*() {
      const { json, status } = yield* send("POST", `${base}/channel-endpoints/link`, {
        body: { integrationIdentifier: "telegram-prod", subscriberId: "ada" }
      })
      assert.strictEqual(status, 200)
      assert.match(json.data.url, /^https:\/\/t\.me\/telegram_prod_bot\?start=\w{32}$/)
      assert.deepStrictEqual(json.data.providerMetadata, {
        botUsername: "telegram_prod_bot",
        expiresAt: "1970-01-01T00:05:00.000Z"
      })
    }).pipe(fake()))
})
