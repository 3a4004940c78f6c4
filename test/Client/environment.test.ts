import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Effect, Layer } from "effect"
import { ChannelConnections, NovuClient, NovuError, NovuTransport, RetryPolicy } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { NovuWebhooks } from "effect-novu/Webhooks"
import { inVirtualTime } from "../support/client.ts"

const from = (provider: ConfigProvider.ConfigProvider) =>
  ChannelConnections.layer.pipe(
    Layer.provide(NovuTransport.layerConfig),
    Layer.provideMerge(FakeNovu.layer()),
    Layer.provide(ConfigProvider.layer(provider))
  )

/** Returns the request that a transport sends that was made from the provider's values. */
const request = (provider: ConfigProvider.ConfigProvider) =>
  Effect.gen(function*() {
    yield* Effect.ignore((yield* ChannelConnections).retrieve("a"))
    const [sent] = yield* (yield* FakeNovu).requests
    return sent
  }).pipe(Effect.provide(from(provider)))

const refusal = (provider: ConfigProvider.ConfigProvider) => Effect.flip(Effect.scoped(Layer.build(from(provider))))

describe("NovuTransport.layerConfig", () => {
  it.effect("reads the key and the URL", () =>
    Effect.gen(function*() {
      const sent = yield* request(
        ConfigProvider.fromEnv({ env: { NOVU_SECRET_KEY: "sk_fake", NOVU_API_URL: "http://localhost/novu" } })
      )
      assert.strictEqual(sent?.headers["authorization"], "ApiKey sk_fake")
      assert.strictEqual(sent?.url, "/novu/v1/channel-connections/a")
    }))

  it.effect("does without the URL", () =>
    Effect.gen(function*() {
      const sent = yield* request(ConfigProvider.fromUnknown({ NOVU_SECRET_KEY: "sk_fake" }))
      assert.strictEqual(sent?.url, "/v1/channel-connections/a")
    }))

  it.effect("takes what the program did to the provider into account", () =>
    Effect.gen(function*() {
      const sent = yield* request(
        ConfigProvider.fromEnv({ env: { STAGING_NOVU_SECRET_KEY: "sk_fake" } }).pipe(
          ConfigProvider.mapInput((path) => path.map((name) => `STAGING_${name}`))
        )
      )
      assert.strictEqual(sent?.headers["authorization"], "ApiKey sk_fake")
    }))

  for (const env of [{}, { NOVU_SECRET_KEY: "" }]) {
    it.effect(`names the variable that is missing from ${JSON.stringify(env)}`, () =>
      Effect.gen(function*() {
        const error = yield* refusal(ConfigProvider.fromEnv({ env }))
        assert.instanceOf(error, NovuError)
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.include(error.message, "NOVU_SECRET_KEY: must be set")
      }))
  }

  for (
    const [name, env] of [
      ["NOVU_SECRET_KEY", { NOVU_SECRET_KEY: "  " }],
      ["NOVU_SECRET_KEY", { NOVU_SECRET_KEY: "sk with blanks" }],
      ["NOVU_API_URL", { NOVU_SECRET_KEY: "sk_fake", NOVU_API_URL: "api.novu.co" }],
      ["NOVU_API_URL", { NOVU_SECRET_KEY: "sk_fake", NOVU_API_URL: "https://ada:hunter2@api.novu.co" }],
      ["NOVU_API_URL", { NOVU_SECRET_KEY: "sk_fake", NOVU_API_URL: "https://api.novu.co/?x=1" }],
      ["NOVU_API_URL", { NOVU_SECRET_KEY: "sk_fake", NOVU_API_URL: "https://api.novu.co/v1" }]
    ] as const
  ) {
    it.effect(`names the variable that cannot be used: ${name} of ${JSON.stringify(env)}`, () =>
      Effect.gen(function*() {
        const { message, reason } = yield* refusal(ConfigProvider.fromUnknown(env))
        assert.include(message, `${name}: must`)
        assert.notMatch(message, /secretKey|apiUrl|hunter2|blanks/)
        assert.deepStrictEqual(reason._tag === "InvalidInput" ? reason.issues.map(({ path }) => path) : [], [name])
      }))
  }

  it.effect("says which variable the provider cannot read, and nothing of what it said", () =>
    Effect.gen(function*() {
      const error = yield* refusal(
        ConfigProvider.make(() => Effect.fail(new ConfigProvider.SourceError({ message: "vault: sk_live_1" })))
      )
      assert.strictEqual(error.reason._tag, "InvalidInput")
      assert.include(error.message, "NOVU_SECRET_KEY: cannot be read")
      assert.notInclude(JSON.stringify(error), "sk_live_1")
    }))
})

describe("NovuTransport.layerConfigWith", () => {
  const named = (provider: ConfigProvider.ConfigProvider) =>
    ChannelConnections.layer.pipe(
      Layer.provide(NovuTransport.layerConfigWith({
        secretKey: Config.Redacted("EU_KEY"),
        apiUrl: Config.withDefault(Config.String("EU_URL"), "https://eu.api.novu.co"),
        attemptTimeout: Config.Duration("EU_TIMEOUT"),
        retry: RetryPolicy.none
      })),
      Layer.provideMerge(FakeNovu.layer({ secretKey: "sk_eu" })),
      Layer.provide(ConfigProvider.layer(provider))
    )

  it.effect("reads the options that are a Config by their own names, and takes the others as they are", () =>
    Effect.gen(function*() {
      const { list } = yield* ChannelConnections
      const fake = yield* FakeNovu
      yield* list()
      yield* fake.rule({}, Fault.stall("headers"))
      const error = yield* Effect.flip(inVirtualTime(list()))
      assert.include(error.message, "within the time of an attempt of 0.5 s")
      assert.strictEqual(error.attempts, 1)
      assert.strictEqual((yield* fake.requests)[0]?.headers["authorization"], "ApiKey sk_eu")
    }).pipe(Effect.provide(named(ConfigProvider.fromUnknown({ EU_KEY: "sk_eu", EU_TIMEOUT: "500 millis" })))))

  for (
    const [env, words] of [
      [{ EU_TIMEOUT: "1 second" }, "secretKey: cannot be read from EU_KEY"],
      [{ EU_KEY: "sk_eu", EU_TIMEOUT: "soon" }, "attemptTimeout: cannot be read from EU_TIMEOUT"]
    ] as const
  ) {
    it.effect(`says ${words}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(Effect.scoped(Layer.build(named(ConfigProvider.fromUnknown(env)))))
        assert.instanceOf(error, NovuError)
        assert.strictEqual(error.reason._tag, "InvalidInput")
        assert.include(error.message, words)
        assert.notInclude(error.message, "soon")
      }))
  }

  it.effect("makes a client and the reader of webhooks alike", () =>
    Effect.gen(function*() {
      yield* (yield* NovuClient).channelConnections.list()
      yield* NovuWebhooks
    }).pipe(
      Effect.provide([
        NovuClient.layerConfigWith({ secretKey: Config.Redacted("KEY") }),
        NovuWebhooks.layerConfigWith({ secret: Config.Redacted("SECRET") })
      ]),
      Effect.provide(FakeNovu.layer()),
      Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ KEY: "sk_fake", SECRET: "whsec_c2VjcmV0" })))
    ))

  it.effect("names what the reader of webhooks lacks", () =>
    Effect.gen(function*() {
      const Webhooks = NovuWebhooks.layerConfigWith({ secret: Config.Redacted("SECRET") })
      const error = yield* Effect.flip(Effect.scoped(Layer.build(Webhooks)))
      assert.include(error.message, "secret: cannot be read from SECRET")
    }).pipe(Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({})))))
})
