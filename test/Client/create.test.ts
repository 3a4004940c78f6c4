import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted } from "effect"
import { ChannelConnections, ResponseHeaders } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { accessToken, client, inVirtualTime, slack, wire } from "../support/client.ts"

describe("ChannelConnections.create", () => {
  it.effect("returns the connection Novu made, and its headers", () =>
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const { headers, result } = yield* connections.create(slack)
      assert.match(result.identifier, /^chconn_/)
      assert.strictEqual(result.subscriberId, "subscriber-123")
      assert.deepStrictEqual(result.workspace, { id: "T123456", name: "Acme HQ" })
      assert.isTrue(DateTime.isDateTime(result.createdAt))
      assert.isTrue(ResponseHeaders.rateLimit(headers)._tag === "Some")
      assert.isString(ResponseHeaders.idempotency(headers).key)
    }).pipe(Effect.provide(client({ fake: { idempotency: true, rateLimit: { level: "free" } } }))))

  it.effect("sends what Novu expects and no more", () =>
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      yield* connections.create({ ...slack, context: { tenant: "acme" }, connectionMode: "subscriber" })
      const [request] = yield* (yield* FakeNovu).requests
      assert.strictEqual(request?.method, "POST")
      assert.strictEqual(request?.url, "/v1/channel-connections")
      assert.deepStrictEqual(JSON.parse(request?.body ?? ""), {
        integrationIdentifier: "slack-prod",
        subscriberId: "subscriber-123",
        workspace: { id: "T123456", name: "Acme HQ" },
        auth: { accessToken },
        context: { tenant: "acme" },
        connectionMode: "subscriber"
      })
      assert.strictEqual(request?.headers["authorization"], "ApiKey sk_fake")
      assert.strictEqual(request?.headers["content-type"], "application/json")
      assert.match(request?.headers["user-agent"] ?? "", /^effect-novu\/\d/)
      assert.isUndefined(request?.headers["traceparent"])
      assert.isUndefined(request?.headers["b3"])
    }).pipe(Effect.provide(client())))

  it.effect("keeps the access token out of everything but the request", () =>
    Effect.gen(function*() {
      const { result } = yield* (yield* ChannelConnections).create(slack)
      assert.notInclude(JSON.stringify(result), accessToken)
      assert.strictEqual(result.auth.accessToken && Redacted.value(result.auth.accessToken), accessToken)
    }).pipe(Effect.provide(client())))

  it.effect("succeeds on a connection this release knows little of", () =>
    Effect.gen(function*() {
      const { contextKeys: _, ...known } = wire()
      yield* (yield* FakeNovu).script(Fault.respond({
        status: 201,
        body: {
          data: {
            ...known,
            providerId: "carrier-pigeon",
            channel: "air",
            auth: { hasAccessToken: true, expiresAt: null },
            workspace: { id: "T1", name: null, colour: "red" },
            somethingElse: [1]
          }
        }
      }))
      const { result } = yield* (yield* ChannelConnections).create(slack)
      assert.strictEqual(result.providerId, "carrier-pigeon")
      assert.strictEqual(result.channel, "air")
      assert.deepStrictEqual(result.auth, { hasAccessToken: true })
      assert.isNull(result.workspace.name)
      assert.isUndefined(result.contextKeys)
    }).pipe(Effect.provide(client())))

  for (
    const [what, status, body] of [["unwrapped", 201, wire()], ["with 200 instead of 201", 200, {
      data: wire()
    }]] as const
  ) {
    it.effect(`accepts a connection ${what}`, () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).script(Fault.respond({ status, body }))
        const { result } = yield* (yield* ChannelConnections).create(slack)
        assert.strictEqual(result.identifier, "chconn_1")
      }).pipe(Effect.provide(client())))
  }

  it.effect("fails with Conflict that names the connection in the way, after one request", () =>
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const { result } = yield* connections.create(slack)
      const error = yield* Effect.flip(connections.create(slack))
      assert.strictEqual(error.reason._tag, "Conflict")
      assert.strictEqual("existingIdentifier" in error.reason && error.reason.existingIdentifier, result.identifier)
      assert.strictEqual(error.attempts, 1)
      assert.lengthOf(yield* (yield* FakeNovu).requests, 2)
    }).pipe(Effect.provide(client())))

  it.effect("sends again with the same key and the same bytes", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.respond({ status: 503 }), Fault.respond({ status: 503 }))
      yield* inVirtualTime((yield* ChannelConnections).create(slack))
      const requests = yield* fake.requests
      assert.lengthOf(requests, 3)
      assert.lengthOf(new Set(requests.map(({ headers }) => headers["idempotency-key"])), 1)
      assert.lengthOf(new Set(requests.map(({ body }) => body)), 1)
    }).pipe(Effect.provide(client())))

  it.effect("waits at least as long as Novu asks while the same key is in progress", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.respond({
        status: 409,
        headers: { "retry-after": "1" },
        body: { message: "Request with key \"k\" is currently being processed. Please retry after 1 second" }
      }))
      yield* inVirtualTime((yield* ChannelConnections).create(slack))
      const [first, second] = yield* fake.requests
      assert.isAtLeast((second?.at ?? 0) - (first?.at ?? 0), 1000)
      assert.strictEqual(first?.headers["idempotency-key"], second?.headers["idempotency-key"])
    }).pipe(Effect.provide(client())))

  for (const headers of [{ "idempotency-replay": "true" }, { "idempotency-key": "k" }]) {
    it.effect(`sends once when Novu keeps the failure: ${Object.keys(headers)[0]}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.script(Fault.respond({ status: 500, headers, body: { message: "no", errorId: "e1" } }))
        const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
        assert.strictEqual(error.reason._tag, "ServerFailed")
        if (error.reason._tag === "ServerFailed") {
          assert.isTrue(error.reason.stored)
          assert.strictEqual(error.reason.errorId, "e1")
        }
        assert.lengthOf(yield* fake.requests, 1)
      }).pipe(Effect.provide(client())))
  }

  describe("after an unknown outcome", () => {
    for (const idempotency of [false, true]) {
      it.effect(`succeeds with the connection a lost answer was about, idempotency ${idempotency ? "on" : "off"}`, () =>
        Effect.gen(function*() {
          const fake = yield* FakeNovu
          yield* fake.script(Fault.hangUp("after-write"))
          const { result } = yield* inVirtualTime((yield* ChannelConnections).create(slack))
          const { connections } = yield* fake.state
          assert.deepStrictEqual(connections.map(({ identifier }) => identifier), [result.identifier])
        }).pipe(Effect.provide(client({ fake: { idempotency } }))))
    }

    for (
      const [what, refusal] of [
        ["has no body", Fault.respond({ status: 409, text: "" })],
        ["is a page of a proxy", Fault.html({ status: 409 })],
        ["is truncated", Fault.respond({ status: 409, text: "{\"statusCode\": 40" })]
      ] as const
    ) {
      it.effect(`finds its connection by itself when the refusal ${what}`, () =>
        Effect.gen(function*() {
          const fake = yield* FakeNovu
          yield* fake.seed({
            connections: [{
              integrationIdentifier: "slack-prod",
              subscriberId: "subscriber-123",
              contextKeys: ["tenant:acme"],
              workspace: { id: "T999999" },
              auth: { accessToken: Redacted.make("xoxb-theirs") }
            }]
          })
          yield* fake.script(Fault.hangUp("after-write"), refusal)
          const { result } = yield* inVirtualTime((yield* ChannelConnections).create(slack))
          assert.strictEqual(result.workspace.id, slack.workspace.id)
          assert.lengthOf((yield* fake.state).connections, 2)
        }).pipe(Effect.provide(client())))
    }

    it.effect("takes none from a list that does not say whose they are", () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        const { contextKeys: _, subscriberId: __, ...early } = wire({ auth: { hasAccessToken: true } })
        yield* fake.script(
          Fault.hangUp("before-write"),
          Fault.respond({ status: 409, text: "" }),
          Fault.respond({ status: 200, body: { data: [early], next: null, previous: null } })
        )
        const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
        assert.strictEqual(error.reason._tag, "Conflict")
        assert.isTrue(error.mayHaveActed)
      }).pipe(Effect.provide(client())))

    it.effect("does not take someone else's connection for its own", () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.seed({
          connections: [{
            integrationIdentifier: "slack-prod",
            identifier: "theirs",
            subscriberId: "subscriber-123",
            workspace: { id: "T999999" },
            auth: { accessToken: Redacted.make("xoxb-theirs") }
          }]
        })
        yield* fake.script(Fault.hangUp("before-write"))
        const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
        assert.strictEqual(error.reason._tag, "Conflict")
        assert.strictEqual("existingIdentifier" in error.reason && error.reason.existingIdentifier, "theirs")
      }).pipe(Effect.provide(client())))

    it.effect("says so when the last attempt is refused for another reason", () =>
      Effect.gen(function*() {
        const limited = Fault.respond({ status: 429 })
        yield* (yield* FakeNovu).script(Fault.hangUp("after-write"), limited, limited)
        const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
        assert.strictEqual(error.reason._tag, "RateLimited")
        assert.isTrue(error.mayHaveActed)
        assert.include(error.message, "an earlier attempt may have been carried out")
      }).pipe(Effect.provide(client())))

    it.effect("does not say so of a call that was refused from the start", () =>
      Effect.gen(function*() {
        yield* (yield* FakeNovu).rule({}, Fault.respond({ status: 429 }))
        const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
        assert.isFalse(error.mayHaveActed)
      }).pipe(Effect.provide(client())))

    it.effect("says so when every answer is lost", () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.script(Fault.hangUp("before-write"), Fault.hangUp("before-write"), Fault.hangUp("after-write"))
        const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
        assert.strictEqual(error.reason._tag, "TransportFailed")
        assert.strictEqual("outcome" in error.reason && error.reason.outcome, "unknown")
        assert.strictEqual(error.attempts, 3)
      }).pipe(Effect.provide(client())))
  })

  describe("when a 201 cannot be read", () => {
    const unreadable = [
      [
        "an identifier that is a number",
        Fault.respond({ status: 201, body: { data: wire({ identifier: 7 }) } }),
        "identifier"
      ],
      [
        "null where an object should be",
        Fault.respond({ status: 201, body: { data: wire({ workspace: null }) } }),
        "workspace"
      ],
      ["a null body", Fault.respond({ status: 201, body: { data: null } }), ""],
      ["a list", Fault.respond({ status: 201, body: [] }), ""],
      ["truncated JSON", Fault.truncated, ""],
      ["text", Fault.respond({ status: 201, text: `token ${accessToken}` }), ""],
      ["an HTML page", Fault.html({ status: 201 }), ""],
      ["nothing", Fault.respond({ status: 201, text: "" }), ""],
      ["5 MB of noise", Fault.respond({ status: 201, text: "x".repeat(5_000_000) }), ""],
      ["JSON nested beyond reason", Fault.respond({ status: 201, text: "[".repeat(200_000) + "]".repeat(200_000) }), ""]
    ] as const
    for (const [what, fault, path] of unreadable) {
      it.effect(`fails with ResponseDecodeFailed and sends nothing more: ${what}`, () =>
        Effect.gen(function*() {
          const fake = yield* FakeNovu
          yield* fake.script(fault)
          const error = yield* Effect.flip(inVirtualTime((yield* ChannelConnections).create(slack)))
          assert.strictEqual(error.reason._tag, "ResponseDecodeFailed")
          if (error.reason._tag !== "ResponseDecodeFailed") return
          assert.strictEqual(error.reason.status, 201)
          assert.strictEqual(error.reason.issues[0]?.path, path)
          assert.isTrue(Redacted.isRedacted(error.reason.body))
          assert.lengthOf(yield* fake.requests, 1)
          assert.notInclude(JSON.stringify(error), accessToken)
        }).pipe(Effect.provide(client())))
    }
  })
})
