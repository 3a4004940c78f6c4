/**
 * Connects a Slack workspace to a subscriber with a token that you hold. It does so
 * once, however often it runs.
 *
 * The example shows `ensure`, an idempotency key of our own, and the failures that
 * a caller can do something about.
 *
 *   npm run example examples/connect-slack-workspace.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { Config, Effect, Redacted } from "effect"
import { ChannelConnections } from "effect-novu"
import { Novu } from "./support/novu.ts"

const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const accessToken = yield* Config.Redacted("SLACK_ACCESS_TOKEN").pipe(
    Config.withDefault(Redacted.make("xoxb-example"))
  )

  const { created, result } = yield* connections.ensure({
    integrationIdentifier: "slack-prod",
    subscriberId: "ada",
    workspace: { id: "T024BE7LD", name: "Analytical Engines" },
    auth: { accessToken }
  }, { idempotencyKey: "connect-slack/ada/T024BE7LD" })

  yield* Effect.log(`${created ? "connected" : "was connected"}: ${result.identifier}`)
}).pipe(
  Effect.catchReasons("NovuError", {
    Unauthorized: () => Effect.logError("NOVU_SECRET_KEY is not valid for this environment"),
    NotFound: ({ detail }) => Effect.logError(`create it in Novu first: ${detail}`),
    RateLimited: ({ retryAfter }) => Effect.logWarning("Novu is busy, try again later", { retryAfter })
  })
)

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
