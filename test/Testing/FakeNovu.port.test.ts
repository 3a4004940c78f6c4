import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, References } from "effect"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpServer } from "effect/http"
import { createServer, request as nodeRequest } from "node:http"
import { connection, connections, create, send } from "./wire.ts"

/** A fake on a free port, and a client whose requests go to it. */
const served = (client: Layer.Layer<HttpClient.HttpClient>, options?: FakeNovuOptions) =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.gen(function*() {
      const { address } = yield* HttpServer.HttpServer
      const origin = HttpServer.formatAddress(address)
      const inner = yield* HttpClient.HttpClient
      return HttpClient.mapRequest(
        inner,
        (request) => HttpClientRequest.setUrl(request, request.url.replace("https://novu.test", origin))
      )
    })
  ).pipe(
    Layer.provideMerge(FakeNovu.serve(options)),
    Layer.provide(client),
    Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, gracefulShutdownTimeout: "1 second" })),
    Layer.provide(Layer.succeed(References.MinimumLogLevel, "None"))
  )

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

  it.live("shows a person what it holds, without a token or a key", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "<b>c</b>", workspace: { id: "T1", name: "Acme & <Co>" } })
      yield* send("GET", `${connections}?limit=3`)
      const page = yield* send("GET", "/", { key: null })
      assert.strictEqual(page.status, 200)
      assert.strictEqual(page.headers["content-type"], "text/html; charset=utf-8")
      assert.include(page.text, "&lt;b&gt;c&lt;/b&gt;")
      assert.include(page.text, "Acme &amp; &lt;Co&gt;")
      assert.include(page.text, "/v1/channel-connections?limit=3")
      assert.notInclude(page.text, "xoxb-1")
      assert.notInclude(page.text, "sk_fake")
      assert.notInclude(page.text, "<script")
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))

  it.live("is scripted and reset by the forms of its page", () =>
    Effect.gen(function*() {
      const form = { key: null, contentType: "application/x-www-form-urlencoded" }
      yield* create()
      const scripted = yield* send("POST", "/_fake/script", { ...form, text: "preset=429+with+Retry-After%3A+1" })
      const limited = yield* send("GET", connections)
      const unknown = yield* send("POST", "/_fake/script", { ...form, text: "preset=nope" })
      yield* send("POST", "/_fake/reset", form)
      assert.include(scripted.text, "<h1>Fake Novu</h1>")
      assert.strictEqual(limited.status, 429)
      assert.strictEqual(unknown.status, 400)
      assert.strictEqual(yield* stored, 0)
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
      const statuses = [
        yield* send("GET", connections),
        yield* send("GET", `${connections}/seeded`),
        yield* create({ subscriberId: "alan" }),
        yield* send("DELETE", `${connections}/seeded`)
      ].map(({ status }) => status)
      const state = yield* send("GET", "/_fake/state", { key: null })
      const requests = yield* send("GET", "/_fake/requests", { key: null })
      assert.deepStrictEqual([seeded.status, wrong.status], [204, 400])
      assert.deepStrictEqual(statuses, [418, 200, 201, 503])
      assert.include(state.text, "seeded")
      assert.notInclude(state.text, "secret-token")
      assert.lengthOf(JSON.parse(requests.text), 4)
      assert.notInclude(requests.text, "sk_fake")
      assert.strictEqual((yield* control("/_fake/reset", {})).status, 204)
      assert.strictEqual(yield* stored, 0)
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))

  it.live("can be called from a browser", () =>
    Effect.gen(function*() {
      const origin = yield* url
      const preflight = yield* Effect.promise(() =>
        fetch(`${origin}${connections}`, {
          method: "OPTIONS",
          headers: { Origin: "https://app.test", "Access-Control-Request-Method": "POST" }
        })
      )
      const called = yield* send("GET", connections, { headers: { origin: "https://app.test" } })
      assert.strictEqual(preflight.status, 204)
      assert.strictEqual(preflight.headers.get("access-control-allow-origin"), "*")
      assert.strictEqual(called.headers["access-control-allow-origin"], "*")
    }).pipe(Effect.provide(served(FetchHttpClient.layer))))
})
