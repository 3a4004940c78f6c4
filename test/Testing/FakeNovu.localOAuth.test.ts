import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { asServer, openInbox, origin, send as sendOnPort, serve } from "../support/inbox.ts"
import { connections, endpoints, send } from "./wire.ts"

const seed: Seed = {
  integrations: [
    { identifier: "inbox", providerId: "novu", channel: "in_app", credentials: false },
    { identifier: "slack-prod", providerId: "slack" },
    { identifier: "teams", providerId: "msteams" },
    { identifier: "webex", providerId: "webex-messaging" }
  ],
  subscribers: ["ada", "<script>alert(1)</script>"]
}

const local = Effect.provide(FakeNovu.layer({ seed, localOAuth: true }))

const connectRoute = "/v1/integrations/channel-connections/oauth"
const linkRoute = "/v1/integrations/channel-endpoints/oauth"

/** Asks for an OAuth URL. */
const urlOf = (route: string, more: Readonly<Record<string, unknown>> = {}) =>
  Effect.map(
    send("POST", route, { body: { integrationIdentifier: "slack-prod", subscriberId: "ada", ...more } }),
    ({ json }) => new URL(json.data.url)
  )

/** Opens a page without a key, as a browser does. */
const visit = (url: URL | string) => {
  const { pathname, search } = new URL(url, "http://localhost")
  return send("GET", pathname + search, { key: null })
}

const linkIn = (html: string, label: "Allow" | "Deny"): string =>
  new RegExp(`href="([^"]*)">${label}<`).exec(html)?.[1]?.replaceAll("&amp;", "&") ?? ""

const answer = (label: "Allow" | "Deny", url: URL) =>
  Effect.flatMap(visit(url), ({ text }) => visit(linkIn(text, label)))

const stored = Effect.gen(function*() {
  const { connections, endpoints } = yield* (yield* FakeNovu).state
  return {
    connections: connections.map(({ contextKeys, identifier, subscriberId, workspace }) => ({
      contextKeys,
      identifier,
      subscriberId,
      workspace
    })),
    endpoints: endpoints.map(({ subscriberId, type }) => ({ subscriberId, type }))
  }
})

