import type { SeedPreference } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { preferenceOf } from "../store/preferences.ts"
import type { Store } from "../store/store.ts"
import { idOf, nameOf } from "./references.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

export const seedPreference = (seeding: Seeding, seed: SeedPreference): void => {
  const { store } = seeding
  const { channels, schedule, subscriberId } = seed
  const workflowId = seed.workflowId === undefined ? undefined : idOf(store.workflows, seed.workflowId)
  const existing = preferenceOf(store, subscriberId, workflowId)
  put(store.preferences, existing, {
    ...stampOf(seeding, seed, existing),
    subscriberId,
    workflowId,
    channels,
    schedule
  })
}

export const savedPreferences = (store: Store): ReadonlyArray<SeedPreference> =>
  store.preferences.createdAt.rows.map((row) => ({
    subscriberId: row.subscriberId,
    ...(row.workflowId === undefined
      ? undefined
      : { workflowId: nameOf(store.workflows, row.workflowId, ({ workflowId }) => workflowId) }),
    channels: row.channels,
    ...given({ schedule: row.schedule }),
    ...savedStamp(row)
  }))
