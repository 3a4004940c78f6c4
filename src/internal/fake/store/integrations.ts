/** Keeps the order of integrations: which of a channel sends first, and which is the primary one. */
import type { IntegrationRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** Only these channels have a primary integration. */
export const hasPrimary = (channel: string): boolean => channel === "email" || channel === "sms"

/** Lists the active integrations of a channel that has an order, the first to send first. */
const ordered = (store: Store, channel: string): ReadonlyArray<IntegrationRow> =>
  store.integrations.createdAt.rows.filter((row) => row.active && row.channel === channel)
    .toSorted((a, b) => b.priority - a.priority)

/** Numbers the active integrations of a channel from the last to the first, without gaps. */
export const renumber = (store: Store, channel: string): void => {
  const rows = ordered(store, channel)
  for (const [index, row] of rows.entries()) store.integrations.replace(row, { ...row, priority: rows.length - index })
}

/**
 * Gives an integration that becomes active its place: behind the primary one,
 * or else before all others. The first of a channel that is made active is
 * primary, and one that is switched on later is not.
 */
export const activate = (store: Store, row: IntegrationRow, mayBePrimary: boolean): IntegrationRow => {
  if (!hasPrimary(row.channel)) return row
  const others = ordered(store, row.channel).filter(({ _id }) => _id !== row._id)
  const primary = others.find((each) => each.primary)
  if (primary === undefined) {
    return { ...row, primary: mayBePrimary && row.conditions.length === 0, priority: (others[0]?.priority ?? 0) + 1 }
  }
  store.integrations.replace(primary, { ...primary, priority: primary.priority + 1 })
  return { ...row, primary: false, priority: primary.priority }
}

/** Makes an integration the primary one of its channel, and sends first what it sends. */
export const makePrimary = (store: Store, row: IntegrationRow): IntegrationRow => {
  const before = ordered(store, row.channel).find((each) => each.primary)
  if (before !== undefined) store.integrations.replace(before, { ...before, primary: false })
  const highest = ordered(store, row.channel)[0]?.priority ?? 0
  const next = { ...row, active: true, primary: true, conditions: [], priority: highest + 1 }
  store.integrations.replace(row, next)
  renumber(store, row.channel)
  return store.integrations.byId.get(row._id) ?? next
}
