/**
 * Runs the long form of the fault campaign, of hostile answers, leaks and the heap, and of the tests per operation.
 *
 *     npm run campaign
 *     npm run campaign -- --seed 42 --calls 1
 *     npm run campaign -- --hostile --seed 42 --calls 1
 *     npm run campaign -- --bulk --seed 42 --calls 1
 *     npm run campaign -- --sabotage freshKeys
 *     npm run campaign -- --operations --seed 42 --calls 3000
 *     npm run campaign -- --durable --seed 42
 */
import { Effect } from "effect"
import { spawnSync } from "node:child_process"
import { parseArgs } from "node:util"
import { runBulkCampaign, runCampaign } from "../test/campaign/campaign.ts"
import { runHostile } from "../test/campaign/hostile.ts"
import { secretMark } from "../test/campaign/program.ts"
import type { Violation } from "../test/campaign/run.ts"
import { bulkSabotages, sabotages as singleSabotages } from "../test/campaign/sabotage.ts"
import { Sink } from "../test/leaks/sink.ts"
import { runDurable } from "./campaign/durable.ts"
import { measureHeap } from "./campaign/heap.ts"

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    calls: { type: "string", default: "100000" },
    sabotage: { type: "string" },
    faults: { type: "boolean", default: false },
    bulk: { type: "boolean", default: false },
    hostile: { type: "boolean", default: false },
    heap: { type: "boolean", default: false },
    operations: { type: "boolean", default: false },
    durable: { type: "boolean", default: false }
  }
})
const seed = Number(values.seed)
const calls = Number(values.calls)
const everything = !values.faults && !values.bulk && !values.hostile && !values.heap && !values.operations &&
  !values.durable
const sabotages = { ...singleSabotages, ...bulkSabotages }
const sabotage = values.sabotage === undefined ? undefined : sabotages[values.sabotage]
if (values.sabotage !== undefined && sabotage === undefined) {
  throw new Error(`--sabotage takes one of ${Object.keys(sabotages).join(", ")}`)
}

const timed = async <A>(effect: Effect.Effect<A>): Promise<readonly [A, string]> => {
  const before = performance.now()
  const value = await Effect.runPromise(effect)
  return [value, `${((performance.now() - before) / 1000).toFixed(1)} s`]
}

const report = (violations: ReadonlyArray<Violation>, again: string) => {
  for (const violation of violations) console.error(`seed ${violation.seed}: ${violation.words}`)
  const first = violations[0]
  if (first === undefined) return
  console.error(`to see it again: npm run campaign -- ${again} --seed ${first.seed} --calls 1`)
  process.exitCode = 1
}

const runFaults = async (name: string, run: typeof runCampaign, flag: string) => {
  console.log(`${name} from seed ${seed}`)
  const sink = new Sink(secretMark)
  const [done, took] = await timed(
    run(seed, calls, { sabotage, watch: sink.exit, surroundings: sink.layer }).pipe(
      Effect.tap(() => sink.metrics)
    )
  )
  console.log(
    `  ${done.programs} programs, ${done.calls} calls, ${done.succeeded} succeeded, ${done.requests} requests, ` +
      `${done.violations.length} violations, ${took}`
  )
  console.log(
    `  ${Math.round(sink.read / 1e6)} million characters of logs, spans, metrics and errors, ${sink.found.length} leaks`
  )
  report(done.violations, `${flag}${values.sabotage === undefined ? "" : ` --sabotage ${values.sabotage}`}`)
  for (const leak of sink.found.slice(0, 5)) console.error(leak)
  if (sink.found.length > 0) process.exitCode = 1
}

if (everything || values.faults) await runFaults("fault campaign", runCampaign, "--faults")
if (everything || values.bulk) {
  await runFaults("fault campaign of many at once, an item being a call,", runBulkCampaign, "--bulk")
}

if (everything || values.hostile) {
  console.log(`hostile answers from seed ${seed}`)
  const [done, took] = await timed(runHostile(seed, calls))
  console.log(
    `  ${done.answers} answers, ${done.read} read, ${done.violations.length} violations, the slowest took ` +
      `${Math.round(done.slowest)} ms, ${took}`
  )
  report(done.violations, "--hostile")
  if (done.slowest > 2000) {
    console.error("an answer took more than two seconds to read")
    process.exitCode = 1
  }
}

if (everything || values.heap) {
  const most = Math.max(calls, 1000)
  const [heap, took] = await timed(measureHeap(most))
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2)
  console.log(`heap after each tenth of ${most} calls, in MB, ${took}`)
  console.log(`  ${heap.map(({ bytes }) => megabytes(bytes)).join(" ")}`)
  const growth = (heap.at(-1)?.bytes ?? 0) - (heap[0]?.bytes ?? 0)
  if (growth > 1_000_000) {
    console.error(`the heap has grown by ${megabytes(growth)} MB`)
    process.exitCode = 1
  }
}

if (values.operations) {
  console.log(`inputs and answers of each operation from seed ${seed}`)
  const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "test/operations"], {
    stdio: "inherit",
    env: { ...process.env, OPERATIONS_SEED: String(seed), OPERATIONS_SAMPLES: String(calls) }
  })
  if (status !== 0) process.exitCode = 1
}
if (everything || values.durable) {
  for (const wrong of await runDurable(seed)) {
    console.error(wrong)
    process.exitCode = 1
  }
}
