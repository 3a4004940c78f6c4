import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted } from "effect"
import { ChannelConnections, ChannelEndpoints, type NovuError, NovuTransport, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { accessToken, client, slack } from "../support/client.ts"

// A caller without types, or with values from elsewhere, may pass this.
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

describe("what is said of input that cannot be used", () => {
  const endpoint = { integrationIdentifier: "slack-prod", subscriberId: "ada" }
  const types = [
    "slack_channel",
    "slack_user",
    "webhook",
    "phone",
    "ms_teams_channel",
    "ms_teams_user",
    "telegram_chat",
    "webex_room",
    "webex_person",
    "line_user",
    "pagerduty_service",
    "opsgenie_integration",
    "grafana_oncall_integration",
    "tool_webhook"
  ].map((type) => `"${type}"`).join(" | ")
  const context = "Expected 1 to 100 letters, digits, \"_\" or \"-\""

  type Groups = ChannelConnections | ChannelEndpoints
  const connection = (changes: object) =>
    ChannelConnections.use(({ create }) => create(untyped({ ...slack, ...changes })))
  const create = (changes: unknown) =>
    ChannelEndpoints.use(({ create }) => create(untyped(changes && { ...endpoint, ...changes })))
  const update = (endpoint: unknown) => ChannelEndpoints.use(({ update }) => update("e", untyped({ endpoint })))
  const cases: ReadonlyArray<readonly [string, Effect.Effect<unknown, NovuError, Groups>, string]> = [
    ["a type that there is not", create({ type: "slak", endpoint: {} }), `type: Expected ${types}`],
    ["no type", create({ endpoint: { channelId: "C" } }), `type: Expected ${types}`],
    ["no endpoint at all", create(undefined), "Expected an object"],
    [
      "a wrong member of one type",
      create({ type: "ms_teams_channel", endpoint: { channelId: 7 } }),
      "endpoint.teamId: Missing key; endpoint.channelId: Expected string"
    ],
    [
      "a wrong member beside the type",
      create({ type: "phone", subscriberId: "", endpoint: { phoneNumber: "1" } }),
      "subscriberId: Expected a value with a length of at least 1"
    ],
    [
      "a wrong member of one shape",
      create({ type: "webex_person", endpoint: { personId: 7 } }),
      "endpoint.personId: Expected string"
    ],
    ["a wrong member of an untyped shape", update({ channelId: 7 }), "endpoint.channelId: Expected string"],
    [
      "a wrong literal of an untyped shape",
      update({ routingKey: Redacted.make("x"), region: "asia" }),
      "endpoint.region: Expected \"us\" | \"eu\""
    ],
    [
      "a connection for a subscriber with a wrong member",
      connection({ workspace: { id: "" } }),
      "workspace.id: Expected a value with a length of at least 1"
    ],
    [
      "a connection for a subscriber with a wrong context",
      connection({ context: { tenant: "a b" } }),
      `context.tenant: ${context}`
    ],
    [
      "a shared connection with a wrong context",
      connection({ subscriberId: undefined, connectionMode: "shared", context: { tenant: "a b" } }),
      `context.tenant: ${context}`
    ],
    [
      "neither subscriber nor context",
      connection({ subscriberId: undefined }),
      "subscriberId: Expected string; context: Missing key"
    ],
    [
      "a mode that there is not",
      connection({ connectionMode: "both" }),
      "connectionMode: Expected \"subscriber\" | undefined; connectionMode: Expected \"shared\" | undefined"
    ]
  ]
  for (const [what, call, detail] of cases) {
    it.effect(`names the rule that is broken: ${what}`, () =>
      Effect.gen(function*() {
        const { message, reason } = yield* Effect.flip(call)
        assert.strictEqual(reason.detail, detail)
        assert.isBelow(message.length, 600)
        assert.strictEqual(
          reason._tag === "InvalidInput" &&
            reason.issues.map(({ message, path }) => path === "" ? message : `${path}: ${message}`).join("; "),
          detail
        )
      }).pipe(Effect.provide(client())))
  }

  it.effect("says how many there are of a long list, and the first of them", () =>
    Effect.gen(function*() {
      const { list } = yield* ChannelConnections
      const { message, reason } = yield* Effect.flip(list({ providerId: untyped("slak"), channel: untyped("x") }))
      assert.match(reason.detail, /^channel: Expected "in_app" \| .*; providerId: Expected "anypost" \| "emailjs" \| /)
      assert.match(reason.detail, /"braze" \| … \(94 in all\)$/)
      assert.isBelow(message.length, 600)
      const issues = reason._tag === "InvalidInput" ? reason.issues : []
      assert.deepStrictEqual(issues.map(({ path }) => path), ["channel", "providerId"])
    }).pipe(Effect.provide(client())))

  it.effect("is short, and its list bounded, where everything is wrong", () =>
    Effect.gen(function*() {
      const data = Object.fromEntries(Array.from({ length: 20_000 }, (_, key) => [`${key}-${"k".repeat(1000)}\n`, 1n]))
      const before = performance.now()
      const { message, reason } = yield* Effect.flip(connection({ context: { tenant: { id: "a", data } } }))
      assert.isBelow(performance.now() - before, 5000)
      assert.isBelow(message.length, 600)
      const issues = reason._tag === "InvalidInput" ? reason.issues : []
      assert.lengthOf(issues, 100)
      for (const { path } of issues) {
        assert.isAtMost(path.length, 301)
        assert.notInclude(path, "\n")
      }
    }).pipe(Effect.provide(client())))
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
