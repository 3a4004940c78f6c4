/** Puts rows where a seed says, and says of rows what a seed needs to put them there again. */
import type { SeedStored } from "../../../Testing/SeedStored.ts"
import type { Store } from "../store/store.ts"
import type { Row, Table } from "../store/table.ts"
import { millisOf, timeOf } from "./times.ts"

/** Says where a seed goes, and how it is meant. */
export interface Seeding {
  readonly store: Store
  readonly now: number
  /** Whether the seed says all there is, so that nothing that it only mentions is added. */
  readonly isExact: boolean
}

/** Gives a row its id and its times: what the seed says, or what the row that is there has, or new ones. */
export const stampOf = ({ now, store }: Seeding, seed: SeedStored, existing: Row | undefined): Row => {
  if (seed._id !== undefined) store.ids.take(seed._id)
  return {
    _id: seed._id ?? existing?._id ?? store.ids.objectId(now),
    createdAt: millisOf(seed.createdAt) ?? existing?.createdAt ?? now,
    updatedAt: millisOf(seed.updatedAt) ?? now
  }
}

/** Puts a row in the place of the one with its key, and of the one with its id, if there are such. */
export const put = <R extends Row>(table: Table<R>, existing: R | undefined, row: R): R => {
  if (existing !== undefined) table.remove(existing)
  const same = table.byId.get(row._id)
  if (same !== undefined) table.remove(same)
  return table.insert(row)
}

/** Writes down what `stampOf` reads. */
export const savedStamp = ({ _id, createdAt, updatedAt }: Row) => ({
  _id,
  createdAt: timeOf(createdAt),
  updatedAt: timeOf(updatedAt)
})
