/**
 * Connects a thousand workspaces, eight at a time, with progress on the
 * terminal and a report of what failed and why.
 *
 * The example shows composition. Each workspace succeeds or fails on its own,
 * failures are values, and interrupting the program (Ctrl-C) leaves no request
 * behind.
 *
 *   npm run example examples/connect-many.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Redacted, Result, Stream } from "effect"
import { ChannelConnections, type CreateChannelConnection, type NovuError } from "effect-novu"
import { Novu } from "./support/novu.ts"

const total = 1000

/** Stands for a table of yours. Every hundredth row names an integration that does not exist. */
const workspaces = Stream.range(1, total).pipe(
  Stream.map((n): CreateChannelConnection => ({
    integrationIdentifier: n % 100 === 0 ? "slack-retired" : "slack-prod",
    context: { tenant: `customer-${n}` },
    connectionMode: "shared",
    workspace: { id: `T${n}`, name: `Customer ${n}` },
    auth: { accessToken: Redacted.make(`xoxb-${n}`) }
  }))
)

const progress = (done: number) =>
  Effect.sync(() => {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${"█".repeat(done * 40 / total).padEnd(40, "░")} ${done}/${total}`)
    } else if (done % 250 === 0) console.log(`${done}/${total}`)
  })

const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const failures: Array<readonly [CreateChannelConnection, NovuError]> = []
  let created = 0

  yield* workspaces.pipe(
    Stream.mapEffect(
      (workspace) => Effect.map(Effect.result(connections.ensure(workspace)), (result) => [workspace, result] as const),
      { concurrency: 8, unordered: true }
    ),
    Stream.zipWithIndex,
    Stream.runForEach(([[workspace, result], index]) => {
      if (Result.isFailure(result)) failures.push([workspace, result.failure])
      else if (result.success.created) created += 1
      return progress(index + 1)
    })
  )

  console.log(`\ncreated ${created}, already there ${total - created - failures.length}, failed ${failures.length}`)
  const byReason = Map.groupBy(failures, ([, { reason }]) => `${reason._tag}: ${reason.detail}`)
  for (const [why, which] of byReason) {
    const names = which.map(([{ workspace }]) => workspace.id)
    console.log(`  ${why}\n    ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}`)
  }
})

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
