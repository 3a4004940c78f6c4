/**
 * Connects a thousand workspaces, eight at a time, with progress on the
 * terminal and a report of what failed and why.
 *
 * The example shows composition. Each workspace succeeds or fails on its own,
 * failures are values, and interrupting the program (Ctrl-C) leaves no request
 * behind, and `--from` goes on where it stopped.
 *
 *   npm run example examples/connect-many.ts
 *   npm run example examples/connect-many.ts -- --from 400
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Redacted, Result, Stream } from "effect"
import { ChannelConnections, type CreateChannelConnection } from "effect-novu"
import { Failures } from "./support/failures.ts"
import { from, tellHowToGoOn } from "./support/from.ts"
import { Novu } from "./support/novu.ts"
import { progress } from "./support/progress.ts"

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

const failures = new Failures()
let done = from
let created = 0

const program = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  yield* workspaces.pipe(
    Stream.drop(from),
    Stream.mapEffect(
      (workspace) => Effect.map(Effect.result(connections.ensure(workspace)), (result) => [workspace, result] as const),
      { concurrency: 8 }
    ),
    Stream.runForEach(([{ workspace }, result]) => {
      if (Result.isFailure(result)) failures.add(workspace.id, result.failure)
      else if (result.success.created) created += 1
      done += 1
      return progress(done, total)
    })
  )
  const found = total - from - created - failures.count
  console.log(`created ${created}, already there ${found}, failed ${failures.count}`)
  failures.report()
}).pipe(tellHowToGoOn("examples/connect-many.ts", () => done))

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
