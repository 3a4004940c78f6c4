import type { JobRow, RunRow, StepRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { valueAt } from "./values.ts"

/** Finds the job of a run that stands for a step. */
const jobOf = (run: RunRow, { stepId }: StepRow): JobRow | undefined =>
  run.jobs.find((job) => job.step.stepId === stepId)

/** Finds the run whose digest waits for the same subscriber, workflow and digest key, so that it takes this one in. */
export const mainDigest = (store: Store, run: RunRow, step: StepRow): RunRow | undefined => {
  for (const other of store.worker.waiting) {
    if (other === run || other.subscriberId !== run.subscriberId || other.workflowId !== run.workflowId) continue
    if (jobOf(other, step)?.status === "delayed" && keyOf(other, step) === keyOf(run, step)) return other
  }
  return undefined
}

const keyOf = ({ payload }: RunRow, { controls: { digestKey } }: StepRow): string | undefined =>
  typeof digestKey === "string"
    ? JSON.stringify(valueAt(payload, digestKey.replace(/^payload\./, "")))
    : undefined

/** Lists the runs that a digest took in, oldest first. */
export const digestedBy = (store: Store, main: RunRow, step: StepRow): ReadonlyArray<RunRow> =>
  store.runs.createdAt.rows.filter((run) => {
    const job = jobOf(run, step)
    return job?.status === "merged" && job.mergedInto === main._id
  })

/** Merges a run from its digest on: neither that job nor a later one runs. */
export const mergeFrom = (run: RunRow, from: JobRow, main: RunRow): void => {
  for (const job of run.jobs.slice(run.jobs.indexOf(from))) {
    job.status = "merged"
    job.mergedInto = main._id
  }
}

/** Makes the oldest follower of a canceled digest the main one of the others, until the same time. */
export const promoteFollower = (store: Store, main: RunRow, { dueAt, step }: JobRow): void => {
  const [next, ...others] = digestedBy(store, main, step)
  if (next === undefined) return
  const from = next.jobs.findIndex((job) => job.step.stepId === step.stepId)
  for (const [index, job] of next.jobs.slice(from).entries()) {
    job.status = index === 0 ? "delayed" : "pending"
    job.dueAt = index === 0 ? dueAt : undefined
    job.mergedInto = undefined
  }
  store.worker.waiting.add(next)
  for (const job of others.flatMap((run) => run.jobs)) {
    if (job.mergedInto === main._id) job.mergedInto = next._id
  }
}
