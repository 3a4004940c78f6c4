/**
 * Runs the OAuth flow, from the URL that a person opens to the endpoint that their
 * messages go to.
 *
 * The example shows which part is yours (send the person to the URL, wait until the
 * connection exists) and which is Novu's (everything between).
 *
 *   npm run example examples/oauth-flow.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Redacted, Schedule, Stream } from "effect"
import { ChannelConnections, ChannelEndpoints, Integrations } from "effect-novu"
import { Novu } from "./support/novu.ts"

const integrationIdentifier = "slack-prod"
const subscriberId = "ada"

/** Your web application redirects a person to the URL. Here the example stores what Novu would then store. */
const authorise = Effect.fnUntraced(function*(url: string) {
  yield* Effect.log(`open ${new URL(url).host} and press "Allow"`)
  const connections = yield* ChannelConnections
  yield* Effect.ignore(connections.create({
    integrationIdentifier,
    subscriberId,
    workspace: { id: "T024BE7LD", name: "Analytical Engines" },
    auth: { accessToken: Redacted.make("xoxb-from-slack") }
  }))
})

const waitForConnection = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const found = yield* Stream.runHead(connections.listAll({ integrationIdentifier, subscriberId }))
  return yield* Effect.fromOption(found)
}).pipe(Effect.retry({
  schedule: Schedule.spaced("2 seconds"),
  // Novu's URL is valid for five minutes.
  times: 150,
  while: (error) => error._tag === "NoSuchElementError"
}))

const program = Effect.gen(function*() {
  const integrations = yield* Integrations
  const endpoints = yield* ChannelEndpoints

  const { result: { url } } = yield* integrations.generateConnectOAuthUrl({ integrationIdentifier, subscriberId })
  yield* authorise(url)

  const connection = yield* waitForConnection
  yield* Effect.log(`connected ${connection.workspace.name} as ${connection.identifier}`)

  const { result } = yield* endpoints.create({
    // With an identifier of ours the request can be repeated safely.
    identifier: `slack-${subscriberId}-general`,
    integrationIdentifier,
    subscriberId,
    connectionIdentifier: connection.identifier,
    type: "slack_channel",
    endpoint: { channelId: "C024BE7LR" }
  })
  yield* Effect.log(`messages go to ${result.type} ${result.identifier}`)
})

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
