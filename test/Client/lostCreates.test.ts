import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Fiber, Redacted } from "effect"
import {
  ChannelConnections,
  ChannelEndpoints,
  Contexts,
  type CreateChannelConnection,
  type CreateChannelEndpoint,
  type CreateContext
} from "effect-novu"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { client, inVirtualTime, slack } from "../support/client.ts"

const at = (time: string) => DateTime.makeUnsafe(time).pipe(DateTime.toUtc)

const connection = {
  ...slack,
  identifier: "acme-slack",
  workspace: { id: "T1", name: "Acme", botUserId: "B1" },
  auth: {
    accessToken: Redacted.make("xoxb-one"),
    refreshToken: Redacted.make("xoxr-one"),
    expiresAt: at("2030-01-01T00:00:00Z"),
    refreshTokenExpiresAt: at("2031-01-01T00:00:00Z")
  },
  context: { tenant: "acme" }
} satisfies CreateChannelConnection

const { refreshToken: _, ...withoutRefreshToken } = connection.auth

const endpoint = {
  identifier: "acme-channel",
  integrationIdentifier: "slack-prod",
  subscriberId: "ada",
  type: "slack_channel",
  endpoint: { channelId: "C1" },
  context: { tenant: "acme" }
} satisfies CreateChannelEndpoint

const context = { type: "tenant", id: "acme", data: { plan: "pro", seats: [1, { a: 2 }] } } satisfies CreateContext

const create = {
  connection: (payload: CreateChannelConnection) =>
    ChannelConnections.use((connections) => connections.create(payload)),
  endpoint: (payload: CreateChannelEndpoint) => ChannelEndpoints.use((endpoints) => endpoints.create(payload)),
  context: (payload: CreateContext) => Contexts.use((contexts) => contexts.create(payload))
}

type Call = Effect.Effect<unknown, unknown, ChannelConnections | ChannelEndpoints | Contexts>

/** Holds the row that exists, and the call that meets it. */
type Rows = Readonly<Record<string, readonly [older: Call, asked: Call]>>

const older: Rows = {
  "a connection with another name of its workspace": [
    create.connection({ ...connection, workspace: { ...connection.workspace, name: "Umbrella" } }),
    create.connection(connection)
  ],
  "a connection with another bot": [
    create.connection({ ...connection, workspace: { ...connection.workspace, botUserId: "B2" } }),
    create.connection(connection)
  ],
  "a connection without a bot": [
    create.connection({ ...connection, workspace: { id: "T1", name: "Acme" } }),
    create.connection(connection)
  ],
  "a connection with another workspace": [
    create.connection({ ...connection, workspace: { ...connection.workspace, id: "T2" } }),
    create.connection(connection)
  ],
  "a connection with another access token": [
    create.connection({ ...connection, auth: { ...connection.auth, accessToken: Redacted.make("xoxb-two") } }),
    create.connection(connection)
  ],
  "a connection with another refresh token": [
    create.connection({ ...connection, auth: { ...connection.auth, refreshToken: Redacted.make("xoxr-two") } }),
    create.connection(connection)
  ],
  "a connection with a refresh token that was not asked for": [
    create.connection(connection),
    create.connection({ ...connection, auth: withoutRefreshToken })
  ],
  "a connection that expires at another time": [
    create.connection({ ...connection, auth: { ...connection.auth, expiresAt: at("2029-01-01T00:00:00Z") } }),
    create.connection(connection)
  ],
  "a connection whose refresh token expires at another time": [
    create.connection({
      ...connection,
      auth: { ...connection.auth, refreshTokenExpiresAt: at("2032-01-01T00:00:00Z") }
    }),
    create.connection(connection)
  ],
  "a connection with another identifier": [
    create.connection({ ...connection, identifier: "other" }),
    create.connection(connection)
  ],
  "a connection of another subscriber, whose identifier is taken": [
    create.connection({ ...connection, subscriberId: "grace" }),
    create.connection(connection)
  ],
  "an endpoint with another payload": [
    create.endpoint({ ...endpoint, endpoint: { channelId: "C2" } }),
    create.endpoint(endpoint)
  ],
  "an endpoint of another type": [
    create.endpoint({ ...endpoint, type: "slack_user", endpoint: { userId: "C1" } }),
    create.endpoint(endpoint)
  ],
  "an endpoint of another subscriber": [
    create.endpoint({ ...endpoint, subscriberId: "grace" }),
    create.endpoint(endpoint)
  ],
  "an endpoint in another context": [
    create.endpoint({ ...endpoint, context: { tenant: "umbrella" } }),
    create.endpoint(endpoint)
  ],
  "an endpoint without its connection": [
    Effect.andThen(create.connection(connection), create.endpoint(endpoint)),
    create.endpoint({ ...endpoint, connectionIdentifier: connection.identifier })
  ],
  "an endpoint without a context": [
    create.endpoint({ ...endpoint, context: undefined }),
    create.endpoint(endpoint)
  ],
  "a context with other data": [
    create.context({ ...context, data: { plan: "free", seats: [1, { a: 2 }] } }),
    create.context(context)
  ],
  "a context with more data": [
    create.context({ ...context, data: { ...context.data, extra: null } }),
    create.context(context)
  ],
  "a context with data that were not asked for": [
    create.context(context),
    create.context({ type: "tenant", id: "acme" })
  ],
  "a context with another bridge": [
    create.context({ ...context, bridgeUrl: "https://two.test" }),
    create.context({ ...context, bridgeUrl: "https://one.test" })
  ],
  "a context with a bridge that was not asked for": [
    create.context({ ...context, bridgeUrl: "https://two.test" }),
    create.context(context)
  ]
}

