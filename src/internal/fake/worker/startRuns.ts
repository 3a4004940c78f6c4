import { isReadonlyObject } from "effect/Predicate"
import { resolveContexts } from "../store/contexts.ts"
import type { AcceptedTrigger, JobRow, RunRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { subscriberFields, upsertSubscriber } from "../store/subscribers.ts"
import { type Recipient, recipientsOf, subscriberIdOf } from "./recipients.ts"
import { runJobs } from "./runJobs.ts"
import { objectOf, textOf } from "./values.ts"

/**
 * Carries out one trigger. If its transaction has runs already, nothing happens and
 * nobody is told, as in Novu's worker.
 */
export const startRuns = (store: Store, trigger: AcceptedTrigger, now: number): void => {
  if (store.runs.ofTransaction(trigger.transactionId).length > 0) return
  updateTenant(store, trigger.tenant)
  upsertSent(store, trigger.actor, now)
  const contextKeys = resolveContexts(store, trigger.context, now)
  for (const recipient of recipientsOf(store, trigger)) {
    upsertSent(store, recipient.to, now)
    runJobs(store, insertRun(store, trigger, recipient, contextKeys, now), now)
  }
}

const upsertSent = (store: Store, sent: unknown, now: number): void => {
  const subscriberId = subscriberIdOf(sent)
  if (subscriberId !== undefined) upsertSubscriber(store, subscriberId, subscriberFields(objectOf(sent)), now)
}

/** A tenant that was sent as an object is updated by what it has. */
const updateTenant = (store: Store, sent: unknown): void => {
  if (!isReadonlyObject(sent)) return
  const stored = store.tenants.get(String(sent["identifier"]))
  if (stored === undefined) return
  store.tenants.set(stored.identifier, {
    identifier: stored.identifier,
    name: textOf(sent["name"]) ?? stored.name,
    data: isReadonlyObject(sent["data"]) ? sent["data"] : stored.data
  })
}

const insertRun = (
  store: Store,
  { overrides, payload, transactionId, workflow }: AcceptedTrigger,
  { subscriberId, to, topics }: Recipient,
  contextKeys: ReadonlyArray<string>,
  now: number
): RunRow => {
  const steps = workflow.steps.filter(({ active }) => active)
  return store.runs.insert({
    _id: store.ids.objectId(now),
    transactionId,
    workflowId: workflow._id,
    subscriberId,
    payload: withoutFiles(payload),
    overrides,
    to,
    channels: [...new Set(steps.map(({ type }) => type))],
    tags: workflow.tags,
    severity: textOf(overrides["severity"]) ?? workflow.severity,
    critical: workflow.critical,
    topics,
    contextKeys,
    jobs: steps.map((step): JobRow => ({
      _id: store.ids.objectId(now),
      step,
      status: "pending",
      dueAt: undefined,
      mergedInto: undefined
    })),
    createdAt: now,
    updatedAt: now
  })
}

/** Novu uploads the files of attachments and does not keep them in the payload. */
const withoutFiles = (payload: AcceptedTrigger["payload"]): AcceptedTrigger["payload"] =>
  Array.isArray(payload["attachments"])
    ? {
      ...payload,
      attachments: payload["attachments"].map((each: unknown) => {
        const { file: _, ...attachment } = objectOf(each)
        return attachment
      })
    }
    : payload
