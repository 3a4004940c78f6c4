import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted, Schema } from "effect"
import {
  ChannelConnection,
  ConnectionAuth,
  ConnectionAuthInput,
  CreateChannelConnection,
  CreateChannelConnectionResponse
} from "effect-novu"
import { wire } from "../support/client.ts"

const decode = Schema.decodeUnknownEffect(ChannelConnection)

describe("CreateChannelConnectionResponse", () => {
  // This has the shape of Novu's documented sample, with values of our own.
  const sample = {
    headers: { key: ["one", "two", "three"], key1: ["one", "two"], key2: ["one", "two"] },
    result: {
      identifier: "slack-acme",
      channel: "chat",
      providerId: "slack",
      integrationIdentifier: "slack-prod",
      subscriberId: "subscriber-123",
      contextKeys: ["tenant:acme", "region:eu"],
      workspace: { id: "T123456", name: "Acme HQ" },
      auth: { accessToken: "a token of the workspace" },
      createdAt: "1725328375497",
      updatedAt: "1735632275410"
    }
  }

  it.effect("decodes the sample that Novu documents, and what it encodes to", () =>
    Effect.gen(function*() {
      const decoded = yield* Schema.decodeUnknownEffect(CreateChannelConnectionResponse)(sample)
      assert.deepStrictEqual(decoded.headers, sample.headers)
      assert.strictEqual(DateTime.formatIso(decoded.result.createdAt), "2024-09-03T01:52:55.497Z")
      const encoded = yield* Schema.encodeEffect(CreateChannelConnectionResponse)(decoded)
      assert.strictEqual(encoded.result.createdAt, "2024-09-03T01:52:55.497Z")
      assert.strictEqual(encoded.result.auth?.accessToken, "a token of the workspace")
      assert.deepEqual(yield* Schema.decodeEffect(CreateChannelConnectionResponse)(encoded), decoded)
    }))

  it("carries the name of Novu's own type", () => {
    assert.strictEqual(
      CreateChannelConnectionResponse.ast.annotations?.["identifier"],
      "ChannelConnectionsControllerCreateChannelConnectionResponse"
    )
  })
})

describe("ChannelConnection", () => {
  for (
    const [what, changes] of [
      ["every token", {
        auth: {
          accessToken: "t",
          refreshToken: "r",
          expiresAt: "2026-01-01T00:00:00.000Z",
          refreshTokenExpiresAt: "1767225600000"
        }
      }],
      ["an empty token", { auth: { accessToken: "" } }],
      ["no token", { auth: { hasAccessToken: true } }],
      ["a hidden refresh token", {
        auth: { accessToken: "t", hasRefreshToken: true, expiresAt: "2026-01-01T00:00:00.000Z" }
      }],
      ["nothing about tokens", { auth: {} }],
      ["tokens that are null", { auth: { accessToken: null, refreshToken: null, expiresAt: null } }],
      ["a text where a time should be, which Novu stores unchecked", {
        auth: { accessToken: "t", expiresAt: "next week" }
      }],
      ["a subscriber of null", { subscriberId: null }],
      ["null for all that may be null", { channel: null, providerId: null, integrationIdentifier: null }],
      ["unknown members everywhere", {
        extra: 1,
        workspace: { id: "T", shape: "round" },
        auth: { accessToken: "t", kind: "bot" }
      }]
    ] as const
  ) {
    it.effect(`decodes with ${what}`, () => decode(wire(changes)))
  }

  it.effect("decodes without what early servers leave out", () => {
    const { contextKeys: _, subscriberId: __, ...early } = wire()
    return decode(early)
  })

  it.effect("reads times as ISO-8601 and as epoch milliseconds", () =>
    Effect.gen(function*() {
      const { createdAt, updatedAt } = yield* decode(
        wire({ createdAt: "2026-07-21T08:15:30.123Z", updatedAt: "1784621730123" })
      )
      assert.strictEqual(createdAt.epochMilliseconds, updatedAt.epochMilliseconds)
    }))

  it.effect("reads a time without a zone as UTC, wherever it runs", () =>
    Effect.gen(function*() {
      const zone = process.env["TZ"]
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          if (zone === undefined) delete process.env["TZ"]
          else process.env["TZ"] = zone
        })
      )
      process.env["TZ"] = "America/New_York"
      assert.strictEqual(new Date("2026-07-21T08:15:30").toISOString(), "2026-07-21T12:15:30.000Z")
      const { createdAt, updatedAt } = yield* decode(
        wire({ createdAt: "2026-07-21T08:15:30", updatedAt: "2026-07-21" })
      )
      assert.strictEqual(DateTime.formatIso(createdAt), "2026-07-21T08:15:30.000Z")
      assert.strictEqual(DateTime.formatIso(updatedAt), "2026-07-21T00:00:00.000Z")
    }))

  it.effect("refuses a time that no date can hold, and leaves it out where Novu does not check", () =>
    Effect.gen(function*() {
      const far = "+275760-09-14T00:00:00.000Z"
      assert.strictEqual((yield* Effect.flip(decode(wire({ createdAt: far }))))._tag, "SchemaError")
      const { auth } = yield* decode(wire({ auth: { expiresAt: far } }))
      assert.isUndefined(auth.expiresAt)
    }))

  for (
    const [createdAt, read] of [
      ["1784621730", "2026-07-21T08:15:30.000Z"],
      [1784621730, "2026-07-21T08:15:30.000Z"],
      ["1784621730.123", "2026-07-21T08:15:30.123Z"],
      ["1784621730123", "2026-07-21T08:15:30.123Z"],
      [1784621730123, "2026-07-21T08:15:30.123Z"],
      ["999999999999", "2001-09-09T01:46:39.999Z"]
    ] as const
  ) {
    it.effect(`reads ${JSON.stringify(createdAt)} as ${read}`, () =>
      Effect.gen(function*() {
        const connection = yield* decode(wire({ createdAt, auth: { expiresAt: createdAt } }))
        assert.strictEqual(DateTime.formatIso(connection.createdAt), read)
        assert.deepStrictEqual(connection.auth.expiresAt, connection.createdAt)
      }))
  }

  for (
    const createdAt of [
      "",
      "yesterday",
      "12",
      12,
      "17846217301",
      "1784621730123000",
      1784621730123000,
      "-",
      true,
      {},
      null
    ]
  ) {
    it.effect(`refuses ${JSON.stringify(createdAt)} as a time`, () => Effect.flip(decode(wire({ createdAt }))))
  }
})

