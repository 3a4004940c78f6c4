import { isReadonlyObject } from "effect/Predicate"
import type { SeedChannel, SeedSubscriber } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import type { SubscriberRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { type Channel, type SubscriberFields, upsertSubscriber } from "../store/subscribers.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"
import { maybeTimeOf, millisOf } from "./times.ts"

const channelOf = ({ more, ...channel }: SeedChannel): Channel => ({ ...given(channel), ...more })

/** Reads the fields of a subscriber. One that is absent says nothing. */
const fieldsOf = (seed: Omit<SeedSubscriber, "subscriberId">): SubscriberFields => {
  const { _id: _, channels, createdAt: _createdAt, lastOnlineAt, updatedAt: _updatedAt, ...fields } = seed
  return given({
    ...fields,
    channels: channels === null ? null : channels?.map(channelOf),
    lastOnlineAt: millisOf(lastOnlineAt)
  })
}

export const seedSubscriber = (seeding: Seeding, seed: string | SeedSubscriber): void => {
  const { isExact, now, store } = seeding
  const { subscriberId, ...said }: SeedSubscriber = typeof seed === "string" ? { subscriberId: seed } : seed
  const fields = fieldsOf(said)
  if (!isExact) {
    upsertSubscriber(store, subscriberId, fields, now)
    if (said._id === undefined && said.createdAt === undefined && said.updatedAt === undefined) return
  }
  const existing = store.subscribers.byKey.get(subscriberId)
  const before = isExact ? undefined : existing
  put(store.subscribers, existing, {
    ...(before ?? { channels: [], ...fields }),
    subscriberId,
    ...stampOf(seeding, said, existing)
  })
}

const savedChannel = (channel: Channel): SeedChannel => {
  const { credentials, integrationIdentifier, providerId, ...more } = channel
  const isCredentials = isReadonlyObject(credentials)
  const isIdentifier = typeof integrationIdentifier === "string"
  return {
    providerId: String(providerId),
    ...(isIdentifier && { integrationIdentifier }),
    ...(isCredentials && { credentials }),
    more: {
      ...more,
      ...(!isIdentifier && given({ integrationIdentifier })),
      ...(!isCredentials && given({ credentials }))
    }
  }
}

const savedSubscriber = (row: SubscriberRow): SeedSubscriber => {
  const { _id: _, channels, createdAt: _createdAt, lastOnlineAt, updatedAt: _updatedAt, ...fields } = row
  return {
    ...fields,
    ...(channels === null || channels.length > 0 ? { channels: channels?.map(savedChannel) ?? null } : undefined),
    ...given({ lastOnlineAt: maybeTimeOf(lastOnlineAt) }),
    ...savedStamp(row)
  }
}

export const savedSubscribers = ({ subscribers }: Store): ReadonlyArray<SeedSubscriber> =>
  subscribers.createdAt.rows.map(savedSubscriber)
