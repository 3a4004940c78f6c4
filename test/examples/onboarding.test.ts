import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted } from "effect"
import {
  ChannelConnections,
  Conflict,
  Events,
  NovuError,
  SubscriberPreferences,
  Subscribers,
  TopicSubscriptions
} from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { Onboarding } from "../../examples/onboarding.ts"

const acme = { id: "acme", slackTeam: "T1", slackToken: Redacted.make("xoxb-example") }

/** Replaces the group that connects. The others die when they are called. */
const over = (create: ChannelConnections["Service"]["create"]) =>
  Onboarding.layer.pipe(Layer.provide([
    Layer.mock(ChannelConnections, { create }),
    Layer.mock(Events, {}),
    Layer.mock(SubscriberPreferences, {}),
    Layer.mock(Subscribers, {}),
    Layer.mock(TopicSubscriptions, {})
  ]))

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

describe("Onboarding, over a Novu in memory", () => {
  it.effect("welcomes once whom it enrolled twice, where they want it", () =>
    Effect.gen(function*() {
      const { enroll, welcome } = yield* Onboarding
      const fake = yield* FakeNovu
      for (const wantsMail of [true, false]) {
        yield* enroll(acme, { id: "ada", email: "ada@example.com", wantsMail })
        yield* enroll(acme, { id: "grace", email: "grace@example.com", wantsMail: true })
      }
      yield* welcome(acme)
      yield* welcome(acme)
      const messages = yield* fake.messages()
      assert.sameMembers(messages.map(({ channel, subscriberId }) => `${subscriberId} ${channel}`), [
        "ada in_app",
        "grace in_app",
        "grace email"
      ])
    }).pipe(
      Effect.provide(Onboarding.layer),
      Effect.provide(FakeNovu.layerClient({ seed: { workflows: [{ id: "welcome", steps: ["in_app", "email"] }] } }))
    ))
})