describe("ConnectionAuth", () => {
  it("is checked behind the redaction, too", () => {
    assert.isTrue(Schema.is(ConnectionAuthInput)({ accessToken: Redacted.make("xoxb-1") }))
    assert.isFalse(Schema.is(ConnectionAuthInput)({ accessToken: Redacted.make("") }))
    assert.isFalse(Schema.is(ConnectionAuthInput)({ accessToken: Redacted.make(5) }))
    assert.isFalse(Schema.is(ConnectionAuthInput)({ accessToken: "xoxb-1" }))
  })

  it.effect("has a JSON form for what was decoded", () =>
    Effect.gen(function*() {
      const json = Schema.toCodecJson(Schema.toType(ConnectionAuth))
      const auth = { accessToken: Redacted.make("xoxb-1"), expiresAt: DateTime.makeUnsafe("2026-01-02T03:04:05.678Z") }
      const encoded = yield* Schema.encodeEffect(json)(auth)
      assert.deepStrictEqual(encoded, { accessToken: "xoxb-1", expiresAt: "2026-01-02T03:04:05.678Z" })
      const decoded = yield* Schema.decodeUnknownEffect(json)(encoded)
      assert.strictEqual(decoded.accessToken && Redacted.value(decoded.accessToken), "xoxb-1")
      assert.deepStrictEqual(decoded.expiresAt, auth.expiresAt)
    }))
})

describe("CreateChannelConnection", () => {
  it.effect.prop("survives the wire", [CreateChannelConnection], ([payload]) =>
    Effect.gen(function*() {
      const encoded = JSON.parse(JSON.stringify(yield* Schema.encodeEffect(CreateChannelConnection)(payload)))
      const sent = yield* Schema.decodeUnknownEffect(CreateChannelConnection)(encoded)
      assert.deepStrictEqual(
        JSON.parse(JSON.stringify(yield* Schema.encodeEffect(CreateChannelConnection)(sent))),
        encoded
      )
    }))

  it.effect("does not echo a token that it refuses", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(
        Schema.encodeUnknownEffect(CreateChannelConnection)({
          ...wire(),
          auth: { accessToken: Redacted.make(7), refreshToken: "xoxr-in-clear" }
        })
      )
      assert.notInclude(String(error), "xoxr-in-clear")
    }))
})
