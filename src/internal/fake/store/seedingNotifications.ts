import type { SeedPreference, SeedTopic, SeedWorkflow } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { type Store, subscriptionKey } from "./store.ts"
import { upsertSubscriber } from "./subscribers.ts"
import type { Row, Table } from "./table.ts"
import { criticalPreferences, defaultPreferences, makeSteps, makeWorkflow } from "./workflows.ts"

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
  const { active, agent, critical = false, data, description, id, more, name = id, origin, severity, tags } = seed
  const { isTranslationEnabled, payloadSchema, preferences: { user, workflow } = {} } = seed
  const steps = makeSteps(
    store,
    seed.steps.map((step) => {
      if (typeof step === "string") return { type: step }
      const { more: others, ...members } = step
      return { ...given({ ...members, others }), type: step.type }
    }),
    now
  )
  const row = makeWorkflow(store, {
    workflowId: id,
    name,
    steps,
    userPreferences: user ?? null,
    preferences: workflow ?? (critical ? criticalPreferences : defaultPreferences),
    payloadSchema,
    validatePayload: seed.validatePayload ?? payloadSchema !== undefined,
    ...given({ active, agent, data, description, isTranslationEnabled, origin, others: more, severity, tags }),
    triggerStatus: seed.triggerStatus
  }, now)
  put(store.workflows, store.workflows.byKey.get(id), row)
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
