/** Has what the lists of messages, runs and inbox items share. They have pages or offsets where other lists have cursors. */
import * as Result from "effect/Result"
import { parameter, type Query } from "../protocol/query.ts"
import { type Rejection, validationFailed } from "../protocol/rejection.ts"
import type { Rule } from "../protocol/validation.ts"
import type { Row, Table } from "../store/table.ts"

/** Requires a number within bounds. An empty parameter counts as not sent. */
export const number = (minimum = -Infinity, maximum = Infinity): Rule => (value, name) => {
  if (value === undefined || value === "") return []
  const sent = Number(value)
  if (Number.isNaN(sent)) return [`${name} must be a number conforming to the specified constraints`]
  if (sent > maximum) return [`${name} must not be greater than ${maximum}`]
  return sent < minimum ? [`${name} must not be less than ${minimum}`] : []
}

/** Checks the parameters of a query by their rules. */
export const checkQuery = (query: Query, rules: Readonly<Record<string, Rule>>): Result.Result<void, Rejection> => {
  const messages = Object.entries(rules).flatMap(([name, rule]) => {
    const values = query.get(name)
    return rule(values !== undefined && values.length > 1 ? values : values?.[0], name)
  })
  return messages.length === 0 ? Result.succeed(undefined) : Result.fail(validationFailed(messages))
}

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
