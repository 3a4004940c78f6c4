/**
 * Gives a connection fresh tokens.
 *
 * The example reads, exchanges and replaces tokens, and prints none of them. It also
 * shows that an update replaces `auth` whole, the refresh token too.
 *
 *   npm run example examples/rotate-tokens.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { DateTime, Effect, Redacted } from "effect"
import { ChannelConnections, type ConnectionAuthInput } from "effect-novu"
import { Novu } from "./support/novu.ts"

/** Stands for Slack's own exchange. A refresh token can be used once. */
const exchange = (refreshToken: Redacted.Redacted): Effect.Effect<ConnectionAuthInput> =>
  Effect.map(DateTime.now, (now) => ({
    accessToken: Redacted.make("xoxe.xoxb-fresh"),
    refreshToken: Redacted.make(`${Redacted.value(refreshToken)}-next`),
    expiresAt: DateTime.add(now, { hours: 12 })
  }))

const rotate = Effect.fnUntraced(function*(identifier: string) {
  const connections = yield* ChannelConnections
  const { result } = yield* connections.retrieve(identifier)
  if (result.auth.refreshToken === undefined) return yield* Effect.log(`${identifier} does not rotate`)
  const auth = yield* exchange(result.auth.refreshToken)
  const updated = yield* connections.update(identifier, { workspace: result.workspace, auth })
  yield* Effect.log(`${identifier} now holds`, updated.result.auth)
})

const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const { result } = yield* connections.ensure({
    integrationIdentifier: "slack-prod",
    subscriberId: "ada",
    workspace: { id: "T024BE7LD" },
    auth: { accessToken: Redacted.make("xoxe.xoxb-old"), refreshToken: Redacted.make("xoxe-1") }
  })
  yield* rotate(result.identifier)
})

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
