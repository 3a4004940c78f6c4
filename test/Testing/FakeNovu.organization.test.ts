import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { type Era, FakeNovu, type FakeNovuOptions, type Plan } from "effect-novu/Testing/FakeNovu"
import { send } from "./wire.ts"

const fake = (options: FakeNovuOptions = {}) => Effect.provide(FakeNovu.layer(options))

const production = { key: "ApiKey sk_fake_production" }

const subscribers = (key: string) =>
  Effect.map(send("GET", "/v2/subscribers", { key }), ({ json }) => json.data.map(({ subscriberId }) => subscriberId))

describe("an environment of the fake", () => {
  it.effect("is named by its key, and keeps what is stored to itself", () =>
    Effect.gen(function*() {
      yield* send("POST", "/v2/subscribers", { ...production, body: { subscriberId: "grace" } })
      assert.deepStrictEqual(yield* subscribers("ApiKey sk_fake"), ["ada"])
      assert.deepStrictEqual(yield* subscribers(production.key), ["grace"])
      const { environments, subscribers: own } = yield* (yield* FakeNovu).state
      assert.deepStrictEqual(own, ["ada"])
      assert.deepStrictEqual(
        environments.map(({ name, secretKey, state }) => [
          name,
          Redacted.value(secretKey),
          state.subscribers
        ]),
        [["Production", "sk_fake_production", ["grace"]]]
      )
    }).pipe(fake({ seed: { subscribers: ["ada"] } })))

  it.effect("can be added by a seed, and be seeded", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* subscribers("ApiKey sk_fake_pre_live"), ["ada"])
      assert.deepStrictEqual(yield* subscribers("ApiKey sk_own"), ["grace"])
      assert.deepStrictEqual(yield* subscribers(production.key), ["linus"])
      assert.strictEqual((yield* send("GET", "/v2/subscribers", { key: "ApiKey sk_other" })).status, 401)
    }).pipe(fake({
      seed: {
        environments: [
          { name: "Pre Live", seed: { subscribers: ["ada"] } },
          { name: "Own", secretKey: Redacted.make("sk_own"), seed: { subscribers: ["grace"] } },
          { name: "Production", seed: { subscribers: ["linus"] } }
        ]
      }
    })))

  it.effect("shares the idempotency keys of the organisation", () =>
    Effect.gen(function*() {
      const subscriber = { idempotencyKey: "one", body: { subscriberId: "ada" } }
      yield* send("POST", "/v2/subscribers", subscriber)
      const again = yield* send("POST", "/v2/subscribers", { ...subscriber, ...production })
      assert.strictEqual(again.headers["idempotency-replay"], "true")
      assert.deepStrictEqual(yield* subscribers(production.key), [])
    }).pipe(fake({ idempotency: true, seed: {} })))

  it.effect("shares the identifiers of integrations, and lists those of all", () =>
    Effect.gen(function*() {
      const integration = { body: { providerId: "sendgrid", channel: "email", identifier: "mail" } }
      const { json: { data } } = yield* send("POST", "/v1/integrations", integration)
      const own = data as unknown as { readonly _id: string }
      assert.strictEqual((yield* send("POST", "/v1/integrations", { ...integration, ...production })).status, 409)
      const listed = yield* send("GET", "/v1/integrations", production)
      assert.deepStrictEqual(listed.json.data.map(({ identifier }) => identifier), ["mail"])
      const change = { ...production, body: { name: "Mail" } }
      assert.strictEqual((yield* send("PUT", `/v1/integrations/${own._id}`, change)).status, 403)
      assert.strictEqual((yield* send("DELETE", `/v1/integrations/${own._id}`, production)).status, 403)
    }).pipe(fake({ seed: {} })))

  it.effect("lets another key change its integrations on older servers, which show their credentials", () =>
    Effect.gen(function*() {
      const integration = { providerId: "sendgrid", channel: "email", identifier: "mail", credentials: { apiKey: "a" } }
      const { json: { data } } = yield* send("POST", "/v1/integrations", { body: integration })
      const own = data as unknown as { readonly _id: string }
      const change = { ...production, body: { name: "Mail" } }
      assert.strictEqual((yield* send("PUT", `/v1/integrations/${own._id}`, change)).status, 200)
      const { text } = yield* send("GET", "/v1/integrations", production)
      assert.include(text, "\"name\":\"Mail\"")
      assert.include(text, "\"credentials\":{\"apiKey\":\"a\"}")
    }).pipe(fake({ era: "2025-05", seed: {} })))
})

describe("a route", () => {
  const status = (era: Era, path: string) => Effect.map(send("GET", path), (reply) => reply.status).pipe(fake({ era }))

  it.effect("is unknown to servers that are older than it", () =>
    Effect.gen(function*() {
      for (const path of ["/v2/layouts", "/v2/translations/master-json", "/v1/environment-variables"]) {
        assert.deepStrictEqual(
          [yield* status("2024-10", path), yield* status("2025-05", path), yield* status("2026-05", path)],
          [404, 404, 200],
          path
        )
      }
      const { json } = yield* send("GET", "/v2/layouts").pipe(fake({ era: "2025-05" }))
      assert.strictEqual(json.message, "Cannot GET /v2/layouts")
    }))

  it.effect("of a larger plan is refused to a smaller one, and unknown to a server of one's own", () =>
    Effect.gen(function*() {
      const plans: ReadonlyArray<Plan> = ["self-hosted", "free", "pro", "business", "enterprise"]
      const answers = yield* Effect.forEach(
        plans,
        (plan) => Effect.map(send("GET", "/v2/translations/master-json"), (reply) => reply.status).pipe(fake({ plan }))
      )
      assert.deepStrictEqual(answers, [404, 402, 402, 200, 200])
    }))
})
