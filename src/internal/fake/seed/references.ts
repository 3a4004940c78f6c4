/** Names rows in a seed as people do, and rows that are gone by the id that is left of them. */
import type { Row, Table } from "../store/table.ts"
import type { Seeding } from "./seeding.ts"

/** Returns the name of a row, or the id itself where no row has it. */
export const nameOf = <R extends Row>(table: Table<R>, id: string, name: (row: R) => string): string => {
  const row = table.byId.get(id)
  return row === undefined ? id : name(row)
}

/** Returns the id of the row that a seed names. An unknown name is an id already. */
export const idOf = <R extends Row>(table: Table<R>, name: string): string => table.byKey.get(name)?._id ?? name

/** Returns the id of the row that a seed names. Only in a saved seed may that be one that is gone. */
export const knownIdOf = <R extends Row>({ isExact }: Seeding, table: Table<R>, name: string): string | undefined =>
  isExact ? idOf(table, name) : table.byKey.get(name)?._id
