/** Writes a subscriber in the two forms in which Novu sends it. */
import type { SubscriberRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { timeOf } from "./messageRow.ts"

const profileOf = (row: SubscriberRow, store: Store) => ({
  _id: row._id,
  subscriberId: row.subscriberId,
  firstName: row.firstName,
  lastName: row.lastName,
  email: row.email,
  phone: row.phone,
  avatar: row.avatar,
  locale: row.locale,
  timezone: row.timezone,
  data: row.data,
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  deleted: false,
  ...timesOf(row)
})

/** Writes the members that v2 shows, which makes up what is not stored. */
export const toSubscriber = (row: SubscriberRow, store: Store) => ({
  ...profileOf(row, store),
  channels: row.channels ?? [],
  isOnline: row.isOnline ?? null,
  lastOnlineAt: timeOf(row.lastOnlineAt) ?? null
})

/** Writes the row as it is stored, in which form v1 sends it. */
export const toRawSubscriber = (row: SubscriberRow, store: Store) => ({
  ...profileOf(row, store),
  channels: row.channels,
  isOnline: row.isOnline,
  lastOnlineAt: timeOf(row.lastOnlineAt),
  __v: 0,
  id: row._id
})
