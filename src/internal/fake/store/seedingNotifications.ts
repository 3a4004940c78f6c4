import type { SeedPreference, SeedStep, SeedTopic, SeedWorkflow } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { type Store, subscriptionKey } from "./store.ts"
import { upsertSubscriber } from "./subscribers.ts"
import type { Row, Table } from "./table.ts"
import { othersOf, stepMembers, workflowMembers } from "./workflowMembers.ts"
import { completePreferences, criticalPreferences, defaultPreferences, makeSteps, makeWorkflow } from "./workflows.ts"

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

const stepOf = (step: string | SeedStep) => {
  if (typeof step === "string") return { type: step }
  const { more = {}, ...members } = step
  return { ...given(members), type: step.type, others: othersOf(more, stepMembers) }
}

export const seedWorkflow = (store: Store, seed: SeedWorkflow, now: number): void => {
  const { active, agent, critical = false, data, description, id, name = id, origin, payloadSchema, severity } = seed
  const { isTranslationEnabled, more, tags, triggerStatus } = seed
  const userPreferences = completePreferences(seed.preferences?.user) ?? null
  const preferences = completePreferences(seed.preferences?.workflow) ??
    (critical ? criticalPreferences : defaultPreferences)
  const steps = makeSteps(store, seed.steps.map(stepOf), now)
  const row = makeWorkflow(store, {
    workflowId: id,
    name,
    steps,
    preferences,
    userPreferences,
    payloadSchema,
    validatePayload: seed.validatePayload ?? payloadSchema !== undefined,
    ...given({
      active,
      agent,
      data,
      description,
      isTranslationEnabled,
      origin,
      others: more === undefined ? undefined : othersOf(more, workflowMembers),
      severity,
      tags,
      triggerStatus
    })
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
