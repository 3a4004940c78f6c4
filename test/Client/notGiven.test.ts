import { assert, describe, it } from "@effect/vitest"
import { type DateTime, Effect, Layer, Redacted, Stream } from "effect"
import { ChannelConnections, ChannelEndpoints, CircuitBreaker, Contexts, NovuClient, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { client, inVirtualTime, slack } from "../support/client.ts"

/** Returns the same members, all `undefined`. */
const notGiven = <A extends object>(members: A): { readonly [K in keyof A]: undefined } =>
  Object.fromEntries(Object.keys(members).map((name) => [name, undefined])) as never

const callOptions = notGiven({ idempotencyKey: 0, attemptTimeout: 0, totalTimeout: 0, retry: 0, dropRefreshToken: 0 })

describe("a member that is undefined", () => {
  it("leaves a policy as it is", () => {
    assert.deepStrictEqual(RetryPolicy.make(notGiven(RetryPolicy.standard)), RetryPolicy.standard)
    assert.strictEqual(RetryPolicy.make({ maxAttempts: undefined, factor: 3 }).maxAttempts, 3)
    assert.deepStrictEqual(RetryPolicy.make({}), RetryPolicy.standard)
  })

  for (
    const retry of [RetryPolicy.make({ maxAttempts: undefined }), { ...RetryPolicy.standard, maxDelay: undefined }]
  ) {
    it.effect(`of a policy is the standard one's: ${JSON.stringify(retry)}`, () =>
      Effect.gen(function*() {
        const fake = yield* FakeNovu
        yield* fake.script(Fault.refuse, Fault.refuse)
        yield* inVirtualTime((yield* ChannelConnections).create(slack, { retry: retry as RetryPolicy.RetryPolicy }))
        assert.lengthOf(yield* fake.requests, 3)
      }).pipe(Effect.provide(client())))
  }

  it.effect("leaves a page of 100 and the rest of a query as they are", () =>
    Effect.gen(function*() {
      const query = notGiven({ limit: 0, orderBy: 0, orderDirection: 0, includeCursor: 0, contextKeys: 0, channel: 0 })
      yield* Stream.runDrain((yield* ChannelConnections).listAll(query))
      yield* Stream.runDrain((yield* ChannelEndpoints).listAll(query))
      yield* Stream.runDrain((yield* Contexts).listAll(notGiven({ limit: 0, type: 0, id: 0, search: 0 })))
      yield* (yield* ChannelConnections).list(query)
      assert.deepStrictEqual((yield* (yield* FakeNovu).requests).map(({ url }) => url), [
        "/v1/channel-connections?limit=100",
        "/v1/channel-endpoints?limit=100",
        "/v2/contexts?limit=100",
        "/v1/channel-connections"
      ])
    }).pipe(Effect.provide(client())))

  it.effect("of a call's options is the transport's", () =>
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const fake = yield* FakeNovu
      yield* fake.script(Fault.refuse, Fault.refuse)
      yield* inVirtualTime(connections.ensure(slack, callOptions))
      assert.lengthOf(yield* fake.requests, 3)
      assert.match(String((yield* fake.requests)[0]?.headers["idempotency-key"]), /^[0-9a-f-]{36}$/)
    }).pipe(Effect.provide(client())))

  it.effect("of a layer's options is the default", () =>
    Effect.gen(function*() {
      const fake = yield* FakeNovu
      yield* fake.script(Fault.refuse, Fault.refuse)
      const { channelConnections } = yield* NovuClient
      yield* inVirtualTime(channelConnections.create(slack))
      const requests = yield* fake.requests
      assert.lengthOf(requests, 3)
      assert.isUndefined(requests[0]?.headers["traceparent"])
    }).pipe(Effect.provide(
      NovuClient.layer({
        secretKey: Redacted.make("sk_fake"),
        ...notGiven({
          apiUrl: 0,
          attemptTimeout: 0,
          totalTimeout: 0,
          retry: 0,
          propagateTraces: 0,
          transformClient: 0
        })
      }).pipe(
        Layer.provide(CircuitBreaker.layer(notGiven({ tripPolicy: 0, openDuration: 0, maxOpenDuration: 0 }))),
        Layer.provideMerge(FakeNovu.layer(notGiven({
          secretKey: 0,
          prefix: 0,
          idempotency: 0,
          rateLimit: 0,
          authShape: 0,
          latency: 0,
          seed: 0
        })))
      )
    )))

  it.effect("of a fault, a rule, a limit or a seed is the default", () =>
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const fake = yield* FakeNovu
      yield* fake.rule(notGiven({ method: 0, path: 0, nth: 0, every: 0, probability: 0, seed: 0 }), Fault.pass)
      yield* fake.script(Fault.respond({ status: 404, headers: undefined, body: undefined, text: undefined }))
      assert.strictEqual((yield* Effect.flip(connections.retrieve("a"))).reason._tag, "NotFound")
      yield* fake.script(Fault.html({ status: 404, title: undefined }))
      assert.include((yield* Effect.flip(connections.retrieve("a"))).message, "404 from the proxy")
      yield* fake.script(Fault.handlerFails({ status: 403, message: undefined }))
      assert.strictEqual((yield* Effect.flip(connections.retrieve("a"))).reason._tag, "Forbidden")

      yield* fake.seed(notGiven({ integrations: 0, subscribers: 0, connections: 0 }))
      yield* fake.seed({
        integrations: [{
          identifier: "x",
          providerId: "slack",
          ...notGiven({ channel: 0, name: 0, active: 0, credentials: 0 })
        }],
        connections: [
          {
            integrationIdentifier: "x",
            identifier: "seeded",
            ...notGiven({ subscriberId: 0, contextKeys: 0, workspace: 0, auth: 0 })
          },
          {
            integrationIdentifier: "x",
            identifier: "times",
            workspace: { id: "T1", ...notGiven({ name: 0, botUserId: 0 }) },
            auth: { accessToken: "t", ...notGiven({ refreshToken: 0, expiresAt: 0, refreshTokenExpiresAt: 0 }) }
          }
        ]
      })
      const { headers, result } = yield* connections.retrieve("seeded")
      assert.strictEqual(result.channel, "chat")
      assert.deepStrictEqual(headers["ratelimit-limit"], ["100"])
      const { auth, workspace } = (yield* connections.retrieve("times")).result
      assert.deepStrictEqual([Object.keys(auth), workspace], [["accessToken"], { id: "T1" }])
    }).pipe(Effect.provide(client({
      fake: { rateLimit: notGiven({ level: 0, maximum: 0, windowSeconds: 0, burstAllowance: 0, dryRun: 0 }) }
    }))))

  it.effect("of a payload is left out", () =>
    Effect.gen(function*() {
      const { create } = yield* ChannelConnections
      const expiresAt: DateTime.Utc | undefined = undefined
      yield* create({
        ...slack,
        identifier: undefined,
        context: undefined,
        connectionMode: undefined,
        workspace: { ...slack.workspace, botUserId: undefined },
        auth: { ...slack.auth, refreshToken: undefined, expiresAt }
      })
      const [sent] = yield* (yield* FakeNovu).requests
      assert.deepStrictEqual(Object.keys(JSON.parse(sent?.body ?? "")), [
        "integrationIdentifier",
        "workspace",
        "auth",
        "subscriberId"
      ])
    }).pipe(Effect.provide(client())))
})
