import { isReadonlyObject } from "effect/Predicate"
import type { AcceptedTrigger } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { textOf } from "./values.ts"

type Sent = Readonly<Record<string, unknown>>

export interface Recipient {
  readonly subscriberId: string
  /** The recipient as it was sent, as an object. */
  readonly to: Sent
  /** The keys of the topics by which the recipient was reached. */
  readonly topics: ReadonlyArray<string>
}

const isTopic = (sent: unknown): sent is Sent =>
  isReadonlyObject(sent) && (sent["type"] === "Topic" || sent["topicKey"] !== undefined)

/** Returns the id in a subscriber that was sent as a text or as an object. */
export const subscriberIdOf = (sent: unknown): string | undefined =>
  textOf(isReadonlyObject(sent) ? sent["subscriberId"] : sent)

/**
 * Lists who is notified: first those who are named, then the members of topics
 * who are not named, not the actor and not excluded. Nobody is listed twice.
 */
export const recipientsOf = (store: Store, trigger: AcceptedTrigger): ReadonlyArray<Recipient> => {
  if (trigger.isBroadcast) {
    return store.subscribers.createdAt.rows.map(({ subscriberId }) => ({
      subscriberId,
      to: { subscriberId },
      topics: []
    }))
  }
  const sent: ReadonlyArray<unknown> = Array.isArray(trigger.to) ? trigger.to : [trigger.to]
  const singles = singlesOf(sent.filter((each) => !isTopic(each)))
  if (singles === undefined) return []
  return [...singles.values(), ...membersOf(store, sent.filter(isTopic), trigger.actor, singles)]
}

/** Of two with one id, the last counts. One without an id fails the whole trigger, which `undefined` says. */
const singlesOf = (sent: ReadonlyArray<unknown>): ReadonlyMap<string, Recipient> | undefined => {
  const singles = new Map<string, Recipient>()
  for (const each of sent) {
    const subscriberId = subscriberIdOf(each)
    if (subscriberId === undefined) return undefined
    singles.set(subscriberId, { subscriberId, to: isReadonlyObject(each) ? each : { subscriberId }, topics: [] })
  }
  return singles
}

const membersOf = (
  store: Store,
  topics: ReadonlyArray<Sent>,
  actor: unknown,
  singles: ReadonlyMap<string, Recipient>
): ReadonlyArray<Recipient> => {
  // One unknown topic ends the part of all topics, after the singles were queued.
  if (topics.some(({ topicKey }) => !store.topics.byKey.has(String(topicKey)))) return []
  const actorId = subscriberIdOf(actor)
  const keysOf = new Map<string, ReadonlyArray<string>>()
  for (const { exclude, topicKey } of topics) {
    const excluded: ReadonlyArray<unknown> = Array.isArray(exclude) ? exclude : []
    for (const row of store.topicSubscriptions.createdAt.rows) {
      const { subscriberId } = row
      const keys = keysOf.get(subscriberId) ?? []
      if (row.topicKey !== topicKey || keys.includes(row.topicKey)) continue
      if (singles.has(subscriberId) || subscriberId === actorId || excluded.includes(subscriberId)) continue
      keysOf.set(subscriberId, [...keys, row.topicKey])
    }
  }
  return Array.from(keysOf, ([subscriberId, keys]) => ({ subscriberId, to: { subscriberId }, topics: keys }))
}
