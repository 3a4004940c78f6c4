import type { JobRow, RunRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

const subscriberOf = (store: Store, subscriberId: string) => {
  const row = store.subscribers.byKey.get(subscriberId)
  if (row === undefined) return null
  const { _id, email, firstName, lastName, phone } = row
  return { _id, subscriberId, firstName, lastName, email, phone }
}

const templateOf = (store: Store, workflowId: string) => {
  const row = store.workflows.byId.get(workflowId)
  if (row === undefined) return null
  return {
    _id: row._id,
    name: row.name,
    origin: "novu-cloud",
    triggers: [{ type: "event", identifier: row.workflowId, variables: [] }]
  }
}

/** Returns who delivered what a job made. A job that delivers nothing has an empty provider. */
const providerOf = (store: Store, { _id, step }: JobRow): string =>
  step.type === "in_app"
    ? "novu"
    : store.messages.createdAt.rows.find(({ jobId }) => jobId === _id)?.providerId ?? ""

const toJob = (run: RunRow, job: JobRow, store: Store) => ({
  _id: job._id,
  type: job.step.type,
  status: job.status,
  step: { _id: job.step._id, _templateId: job.step._id, active: job.step.active, filters: [] },
  providerId: providerOf(store, job),
  payload: run.payload,
  overrides: run.overrides,
  executionDetails: [],
  updatedAt: timesOf(run).updatedAt
})

/** Writes a run as the activity feed shows it. The subscriber and the workflow are `null` after their deletion. */
export const toRun = (row: RunRow, store: Store) => ({
  _id: row._id,
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  _subscriberId: store.subscribers.byKey.get(row.subscriberId)?._id ?? row.subscriberId,
  _templateId: row.workflowId,
  transactionId: row.transactionId,
  channels: row.channels,
  subscriber: subscriberOf(store, row.subscriberId),
  template: templateOf(store, row.workflowId),
  jobs: row.jobs.map((job) => toJob(row, job, store)),
  payload: row.payload,
  to: row.to,
  tags: row.tags,
  topics: row.topics.map((topicKey) => ({ _topicId: store.topics.byKey.get(topicKey)?._id, topicKey })),
  severity: row.severity,
  critical: row.critical,
  contextKeys: row.contextKeys,
  ...timesOf(row)
})
