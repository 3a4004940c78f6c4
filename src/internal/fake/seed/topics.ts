import type { SeedTopic, SeedTopicSubscription } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { type Store, subscriptionKey } from "../store/store.ts"
import { upsertSubscriber } from "../store/subscribers.ts"
import { contextKeysOf } from "./contexts.ts"
import { idOf, nameOf } from "./references.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

export const seedTopic = (seeding: Seeding, seed: SeedTopic): void => {
  const { topics } = seeding.store
  const { data, key, name, subscribers = [] } = seed
  const existing = topics.byKey.get(key)
  put(topics, existing, { ...stampOf(seeding, seed, existing), key, name, data })
  for (const subscriberId of subscribers) {
    const subscription = { topicKey: key, identifier: identifierOf(key, subscriberId), contextKeys: [] }
    if (seeding.store.topicSubscriptions.byKey.has(subscriptionKey(subscription))) {
      upsertSubscriber(seeding.store, subscriberId, {}, seeding.now)
    } else seedTopicSubscription(seeding, { topicKey: key, subscriberId })
  }
}

/** Is the identifier of a subscription that nobody gave one. */
const identifierOf = (topicKey: string, subscriberId: string): string => `tk_${topicKey}:si_${subscriberId}`

export const seedTopicSubscription = (seeding: Seeding, seed: SeedTopicSubscription): void => {
  const { isExact, now, store } = seeding
  const { name, preferences = [], subscriberId, topicKey } = seed
  if (!isExact) {
    if (!store.topics.byKey.has(topicKey)) seedTopic(seeding, { key: topicKey })
    upsertSubscriber(store, subscriberId, {}, now)
  }
  const place = {
    topicKey,
    identifier: seed.identifier ?? identifierOf(topicKey, subscriberId),
    contextKeys: contextKeysOf(seeding, seed)
  }
  const existing = store.topicSubscriptions.byKey.get(subscriptionKey(place))
  put(store.topicSubscriptions, existing, {
    ...stampOf(seeding, seed, existing),
    ...place,
    subscriberId,
    name,
    preferences: preferences.map(({ condition, enabled = true, workflowId }) => ({
      workflowId: idOf(store.workflows, workflowId),
      enabled,
      condition
    }))
  })
}

export const savedTopics = ({ topics }: Store): ReadonlyArray<SeedTopic> =>
  topics.createdAt.rows.map((row) => ({
    key: row.key,
    ...given({ name: row.name, data: row.data }),
    ...savedStamp(row)
  }))

export const savedTopicSubscriptions = (store: Store): ReadonlyArray<SeedTopicSubscription> =>
  store.topicSubscriptions.createdAt.rows.map((row) => ({
    topicKey: row.topicKey,
    subscriberId: row.subscriberId,
    identifier: row.identifier,
    ...given({ name: row.name }),
    contextKeys: row.contextKeys,
    preferences: row.preferences.map(({ condition, enabled, workflowId }) => ({
      workflowId: nameOf(store.workflows, workflowId, (workflow) => workflow.workflowId),
      enabled,
      ...given({ condition })
    })),
    ...savedStamp(row)
  }))
