import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Stream } from "effect"
import { ChannelConnections, ChannelEndpoints, type CreateChannelEndpoint, isEndpointOf } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { inspect } from "node:util"
import { client, inVirtualTime, slack } from "../support/client.ts"

const common = { integrationIdentifier: "slack-prod", subscriberId: "ada" }
const channel = { ...common, type: "slack_channel", endpoint: { channelId: "C1" } } as const
const secret = Redacted.make("routing-key-of-acme")

const every: ReadonlyArray<CreateChannelEndpoint> = [
  channel,
  { ...common, type: "slack_user", endpoint: { userId: "U1" } },
  { ...common, type: "webhook", endpoint: { url: "https://example.test/hook", channel: "general" } },
  { ...common, type: "phone", endpoint: { phoneNumber: "+41000000" } },
  { ...common, type: "ms_teams_channel", endpoint: { teamId: "T1", channelId: "C1" } },
  { ...common, type: "ms_teams_user", endpoint: { userId: "U1" } },
  { ...common, type: "telegram_chat", endpoint: { chatId: "42" } },
  { ...common, type: "line_user", endpoint: { userId: "U1" } },
  { ...common, type: "pagerduty_service", endpoint: { routingKey: secret, region: "eu" } },
  { ...common, type: "opsgenie_integration", endpoint: { apiKey: secret, region: "us" } },
  { ...common, type: "grafana_oncall_integration", endpoint: { url: "https://example.test", authToken: secret } },
  {
    ...common,
    type: "tool_webhook",
    endpoint: { url: "https://example.test", method: "PUT", headers: { authorization: secret } }
  }
]

/** Makes an endpoint on the wire: the last one stored, with some members replaced. */
const altered = (changes: object) =>
  Fault.mutate((body) => ({ data: { ...(body as { data: object }).data, ...changes } }))

describe("ChannelEndpoints", () => {
  for (const payload of every) {
    it.effect(`creates and reads back a ${payload.type}`, () =>
      Effect.gen(function*() {
        const { create, retrieve } = yield* ChannelEndpoints
        const { result } = yield* create(payload)
        assert.isTrue(isEndpointOf(payload.type, result))
        assert.deepEqual(result.endpoint, payload.endpoint)
        assert.deepEqual((yield* retrieve(result.identifier)).result, result)
        assert.notInclude(inspect(result, { depth: 9 }), Redacted.value(secret))
      }).pipe(Effect.provide(client())))
  }

  it.effect("attaches a Webex room to a connection", () =>
    Effect.gen(function*() {
      const webex = { ...common, integrationIdentifier: "webex-prod" }
      const connection = yield* (yield* ChannelConnections).create({
        ...webex,
        workspace: { id: "W1" },
        auth: slack.auth
      })
      const { create } = yield* ChannelEndpoints
      const room = { ...webex, type: "webex_room", endpoint: { roomId: "R1" } } as const
      const refused = yield* Effect.flip(create(room))
      assert.strictEqual(refused.reason._tag, "BadRequest")
      const { result } = yield* create({ ...room, connectionIdentifier: connection.result.identifier })
      assert.strictEqual(result.connectionIdentifier, connection.result.identifier)
    }).pipe(Effect.provide(client())))

  it.effect("reads a type newer than this release, and shows none of its payload", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(
        altered({ type: "carrier_pigeon", endpoint: { loft: "L1", key: "pigeon-secret" } })
      )
      const { result } = yield* (yield* ChannelEndpoints).create(channel)
      assert.strictEqual(result.type, "carrier_pigeon")
      assert.isFalse(isEndpointOf("slack_channel", result))
      assert.notInclude(inspect(result, { depth: 9 }), "pigeon-secret")
      assert.isTrue(Redacted.isRedacted(result.endpoint))
    }).pipe(Effect.provide(client())))

  it.effect("reads a known type with a payload it does not know", () =>
    Effect.gen(function*() {
      yield* (yield* FakeNovu).script(
        altered({ type: "pagerduty_service", endpoint: { routingKey: "k1234", region: "ap" } })
      )
      const { result } = yield* (yield* ChannelEndpoints).create(channel)
      assert.isFalse(isEndpointOf("pagerduty_service", result))
      assert.notInclude(inspect(result, { depth: 9 }), "k1234")
    }).pipe(Effect.provide(client())))

  it.effect("repeats a request of unknown outcome only when an identifier guards it", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { create } = yield* ChannelEndpoints
      yield* fake.script(Fault.hangUp("after-write"))
      const error = yield* Effect.flip(inVirtualTime(create(channel)))
      assert.strictEqual(error.reason._tag === "TransportFailed" && error.reason.outcome, "unknown")
      assert.strictEqual(error.attempts, 1)
      yield* fake.script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create({ ...channel, identifier: "ada-general" }))
      assert.strictEqual(result.identifier, "ada-general")
      assert.lengthOf((yield* fake.state).endpoints, 2)
    }).pipe(Effect.provide(client())))

  it.effect("sends an update's payload whole, whatever type it is of", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const { create, update } = yield* ChannelEndpoints
      for (const payload of every) {
        const { result } = yield* create(payload)
        const updated = yield* update(result.identifier, { endpoint: payload.endpoint })
        assert.deepEqual(updated.result.endpoint, payload.endpoint)
        const sent = (yield* fake.requests).map(({ body }) => body)
        assert.deepEqual(JSON.parse(sent.at(-1) ?? "").endpoint, JSON.parse(sent.at(-2) ?? "").endpoint)
      }
    }).pipe(Effect.provide(client())))

  it.effect("lists, deletes, and tells that it is gone", () =>
    Effect.gen(function*() {
      const { create, delete: remove, listAll, retrieve } = yield* ChannelEndpoints
      const { result } = yield* create(channel)
      const listed = yield* Stream.runCollect(listAll({ subscriberId: "ada", contextKeys: [] }))
      assert.deepStrictEqual(listed.map(({ identifier }) => identifier), [result.identifier])
      yield* remove(result.identifier)
      assert.strictEqual((yield* Effect.flip(retrieve(result.identifier))).reason._tag, "NotFound")
    }).pipe(Effect.provide(client())))
})
