import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { FetchHttpClient, HttpServer } from "effect/http"
import { request as nodeRequest } from "node:http"
import { served } from "./served.ts"
import { connection, connections, create, send } from "./wire.ts"

const script = (...faults: ReadonlyArray<Fault.Fault>) => Effect.flatMap(FakeNovu, (novu) => novu.script(...faults))

const stored = Effect.flatMap(FakeNovu, (novu) => Effect.map(novu.state, ({ connections }) => connections.length))

const control = (path: string, body: unknown) => send("POST", path, { key: null, body })

const clients = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  "node:http": NodeHttpClient.layerNodeHttp
}

for (const name of ["fetch", "undici", "node:http"] as const) {
  describe(`on a port, through ${name}`, () => {
    const fake = Effect.provide(served(clients[name], { idempotency: true, rateLimit: {} }))

    it.live("creates, conflicts, lists and deletes, with every header", () =>
      Effect.gen(function*() {
        const novu = yield* FakeNovu
        const created = yield* create({ identifier: "c" }, { idempotencyKey: `${name}-1` })
        const replayed = yield* create({ identifier: "c" }, { idempotencyKey: `${name}-1` })
        const conflict = yield* create()
        const listed = yield* send("GET", `${connections}?limit=1`)
        const deleted = yield* send("DELETE", `${connections}/c`)
        assert.strictEqual(created.status, 201)
        assert.strictEqual(replayed.text, created.text)
        assert.strictEqual(replayed.headers["idempotency-replay"], "true")
        assert.strictEqual(created.headers["ratelimit-limit"], "100")
        assert.strictEqual(conflict.status, 409)
        assert.strictEqual(listed.json.totalCount, 1)
        assert.deepStrictEqual([deleted.status, deleted.text], [204, ""])
        const all = yield* novu.requests
        assert.deepStrictEqual(all.map(({ status }) => status), [201, 201, 409, 200, 204])
        assert.strictEqual(all[3]?.url, `${connections}?limit=1`)
        assert.deepStrictEqual(JSON.parse(all[0]?.body ?? ""), connection({ identifier: "c" }))
      }).pipe(fake))

    it.live("breaks connections before and after the write", () =>
      Effect.gen(function*() {
        const novu = yield* FakeNovu
        const points = ["before-write", "after-write", "in-headers", "in-body"] as const
        const seen: Array<readonly [string, number]> = []
        for (const at of points) {
          yield* script(Fault.hangUp(at))
          const error = yield* Effect.flip(create())
          seen.push([error.reason._tag === "TransportError" ? "no answer" : "half an answer", yield* stored])
          yield* novu.reset
        }
        yield* script(Fault.refuse)
        yield* Effect.flip(create())
        assert.strictEqual(yield* stored, 0)
        assert.deepStrictEqual(seen, [["no answer", 0], ["no answer", 1], ["no answer", 1], ["half an answer", 1]])
      }).pipe(fake))

    it.live("is silent until the client gives up, then answers the next", () =>
      Effect.gen(function*() {
        yield* script(Fault.stall("headers"), Fault.stall("body"))
        for (let i = 0; i < 2; i++) {
          const gone = yield* Effect.timeoutOption(send("GET", connections), "1 second")
          assert.strictEqual(gone._tag, "None")
        }
        assert.strictEqual((yield* send("GET", connections)).status, 200)
      }).pipe(fake))

    it.live("drips, truncates, spoils and mislabels bodies", () =>
      Effect.gen(function*() {
        yield* script(
          Fault.drip({ bytes: 20, every: "5 millis" }),
          Fault.truncated,
          Fault.malformed,
          Fault.contentType("text/plain"),
          Fault.html({ status: 502 })
        )
        const dripped = yield* send("GET", connections)
        const truncated = yield* send("GET", connections)
        const malformed = yield* send("GET", connections)
        const plain = yield* send("GET", connections)
        const html = yield* send("GET", connections)
        assert.strictEqual(dripped.json.totalCount, 0)
        assert.isTrue(dripped.text.startsWith(truncated.text) && truncated.text.length === 40)
        assert.throws(() => JSON.parse(malformed.text))
        assert.strictEqual(plain.headers["content-type"], "text/plain")
        assert.include(html.text, "502 from the proxy")
      }).pipe(fake))
  })
}

