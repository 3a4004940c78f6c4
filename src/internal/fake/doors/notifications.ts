import type {
  FakeMessage,
  FakePreference,
  FakeRun,
  FakeTopic,
  FakeWorkflow,
  SentTrigger
} from "../../../Testing/FakeState.ts"
import { given } from "../../input/given.ts"
import { inAppOf } from "../resources/inboxFilter.ts"
import { toItem } from "../resources/inboxItem.ts"
import { newestFirst } from "../resources/listQuery.ts"
import type { MessageRow, PreferenceRow, RunRow, TopicRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"

const timeOf = (millis: number): string => new Date(millis).toISOString()

/** Returns the identifier of a workflow by Novu's id, which is all that is left of one that was deleted. */
const workflowIdOf = (store: Store, id: string): string => store.workflows.byId.get(id)?.workflowId ?? id

export const showPreference = (
  store: Store,
  { channels, schedule, subscriberId, workflowId }: PreferenceRow
): FakePreference => ({
  subscriberId,
  ...given({ workflowId: workflowId === undefined ? undefined : workflowIdOf(store, workflowId) }),
  channels,
  ...given({ schedule })
})

export const showTopic = (store: Store, { key, name }: TopicRow): FakeTopic => ({
  key,
  ...given({ name }),
  subscribers: store.topicSubscriptions.createdAt.rows.filter(({ topicKey }) => topicKey === key)
    .map(({ subscriberId }) => subscriberId)
})

export const showWorkflow = (row: WorkflowRow): FakeWorkflow => ({
  workflowId: row.workflowId,
  name: row.name,
  ...given({ description: row.description }),
  origin: row.origin,
  active: row.active,
  critical: row.critical,
  tags: row.tags,
  severity: row.severity,
  ...given({ payloadSchema: row.payloadSchema }),
  preferences: { user: row.userPreferences, workflow: row.preferences },
  steps: row.steps.map(({ active, controls, name, stepId, type }) => ({ stepId, name, type, active, controls })),
  ...timesOf(row)
})

export const showRun = (store: Store, row: RunRow): FakeRun => ({
  id: row._id,
  transactionId: row.transactionId,
  workflowId: workflowIdOf(store, row.workflowId),
  subscriberId: row.subscriberId,
  payload: row.payload,
  topics: row.topics,
  contextKeys: row.contextKeys,
  jobs: row.jobs.map(({ dueAt, status, step }) => ({
    stepId: step.stepId,
    type: step.type,
    status,
    ...(status === "delayed" && dueAt !== undefined && { dueAt: timeOf(dueAt) })
  })),
  createdAt: timeOf(row.createdAt)
})

export const showMessage = (row: MessageRow): FakeMessage => ({
  id: row._id,
  transactionId: row.transactionId,
  workflowId: row.workflowIdentifier,
  stepId: row.stepId,
  subscriberId: row.subscriberId,
  channel: row.channel,
  providerId: row.providerId,
  content: row.content,
  payload: row.payload,
  tags: row.tags,
  severity: row.severity,
  contextKeys: row.contextKeys,
  ...given({ subject: row.subject, data: row.data, email: row.email, phone: row.phone }),
  seen: row.seen,
  read: row.read,
  archived: row.archived,
  createdAt: timeOf(row.createdAt)
})

/** Lists what the worker took, one entry for each trigger and recipient. */
export const sentTriggers = (store: Store): ReadonlyArray<SentTrigger> =>
  store.runs.createdAt.rows.map(({ createdAt, payload, subscriberId, transactionId, workflowId }) => ({
    workflowId: workflowIdOf(store, workflowId),
    subscriberId,
    payload,
    transactionId,
    at: createdAt
  }))

/** Chooses messages. A member that is absent chooses all. */
export interface MessageFilter {
  readonly subscriberId?: string | undefined
  readonly channel?: string | undefined
}

export const messagesOf = (store: Store, { channel, subscriberId }: MessageFilter): ReadonlyArray<FakeMessage> =>
  store.messages.createdAt.rows.filter((row) =>
    (subscriberId === undefined || row.subscriberId === subscriberId) &&
    (channel === undefined || row.channel === channel)
  ).map(showMessage)

/** Returns the items of a subscriber's inbox as they are sent, newest first. */
export const inboxOf = (store: Store, subscriberId: string): ReadonlyArray<unknown> =>
  newestFirst(store.messages, [inAppOf(subscriberId)]).map((row) => toItem(row, store))
