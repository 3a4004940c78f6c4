/** Counts what an Inbox shows beside its bell. */
import { sameKeys } from "../protocol/query.ts"
import { inAppOf } from "../resources/inboxFilter.ts"
import type { MessageRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

const maximum = 99

const severities = ["high", "medium", "low", "none"] as const

/** Lists the items of a subscriber that have exactly the given contexts. */
export const itemsOf = (
  store: Store,
  subscriberId: string,
  contextKeys: ReadonlyArray<string>
): ReadonlyArray<MessageRow> => {
  const isOwn = inAppOf(subscriberId)
  return store.messages.createdAt.rows.filter((row) => isOwn(row) && sameKeys(row.contextKeys, contextKeys))
}

/** Counts the unread items that are not snoozed. Archived ones count as well, if they are unread. */
export const unreadOf = (items: ReadonlyArray<MessageRow>) => {
  const unread = items.filter(({ read, snoozedUntil }) => !read && typeof snoozedUntil !== "number")
  const [high, medium, low, none] = severities.map((name) =>
    Math.min(unread.filter(({ severity }) => severity === name).length, maximum)
  )
  return { total: Math.min(unread.length, maximum), severity: { high, medium, low, none } }
}
