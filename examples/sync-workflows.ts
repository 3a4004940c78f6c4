/**
 * Brings an environment in line with the workflows and layouts that are kept in
 * code. Run it in CI for each environment with the key of that environment, as
 * often as you like: what is in line already is not written.
 *
 *   npm run example examples/sync-workflows.ts
 *   npm run example examples/sync-workflows.ts -- --check    writes nothing; exits with 1 where something differs
 *   npm run example examples/sync-workflows.ts -- --prune    names what is in Novu and not in code, and leaves it there
 *
 * NOVU_SECRET_KEY is the key of the environment, and NOVU_ENVIRONMENT its name.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Config, Effect, Stream } from "effect"
import { Layouts, type WorkflowIssue, Workflows } from "effect-novu"
import { parseArgs } from "node:util"
import { layouts, OrderShipped, workflows } from "./support/definitions.ts"
import { novuOr } from "./support/novu.ts"

const { check, prune } = parseArgs({
  options: { check: { type: "boolean", default: false }, prune: { type: "boolean", default: false } }
}).values

/**
 * Novu's idempotency keys are shared by the environments of an organisation. A key
 * without the environment would have the second one answered with what was made in
 * the first. It also holds the run, because an answer is repeated for 24 hours, even
 * if what it tells of was deleted since.
 */
const keys = Effect.gen(function*() {
  const environment = yield* Config.String("NOVU_ENVIRONMENT").pipe(Config.withDefault("Development"))
  const run = yield* Config.String("GITHUB_RUN_ID").pipe(Config.withDefault(crypto.randomUUID()))
  return (resource: string) => ({
    idempotencyKey: ["sync", environment, run, resource].map(encodeURIComponent).join(":")
  })
})

interface Outcome {
  readonly what: string
  readonly outcome: "created" | "updated" | "unchanged"
  readonly changes?: ReadonlyArray<string>
}

const tell = ({ changes = [], outcome, what }: Outcome) =>
  console.log(`${outcome.padEnd(9)} ${what}${changes.length === 0 ? "" : `: ${changes.join(", ")}`}`)

/** Tells what is wrong with a workflow, which Novu stores all the same. */
const report = (what: string, issues: ReadonlyArray<WorkflowIssue>) => {
  for (const { at, message, severity, stepId } of issues) {
    console.log(`${severity}: ${what}, ${stepId} ${at}: ${message}`)
    if (severity === "error") process.exitCode = 1
  }
}

/** Layouts come first, because the e-mails of workflows name them. */
const sync = Effect.gen(function*() {
  const keyOf = yield* keys
  const outcomes: Array<Outcome> = []
  for (const layout of layouts) {
    const what = `layout ${layout.layoutId}`
    const { outcome } = yield* (yield* Layouts).ensure(layout, { dryRun: check, ...keyOf(what) })
    outcomes.push({ what, outcome })
  }
  for (const workflow of workflows) {
    const what = `workflow ${workflow.workflowId}`
    const { changes, issues, outcome } = yield* (yield* Workflows).ensure(workflow, { dryRun: check, ...keyOf(what) })
    outcomes.push({ what, outcome, changes })
    // Before anything is written, the issues are those of what is there.
    if (!check) report(what, issues)
  }
  return outcomes
})

/** Names what nobody keeps in code. A person decides what becomes of it. */
const nameOthers = Effect.gen(function*() {
  const kept = new Set([...layouts.map(({ layoutId }) => layoutId), ...workflows.map(({ workflowId }) => workflowId)])
  const others = [
    ...yield* Stream.runCollect(
      Stream.map((yield* Layouts).listAll(), ({ layoutId }) => ["layout", layoutId] as const)
    ),
    ...yield* Stream.runCollect(
      Stream.map((yield* Workflows).listAll(), ({ workflowId }) => ["workflow", workflowId] as const)
    )
  ]
  for (const [kind, id] of others) if (!kept.has(id)) console.log(`not in code: ${kind} ${id}`)
})

/** Says what the services of the product would send that Novu refuses. */
const checkTriggers = Effect.gen(function*() {
  const { ok, workflows: checked } = yield* (yield* Workflows).checkPayload([OrderShipped])
  for (const { problems, workflowId } of checked) {
    for (const { message, severity } of problems) console.log(`${severity}: trigger ${workflowId}: ${message}`)
  }
  if (!ok) process.exitCode = 1
})

const program = Effect.gen(function*() {
  const outcomes = yield* sync
  outcomes.forEach(tell)
  if (prune) yield* nameOthers
  yield* checkTriggers
  const different = outcomes.filter(({ outcome }) => outcome !== "unchanged").length
  console.log(check ? `${different} of ${outcomes.length} differ` : `${different} of ${outcomes.length} written`)
  if (check && different > 0) process.exitCode = 1
})

const Novu = novuOr({
  idempotency: true,
  seed: { layouts: ["old-layout"], workflows: [{ id: "order-shipped", name: "Order", steps: ["in_app"] }] }
})

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
