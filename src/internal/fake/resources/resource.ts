import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter, type Query } from "../protocol/query.ts"
import { notFound, type Rejection } from "../protocol/rejection.ts"
import type { Handler } from "../protocol/route.ts"
import type { Rule } from "../protocol/validation.ts"
import type { Store } from "../store/store.ts"
import type { Row, Table } from "../store/table.ts"

type Params = Readonly<Record<string, string>>

/**
 * Describes a stored resource to `list`, `retrieve` and `delete`, which are the
 * same for all of them. Creating and updating stay functions, because Novu's rules
 * are there.
 */
interface Description<R extends Row> {
  readonly table: (store: Store) => Table<R>
  /** The key of the row that the path names. */
  readonly keyOf: (params: Params) => string
  /** Novu's words for a row that does not exist. */
  readonly missing: (params: Params) => string
  readonly toResponse: (row: R, store: Store) => unknown
  /** The rules for the parameters of a list, besides those that every list has. */
  readonly query: Readonly<Record<string, Rule>>
  /** The parameters whose value a row has to equal. */
  readonly equal: ReadonlyArray<keyof R & string>
  /** The checks that equality cannot express. */
  readonly also?: (query: Query) => ReadonlyArray<(row: R) => boolean>
}

/** The handlers that need no rules of their own, and `find` for those that do. */
export const resource = <R extends Row>(
  { also, equal, keyOf, missing, query: rules, table, toResponse }: Description<R>
) => {
  const find = (store: Store, params: Params, words = missing): Result.Result<R, Rejection> => {
    const row = table(store).byKey.get(keyOf(params))
    return row === undefined ? Result.fail(notFound(words(params))) : Result.succeed(row)
  }

  const checksOf = (query: Query) => [
    ...equal.flatMap((name) => {
      const value = parameter(query, name)
      return value === undefined ? [] : [(row: R) => row[name] === value]
    }),
    ...(also?.(query) ?? [])
  ]

  const list: Handler = ({ query, store }) =>
    Result.flatMap(
      cursorQuery(query, rules),
      (cursor) => cursorPage(table(store), cursor, filterBy(query, checksOf(query)), (row) => toResponse(row, store))
    )

  const retrieve: Handler = ({ params, store }) => Result.map(find(store, params), (row) => toResponse(row, store))

  const remove: Handler = ({ params, store }) => Result.map(find(store, params), (row) => table(store).remove(row))

  return { find, list, retrieve, delete: remove }
}
