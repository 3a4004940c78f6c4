import type { Row, Table } from "../../store/table.ts"
import type { After } from "./parameters.ts"

/**
 * Lists the rows from a place on, oldest first: those after an item, or those from a
 * moment on. Ids grow, so that the id of an item that was deleted is still a place.
 */
export const rowsAfter = <R extends Row>({ byId, createdAt }: Table<R>, after: After | undefined): ReadonlyArray<R> => {
  const { rows } = createdAt
  if (after === undefined) return rows
  if ("at" in after) {
    const first = rows.findIndex((row) => row.createdAt >= after.at)
    return first === -1 ? [] : rows.slice(first)
  }
  const row = byId.get(after.id)
  return row === undefined ? rows.filter(({ _id }) => _id > after.id) : rows.slice(createdAt.indexOf(row) + 1)
}
