import * as Result from "effect/Result"
import type { CursorQuery, Filter } from "./cursorPage.ts"
import { type Rejection, validationFailed } from "./rejection.ts"
import { numeric, oneOf, optional, type Rule, string } from "./validation.ts"

/** A parsed query string has every value of every name, in order. */
export type Query = ReadonlyMap<string, ReadonlyArray<string>>

export const parseQuery = (target: string): Query => {
  const query = new Map<string, Array<string>>()
  const mark = target.indexOf("?")
  if (mark === -1) return query
  for (const [key, value] of new URLSearchParams(target.slice(mark + 1))) {
    const name = key.replace(/\[\d*\]$/, "")
    const values = query.get(name)
    if (values === undefined) query.set(name, [value])
    else values.push(value)
  }
  return query
}

/** Returns the first value of a parameter. An empty one counts as not sent. */
export const parameter = (query: Query, name: string): string | undefined => query.get(name)?.[0] || undefined

/** Checks the parameters of a query by their rules. */
export const checkQuery = (query: Query, rules: Readonly<Record<string, Rule>>): Result.Result<void, Rejection> => {
  const messages = Object.entries(rules).flatMap(([name, rule]) => {
    const values = query.get(name)
    return rule(values !== undefined && values.length > 1 ? values : values?.[0], name)
  })
  return messages.length === 0 ? Result.succeed(undefined) : Result.fail(validationFailed(messages))
}

const cursorRules: Readonly<Record<string, Rule>> = {
  after: optional(string),
  before: optional(string),
  limit: numeric(1, 100),
  orderDirection: optional(oneOf(["ASC", "DESC"])),
  orderBy: optional(string)
}

/** Checks the parameters that every list has, and those of one list by `rules`. */
export const cursorQuery = (
  query: Query,
  rules: Readonly<Record<string, Rule>>
): Result.Result<CursorQuery, Rejection> => {
  const checked = checkQuery(query, { ...cursorRules, ...rules })
  if (Result.isFailure(checked)) return Result.fail(checked.failure)
  return Result.succeed({
    after: parameter(query, "after"),
    before: parameter(query, "before"),
    limit: Math.floor(Number(parameter(query, "limit") ?? 10)),
    orderBy: parameter(query, "orderBy") === "updatedAt" ? "updatedAt" : "createdAt",
    orderDirection: parameter(query, "orderDirection") === "ASC" ? "ASC" : "DESC",
    includeCursor: parameter(query, "includeCursor") === "true"
  })
}

/** Makes the check of the `contextKeys` filter. An empty list asks for the rows that have no context. */
export const withContextKeys = (
  query: Query
): ReadonlyArray<(row: { readonly contextKeys: ReadonlyArray<string> }) => boolean> => {
  const keys = query.get("contextKeys")?.filter((key) => key !== "").toSorted((a, b) => a.localeCompare(b))
  return keys === undefined ? [] : [({ contextKeys }) => sameKeys(contextKeys, keys)]
}

/** Says whether two sorted lists of context keys are the same. */
export const sameKeys = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index])

/** Combines checks into a filter. Without checks there is no filter, so a list need not look at every row. */
export const filterBy = <R>(query: Query, checks: ReadonlyArray<(row: R) => boolean>): Filter<R> | undefined => {
  if (checks.length === 0) return undefined
  const filters = Array.from(query).filter(([name]) => cursorRules[name] === undefined && name !== "includeCursor")
  return { key: JSON.stringify(filters), matches: (row) => checks.every((check) => check(row)) }
}
