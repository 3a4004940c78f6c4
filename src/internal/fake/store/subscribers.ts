import { isReadonlyObject } from "effect/Predicate"
import { given } from "../../input/given.ts"
import type { IntegrationRow, SubscriberRow } from "./rows.ts"
import type { Store } from "./store.ts"

export type Channel = NonNullable<SubscriberRow["channels"]>[number]

/** Has the members of a subscriber that a caller may give. An absent one says nothing. */
export type SubscriberFields = Partial<Omit<SubscriberRow, "_id" | "subscriberId" | "createdAt" | "updatedAt">>

/** Finds the integration that credentials of a provider are for: the one that is named, or the newest. */
export const activeIntegration = (
  store: Store,
  providerId: string,
  identifier?: unknown
): IntegrationRow | undefined =>
  store.integrations.createdAt.rows.findLast((row) =>
    row.active && row.providerId === providerId &&
    (identifier === undefined || identifier === null || row.identifier === identifier)
  )

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
      ...known,
      channels: withIds(store, known.channels ?? []),
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
    channels: known.channels === undefined
      ? existing.channels
      : withChannels(existing.channels ?? [], withIds(store, known.channels ?? [])),
    updatedAt: now
  })
}

/** Adds to each channel the id of the integration that it is for, where there is one. */
const withIds = (store: Store, channels: ReadonlyArray<Channel>): ReadonlyArray<Channel> =>
  channels.map((channel) => {
    const { integrationIdentifier, providerId } = channel
    const found = activeIntegration(store, String(providerId), integrationIdentifier)
    return found === undefined ? channel : { ...channel, _integrationId: found._id }
  })

/** A channel replaces the one of the same provider and integration, and the others stay. */
const withChannels = (
  existing: ReadonlyArray<Channel>,
  next: ReadonlyArray<Channel>
): ReadonlyArray<Channel> => [
  ...existing.filter((old) => !next.some((channel) => sameChannel(old, channel))),
  ...next
]

const sameChannel = (a: Channel, b: Channel): boolean =>
  a["_integrationId"] !== undefined && b["_integrationId"] !== undefined
    ? a["_integrationId"] === b["_integrationId"]
    : a["providerId"] === b["providerId"] && a["integrationIdentifier"] === b["integrationIdentifier"]

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
