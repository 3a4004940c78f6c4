/** Has what the lists of messages, runs and inbox items share. They have pages or offsets where other lists have cursors. */
import { parameter, type Query } from "../protocol/query.ts"
import type { Row, Table } from "../store/table.ts"

export const numberOf = (query: Query, name: string, otherwise: number): number =>
  Math.floor(Number(parameter(query, name) ?? otherwise))

/** Returns a flag. Any text but `true` counts as false, and an empty one as not sent. */
export const flagOf = (query: Query, name: string): boolean | undefined => {
  const value = parameter(query, name)
  return value === undefined ? undefined : value === "true"
}

/** Returns the values of a parameter that may be repeated, or `undefined` when none was sent. */
export const valuesOf = (query: Query, name: string): ReadonlyArray<string> | undefined => {
  const values = query.get(name)?.filter((value) => value !== "")
  return values === undefined || values.length === 0 ? undefined : values
}

/** Makes the check that a member is one of the values of a parameter, if that parameter was sent. */
export const anyOf = <R>(
  values: ReadonlyArray<string> | undefined,
  of: (row: R) => ReadonlyArray<string>
): ReadonlyArray<(row: R) => boolean> =>
  values === undefined ? [] : [(row) => of(row).some((value) => values.includes(value))]

/** Returns the rows that pass every check, newest first. */
export const newestFirst = <R extends Row>(table: Table<R>, checks: ReadonlyArray<(row: R) => boolean>): Array<R> =>
  table.createdAt.rows.filter((row) => checks.every((check) => check(row))).toReversed()
