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
 * Describes a stored resource to the handlers that are the same for all resources.
 * Creating and updating stay functions, because that is where Novu's rules are.
 */
interface Description<R extends Row> {
  readonly table: (store: Store) => Table<R>
  /** Computes the key of the row from the parameters of the path. */
  readonly keyOf: (params: Params) => string
  /** Says in Novu's words that the row does not exist. */
  readonly missing: (params: Params, store: Store) => string
  readonly toResponse: (row: R, store: Store) => unknown
  /** Has the rules for the list's own parameters. The parameters that every list has are checked anyway. */
  readonly query: Readonly<Record<string, Rule>>
  /** Names the parameters whose value must equal the member of the same name. */
  readonly equal: ReadonlyArray<keyof R & string>
  /** Makes the checks that equality cannot express. */
  readonly also?: (query: Query) => ReadonlyArray<(row: R) => boolean>
}

/** Makes the handlers that need no rules of their own, and `find` for those that do. */
export const resource = <R extends Row>(
  { also, equal, keyOf, missing, query: rules, table, toResponse }: Description<R>
) => {
  const find = (store: Store, params: Params, words = missing): Result.Result<R, Rejection> => {
    const row = table(store).byKey.get(keyOf(params))
    return row === undefined ? Result.fail(notFound(words(params, store))) : Result.succeed(row)
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
