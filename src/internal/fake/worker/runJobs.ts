import { preferenceOf } from "../store/preferences.ts"
import type { JobRow, JobStatus, RunRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { isChannelOn } from "../store/workflows.ts"
import { mainDigest, mergeFrom } from "./digests.ts"
import { channels, makeMessage } from "./makeMessage.ts"
import { senderOf } from "./senders.ts"
import { dueAtOf } from "./waiting.ts"

/** Runs the pending jobs of a run in order, up to one that waits. */
export const runJobs = (store: Store, run: RunRow, now: number): void => {
  for (const job of run.jobs) {
    if (job.status !== "pending") continue
    job.status = runJob(store, run, job, now)
    if (job.status === "delayed") {
      store.worker.waiting.add(run)
      return
    }
  }
}

/** Runs one job, and says how it stands afterwards. A step of an unknown type does nothing. */
const runJob = (store: Store, run: RunRow, job: JobRow, now: number): JobStatus => {
  const { step } = job
  if (channels.has(step.type)) return runChannel(store, run, job, now)
  if (step.type !== "delay" && step.type !== "digest") return "completed"
  const main = step.type === "digest" ? mainDigest(store, run, step) : undefined
  if (main !== undefined) {
    mergeFrom(run, job, main)
    return "merged"
  }
  const dueAt = dueAtOf(step, run, now)
  if (dueAt <= now) return "completed"
  job.dueAt = dueAt
  return "delayed"
}

const runChannel = (store: Store, run: RunRow, job: JobRow, now: number): JobStatus => {
  if (!run.critical && !isWanted(store, run, job.step.type)) return "skipped"
  const sender = senderOf(store, job.step.type, run.subscriberId)
  if (sender === undefined) return "failed"
  return makeMessage(store, run, job, sender, now) === undefined ? "failed" : "completed"
}

/**
 * A preference of the subscriber for the workflow decides before the one for all
 * workflows, and the workflow's own where there is none.
 */
const isWanted = (store: Store, { subscriberId, workflowId }: RunRow, channel: string): boolean => {
  const workflow = store.workflows.byId.get(workflowId)
  return preferenceOf(store, subscriberId, workflowId)?.channels[channel] ??
    preferenceOf(store, subscriberId)?.channels[channel] ??
    (workflow === undefined || isChannelOn(workflow, channel))
}