describe("a fake that stands in for the providers of OAuth", () => {
  it.effect("asks for consent at its own address, and stores the connection", () =>
    Effect.gen(function*() {
      const url = yield* urlOf(connectRoute)
      assert.strictEqual(url.origin, "http://localhost")
      assert.strictEqual(url.searchParams.get("client_id"), "client-slack-prod")
      assert.strictEqual(
        url.searchParams.get("redirect_uri"),
        "http://localhost/v1/integrations/chat/oauth/callback"
      )
      const page = yield* visit(url)
      assert.include(page.text, "Allow access to Slack?")
      assert.include(page.text, "chat:write")
      assert.include(page.headers["content-security-policy"], "default-src 'none'")
      assert.deepStrictEqual(yield* stored, { connections: [], endpoints: [] })

      const connected = yield* answer("Allow", url)
      assert.deepStrictEqual([connected.status, connected.headers["content-type"]], [200, "text/html; charset=utf-8"])
      assert.include(connected.text, "Connected to Slack")
      const { connections: [connection], endpoints: none } = yield* stored
      assert.deepInclude<unknown>(connection, {
        subscriberId: "ada",
        contextKeys: [],
        workspace: { id: "T0LOCAL", name: "Local workspace" }
      })
      assert.deepStrictEqual(none, [])
      const { json } = yield* send("GET", connections)
      assert.match(String(json.data[0]?.auth["accessToken"]), /^xoxb-local-/)
    }).pipe(local))

  it.effect("overwrites the tokens of a connection that exists, and never conflicts", () =>
    Effect.gen(function*() {
      const tokens = Effect.map(send("GET", connections), ({ json }) =>
        json.data.map(({ auth, identifier }) => [identifier, auth["accessToken"]]))
      yield* answer("Allow", yield* urlOf(connectRoute))
      const before = yield* tokens
      yield* answer("Allow", yield* urlOf(connectRoute))
      const after = yield* tokens
      assert.lengthOf(after, 1)
      assert.strictEqual(after[0]?.[0], before[0]?.[0])
      assert.notStrictEqual(after[0]?.[1], before[0]?.[1])
      yield* answer("Allow", yield* urlOf(connectRoute, { connectionIdentifier: "mine", context: { tenant: "acme" } }))
      yield* answer("Allow", yield* urlOf(connectRoute, { connectionIdentifier: "mine", context: { tenant: "other" } }))
      assert.deepStrictEqual(
        (yield* stored).connections.slice(1).map(({ contextKeys, identifier }) => [identifier, contextKeys]),
        [
          ["mine", ["tenant:acme"]]
        ]
      )
    }).pipe(local))

  it.effect("stores a shared connection without a subscriber, and links the person where asked to", () =>
    Effect.gen(function*() {
      yield* answer(
        "Allow",
        yield* urlOf(connectRoute, { connectionMode: "shared", context: { tenant: "acme" }, autoLinkUser: true })
      )
      const { connections: [connection], endpoints } = yield* stored
      assert.deepInclude<unknown>(connection, { subscriberId: null, contextKeys: ["tenant:acme"] })
      assert.deepStrictEqual(endpoints, [{ subscriberId: "ada", type: "slack_user" }])
    }).pipe(local))

  it.effect("stores an endpoint of the person or of a webhook, where that was asked for", () =>
    Effect.gen(function*() {
      yield* answer("Allow", yield* urlOf(linkRoute))
      yield* answer("Allow", yield* urlOf(linkRoute, { integrationIdentifier: "teams" }))
      yield* answer("Allow", yield* urlOf(linkRoute, { integrationIdentifier: "webex" }))
      yield* answer("Allow", yield* urlOf(connectRoute, { scope: ["incoming-webhook"] }))
      assert.deepStrictEqual(yield* stored, {
        connections: [],
        endpoints: ["slack_user", "ms_teams_user", "webex_person", "webhook"].map((type) => ({
          subscriberId: "ada",
          type
        }))
      })
      const { json } = yield* send("GET", `${endpoints}?subscriberId=ada`)
      assert.lengthOf(json.data, 4)
    }).pipe(local))

  it.effect("tells Novu what the provider would when the person denies it", () =>
    Effect.gen(function*() {
      const denied = yield* answer("Deny", yield* urlOf(connectRoute))
      assert.deepStrictEqual([denied.status, denied.json.message], [400, "Slack OAuth error: access_denied"])
      const url = yield* urlOf(connectRoute)
      const state = encodeURIComponent(url.searchParams.get("state") ?? "")
      const forged = yield* visit(`/v1/integrations/chat/oauth/callback?code=guessed&state=${state}`)
      assert.deepStrictEqual([forged.status, forged.json.message], [400, "Slack OAuth error: invalid_code"])
      assert.deepStrictEqual(yield* stored, { connections: [], endpoints: [] })
    }).pipe(local))

  it.effect("refuses a state that was forged, or is older than five minutes", () =>
    Effect.gen(function*() {
      const url = yield* urlOf(connectRoute)
      const allow = linkIn((yield* visit(url)).text, "Allow")
      const [body = "", signature = ""] = (url.searchParams.get("state") ?? "").split(".")
      const other = btoa(atob(body).replace("\"ada\"", "\"eve\"")).replace(/=+$/, "")
      for (const state of ["", "x", `${body}.`, `${other}.${signature}`]) {
        const reply = yield* visit(`/v1/integrations/chat/oauth/callback?code=local&state=${encodeURIComponent(state)}`)
        assert.deepStrictEqual([reply.status, reply.json.message], [400, "Invalid or expired OAuth state parameter"])
      }
      yield* TestClock.adjust("6 minutes")
      assert.strictEqual((yield* visit(url)).status, 400)
      assert.strictEqual((yield* visit(allow)).status, 400)
      assert.deepStrictEqual(yield* stored, { connections: [], endpoints: [] })
    }).pipe(local))

  it.effect("shows what was sent as text", () =>
    Effect.gen(function*() {
      const { text } = yield* visit(
        yield* urlOf(connectRoute, { subscriberId: "<script>alert(1)</script>", scope: ["<b>"] })
      )
      assert.include(text, "&lt;script&gt;alert(1)&lt;/script&gt;")
      assert.notInclude(text, "<script")
      assert.notInclude(text, "<b>")
    }).pipe(local))

  it.effect("leads on to the address of the integration, if it has one", () =>
    Effect.gen(function*() {
      yield* send("POST", "/v1/integrations", {
        body: {
          providerId: "slack",
          channel: "chat",
          identifier: "slack-back",
          credentials: { clientId: "c", secretKey: "s", redirectUrl: "https://product.example/done" }
        }
      })
      const reply = yield* answer("Allow", yield* urlOf(connectRoute, { integrationIdentifier: "slack-back" }))
      assert.deepStrictEqual([reply.status, reply.headers["location"]], [302, "https://product.example/done"])
    }).pipe(local))

  it.effect("has no page where it does not stand in for anybody", () =>
    Effect.gen(function*() {
      const url = yield* urlOf(connectRoute)
      assert.strictEqual(url.origin, "https://slack.com")
      assert.strictEqual(
        url.searchParams.get("redirect_uri"),
        "https://api.novu.co/v1/integrations/chat/oauth/callback"
      )
      assert.strictEqual((yield* visit(`/local-oauth/authorize${url.search}`)).status, 404)
    }).pipe(Effect.provide(FakeNovu.layer({ seed }))))

  it.live("lets the Inbox's own client connect, list and disconnect, on a port and behind a prefix", () =>
    Effect.gen(function*() {
      const base = yield* origin
      const novu = yield* openInbox({ apiUrl: `${base}/pre` })
      const { data } = yield* Effect.promise(() =>
        novu.channelConnections.generateConnectOAuthUrl({ integrationIdentifier: "slack-prod" })
      )
      assert.strictEqual(new URL(data?.url ?? "").origin, base)
      const page = yield* Effect.promise(async () => (await fetch(data?.url ?? "")).text())
      const allowed = yield* Effect.promise(() => fetch(`${base}${linkIn(page, "Allow")}`))
      assert.strictEqual(allowed.status, 200)
      const list = () => Effect.promise(() => novu.channelConnections.list({ integrationIdentifier: "slack-prod" }))
      const [connection] = (yield* list()).data ?? []
      assert.deepStrictEqual(Object.keys(connection ?? {}).toSorted(), ["createdAt", "identifier", "workspace"])
      assert.deepStrictEqual(connection?.workspace, { id: "T0LOCAL", name: "Local workspace" })

      const grace = yield* openInbox({ apiUrl: `${base}/pre`, subscriber: { subscriberId: "grace" } })
      const identifier = connection?.identifier ?? ""
      const foreign = yield* Effect.promise(() => grace.channelConnections.delete({ identifier }))
      assert.include(
        String((foreign.error as { readonly originalError?: Error } | undefined)?.originalError?.message),
        `Channel connection not found: ${identifier}`
      )
      const own = yield* Effect.promise(() => novu.channelConnections.delete({ identifier }))
      assert.isUndefined(own.error)
      assert.deepStrictEqual((yield* list()).data, [])
    }).pipe(Effect.scoped, Effect.provide(serve({ seed, localOAuth: true, prefix: "/pre" }))))

  it.live("lets the Inbox's own client list and remove endpoints, and link a Telegram bot", () =>
    Effect.gen(function*() {
      yield* asServer("POST", endpoints, {
        integrationIdentifier: "slack-prod",
        subscriberId: "ada",
        type: "slack_user",
        endpoint: { userId: "U1" }
      })
      const novu = yield* openInbox()
      const list = () => Effect.promise(async () => (await novu.channelEndpoints.list()).data ?? [])
      const [endpoint] = yield* list()
      assert.deepStrictEqual<unknown>(endpoint, { identifier: endpoint?.identifier, type: "slack_user" })
      const grace = yield* openInbox({ subscriber: { subscriberId: "grace" } })
      const identifier = endpoint?.identifier ?? ""
      assert.isDefined((yield* Effect.promise(() => grace.channelEndpoints.delete({ identifier }))).error)
      yield* Effect.promise(() => novu.channelEndpoints.delete({ identifier }))
      assert.deepStrictEqual(yield* list(), [])
      const linked = yield* Effect.promise(() => novu.channelEndpoints.link({ integrationIdentifier: "telegram-prod" }))
      assert.match(linked.data?.url ?? "", /^https:\/\/t\.me\//)
      const { json } = yield* sendOnPort("POST", "/v1/inbox/session", {
        body: { applicationIdentifier: "app_fake", subscriber: "ada" }
      })
      const token = String(json["data"]?.["token"])
      const link = (integrationIdentifier: string) =>
        Effect.map(
          sendOnPort("POST", "/v1/inbox/channel-endpoints/link", {
            body: { integrationIdentifier },
            headers: { Authorization: `Bearer ${token}` }
          }),
          ({ json: error, status }) => [status, String(error["message"])]
        )
      assert.deepStrictEqual(yield* link("nope"), [404, "Integration nope not found"])
      assert.strictEqual((yield* link("slack-prod"))[0], 400)
    }).pipe(Effect.scoped, Effect.provide(serve())))
})
