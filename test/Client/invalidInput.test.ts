import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted } from "effect"
import { ChannelConnections, NovuTransport, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { accessToken, client, slack } from "../support/client.ts"

// What a caller without types, or with values from elsewhere, may pass.
const untyped = (value: unknown) => value as never

const circular: Record<string, unknown> = {}
circular["self"] = circular

describe("input that cannot be used", () => {
  const payloads: ReadonlyArray<readonly [string, unknown, string]> = [
    ["an empty workspace id", { ...slack, workspace: { id: "" } }, "workspace.id"],
    ["a token that is not redacted", { ...slack, auth: { accessToken } }, "auth.accessToken"],
    ["neither subscriber nor context", { ...slack, subscriberId: undefined }, "subscriberId"],
    ["shared without a context", { ...slack, connectionMode: "shared" }, "connectionMode"],
    ["a mode Novu does not have", { ...slack, connectionMode: "both" }, "connectionMode"],
    ["no contexts", { ...slack, context: {} }, "context"],
    ["six contexts", { ...slack, context: { a: "1", b: "1", c: "1", d: "1", e: "1", f: "1" } }, "context"],
    ["a context id with a space", { ...slack, context: { tenant: "a b" } }, "context.tenant"],
    ["data that is not JSON", { ...slack, context: { tenant: { id: "a", data: { n: 1n } } } }, "context.tenant"],
    ["an identifier no path can hold", { ...slack, identifier: ".." }, "identifier"],
    ["nothing", undefined, ""],
    ["a text", accessToken, ""]
  ]
  for (const [what, payload, path] of payloads) {
    it.effect(`fails with InvalidInput before anything is sent: ${what}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).create(untyped(payload)))
        assert.strictEqual(error.reason._tag, "InvalidInput")
        if (error.reason._tag !== "InvalidInput") return
        const paths = error.reason.issues.map((issue) => issue.path)
        assert.isTrue(paths.some((each) => each === path || each.startsWith(`${path}.`)), `${paths} has no ${path}`)
        assert.strictEqual(error.attempts, 0)
        assert.notInclude(JSON.stringify(error), accessToken)
        assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
      }).pipe(Effect.provide(client())))
  }

  it.effect("fails with InvalidInput on a value that refers to itself", () =>
    Effect.gen(function*() {
      const payload = { ...slack, context: { tenant: { id: "a", data: circular } } }
      const error = yield* Effect.flip((yield* ChannelConnections).create(untyped(payload)))
      assert.strictEqual(error.reason._tag, "InvalidInput")
    }).pipe(Effect.provide(client())))

  for (const identifier of ["", ".", "..", "\ud800", 7, undefined]) {
    it.effect(`refuses the path parameter ${JSON.stringify(identifier)}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).retrieve(untyped(identifier)))
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
      }).pipe(Effect.provide(client())))
  }

  it.effect("refuses a filter that no URL can carry", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* ChannelConnections).list({ subscriberId: "\ud800" }))
      assert.strictEqual(error.reason._tag, "InvalidInput")
      assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
    }).pipe(Effect.provide(client())))

  it.effect("escapes an identifier into one path segment", () =>
    Effect.gen(function*() {
      yield* Effect.ignore((yield* ChannelConnections).retrieve("a/../b?c#d%2e"))
      const [request] = yield* (yield* FakeNovu).requests
      assert.strictEqual(request?.url, "/v1/channel-connections/a%2F..%2Fb%3Fc%23d%252e")
    }).pipe(Effect.provide(client())))

  for (const idempotencyKey of ["", "x".repeat(256), "with space", "line\nbreak", "\u00e9", "\u4e2d"]) {
    it.effect(`refuses the idempotency key ${JSON.stringify(idempotencyKey.slice(0, 20))}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).create(slack, { idempotencyKey }))
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
      }).pipe(Effect.provide(client())))
  }

  it.effect("uses the caller's idempotency key as it is", () =>
    Effect.gen(function*() {
      yield* (yield* ChannelConnections).create(slack, { idempotencyKey: "connect/acme;v=1" })
      const [request] = yield* (yield* FakeNovu).requests
      assert.strictEqual(request?.headers["idempotency-key"], "connect/acme;v=1")
    }).pipe(Effect.provide(client())))

  for (
    const options of [
      { attemptTimeout: 0 },
      { attemptTimeout: "soon" },
      { totalTimeout: -1 },
      { retry: RetryPolicy.make({ maxAttempts: 0 }) },
      { retry: RetryPolicy.make({ maxAttempts: 1.5 }) },
      { retry: { ...RetryPolicy.standard, maxDelay: "later" } }
    ]
  ) {
    it.effect(`refuses the options ${JSON.stringify(options)}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip((yield* ChannelConnections).create(slack, untyped(options)))
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
      }).pipe(Effect.provide(client())))
  }
})

describe("configuration that cannot be used", () => {
  const build = (options: unknown) =>
    Effect.exit(Layer.build(NovuTransport.layer(untyped(options)).pipe(Layer.provide(FakeNovu.layer())))).pipe(
      Effect.scoped
    )

  const refusal = (exit: Exit.Exit<unknown, unknown>): string => {
    assert.isTrue(Exit.isFailure(exit))
    assert.isFalse(Exit.hasDies(exit))
    return String(exit)
  }

  const key = "sk-very-secret"
  for (
    const [what, secretKey] of [
      ["empty", Redacted.make("")],
      ["blank", Redacted.make("  ")],
      ["with a newline", Redacted.make(`${key}\nx`)],
      ["not ASCII", Redacted.make(`${key}\u00e9`)],
      ["not redacted", key],
      ["not a text", Redacted.make(7)],
      ["missing", undefined]
    ] as const
  ) {
    it.effect(`refuses a secret key that is ${what}, without showing it`, () =>
      Effect.gen(function*() {
        const words = refusal(yield* build({ secretKey }))
        assert.include(words, "InvalidInput")
        assert.notInclude(words, key)
      }))
  }

  for (
    const apiUrl of [
      "api.novu.co",
      "ftp://api.novu.co",
      "https://api.novu.co/v1",
      "https://api.novu.co/v2/",
      "https://api.novu.co?x=1",
      "https://api.novu.co#x",
      "https://user:hunter2@api.novu.co",
      ""
    ]
  ) {
    it.effect(`refuses the URL ${JSON.stringify(apiUrl)}`, () =>
      Effect.gen(function*() {
        const words = refusal(yield* build({ secretKey: Redacted.make(key), apiUrl }))
        assert.include(words, "apiUrl")
        assert.notInclude(words, "hunter2")
      }))
  }

  it.effect("accepts a key that starts with its scheme, and keeps a path of the URL", () =>
    Effect.gen(function*() {
      yield* Effect.ignore((yield* ChannelConnections).retrieve("a"))
      const [request] = yield* (yield* FakeNovu).requests
      assert.strictEqual(request?.headers["authorization"], "ApiKey sk_fake")
      assert.strictEqual(request?.url, "/novu/v1/channel-connections/a")
    }).pipe(
      Effect.provide(
        client({ transport: { secretKey: Redacted.make("ApiKey sk_fake"), apiUrl: "http://localhost/novu/" } })
      )
    ))
})
