import type { Organization, Store } from "../store/store.ts"
import type { Row, Table } from "../store/table.ts"

/** Removes the oldest rows above a number, apart from those that are needed. Nobody is told, because nobody deleted them. */
const trim = <R extends Row>(table: Table<R>, keep: number, isNeeded: (row: R) => boolean): void => {
  const { rows } = table.createdAt
  let excess = rows.length - keep
  const old: Array<R> = []
  for (const row of rows) {
    if (excess <= 0) break
    if (isNeeded(row)) continue
    old.push(row)
    excess--
  }
  for (const row of old) table.forget(row)
}

const trimStore = ({ messages, runs, worker }: Store, keep: number): void => {
  trim(messages, keep, () => false)
  const waits = (id: string | undefined): boolean => {
    const run = id === undefined ? undefined : runs.byId.get(id)
    return run !== undefined && worker.waiting.has(run)
  }
  // A digest that waits will show what the runs that it took in were triggered with.
  trim(runs, keep, ({ _id, jobs }) => waits(_id) || jobs.some(({ mergedInto }) => waits(mergedInto)))
}

/** Forgets the oldest messages and runs of each environment, of which at most `keep` stay. */
export const forgetOldest = (organization: Organization, keep: number): void => {
  if (keep === Infinity) return
  for (const store of organization.stores()) trimStore(store, keep)
}
