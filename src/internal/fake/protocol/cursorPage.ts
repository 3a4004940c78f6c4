import * as Result from "effect/Result"
import type { Row, SortField, Table } from "../store/table.ts"
import { badRequest, internalError, type Rejection } from "./rejection.ts"

export interface CursorQuery {
  readonly after: string | undefined
  readonly before: string | undefined
  readonly limit: number
  readonly orderBy: SortField
  readonly orderDirection: "ASC" | "DESC"
  readonly includeCursor: boolean
}

export interface CursorPage<A> {
  readonly data: ReadonlyArray<A>
  readonly next: string | null
  readonly previous: string | null
  readonly totalCount: number
  readonly totalCountCapped: boolean
}

/** A filter selects the rows of a list. Equal filters have equal keys, so that their count can be kept. */
export interface Filter<R> {
  readonly key: string
  readonly matches: (row: R) => boolean
}

/** Novu counts no further than this and then sets `totalCountCapped`. */
const maximumCount = 50_000

const emptyPage: CursorPage<never> = { data: [], next: null, previous: null, totalCount: 0, totalCountCapped: false }

/**
 * Reads one page of a table.
 *
 * **Gotchas**
 *
 * A cursor that names no row, because the row is gone or never existed, gives an
 * empty page and not an error.
 */
export const cursorPage = <R extends Row, A>(
  table: Table<R>,
  query: CursorQuery,
  filter: Filter<R> | undefined,
  toItem: (row: R) => A
): Result.Result<CursorPage<A>, Rejection> => {
  const matches = filter?.matches
  if (query.after !== undefined && query.before !== undefined) {
    return Result.fail(badRequest("Cannot specify both \"before\" and \"after\" cursors at the same time."))
  }
  const cursor = query.after ?? query.before
  if (cursor !== undefined && !/^[0-9a-f]{24}$/i.test(cursor)) return Result.fail(internalError)
  const cursorRow = cursor === undefined ? undefined : table.byId.get(cursor)
  if (cursor !== undefined && cursorRow === undefined) return Result.succeed(emptyPage)

  const { rows } = table[query.orderBy]
  const step = query.orderDirection === "ASC" ? 1 : -1
  const origin = cursorRow === undefined ? undefined : table[query.orderBy].indexOf(cursorRow)
  const backwards = query.before !== undefined
  const direction = backwards ? -step : step
  const start = origin === undefined
    ? (step === 1 ? 0 : rows.length - 1)
    : query.includeCursor
    ? origin
    : origin + direction

  const found = collect(rows, start, direction, query.limit, matches)
  const page = backwards ? found.toReversed() : found
  const first = page[0]
  const last = page.at(-1)
  const follows = (row: R, towards: number): boolean =>
    collect(rows, table[query.orderBy].indexOf(row) + towards, towards, 1, matches).length > 0
  const count = filter === undefined
    ? rows.length
    : table.counted(filter.key, () => countUpTo(rows, maximumCount + 1, filter.matches))
  return Result.succeed({
    data: page.map(toItem),
    next: last !== undefined && follows(last, step) ? last._id : null,
    previous: first !== undefined && follows(first, -step) ? first._id : null,
    totalCount: Math.min(count, maximumCount),
    totalCountCapped: count > maximumCount
  })
}

const collect = <R>(
  rows: ReadonlyArray<R>,
  start: number,
  direction: number,
  limit: number,
  matches: ((row: R) => boolean) | undefined
): Array<R> => {
  const found: Array<R> = []
  for (let at = start; found.length < limit; at += direction) {
    const row = rows[at]
    if (row === undefined) break
    if (matches === undefined || matches(row)) found.push(row)
  }
  return found
}

const countUpTo = <R>(rows: ReadonlyArray<R>, maximum: number, matches: (row: R) => boolean): number => {
  let count = 0
  for (const row of rows) {
    if (matches(row) && ++count === maximum) break
  }
  return count
}
