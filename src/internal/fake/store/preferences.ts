import { given } from "../../input/given.ts"
import type { PreferenceRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** Returns the preference of a subscriber for everything, or for the workflow with this `_id`. */
export const preferenceOf = (store: Store, subscriberId: string, workflowId?: string): PreferenceRow | undefined =>
  store.preferences.byKey.get(`${subscriberId}:${workflowId ?? ""}`)

/** Sets the given members of a preference, and keeps the channels that are not named. */
export const setPreference = (
  store: Store,
  preference:
    & Pick<PreferenceRow, "subscriberId" | "workflowId">
    & Partial<Pick<PreferenceRow, "channels" | "schedule">>,
  now: number
): PreferenceRow => {
  const { channels, schedule, subscriberId, workflowId } = preference
  const existing = preferenceOf(store, subscriberId, workflowId)
  if (existing === undefined) {
    return store.preferences.insert({
      _id: store.ids.objectId(now),
      subscriberId,
      workflowId,
      channels: channels ?? {},
      schedule,
      createdAt: now,
      updatedAt: now
    })
  }
  return store.preferences.replace(existing, {
    ...existing,
    ...given({ schedule }),
    channels: { ...existing.channels, ...channels },
    updatedAt: now
  })
}
