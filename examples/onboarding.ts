/**
 * Builds a service of your own on top of a group, with its layer.
 *
 * The service depends on `ChannelConnections` alone, so that a test can replace it
 * with `Layer.mock`: see test/examples/onboarding.test.ts.
 *
 *   npm run example examples/onboarding.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { Context, Effect, Layer, Redacted, Schema } from "effect"
import { ChannelConnections, type NovuError } from "effect-novu"
import { Novu } from "./support/novu.ts"

export class AlreadyOnboarded extends Schema.TaggedError<AlreadyOnboarded>()("AlreadyOnboarded", {
  customer: Schema.String,
  connection: Schema.String
}) {}

export interface Customer {
  readonly id: string
  readonly slackTeam: string
  readonly slackToken: Redacted.Redacted
}

export class Onboarding extends Context.Service<Onboarding, {
  /** Connects a customer's workspace, once. Returns the connection's identifier. */
  readonly connect: (customer: Customer) => Effect.Effect<string, AlreadyOnboarded | NovuError>
}>()("example/Onboarding") {
  static readonly layer: Layer.Layer<Onboarding, never, ChannelConnections> = Layer.effect(
    Onboarding,
    Effect.map(ChannelConnections, (connections) => ({
      connect: (customer) =>
        connections.create({
          integrationIdentifier: "slack-prod",
          context: { customer: customer.id },
          connectionMode: "shared",
          workspace: { id: customer.slackTeam },
          auth: { accessToken: customer.slackToken }
        }).pipe(
          Effect.map(({ result }) => result.identifier),
          Effect.catchReason("NovuError", "Conflict", ({ existingIdentifier = "unknown" }) =>
            new AlreadyOnboarded({ customer: customer.id, connection: existingIdentifier }))
        )
    }))
  )
}

const program = Effect.gen(function*() {
  const onboarding = yield* Onboarding
  const acme = { id: "acme", slackTeam: "T024BE7LD", slackToken: Redacted.make("xoxb-example") }
  yield* Effect.log(`connected as ${yield* onboarding.connect(acme)}`)
  yield* onboarding.connect(acme).pipe(
    Effect.catchTag("AlreadyOnboarded", ({ connection }) => Effect.log(`was connected as ${connection}`))
  )
})

if (import.meta.main) {
  program.pipe(Effect.provide(Onboarding.layer), Effect.provide(Novu), NodeRuntime.runMain)
}