describe("a create whose first attempt is lost before the write", () => {
  for (const [what, [existing, asked]] of Object.entries(older)) {
    it.effect(`fails with Conflict when it meets ${what}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        // Both are made at the same moment, so that age cannot tell them apart.
        yield* existing
        yield* fake.script(Fault.hangUp("before-write"))
        const error = yield* inVirtualTime(Effect.flip(asked))
        assert.propertyVal(error, "earlierUnknown", true)
        assert.propertyVal(error, "mayHaveActed", true)
        assert.nestedPropertyVal(error, "reason._tag", "Conflict")
      }).pipe(Effect.provide(client())))
  }

  const same: Rows = {
    "a connection": [create.connection(connection), create.connection(connection)],
    "an endpoint": [create.endpoint(endpoint), create.endpoint(endpoint)],
    "a context": [create.context(context), create.context(context)]
  }
  for (const [what, [existing, asked]] of Object.entries(same)) {
    it.effect(`fails with Conflict when it meets ${what} that is older than the call, though the same`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* existing
        yield* TestClock.adjust("5 seconds")
        yield* fake.script(Fault.hangUp("before-write"))
        const error = yield* inVirtualTime(Effect.flip(asked))
        assert.nestedPropertyVal(error, "reason._tag", "Conflict")
        assert.propertyVal(error, "earlierUnknown", true)
      }).pipe(Effect.provide(client())))
  }

  for (const authShape of ["hasAccessToken", "blank", "empty", "accessToken"] as const) {
    it.effect(`fails with Conflict when an older connection hides its tokens: ${authShape}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* create.connection({ ...connection, auth: { ...connection.auth, refreshToken: Redacted.make("other") } })
        yield* TestClock.adjust("5 seconds")
        yield* fake.script(Fault.hangUp("before-write"))
        const error = yield* inVirtualTime(Effect.flip(create.connection(connection)))
        assert.nestedPropertyVal(error, "reason._tag", "Conflict")
        assert.propertyVal(error, "earlierUnknown", true)
      }).pipe(Effect.provide(client({ fake: { authShape } }))))
  }

  for (
    const [skew, reported] of [["4 minutes", true], ["6 minutes", false]] as const
  ) {
    it.effect(`allows five minutes of skew where the answer has no Date: ${skew}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* create.connection(connection)
        const identifier = (yield* fake.state).connections[0]?.identifier
        yield* TestClock.adjust(skew)
        yield* fake.script(
          Fault.hangUp("before-write"),
          Fault.respond({
            status: 409,
            headers: { date: "" },
            body: { statusCode: 409, message: `A channel connection already exists. Connection ID: ${identifier}` }
          })
        )
        const exit = yield* inVirtualTime(Effect.exit(create.connection(connection)))
        assert.strictEqual(exit._tag === "Success", reported)
      }).pipe(Effect.provide(client({ fake: { authShape: "hasAccessToken" } }))))
  }

  it.effect("goes by the clock of Novu, not by its own", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* TestClock.adjust("1 hour")
      yield* create.connection(connection)
      const identifier = (yield* fake.state).connections[0]?.identifier
      yield* fake.script(
        Fault.hangUp("before-write"),
        Fault.respond({
          status: 409,
          // Novu's clock is two hours ahead, so the row is old by that clock and new by the local one.
          headers: { date: "Thu, 01 Jan 1970 03:00:00 GMT" },
          body: { statusCode: 409, message: `A channel connection already exists. Connection ID: ${identifier}` }
        })
      )
      const error = yield* inVirtualTime(Effect.flip(create.connection(connection)))
      assert.strictEqual(error.reason._tag, "Conflict")
    }).pipe(Effect.provide(client())))
})

describe("a create whose answer is lost after the write", () => {
  const own: Readonly<Record<string, readonly [Call, FakeNovuOptions?]>> = {
    "a connection": [create.connection(connection)],
    "a connection with little in it": [create.connection({ ...slack, workspace: { id: "T1" } })],
    "a connection whose expiry Novu sets": [
      create.connection({
        ...slack,
        auth: { accessToken: Redacted.make("xoxb-one"), refreshToken: Redacted.make("xoxr-one") }
      })
    ],
    "a connection whose tokens are hidden": [create.connection(connection), { authShape: "hasAccessToken" }],
    "a connection whose tokens are blank": [create.connection(connection), { authShape: "blank" }],
    "a connection whose refresh token is hidden": [create.connection(connection), { authShape: "accessToken" }],
    "a shared connection": [
      create.connection({
        integrationIdentifier: "slack-prod",
        workspace: { id: "T1" },
        auth: connection.auth,
        context: { tenant: "acme" },
        connectionMode: "shared"
      })
    ],
    "an endpoint": [create.endpoint(endpoint)],
    "a context": [create.context(context)],
    "a context without data": [create.context({ type: "tenant", id: "acme" })],
    "a context with empty data and a bridge": [
      create.context({ type: "tenant", id: "acme", data: {}, bridgeUrl: "https://one.test" })
    ]
  }
  for (const [what, [call, fake]] of Object.entries(own)) {
    it.effect(`succeeds with ${what}`, () =>
      Effect.gen(function*() {
        const novu = yield* FakeNovu
        yield* TestClock.adjust("1234 millis")
        yield* novu.script(Fault.hangUp("after-write"))
        yield* inVirtualTime(call)
        const { connections, contexts, endpoints } = yield* novu.state
        assert.lengthOf([...connections, ...endpoints], what.includes("context") ? 0 : 1)
        assert.isAtMost(contexts.length, 1)
      }).pipe(Effect.provide(client({ fake: fake ?? {} }))))
  }

  it.effect("succeeds with a connection whose ids Novu trimmed", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      const trimmed = { ...connection, identifier: "acme-slack", subscriberId: "ada", workspace: { id: "T1" } }
      const asked = { ...trimmed, identifier: " acme-slack", subscriberId: "ada ", workspace: { id: "\tT1" } }
      yield* fake.script(
        Fault.hangUp("before-write"),
        Fault.pass,
        Fault.respond({
          status: 409,
          body: { statusCode: 409, message: "A channel connection already exists. Connection ID: acme-slack" }
        })
      )
      const fiber = yield* Effect.forkChild(create.connection(asked))
      yield* TestClock.adjust(0)
      // The fake does not trim, so the test seeds what Novu would have stored.
      yield* create.connection(trimmed)
      yield* TestClock.adjust("1 minute")
      const { result } = yield* Fiber.join(fiber)
      assert.strictEqual(result.subscriberId, "ada")
    }).pipe(Effect.provide(client())))
})

describe("a shared create that names a subscriber", () => {
  // Novu looks for the subscriber as sent and stores none, so it does not see that the connection exists.
  const { identifier, ...shared } = { ...connection, connectionMode: "shared" } as const

  it.effect("is not sent again when its answer is lost", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.hangUp("after-write"))
      const error = yield* inVirtualTime(Effect.flip(create.connection(shared)))
      assert.isTrue(error.mayHaveActed)
      assert.lengthOf((yield* fake.state).connections, 1)
    }).pipe(Effect.provide(client())))

  it.effect("is sent again with an identifier, which Novu keeps unique", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.hangUp("after-write"))
      const { result } = yield* inVirtualTime(create.connection({ ...shared, identifier }))
      assert.strictEqual(result.identifier, identifier)
      assert.lengthOf((yield* fake.state).connections, 1)
    }).pipe(Effect.provide(client())))

  it.effect("is one connection when it is ensured twice", () =>
    Effect.gen(function*() {
      const ensure = ChannelConnections.use((connections) => connections.ensure(shared))
      const first = yield* ensure
      const second = yield* ensure
      assert.isTrue(first.created)
      assert.isFalse(second.created)
      assert.lengthOf((yield* (yield* FakeNovu).state).connections, 1)
    }).pipe(Effect.provide(client())))
})
