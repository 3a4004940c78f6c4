import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { contexts, create, endpoint, endpoints, send, tenant } from "./wire.ts"

const fake = (options?: Parameters<typeof FakeNovu.layer>[0]) => Effect.provide(FakeNovu.layer(options))

const make = (more: Readonly<Record<string, unknown>> = {}) => send("POST", endpoints, { body: endpoint(more) })

const names = (query: string) =>
  Effect.map(send("GET", `${endpoints}?${query}`), ({ json }) => json.data.map(({ identifier }) => identifier))

describe("create", () => {
  it.effect("answers 201 with the endpoint, tied to a connection", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      const { json, status } = yield* make({ connectionIdentifier: "c" })
      assert.strictEqual(status, 201)
      assert.match(json.data.identifier, /^chendp_[A-Za-z0-9]{12}$/)
      assert.deepStrictEqual<unknown>(json, {
        data: {
          identifier: json.data.identifier,
          channel: "chat",
          providerId: "slack",
          integrationIdentifier: "slack-prod",
          connectionIdentifier: "c",
          subscriberId: "ada",
          contextKeys: [],
          type: "slack_channel",
          endpoint: { channelId: "C1" },
          createdAt: "1970-01-01T00:00:00.000Z",
          updatedAt: "1970-01-01T00:00:00.000Z"
        }
      })
    }).pipe(fake()))

  it.effect("needs no connection for a webhook, and takes a context", () =>
    Effect.gen(function*() {
      const { json } = yield* make({ type: "webhook", endpoint: { url: "https://h.test" }, ...tenant("a") })
      assert.isNull(json.data.connectionIdentifier)
      assert.deepStrictEqual(json.data.contextKeys, ["tenant:a"])
    }).pipe(fake()))

  it.effect("makes duplicates, unless the identifier is the same", () =>
    Effect.gen(function*() {
      const replies = [yield* make(), yield* make(), yield* make({ identifier: "e" }), yield* make({ identifier: "e" })]
      assert.deepStrictEqual(replies.map(({ status }) => status), [201, 201, 201, 409])
      assert.match(
        replies[3]?.json.message ?? "",
        /^Channel endpoint with identifier "e" already exists in environment "[0-9a-f]{24}"$/
      )
    }).pipe(fake()))

  it.effect("answers 404 for an unknown integration, subscriber or connection", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "elsewhere", integrationIdentifier: "slack-eu" })
      const replies = [
        yield* make({ integrationIdentifier: "nope" }),
        yield* make({ subscriberId: "nobody", ...tenant("a") }),
        yield* make({ connectionIdentifier: "nope" }),
        yield* make({ connectionIdentifier: "elsewhere" })
      ]
      assert.deepStrictEqual(replies.map(({ status }) => status), [404, 404, 404, 404])
      const messages = replies.map(({ json }) => json.message)
      assert.strictEqual(messages[0], "Integration not found: nope")
      assert.match(messages[1] ?? "", /^Subscriber not found: nobody.*createSubscriberIfMissing/)
      assert.strictEqual(messages[2], "Channel connection not found: nope")
      assert.strictEqual(messages[3], "Channel connection not found: elsewhere")
      assert.strictEqual((yield* send("GET", `${contexts}/tenant/a`)).status, 200)
    }).pipe(fake()))

  it.effect("creates the subscriber on demand", () =>
    Effect.gen(function*() {
      const novu = yield* FakeNovu
      const { status } = yield* make({ subscriberId: "alan", createSubscriberIfMissing: true })
      assert.strictEqual(status, 201)
      assert.include((yield* novu.state).subscribers, "alan")
    }).pipe(fake()))

  it.effect("answers 422 without a subscriber, and for an unknown type", () =>
    Effect.gen(function*() {
      const without = yield* make({ subscriberId: undefined })
      const unknown = yield* make({ type: "pigeon" })
      assert.deepStrictEqual(without.json.errors.general.messages, [
        "subscriberId should not be null or undefined",
        "subscriberId must be a string"
      ])
      assert.match(
        unknown.json.errors.general.messages[0] ?? "",
        /^type must be one of the following values: slack_channel, /
      )
    }).pipe(fake()))
})

