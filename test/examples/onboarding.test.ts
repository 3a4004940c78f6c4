import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted } from "effect"
import { ChannelConnections, Conflict, NovuError } from "effect-novu"
import { Onboarding } from "../../examples/onboarding.ts"

const acme = { id: "acme", slackTeam: "T1", slackToken: Redacted.make("xoxb-example") }

const over = (create: ChannelConnections["Service"]["create"]) =>
  Onboarding.layer.pipe(Layer.provide(Layer.mock(ChannelConnections, { create })))

describe("Onboarding, with the group mocked", () => {
  it.effect("returns the identifier of the connection", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* (yield* Onboarding).connect(acme), "c1")
    }).pipe(Effect.provide(over(({ workspace }) =>
      Effect.succeed({
        headers: {},
        result: {
          identifier: "c1",
          channel: "chat",
          providerId: "slack",
          integrationIdentifier: "slack-prod",
          workspace: { id: workspace.id },
          auth: {},
          createdAt: DateTime.makeUnsafe(0),
          updatedAt: DateTime.makeUnsafe(0)
        }
      })
    ))))

  it.effect("says which connection a customer has", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip((yield* Onboarding).connect(acme))
      assert.strictEqual("connection" in error && error.connection, "c0")
    }).pipe(Effect.provide(over(() =>
      Effect.fail(
        new NovuError({
          operation: "ChannelConnections.create",
          attempts: 1,
          reason: new Conflict({ status: 409, headers: {}, detail: "exists", existingIdentifier: "c0" })
        })
      )
    ))))
})
