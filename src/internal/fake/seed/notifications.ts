import type { SeedJob, SeedNotification } from "../../../Testing/SeedNotifications.ts"
import { given } from "../../input/given.ts"
import type { JobRow, RunRow, StepRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { contextKeysOf } from "./contexts.ts"
import { idOf, nameOf } from "./references.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"
import { savedStep, stepsOf } from "./steps.ts"
import { maybeTimeOf, millisOf } from "./times.ts"

/**
 * Adds notifications. A job that is delayed waits again, in the order of the list,
 * which may differ from that of the rows.
 */
export const seedNotifications = (seeding: Seeding, seeds: ReadonlyArray<SeedNotification>): void => {
  const { runs, worker } = seeding.store
  const rows = seeds.map((seed) => runOf(seeding, seed))
  const oldestFirst = rows.toSorted((a, b) => a.createdAt - b.createdAt || (a._id < b._id ? -1 : 1))
  for (const row of oldestFirst) {
    const existing = runs.byId.get(row._id)
    if (existing !== undefined) worker.waiting.delete(existing)
    put(runs, existing, row)
  }
  for (const row of rows) {
    if (row.jobs.some(({ status }) => status === "delayed")) worker.waiting.add(row)
  }
}

const runOf = (seeding: Seeding, seed: SeedNotification): RunRow => {
  const { now, store } = seeding
  const workflow = store.workflows.byKey.get(seed.workflowId)
  const steps = workflow?.steps ?? []
  const jobs = seed.jobs ?? steps.filter(({ active }) => active).map(({ stepId }) => stepId)
  const made = jobs.map((job) => jobOf(seeding, job, steps))
  return {
    ...stampOf(seeding, seed, undefined),
    transactionId: seed.transactionId ?? `txn_${store.ids.objectId(now)}`,
    workflowId: idOf(store.workflows, seed.workflowId),
    subscriberId: seed.subscriberId,
    payload: seed.payload ?? {},
    overrides: seed.overrides ?? {},
    to: seed.to ?? { subscriberId: seed.subscriberId },
    channels: seed.channels ?? [...new Set(made.map(({ step }) => step.type))],
    tags: seed.tags ?? workflow?.tags ?? [],
    severity: seed.severity ?? workflow?.severity ?? "none",
    critical: seed.critical ?? workflow?.critical ?? false,
    topics: seed.topics ?? [],
    contextKeys: contextKeysOf(seeding, seed),
    jobs: made
  }
}

const jobOf = ({ now, store }: Seeding, from: string | SeedJob, steps: ReadonlyArray<StepRow>): JobRow => {
  const seed: SeedJob = typeof from === "string" ? { stepId: from } : from
  if (seed._id !== undefined) store.ids.take(seed._id)
  const ofWorkflow = seed.step === undefined ? steps.find(({ stepId }) => stepId === seed.stepId) : undefined
  const [step] = ofWorkflow === undefined
    ? stepsOf(store, [{ type: seed.stepId, ...seed.step, stepId: seed.stepId }], now)
    : [ofWorkflow]
  if (step === undefined) throw new Error(`No step was made of ${seed.stepId}`)
  return {
    _id: seed._id ?? store.ids.objectId(now),
    step,
    status: seed.status ?? "completed",
    dueAt: millisOf(seed.dueAt),
    mergedInto: seed.mergedInto
  }
}

/** A step that is still the workflow's own is named alone. */
const savedJob = ({ _id, dueAt, mergedInto, status, step }: JobRow, steps: ReadonlyArray<StepRow>): SeedJob => ({
  _id,
  stepId: step.stepId,
  status,
  ...given({
    dueAt: maybeTimeOf(dueAt),
    mergedInto,
    step: steps.find(({ stepId }) => stepId === step.stepId) === step ? undefined : savedStep(step)
  })
})

const savedNotification = ({ workflows }: Store, row: RunRow): SeedNotification => ({
  workflowId: nameOf(workflows, row.workflowId, ({ workflowId }) => workflowId),
  subscriberId: row.subscriberId,
  transactionId: row.transactionId,
  payload: row.payload,
  overrides: row.overrides,
  to: row.to,
  channels: row.channels,
  tags: row.tags,
  severity: row.severity,
  critical: row.critical,
  topics: row.topics,
  contextKeys: row.contextKeys,
  jobs: row.jobs.map((job) => savedJob(job, workflows.byId.get(row.workflowId)?.steps ?? [])),
  ...savedStamp(row)
})

/** Lists those that wait last, in the order in which they began to. */
export const savedNotifications = (store: Store): ReadonlyArray<SeedNotification> => {
  const { runs, worker } = store
  return [...runs.createdAt.rows.filter((row) => !worker.waiting.has(row)), ...worker.waiting]
    .map((row) => savedNotification(store, row))
}
