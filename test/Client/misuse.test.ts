import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted, Schema, Stream } from "effect"
import {
  ChannelConnections,
  ChannelEndpoints,
  ConnectionAuthInput,
  Contexts,
  CreateChannelConnection,
  Integrations,
  type NovuError,
  NovuTransport,
  RetryPolicy
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { accessToken, client, slack } from "../support/client.ts"

// A caller without types may pass this.
const untyped = (value: unknown) => value as never

const wiped = (text = accessToken): Redacted.Redacted => {
  const secret = Redacted.make(text)
  Redacted.wipeUnsafe(secret)
  return secret
}

/** Makes a value of another copy of Effect: it looks the same, and keeps its text in a registry of its own. */
const foreign = (): Redacted.Redacted => {
  const ours = Redacted.make("")
  return Object.create(Object.getPrototypeOf(ours))
}

/** Fails as a caller's mistake does, names the place, and sends nothing. */
const refused = (effect: Effect.Effect<unknown, NovuError, ChannelConnections>, path: string, words: string) =>
  Effect.gen(function*() {
    const exit = yield* Effect.exit(effect)
    assert.isFalse(Exit.hasDies(exit), String(exit))
    const { attempts, message, reason } = yield* Effect.flip(exit)
    assert.isTrue(reason._tag === "InvalidInput" && reason.issues.some((issue) => issue.path === path), message)
    assert.include(message, words)
    assert.notInclude(message, accessToken)
    assert.strictEqual(attempts, 0)
    assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
  }).pipe(Effect.provide(client()))

describe("a Redacted that cannot be read", () => {
  const words = "was wiped or comes from another copy of effect"
  for (const [what, lost] of [["wiped", wiped], ["of another copy", foreign]] as const) {
    for (const method of ["create", "ensure"] as const) {
      it.effect(`is refused by ${method} with its place: ${what}`, () =>
        refused(
          Effect.flatMap(ChannelConnections, (connections): Effect.Effect<unknown, NovuError> =>
            connections[method]({ ...slack, auth: { accessToken: lost() } })),
          "auth.accessToken",
          words
        ))
    }

    it.effect(`is refused as a refresh token, in an update and in an endpoint: ${what}`, () =>
      Effect.gen(function*() {
        const auth = { ...slack.auth, refreshToken: lost() }
        const { update } = yield* ChannelConnections
        const { create } = yield* ChannelEndpoints
        const errors = [
          yield* Effect.flip(update("a", { workspace: slack.workspace, auth })),
          yield* Effect.flip(create({
            subscriberId: "ada",
            integrationIdentifier: "x",
            type: "tool_webhook",
            endpoint: { url: "https://example.test", headers: { authorization: lost() } }
          }))
        ]
        for (const { message, reason } of errors) {
          assert.strictEqual(reason._tag, "InvalidInput")
          assert.include(message, words)
        }
        assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
      }).pipe(Effect.provide(client())))

    it.effect(`is no defect in a schema: ${what}`, () =>
      Effect.gen(function*() {
        const payload = { ...slack, auth: { accessToken: lost() } }
        const exit = yield* Effect.exit(Schema.encodeEffect(CreateChannelConnection)(payload))
        assert.isTrue(Exit.isFailure(exit) && !Exit.hasDies(exit))
        assert.isFalse(Schema.is(ConnectionAuthInput)(payload.auth))
      }))

    it.effect(`is refused as the secret key: ${what}`, () =>
      Effect.gen(function*() {
        const exit = yield* Effect.exit(build({ secretKey: lost() }))
        assert.isFalse(Exit.hasDies(exit))
        assert.include((yield* Effect.flip(exit)).message, `secretKey: is a Redacted that ${words}`)
      }))
  }

  for (const method of ["create", "ensure"] as const) {
    it.effect(`is no defect where ${method} compares it, when it is wiped during the call`, () =>
      Effect.gen(function*() {
        const connections = yield* ChannelConnections
        const fake = yield* FakeNovu
        yield* connections.create(slack)
        const token = Redacted.make("fresh-token")
        // The answer to the first request comes after the token is gone.
        yield* fake.script(
          Fault.hangUp("before-write"),
          Fault.mutate((body) => (Redacted.wipeUnsafe(token), body))
        )
        const call: Effect.Effect<unknown, NovuError> = connections[method]({
          ...slack,
          auth: { accessToken: token, refreshToken: token }
        }, { retry: RetryPolicy.make({ baseDelay: 0 }) })
        const exit = yield* Effect.exit(call)
        assert.isTrue(Exit.isFailure(exit) && !Exit.hasDies(exit), String(exit))
      }).pipe(Effect.provide(client())))
  }
})

describe("what stands where options belong", () => {
  const calls: Readonly<Record<string, (options: never) => Effect.Effect<unknown, NovuError, ChannelConnections>>> = {
    delete: (options) => Effect.flatMap(ChannelConnections, (connections) => connections.delete("x", options)),
    list: (options) => Effect.flatMap(ChannelConnections, (connections) => connections.list({}, options)),
    listAll: (options) =>
      Effect.flatMap(ChannelConnections, (connections) => Stream.runDrain(connections.listAll({}, options))),
    create: (options) => Effect.flatMap(ChannelConnections, (connections) => connections.create(slack, options)),
    ensure: (options) => Effect.flatMap(ChannelConnections, (connections) => connections.ensure(slack, options))
  }
  for (const [method, call] of Object.entries(calls)) {
    for (
      const [options, kind] of [["y", "a text"], [null, "null"], [3, "a number"], [[], "a list"], [true, "a boolean"]]
    ) {
      it.effect(`of ${method} is refused: ${kind}`, () => refused(call(untyped(options)), "options", `is ${kind}`))
    }
  }

  it.effect("of the other groups is refused", () =>
    Effect.gen(function*() {
      const errors = [
        yield* Effect.flip((yield* Contexts).delete("tenant", "acme", untyped("y"))),
        yield* Effect.flip((yield* Integrations).list(untyped("y"))),
        yield* Effect.flip((yield* ChannelEndpoints).retrieve("a", untyped("y")))
      ]
      assert.deepStrictEqual(errors.map(({ reason }) => reason._tag), ["InvalidInput", "InvalidInput", "InvalidInput"])
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
    }).pipe(Effect.provide(client())))

  it.effect("of a query is refused, too", () =>
    Effect.gen(function*() {
      const { list, listAll } = yield* ChannelConnections
      for (const query of ["y", 3, null, { limit: null }, { limit: "10" }]) {
        const errors = [
          yield* Effect.flip(list(untyped(query))),
          yield* Effect.flip(Stream.runDrain(listAll(untyped(query))))
        ]
        for (const { reason } of errors) assert.strictEqual(reason._tag, "InvalidInput")
      }
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
    }).pipe(Effect.provide(client())))
})

describe("an option of the wrong kind", () => {
  const options: ReadonlyArray<readonly [object, path: string, words: string]> = [
    [{ retry: 3 }, "retry", "is a number"],
    [{ retry: null }, "retry", "is null"],
    [{ retry: "twice" }, "retry", "is a text"],
    [{ retry: [] }, "retry", "is a list"],
    [{ retry: { maxAttempts: "3" } }, "retry.maxAttempts", "whole number"],
    [{ retry: { factor: 2n } }, "retry.factor", "must"],
    [{ retry: { baseDelay: {}, maxDelay: "later" } }, "retry.maxDelay", "must"],
    [{ retry: { maxDelay: null } }, "retry.maxDelay", "must"],
    [{ attemptTimeout: "soon" }, "attemptTimeout", "must be a duration"],
    [{ attemptTimeout: {} }, "attemptTimeout", "must be a duration"],
    [{ attemptTimeout: null }, "attemptTimeout", "must be a duration"],
    [{ attemptTimeout: true }, "attemptTimeout", "must be a duration"],
    [{ attemptTimeout: [] }, "attemptTimeout", "must be a duration"],
    [{ attemptTimeout: Number.NaN }, "attemptTimeout", "must be a duration"],
    [{ totalTimeout: Symbol("x") }, "totalTimeout", "must be a duration"],
    [{ idempotencyKey: 7 }, "idempotencyKey", "visible ASCII"],
    [{ idempotencyKey: null }, "idempotencyKey", "visible ASCII"],
    [{ idempotencyKey: Symbol("x") }, "idempotencyKey", "visible ASCII"],
    [{ idempotencyKey: Redacted.make("key") }, "idempotencyKey", "visible ASCII"],
    [{ idempotencyKey: {} }, "idempotencyKey", "visible ASCII"]
  ]
  for (const [given, path, words] of options) {
    const what = Object.entries(given).map(([name, value]) => `${name} ${typeof value} ${String(value)}`).join()
    it.effect(`is refused by create and ensure: ${what}`, () =>
      Effect.gen(function*() {
        for (const method of ["create", "ensure"] as const) {
          yield* refused(
            Effect.flatMap(ChannelConnections, (connections): Effect.Effect<unknown, NovuError> =>
              connections[method](slack, untyped(given))),
            path,
            words
          )
        }
      }))
  }

  it.effect("is refused of a region", () =>
    refused(
      Effect.flatMap(ChannelConnections, ({ list }) => list()).pipe(RetryPolicy.provide(untyped(3))),
      "retry",
      "is a number"
    ))
})

const build = (options: unknown) =>
  Effect.scoped(Layer.build(NovuTransport.layer(untyped(options)).pipe(Layer.provide(FakeNovu.layer()))))

describe("an option of a layer", () => {
  const secretKey = Redacted.make("sk-very-secret")
  const options: ReadonlyArray<readonly [unknown, path: string]> = [
    [undefined, "options"],
    [null, "options"],
    ["sk-very-secret", "options"],
    [{ secretKey, apiUrl: 5 }, "apiUrl"],
    [{ secretKey, apiUrl: null }, "apiUrl"],
    [{ secretKey, apiUrl: new URL("https://api.novu.co") }, "apiUrl"],
    [{ secretKey, attemptTimeout: "soon" }, "attemptTimeout"],
    [{ secretKey, totalTimeout: {} }, "totalTimeout"],
    [{ secretKey, retry: 3 }, "retry"],
    [{ secretKey, retry: null }, "retry"],
    [{ secretKey, retry: { maxAttempts: 0 } }, "retry.maxAttempts"],
    [{ secretKey, transformClient: "proxy" }, "transformClient"],
    [{ secretKey, transformClient: null }, "transformClient"]
  ]
  for (const [given, path] of options) {
    const what = typeof given === "object" && given !== null ? Object.entries(given).slice(1).join() : String(given)
    it.effect(`is refused when the layer is built: ${what}`, () =>
      Effect.gen(function*() {
        const exit = yield* Effect.exit(build(given))
        assert.isFalse(Exit.hasDies(exit), String(exit))
        const { message, reason } = yield* Effect.flip(exit)
        assert.isTrue(reason._tag === "InvalidInput" && reason.issues[0]?.path === path, message)
        assert.notInclude(String(exit), "sk-very-secret")
      }))
  }
})