describe("payloads", () => {
  const cases: ReadonlyArray<readonly [string, Record<string, unknown>, Record<string, unknown>]> = [
    ["slack_channel", { channelId: "C" }, { userId: "U" }],
    ["slack_user", { userId: "U" }, {}],
    ["webhook", { url: "https://h.test", channel: "#x" }, { channel: "#x" }],
    ["phone", { phoneNumber: "+1" }, { phone: "+1" }],
    ["ms_teams_channel", { teamId: "T", channelId: "C" }, { channelId: "C" }],
    ["ms_teams_user", { userId: "U" }, { teamId: "T" }],
    ["telegram_chat", { chatId: "1" }, { chatId: 1 }],
    ["line_user", { userId: "U" }, {}],
    ["pagerduty_service", { routingKey: "k", region: "eu" }, { routingKey: "k", region: "moon" }],
    ["opsgenie_integration", { apiKey: "k", region: "us" }, { apiKey: "k" }],
    ["grafana_oncall_integration", { url: "https://g.test" }, { authToken: "t" }],
    ["tool_webhook", { url: "https://h.test", method: "PUT", headers: { a: "b" } }, {
      url: "https://h.test",
      method: "GET"
    }]
  ]
  for (const [type, good, bad] of cases) {
    it.effect(`of the type ${type} are checked`, () =>
      Effect.gen(function*() {
        const accepted = yield* make({ type, endpoint: good })
        const refused = yield* make({ type, endpoint: bad })
        assert.strictEqual(accepted.status, 201)
        assert.deepStrictEqual(accepted.json.data.endpoint, good)
        assert.strictEqual(refused.status, 422)
        assert.deepStrictEqual(refused.json.errors.general.messages, [
          `Endpoint must match the required format for type "${type}"`
        ])
      }).pipe(fake()))
  }
})

describe("Webex", () => {
  const webex = { integrationIdentifier: "webex-prod", type: "webex_room", endpoint: { roomId: "R" } }
  const person = { integrationIdentifier: "webex-prod", type: "webex_person", connectionIdentifier: "c" }

  it.effect("rooms and people belong to a connection of the same context", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c", integrationIdentifier: "webex-prod", ...tenant("a") })
      const room = yield* make({ ...webex, connectionIdentifier: "c", ...tenant("a") })
      const byEmail = yield* make({ ...person, endpoint: { personEmail: "a@b.test" }, ...tenant("a") })
      const both = yield* make({ ...person, endpoint: { personEmail: "a@b.test", personId: "P" }, ...tenant("a") })
      const other = yield* make({ ...webex, connectionIdentifier: "c", ...tenant("b") })
      assert.deepStrictEqual([room, byEmail, both, other].map(({ status }) => status), [201, 201, 422, 400])
    }).pipe(fake()))

  it.effect("needs a connection and a Webex integration", () =>
    Effect.gen(function*() {
      const without = yield* make(webex)
      const slack = yield* make({ ...webex, integrationIdentifier: "slack-prod" })
      assert.strictEqual(without.json.message, "Channel endpoint type \"webex_room\" requires a connectionIdentifier")
      assert.strictEqual(
        slack.json.message,
        "Channel endpoint type \"webex_room\" requires a Webex Messaging integration"
      )
      assert.deepStrictEqual([without.status, slack.status], [400, 400])
    }).pipe(fake()))
})

describe("retrieve, list, update, delete", () => {
  it.effect("retrieves, updates the payload by the stored type, and deletes once", () =>
    Effect.gen(function*() {
      yield* make({ identifier: "e" })
      yield* TestClock.adjust("1 minute")
      const updated = yield* send("PATCH", `${endpoints}/e`, { body: { endpoint: { channelId: "C2" } } })
      const wrong = yield* send("PATCH", `${endpoints}/e`, { body: { endpoint: { userId: "U" } } })
      const read = yield* send("GET", `${endpoints}/e`)
      assert.deepStrictEqual(read.json, updated.json)
      assert.strictEqual(read.json.data.updatedAt, "1970-01-01T00:01:00.000Z")
      assert.deepStrictEqual(read.json.data.endpoint, { channelId: "C2" })
      assert.strictEqual(wrong.status, 400)
      assert.strictEqual((yield* send("DELETE", `${endpoints}/e`)).status, 204)
      const again = yield* send("DELETE", `${endpoints}/e`)
      const patched = yield* send("PATCH", `${endpoints}/e`, { body: { endpoint: { channelId: "C2" } } })
      assert.strictEqual(again.json.message, "Channel endpoint with identifier 'e' not found")
      assert.match(
        patched.json.message,
        /^Channel endpoint with identifier "e" not found in environment "[0-9a-f]{24}"$/
      )
    }).pipe(fake()))

  it.effect("lists by subscriber, connection, integration and contexts", () =>
    Effect.gen(function*() {
      yield* create({ identifier: "c" })
      yield* make({ identifier: "a", connectionIdentifier: "c" })
      yield* make({ identifier: "b", subscriberId: "grace", ...tenant("a") })
      yield* make({ identifier: "d", integrationIdentifier: "slack-eu" })
      assert.deepStrictEqual(yield* names(""), ["d", "b", "a"])
      assert.deepStrictEqual(yield* names("subscriberId=grace"), ["b"])
      assert.deepStrictEqual(yield* names("connectionIdentifier=c"), ["a"])
      assert.deepStrictEqual(yield* names("integrationIdentifier=slack-eu"), ["d"])
      assert.deepStrictEqual(yield* names("contextKeys=tenant:a"), ["b"])
      assert.deepStrictEqual(yield* names("contextKeys="), ["d", "a"])
    }).pipe(fake()))
})
