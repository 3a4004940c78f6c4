/** Serves the inbox of a subscriber: its list and its counts. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { checkQuery, parameter, type Query, sameKeys, withContextKeys } from "../protocol/query.ts"
import { badRequest, internalError, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { numeric, type Rule } from "../protocol/validation.ts"
import type { Store } from "../store/store.ts"
import {
  type Check,
  inAppOf,
  parseData,
  parseJson,
  tagsOf,
  withData,
  withFlags,
  withSeverity,
  withTags
} from "./inboxFilter.ts"
import { toItem } from "./inboxItem.ts"
import { flagOf, newestFirst, numberOf, valuesOf } from "./listQuery.ts"
import { isObjectId, requireRecipient } from "./recipients.ts"
import { awake } from "./snoozing.ts"

const cursor: Rule = (value, name) =>
  value === undefined || value === "" || isObjectId(String(value))
    ? []
    : [`The ${name} cursor must be a valid MongoDB ObjectId`]

const listRules = {
  limit: numeric(1, 100),
  after: cursor,
  offset: numeric(0),
  createdGte: numeric(),
  createdLte: numeric()
}

/** Returns the filter of a list, which the answer repeats. */
const filterOf = (query: Query, data: Readonly<Record<string, unknown>> | undefined) => ({
  tags: tagsOf(valuesOf(query, "tags")),
  read: flagOf(query, "read"),
  archived: flagOf(query, "archived"),
  snoozed: flagOf(query, "snoozed"),
  seen: flagOf(query, "seen"),
  data,
  severity: valuesOf(query, "severity"),
  createdGte: parameter(query, "createdGte") === undefined ? undefined : numberOf(query, "createdGte", 0),
  createdLte: parameter(query, "createdLte") === undefined ? undefined : numberOf(query, "createdLte", 0)
})

/**
 * Makes the check of the `after` cursor. Any message serves as a position, even one of
 * another subscriber. Without such a message the server fails.
 */
const afterCursor = (store: Store, id: string | undefined): Result.Result<ReadonlyArray<Check>, Rejection> => {
  if (id === undefined) return Result.succeed([])
  const position = store.messages.byId.get(id.toLowerCase())
  if (position === undefined) return Result.fail(internalError)
  return Result.succeed([
    ({ _id, createdAt }) => createdAt < position.createdAt || (createdAt === position.createdAt && _id < position._id)
  ])
}

/** Without flags, the list includes archived and snoozed items. */
export const list: Handler = ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, listRules)
    yield* requireRecipient(store, subscriberId)
    const filter = filterOf(query, yield* parseData(parameter(query, "data")))
    const { createdGte = -Infinity, createdLte = Infinity } = filter
    const after = parameter(query, "after")
    const found = newestFirst(store.messages, [
      inAppOf(subscriberId),
      ({ createdAt }) => createdAt >= createdGte && createdAt <= createdLte,
      ...withTags(filter.tags),
      ...withData(filter.data),
      ...withSeverity(filter.severity),
      ...withContextKeys(query),
      ...yield* withFlags(filter),
      ...yield* afterCursor(store, after)
    ])
    const start = after === undefined ? numberOf(query, "offset", 0) : 0
    const end = start + numberOf(query, "limit", 10)
    return { data: found.slice(start, end).map((row) => toItem(row, store)), hasMore: found.length > end, filter }
  })

const maximumFilters = 30
const maximumCount = 99

/** Reads the filters of a count. They are JSON text, of at most 30 objects. */
const countFilters = (query: Query): Result.Result<ReadonlyArray<unknown>, Rejection> =>
  Result.gen(function*() {
    const text = parameter(query, "filters")
    if (text === undefined) {
      return yield* Result.fail(
        validationFailed(["filters should not be null or undefined", "filters must be an array"])
      )
    }
    const parsed = yield* Result.mapError(
      parseJson(text),
      () => badRequest("Invalid filters, the JSON object should be provided.")
    )
    if (!Array.isArray(parsed)) return yield* Result.fail(validationFailed(["filters must be an array"]))
    if (parsed.length > maximumFilters) {
      return yield* Result.fail(validationFailed([`filters must contain no more than ${maximumFilters} elements`]))
    }
    return parsed
  })

const withKeys = (keys: unknown): ReadonlyArray<Check> => {
  if (!Array.isArray(keys)) return []
  const wanted = keys.map(String).toSorted((a, b) => a.localeCompare(b))
  return [({ contextKeys }) => sameKeys(contextKeys, wanted)]
}

/** Makes the checks that a filter of a count asks for beside those that every count knows. */
type AlsoCounted = (
  filter: Readonly<Record<string, unknown>>,
  query: Query
) => Result.Result<ReadonlyArray<Check>, Rejection>

/** Counts once per filter, in their order, and no further than 99. */
export const countBy = (also: AlsoCounted): Handler => ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    const filters = yield* countFilters(query)
    yield* requireRecipient(
      store,
      subscriberId,
      (id) => badRequest(`Subscriber ${id} doesn't exist in environment ${store.environmentId}`)
    )
    const counts: Array<{ readonly count: number; readonly filter: unknown }> = []
    for (const filter of filters) {
      const wanted = isReadonlyObject(filter) ? filter : {}
      const found = newestFirst(store.messages, [
        inAppOf(subscriberId),
        ...withTags(wanted["tags"]),
        ...withSeverity(wanted["severity"]),
        ...yield* also(wanted, query),
        ...yield* withFlags(wanted)
      ])
      counts.push({ count: Math.min(found.length, maximumCount), filter })
    }
    return counts
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/subscribers/{subscriberId}/notifications"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, awake(list)),
  route("GET", `${base}/count`, 200, awake(countBy((filter) => Result.succeed(withKeys(filter["contextKeys"])))))
]
