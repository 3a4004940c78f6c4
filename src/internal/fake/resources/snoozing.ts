import type { Handler } from "../protocol/route.ts"
import type { Store } from "../store/store.ts"

/**
 * Brings back the items whose time has come. Novu does it with a job at that time,
 * and nobody can tell the difference when it happens before each request that looks.
 */
export const wake = (store: Store, now: number): void => {
  const due = store.messages.createdAt.rows.filter(({ snoozedUntil }) =>
    typeof snoozedUntil === "number" && snoozedUntil <= now
  )
  for (const row of due) {
    const at = row.snoozedUntil ?? now
    store.messages.replace(row, {
      ...row,
      snoozedUntil: null,
      deliveredAt: [...row.deliveredAt, at],
      updatedAt: at
    })
  }
}

/** Makes a handler that sees no item whose snooze is over as snoozed. */
export const awake = (handler: Handler): Handler => (input) => {
  wake(input.store, input.now)
  return handler(input)
}
