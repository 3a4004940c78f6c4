import * as Result from "effect/Result"
import type { Row, Table } from "../../store/table.ts"
import type { After } from "./parameters.ts"

/** Lists the rows from a place on, oldest first: those after an item, or those from a moment on. */
export const rowsAfter = <R extends Row>(
  table: Table<R>,
  after: After | undefined
): Result.Result<ReadonlyArray<R>, string> => {
  const { rows } = table.createdAt
  if (after === undefined) return Result.succeed(rows)
  if ("at" in after) {
    const first = rows.findIndex(({ createdAt }) => createdAt >= after.at)
    return Result.succeed(first === -1 ? [] : rows.slice(first))
  }
  const row = table.byId.get(after.id)
  return row === undefined
    ? Result.fail(`after names no item: ${after.id} is not stored`)
    : Result.succeed(rows.slice(table.createdAt.indexOf(row) + 1))
}
