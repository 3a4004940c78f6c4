/**
 * Sends a campaign that survives a crash: kill it, even with `kill -9`, run it again,
 * and it goes on with the chunks that had not ended. A campaign that has ended answers
 * with its report and sends nothing.
 *
 *   npm run example examples/campaign.ts
 *   npm run example examples/campaign.ts -- --id 2026-autumn --total 100000
 *
 * With DATABASE_URL (Postgres) several processes share the work. Start as many as you
 * like with `--serve`, each with a RUNNER_PORT of its own, and one without.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Config, Effect, Layer } from "effect"
import { parseArgs } from "node:util"
import { Campaign, campaigns, Sale } from "./support/durableCampaign.ts"
import { engine } from "./support/engine.ts"
import { novuOr } from "./support/novu.ts"
import { progress } from "./support/progress.ts"

const { values } = parseArgs({
  options: {
    id: { type: "string", default: "2026-spring" },
    total: { type: "string", default: "20000" },
    chunk: { type: "string", default: "1000" },
    serve: { type: "boolean", default: false }
  }
})
const total = Number(values.total)

const program = Effect.gen(function*() {
  if (values.serve) return yield* Effect.never
  const environment = yield* Config.withDefault(Config.String("NOVU_ENVIRONMENT"), "development")
  const campaign = { id: values.id, environment, from: 0, to: total, chunk: Number(values.chunk) }
  const { failed, failures, sent } = yield* Campaign.execute(campaign)
  console.log(`campaign ${values.id} in ${environment}: sent ${sent}, failed ${failed}`)
  for (const { detail, index, reason } of failures) console.log(`  row ${index}: ${reason}: ${detail}`)
})

const done = new Set<number>()

const Campaigns = Layer.mergeAll(...campaigns(({ chunk, from }) => {
  done.add(from)
  Effect.runSync(progress(Math.min(done.size * chunk, total), total))
}))

const Novu = novuOr({ idempotency: true, seed: { workflows: [{ id: Sale.id, steps: ["in_app"] }] } })

program.pipe(
  Effect.provide(Campaigns.pipe(Layer.provide(Novu), Layer.provideMerge(engine("campaign.db")))),
  NodeRuntime.runMain
)
