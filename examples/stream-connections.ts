/**
 * Reads every connection of a context, however many there are.
 *
 * The example shows a stream that pages as it is pulled, in constant memory, and
 * stops asking when you stop pulling.
 *
 *   npm run example examples/stream-connections.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Redacted, Stream } from "effect"
import { ChannelConnections } from "effect-novu"
import { Novu } from "./support/novu.ts"

const context = { tenant: "acme" }

/** Creates some connections for the stream to find. */
const prepare = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  yield* Effect.forEach(["slack-prod", "slack-eu", "msteams-prod"], (integrationIdentifier) =>
    connections.ensure({
      integrationIdentifier,
      context,
      connectionMode: "shared",
      workspace: { id: `T-${integrationIdentifier}` },
      auth: { accessToken: Redacted.make("xoxb-example") }
    }))
})

const program = Effect.gen(function*() {
  yield* prepare
  const connections = yield* ChannelConnections
  const count = yield* connections.listAll({ contextKeys: ["tenant:acme"] }).pipe(
    Stream.tap(({ identifier, providerId, workspace }) => Effect.log(`${identifier} ${providerId} ${workspace.id}`)),
    Stream.runCount
  )
  yield* Effect.log(`${count} connections of tenant:acme`)
})

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
