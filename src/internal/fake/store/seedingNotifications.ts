import type { SeedPreference, SeedStep, SeedTopic, SeedWorkflow } from "../../../Testing/Seed.ts"
import type { StepRow } from "./rows.ts"
import { type Store, subscriptionKey } from "./store.ts"
import { upsertSubscriber } from "./subscribers.ts"
import type { Row, Table } from "./table.ts"

/** Puts a row under its key. A row that is there already keeps its id and its creation time. */
const put = <R extends Row>(table: Table<R>, existing: R | undefined, row: R): R =>
  existing === undefined
    ? table.insert(row)
    : table.replace(existing, { ...row, _id: existing._id, createdAt: existing.createdAt })

const freshRow = (store: Store, now: number): Row => ({
  _id: store.ids.objectId(now),
  createdAt: now,
  updatedAt: now
})

export const seedTopic = (store: Store, { key, name, subscribers = [] }: SeedTopic, now: number): void => {
  put(store.topics, store.topics.byKey.get(key), { ...freshRow(store, now), key, name, data: undefined })
  for (const subscriberId of subscribers) {
    upsertSubscriber(store, subscriberId, {}, now)
    const subscription = { topicKey: key, identifier: `tk_${key}:si_${subscriberId}`, contextKeys: [] }
    if (store.topicSubscriptions.byKey.has(subscriptionKey(subscription))) continue
    store.topicSubscriptions.insert({
      ...freshRow(store, now),
      ...subscription,
      subscriberId,
      name: undefined,
      preferences: []
    })
  }
}

export const seedWorkflow = (store: Store, seed: SeedWorkflow, now: number): void => {
  put(store.workflows, store.workflows.byKey.get(seed.id), {
    ...freshRow(store, now),
    workflowId: seed.id,
    name: seed.name ?? seed.id,
    active: seed.active ?? true,
    critical: seed.critical ?? false,
    tags: seed.tags ?? [],
    severity: seed.severity ?? "none",
    data: seed.data,
    payloadSchema: seed.payloadSchema,
    validatePayload: seed.validatePayload ?? seed.payloadSchema !== undefined,
    triggerStatus: seed.triggerStatus,
    steps: seedSteps(store, seed.steps, now)
  })
}

const seedSteps = (store: Store, steps: SeedWorkflow["steps"], now: number): ReadonlyArray<StepRow> => {
  const counts = new Map<string, number>()
  return steps.map((step) => {
    const { active = true, controls = {}, stepId, type }: SeedStep = typeof step === "string" ? { type: step } : step
    const count = (counts.get(type) ?? 0) + 1
    counts.set(type, count)
    return {
      _id: store.ids.objectId(now),
      stepId: stepId ?? (count === 1 ? type : `${type}-${count}`),
      type,
      active,
      controls
    }
  })
}

export const seedPreference = (store: Store, seed: SeedPreference, now: number): void => {
  const { channels, subscriberId } = seed
  const workflowId = seed.workflowId === undefined
    ? undefined
    : store.workflows.byKey.get(seed.workflowId)?._id ?? seed.workflowId
  put(store.preferences, store.preferences.byKey.get(`${subscriberId}:${workflowId ?? ""}`), {
    ...freshRow(store, now),
    subscriberId,
    workflowId,
    channels
  })
}
