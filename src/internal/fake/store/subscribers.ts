import { isReadonlyObject } from "effect/Predicate"
import { given } from "../../input/given.ts"
import type { SubscriberRow } from "./rows.ts"
import type { Store } from "./store.ts"

type Channel = SubscriberRow["channels"][number]

/** Has the members of a subscriber that a caller may give. An absent one says nothing. */
export type SubscriberFields = Partial<Omit<SubscriberRow, "_id" | "subscriberId" | "createdAt" | "updatedAt">>

/** Creates a subscriber with the given fields. For a known one, the given fields overwrite and absent ones stay. */
export const upsertSubscriber = (
  store: Store,
  subscriberId: string,
  fields: SubscriberFields,
  now: number
): SubscriberRow => {
  const existing = store.subscribers.byKey.get(subscriberId)
  const known = given(fields)
  if (existing === undefined) {
    return store.subscribers.insert({
      channels: [],
      isOnline: false,
      ...known,
      _id: store.ids.objectId(now),
      subscriberId,
      createdAt: now,
      updatedAt: now
    })
  }
  if (Object.keys(known).length === 0) return existing
  return store.subscribers.replace(existing, {
    ...existing,
    ...known,
    channels: withChannels(existing.channels, known.channels ?? []),
    updatedAt: now
  })
}

/** A channel replaces the one of the same provider and integration, and the others stay. */
const withChannels = (
  existing: ReadonlyArray<Channel>,
  next: ReadonlyArray<Channel>
): ReadonlyArray<Channel> => [
  ...existing.filter((old) => !next.some((channel) => sameChannel(old, channel))),
  ...next
]

const sameChannel = (a: Channel, b: Channel): boolean =>
  a["providerId"] === b["providerId"] && a["integrationIdentifier"] === b["integrationIdentifier"]

const texts = ["firstName", "lastName", "email", "phone", "avatar", "locale", "timezone"] as const

/** Reads the fields of a subscriber from an object that was sent. Unknown members are left out. */
export const subscriberFields = (sent: Readonly<Record<string, unknown>>): SubscriberFields => {
  const fields: Record<string, unknown> = {}
  for (const name of texts) {
    const value = sent[name]
    if (typeof value === "string" || value === null) fields[name] = value
  }
  const { channels, data } = sent
  if (isReadonlyObject(data) || data === null) fields["data"] = data
  if (Array.isArray(channels)) fields["channels"] = channels.filter(isReadonlyObject)
  return fields
}
