import type { AcceptedTrigger, JobRow, RunRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { promoteFollower } from "./digests.ts"
import { runJobs } from "./runJobs.ts"
import { startRuns } from "./startRuns.ts"

/** Hands triggers to the worker, which runs them at once unless it is held. */
export const enqueue = (store: Store, triggers: ReadonlyArray<AcceptedTrigger>, now: number): void => {
  store.worker.queue.push(...triggers)
  if (!store.worker.held) drain(store, now)
}

const drain = (store: Store, now: number): void => {
  for (const trigger of store.worker.queue.splice(0)) startRuns(store, trigger, now)
}

/**
 * Wakes the jobs that are due, and says whether there were any. Each goes on at the
 * time at which it was due, so it makes no difference when somebody asks.
 */
export const advance = (store: Store, now: number): boolean => !store.worker.held && wake(store, now, (dueAt) => dueAt)

/** Returns when the next job is due; `undefined` where none waits, or the worker is held. */
export const nextDue = (store: Store): number | undefined => {
  let next: number | undefined
  for (const { jobs } of store.worker.held ? [] : store.worker.waiting) {
    const dueAt = jobs.find(({ status }) => status === "delayed")?.dueAt
    if (dueAt !== undefined) next = Math.min(dueAt, next ?? Infinity)
  }
  return next
}

/** Ends the delay or digest of a run before its time, and says whether it waited. */
export const runNow = (store: Store, runId: string, now: number): boolean => {
  const run = store.runs.byId.get(runId)
  const job = run?.jobs.find(({ status }) => status === "delayed")
  if (run === undefined || job === undefined) return false
  goOn(store, { run, job }, now)
  return true
}

/** Keeps what is accepted from now on, and every delayed job, until `flush`. */
export const hold = (store: Store): void => {
  store.worker.held = true
}

/** Runs what was kept, in order, and ends the hold. */
export const flush = (store: Store, now: number): void => {
  store.worker.held = false
  // What became due during the hold goes on now, because it has not happened until now.
  wake(store, now, () => now)
  drain(store, now)
}

interface Waiting {
  readonly run: RunRow
  readonly job: JobRow
  readonly dueAt: number
}

const goOn = (store: Store, { job, run }: Pick<Waiting, "job" | "run">, now: number): void => {
  job.status = "completed"
  store.worker.waiting.delete(run)
  runJobs(store, run, now)
}

/** Wakes what is due in the order of time. A job that was woken may start another delay that is due as well. */
const wake = (store: Store, now: number, timeOf: (dueAt: number) => number): boolean => {
  let woke = false
  for (let due = firstDue(store, now); due.length > 0; due = firstDue(store, now)) {
    woke = true
    for (const each of due) goOn(store, each, timeOf(each.dueAt))
  }
  return woke
}

/** Lists the jobs that are due next, all of which are due at the same time. */
const firstDue = (store: Store, now: number): ReadonlyArray<Waiting> => {
  let first: Array<Waiting> = []
  for (const run of store.worker.waiting) {
    const job = run.jobs.find(({ status }) => status === "delayed")
    if (job?.dueAt === undefined || job.dueAt > now) continue
    const earliest = first[0]?.dueAt ?? Infinity
    if (job.dueAt < earliest) first = []
    if (job.dueAt <= earliest) first.push({ run, job, dueAt: job.dueAt })
  }
  return first
}

/**
 * Cancels what waits in a transaction, for every recipient, and says whether
 * anything did. Messages that were made stay.
 */
export const cancel = (store: Store, transactionId: string): boolean => {
  const runs = store.runs.ofTransaction(transactionId)
  const found = runs.flatMap((run) => run.jobs.filter(isWaiting).map((job) => ({ run, job, wasMain: isMain(job) })))
  if (found.length === 0) return false
  const stops = found.some(({ job: { step } }) => step.type === "delay" || step.type === "digest")
  for (const run of runs) {
    for (const job of run.jobs) {
      if (isWaiting(job) || (stops && job.status === "pending")) job.status = "canceled"
    }
    store.worker.waiting.delete(run)
  }
  for (const { job, run, wasMain } of found) {
    if (wasMain) promoteFollower(store, run, job)
  }
  return true
}

const isWaiting = ({ status }: JobRow): boolean => status === "delayed" || status === "merged"

const isMain = ({ status, step }: JobRow): boolean => status === "delayed" && step.type === "digest"