describe("the served fake", () => {
  const url = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

  it.live("sends a header twice as two headers", () =>
    Effect.gen(function*() {
      const origin = yield* url
      yield* script(Fault.headers({ "X-Fake": ["one", "two"] }))
      const raw = yield* Effect.callback<ReadonlyArray<string>>((resume) => {
        nodeRequest(`${origin}${connections}`, { headers: { authorization: "ApiKey sk_fake" } }, (response) => {
          response.resume()
          resume(Effect.succeed(response.rawHeaders))
        }).end()
      })
      assert.deepStrictEqual(raw.filter((_, index) => raw[index - 1]?.toLowerCase() === "x-fake"), ["one", "two"])
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))

  it.live("is driven by JSON from any language", () =>
    Effect.gen(function*() {
      const seeded = yield* control("/_fake/seed", {
        subscribers: ["alan"],
        connections: [{
          identifier: "seeded",
          integrationIdentifier: "slack-prod",
          auth: { accessToken: "secret-token" }
        }]
      })
      yield* control("/_fake/script", { faults: [{ _tag: "Respond", response: { status: 418 } }] })
      yield* control("/_fake/script", { faults: [{ _tag: "HandlerFails", status: 503 }], rule: { method: "DELETE" } })
      const wrong = yield* control("/_fake/script", { faults: [{ _tag: "Nope" }] })
      const unknown = yield* control("/_fake/script", { faults: [{ _tag: "Stall", in: "body", at: "body" }] })
      const statuses = [
        yield* send("GET", connections),
        yield* send("GET", `${connections}/seeded`),
        yield* create({ subscriberId: "alan" }),
        yield* send("DELETE", `${connections}/seeded`)
      ].map(({ status }) => status)
      const state = yield* send("GET", "/_fake/state", { key: null })
      const requests = yield* send("GET", "/_fake/requests", { key: null })
      assert.deepStrictEqual([seeded.status, wrong.status, unknown.status], [204, 400, 400])
      assert.deepStrictEqual(statuses, [418, 200, 201, 503])
      assert.include(state.text, "seeded")
      assert.notInclude(state.text, "secret-token")
      assert.lengthOf(JSON.parse(requests.text), 4)
      assert.notInclude(requests.text, "sk_fake")
      assert.strictEqual((yield* control("/_fake/reset", {})).status, 204)
      assert.strictEqual(yield* stored, 0)
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))

  it.live("cannot be read by pages of another origin, on this machine or elsewhere", () =>
    Effect.gen(function*() {
      const origin = yield* url
      for (
        const page of [...foreignOrigins, "http://localhost:5173", "https://app.localhost", "http://127.0.0.1:3000"]
      ) {
        const preflight = yield* preflighted(origin, page)
        const called = yield* send("GET", connections, { headers: { origin: page } })
        const names = [...preflight.headers.keys(), ...Object.keys(called.headers)]
        assert.deepStrictEqual(names.filter((name) => name.startsWith("access-control-")), [])
        assert.strictEqual(called.status, 200)
      }
      // A browser that asks whether it may is no caller.
      assert.lengthOf((yield* (yield* FakeNovu).requests).filter(({ method }) => method === "OPTIONS"), 0)
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))

  it.live("records nothing that a page of another origin asks, and spends no fault on it", () =>
    Effect.gen(function*() {
      yield* script(Fault.respond({ status: 418 }))
      for (const site of ["cross-site", "same-site"]) {
        for (const [method, path] of [["POST", "/v1/events/trigger"], ["GET", connections]] as const) {
          const { status, text } = yield* raw(method, path, {
            host: "localhost:3210",
            origin: "http://localhost:5173",
            "sec-fetch-site": site,
            "sec-fetch-mode": "cors",
            "content-type": "text/plain"
          })
          assert.strictEqual(status, 403)
          assert.include(text, "/v1/inbox")
        }
      }
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
      const passedOn = yield* raw("POST", "/v1/events/trigger", {
        host: "localhost:3210",
        origin: "http://localhost:5173",
        "sec-fetch-site": "same-origin"
      })
      assert.strictEqual(passedOn.status, 418)
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))
})

const foreignOrigins = [
  "https://evil.test",
  "http://localhost.evil.test",
  "http://127.0.0.1.evil.test",
  "http://evillocalhost",
  "http://evil.test#@localhost",
  "http://10.0.0.1",
  "http://0.0.0.0:3210",
  "null",
  "file://localhost",
  "localhost"
]

const preflighted = (origin: string, page: string) =>
  Effect.promise(() =>
    fetch(`${origin}${connections}`, {
      method: "OPTIONS",
      headers: {
        Origin: page,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization"
      }
    })
  )

interface Raw {
  readonly status: number | undefined
  readonly text: string
}

/** Sends a request with the `Host` that a browser would send, because fetch does not allow setting it. */
const raw = (method: string, path: string, headers: Record<string, string>) =>
  Effect.gen(function*() {
    const { address } = yield* HttpServer.HttpServer
    return yield* Effect.callback<Raw>((resume) => {
      const request = nodeRequest(`${HttpServer.formatAddress(address)}${path}`, { method, headers }, (response) => {
        let text = ""
        response.setEncoding("utf8").on("data", (chunk) => text += chunk)
          .on("end", () => resume(Effect.succeed({ status: response.statusCode, text })))
      })
      request.end()
    })
  })

/** Has every address at which the fake shows something. */
const showing = [
  "/",
  "/activity",
  "/requests",
  "/faults",
  "/webhooks",
  ...["subscribers", "connections", "endpoints", "contexts", "agents", "conversations", "variables", "environments"]
    .map((table) => `/resources?table=${table}`),
  "/_fake/requests",
  "/_fake/state"
]

const controls = [
  ["GET", "/"],
  ["GET", "/requests?status=failed"],
  ["GET", "/_fake/requests"],
  ["POST", "/_fake/reset"],
  ["GET", "/_fake/state"],
  ["GET", "/_fake/clock"],
  ["GET", "/_fake/events"],
  ["GET", "/_fake/mail?message=m1"],
  ["POST", "/_fake/clock"],
  ["POST", "/_fake/run"],
  ["POST", "/_fake/act"],
  ["POST", "/_fake/faults"],
  ["POST", "/_fake/webhooks"],
  ["POST", "/_fake/seed"],
  ["POST", "/_fake/script"],
  ["GET", "/_fake/seed"],
  ["GET", "/_fake/sent?wait=5m"],
  ["GET", "/_fake/messages"],
  ["DELETE", "/_fake/messages"],
  ["OPTIONS", "/_fake/reset"]
] as const

describe("what the served fake adds to Novu's API", () => {
  const fake = Effect.provide(
    served(FetchHttpClient.layer, { allowedHosts: ["novu-fake", "Other.Test:99", "10.0.0.7"] })
  )
  const form = { "content-type": "application/x-www-form-urlencoded" }

  it.live("is for the names of this machine, and those that are allowed", () =>
    Effect.gen(function*() {
      for (
        const host of [
          "localhost",
          "localhost:3210",
          "LOCALHOST.:1",
          "app.localhost:8080",
          "127.0.0.1",
          "127.8.9.10:3210",
          "[::1]:3210",
          "[::ffff:127.0.0.1]:3210",
          "novu-fake:3210",
          "NOVU-FAKE",
          "other.test",
          "10.0.0.7:80"
        ]
      ) {
        for (const [method, path] of controls.slice(0, 4)) {
          const { status } = yield* raw(method, path, { host })
          assert.include([200, 204], status, `${method} ${path} for ${host}`)
          const posted = yield* raw("POST", "/_fake/reset", { host, origin: `http://${host}`, ...form })
          assert.strictEqual(posted.status, 303)
        }
      }
    }).pipe(fake))

  it.live("refuses every other name, and says how to allow it", () =>
    Effect.gen(function*() {
      yield* create()
      for (
        const host of [
          "evil.test",
          "evil.test:3210",
          "localhost.evil.test",
          "127.0.0.1.evil.test",
          "evillocalhost",
          "localhost@evil.test",
          "evil.test@localhost",
          "127.0.0.256",
          "128.0.0.1",
          "10.0.0.1",
          "0.0.0.0:3210",
          "[::2]:3210",
          "[::ffff:10.0.0.1]:3210",
          "novu-fake.evil.test"
        ]
      ) {
        for (const [method, path] of controls) {
          const { status, text } = yield* raw(method, path, { host, ...form })
          assert.strictEqual(status, 403, `${method} ${path} for ${host}`)
          assert.include(text, "--allow-host ")
          assert.include(text, "FakeNovu.serve({ allowedHosts: [")
          assert.notInclude(text, "subscriber-123")
        }
      }
      assert.strictEqual(yield* stored, 1)
    }).pipe(fake))

  it.live("refuses pages of another origin, those of other ports of this machine as well", () =>
    Effect.gen(function*() {
      yield* create()
      const host = "localhost:3210"
      const pages: ReadonlyArray<Record<string, string>> = [
        ...foreignOrigins,
        "http://localhost:5173",
        "http://novu-fake",
        "http://127.0.0.1:3210"
      ].map((origin) => ({ origin }))
      // Browsers send a form or load a picture without an origin, but say how the page stands to the fake.
      const silent = ["cross-site", "same-site"].map((site) => ({
        "sec-fetch-site": site,
        "sec-fetch-mode": "no-cors"
      }))
      for (const page of [...pages, ...silent, { origin: "null", "sec-fetch-site": "cross-site" }]) {
        for (const [method, path] of controls) {
          const { status, text } = yield* raw(method, path, { host, ...page, ...form })
          assert.strictEqual(status, 403, `${method} ${path} from ${JSON.stringify(page)}`)
          assert.include(text, "/v1/inbox")
        }
      }
      assert.strictEqual(yield* stored, 1)
    }).pipe(fake))

  it.live("takes forms of its own page, and links to it from elsewhere", () =>
    Effect.gen(function*() {
      const host = "localhost:3210"
      const own = [
        { origin: `http://${host}` },
        { origin: "https://LOCALHOST:3210", "sec-fetch-site": "same-origin" },
        { origin: "null", "sec-fetch-site": "same-origin" },
        { "sec-fetch-site": "none" }
      ]
      for (const page of own) {
        const { status } = yield* raw("POST", "/_fake/reset", { host, ...page, ...form })
        assert.strictEqual(status, 303, JSON.stringify(page))
      }
      const linked = { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }
      assert.strictEqual((yield* raw("GET", "/", linked)).status, 200)
      assert.strictEqual((yield* raw("POST", "/_fake/reset", { ...linked, ...form })).status, 403)
    }).pipe(fake))

  it.live("cannot be framed by another page", () =>
    Effect.gen(function*() {
      const { headers } = yield* send("GET", "/", { key: null })
      assert.strictEqual(headers["x-frame-options"], "DENY")
      assert.include(headers["content-security-policy"], "frame-ancestors 'none'")
    }).pipe(fake))

  it.live("answers Novu's own routes by the same names, because a name can be pointed here and the key is known", () =>
    Effect.gen(function*() {
      const authorization = "ApiKey sk_fake"
      const named = yield* raw("GET", connections, { host: "novu-fake:3000", authorization })
      const proxied = yield* raw("GET", connections, { host: "novu-fake", origin: "https://app.test", authorization })
      const rebound = yield* raw("GET", connections, { host: "evil.test:3210", authorization })
      const inbox = yield* raw("GET", "/v1/inbox/notifications", { host: "evil.test:3210" })
      assert.deepStrictEqual([named.status, proxied.status], [200, 200])
      assert.deepStrictEqual([rebound.status, inbox.status], [403, 403])
      assert.include(rebound.text, "--allow-host evil.test")
    }).pipe(fake))

  const token = "xoxb-1234567890-Ünsafe/token+with=signs"
  const shown = (path: string) => send("GET", path, { key: null })
  const forms = [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1), "xoxb-1234567890"]

  it.live("shows no token of a request, wherever it stood, and the program all of it", () =>
    Effect.gen(function*() {
      const endpoint = { type: "tool_webhook", endpoint: { url: `https://h.test/${token}`, headers: { "x-a": token } } }
      const auth = {
        accessToken: token,
        refreshToken: `${token}-2`,
        expiresAt: "2030-01-01T00:00:00.000Z",
        other: token
      }
      yield* create({ identifier: "kept", auth })
      yield* create({ identifier: "refused", subscriberId: "nobody", auth: { accessToken: `${token}-3` } })
      yield* send("POST", "/v1/channel-endpoints", {
        body: { integrationIdentifier: "webhook-prod", subscriberId: "ada", ...endpoint }
      })
      yield* send("PUT", "/v2/contexts", { body: { data: { apiKey: token, note: `the token is ${token}` } } })
      yield* send(
        "GET",
        `${connections}/${encodeURIComponent(token)}?accessToken=abc&search=${encodeURIComponent(token)}`
      )
      yield* send("GET", connections, { headers: { "x-slack-token": "abc", "x-note": `Bearer xoxb-1234567890` } })
      yield* send("POST", connections, { text: `{"auth":{"accessToken":"${token}"` })
      yield* send("POST", connections, { text: `accessToken=${token}`, contentType: "text/plain" })
      yield* send("POST", connections, { text: JSON.stringify(token) })
      yield* create({ identifier: "other", auth: { accessToken: "xoxb-1234567890" } })

      for (const path of showing) {
        const { text } = yield* shown(path)
        for (const form of forms) assert.notInclude(text, form, path)
        assert.notInclude(text, "=abc")
        assert.notInclude(text, "\"abc\"")
        assert.notInclude(text, "sk_fake")
      }
      const requests: ReadonlyArray<{ readonly body: string; readonly url: string }> = JSON.parse(
        (yield* shown("/_fake/requests")).text
      )
      assert.deepStrictEqual(JSON.parse(requests[0]?.body ?? "").auth, {
        accessToken: "<redacted>",
        refreshToken: "<redacted>",
        expiresAt: "2030-01-01T00:00:00.000Z",
        other: "<redacted>"
      })
      assert.strictEqual(requests[4]?.url, `${connections}/<redacted>?accessToken=<redacted>&search=<redacted>`)
      assert.strictEqual(requests[6]?.body, "<redacted>")

      const inProcess = yield* (yield* FakeNovu).requests
      assert.strictEqual(JSON.parse(inProcess[0]?.body ?? "").auth.accessToken, token)
      assert.include(inProcess[4]?.url ?? "", encodeURIComponent(token))
    }).pipe(fake))

  it.live("shows no value of a variable, neither as it was sent nor as it is stored", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).seed({ variables: [{ key: "SEEDED", value: "seeded-value" }] })
      const values = [{ _environmentId: "6615943e7ace93b0540ae377", value: "abc" }]
      yield* send("POST", "/v1/environment-variables", { body: { key: "SENT", isSecret: true, values } })
      yield* send("POST", "/v1/environment-variables", { body: { key: "seeded-value", values } })
      for (const path of showing) {
        const { text } = yield* shown(path)
        assert.notMatch(text, /seeded-value|"abc\\?"/, path)
      }
      const requests: ReadonlyArray<{ readonly body: string }> = JSON.parse((yield* shown("/_fake/requests")).text)
      assert.deepStrictEqual(JSON.parse(requests[0]?.body ?? ""), {
        key: "SENT",
        isSecret: true,
        values: [{ _environmentId: "6615943e7ace93b0540ae377", value: "<redacted>" }]
      })
    }).pipe(fake))

  it.live("shows no variable that a step is previewed with", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).workflow({ id: "welcome", steps: ["in_app"] })
      const body = {
        controlValues: { body: `see ${token}` },
        previewPayload: { env: { API: token }, payload: { a: 1 } }
      }
      yield* send("POST", "/v2/workflows/welcome/step/in_app/preview", { body })
      for (const path of showing) {
        const { text } = yield* shown(path)
        for (const form of forms) assert.notInclude(text, form, path)
      }
      const requests: ReadonlyArray<{ readonly body: string }> = JSON.parse((yield* shown("/_fake/requests")).text)
      assert.deepStrictEqual(JSON.parse(requests[0]?.body ?? ""), {
        controlValues: { body: "see <redacted>" },
        previewPayload: { env: { API: "<redacted>" }, payload: { a: 1 } }
      })
    }).pipe(fake))

  it.live("shows no bridge of an agent, and no address of a file", () =>
    Effect.gen(function*() {
      const url = `https://bridge.test/${token}`
      yield* (yield* FakeNovu).seed({
        agents: [{ identifier: "support", devBridgeUrl: `https://seeded.test/${token}` }],
        conversations: [{ conversationId: "c1", agent: "support", integrationIdentifier: "slack-prod" }]
      })
      const files = [{ filename: "a.pdf", url: `https://files.test/${token}` }]
      const turn = { conversationId: "c1", integrationIdentifier: "slack-prod", reply: { markdown: url, files } }
      yield* send("PUT", "/v1/agents/support/bridge", { body: { bridgeUrl: url } })
      yield* send("POST", "/v1/agents/support/reply", { body: turn })
      for (const path of showing) {
        const { text } = yield* shown(path)
        for (const form of [...forms, "bridge.test/", "seeded.test/", "files.test/"]) {
          assert.notInclude(text, form, path)
        }
      }
      const requests: ReadonlyArray<{ readonly body: string }> = JSON.parse((yield* shown("/_fake/requests")).text)
      assert.deepStrictEqual(requests.map(({ body }) => JSON.parse(body)), [
        { bridgeUrl: "<redacted>" },
        { ...turn, reply: { markdown: "<redacted>", files: [{ filename: "a.pdf", url: "<redacted>" }] } }
      ])
    }).pipe(fake))

  it.live("shows no credentials of a subscriber, also when it forgets who sent them", () =>
    Effect.gen(function*() {
      const webhookUrl = `https://h.test/${token}`
      const credentials = { webhookUrl, deviceTokens: [token] }
      yield* send("PUT", "/v1/subscribers/ada/credentials", { body: { providerId: "slack", credentials } })
      yield* send("POST", "/v2/contexts", { body: { type: "tenant", id: "acme", data: { note: `see ${webhookUrl}` } } })
      for (const path of showing) {
        const { status, text } = yield* shown(path)
        assert.strictEqual(status, 200)
        for (const form of [...forms, "h.test/"]) assert.notInclude(text, form, path)
      }
    }).pipe(fake))

  it.live("shows a body as it was sent where nothing in it is secret", () =>
    Effect.gen(function*() {
      yield* send("POST", "/v2/contexts", { body: { context: { type: "tenant", id: "acme" } } })
      const requests = JSON.parse((yield* shown("/_fake/requests")).text)
      assert.strictEqual(requests[0].body, JSON.stringify({ context: { type: "tenant", id: "acme" } }))
      assert.strictEqual(requests[0].headers["content-type"], "application/json")
    }).pipe(fake))

  it.live("survives bodies that are nested deeply", () =>
    Effect.gen(function*() {
      yield* send("POST", connections, { text: "[".repeat(50_000) + "]".repeat(50_000) })
      assert.strictEqual((yield* shown("/_fake/requests")).status, 200)
    }).pipe(fake))
})
