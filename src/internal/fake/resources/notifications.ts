import { numeric } from "../protocol/validation.ts"
/** Serves the activity feed, which has one row per run. */
import * as Result from "effect/Result"
import { checkQuery, parameter, type Query, withContextKeys } from "../protocol/query.ts"
import { badRequest, internalError, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import type { RunRow, SubscriberRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { anyOf, newestFirst, numberOf, valuesOf } from "./listQuery.ts"
import { isObjectId } from "./recipients.ts"
import { toRun } from "./runRow.ts"

/** Reads one of the bounds of the list, which are dates and no cursors. */
const dateOf = (query: Query, name: "after" | "before"): Result.Result<number | undefined, Rejection> => {
  const value = parameter(query, name)
  if (value === undefined) return Result.succeed(undefined)
  const time = Date.parse(value)
  return Number.isNaN(time)
    ? Result.fail(badRequest(
      `Invalid date format for parameter '${name}': ${value}. Please provide a valid ISO 8601 date string.`
    ))
    : Result.succeed(time)
}

/** Makes the check of both bounds. A server without plans has no other limit. */
const within = (query: Query): Result.Result<(row: RunRow) => boolean, Rejection> =>
  Result.gen(function*() {
    const after = (yield* dateOf(query, "after")) ?? -Infinity
    const before = (yield* dateOf(query, "before")) ?? Infinity
    if (after > before) {
      return yield* Result.fail(
        badRequest("Invalid date range: start date (after) must be earlier than end date (before)")
      )
    }
    return ({ createdAt }: RunRow) => createdAt >= after && createdAt <= before
  })

/** Returns the subscribers whom a query asks for, or `undefined` when it asks for no one in particular. */
const askedFor = (store: Store, query: Query): ReadonlyArray<string> | undefined => {
  const search = parameter(query, "search")
  const checks = [
    ...anyOf<SubscriberRow>(valuesOf(query, "subscriberIds"), (row) => [row.subscriberId]),
    ...anyOf<SubscriberRow>(valuesOf(query, "emails"), ({ email }) => email ? [email] : []),
    ...(search === undefined ? [] : [(row: SubscriberRow) => row.subscriberId === search || row.email === search])
  ]
  if (checks.length === 0) return undefined
  return store.subscribers.createdAt.rows.filter((row) => checks.every((check) => check(row))).map((row) =>
    row.subscriberId
  )
}

/** A run does not know the subscription that led to it, so its topic and its subscriber decide. */
const ofSubscription = (store: Store, query: Query): ReadonlyArray<(row: RunRow) => boolean> => {
  const identifier = parameter(query, "subscriptionId")
  if (identifier === undefined) return []
  const found = store.topicSubscriptions.createdAt.rows.filter((row) =>
    row.identifier === identifier || row._id === identifier
  )
  return [(run) => found.some((row) => row.subscriberId === run.subscriberId && run.topics.includes(row.topicKey))]
}

/** `hasMore` says that the page is full, so it may promise an empty page. */
const list: Handler = ({ query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { page: numeric(0), limit: numeric(1, 50) })
    const inRange = yield* within(query)
    const page = numberOf(query, "page", 0)
    const limit = numberOf(query, "limit", 10)
    const subscribers = askedFor(store, query)
    // An unknown subscriber leads back to the first page.
    if (subscribers?.length === 0) return { page: 0, hasMore: false, pageSize: limit, data: [] }
    const found = newestFirst<RunRow>(store.runs, [
      inRange,
      ...anyOf<RunRow>(subscribers, ({ subscriberId }) => [subscriberId]),
      ...anyOf<RunRow>(valuesOf(query, "channels"), ({ channels }) => channels),
      ...anyOf<RunRow>(valuesOf(query, "templates"), ({ workflowId }) => [workflowId]),
      ...anyOf<RunRow>(valuesOf(query, "severity"), ({ severity }) => [severity]),
      ...anyOf<RunRow>(valuesOf(query, "transactionId"), ({ transactionId }) => [transactionId]),
      ...anyOf<RunRow>(valuesOf(query, "topicKey"), ({ topics }) => topics),
      ...ofSubscription(store, query),
      ...withContextKeys(query)
    ])
    const data = found.slice(page * limit, (page + 1) * limit).map((row) => toRun(row, store))
    return { page, hasMore: data.length === limit, pageSize: limit, data }
  })

const retrieve: Handler = ({ params: { notificationId = "" }, store }) => {
  if (!isObjectId(notificationId)) return Result.fail(internalError)
  const row = store.runs.byId.get(notificationId)
  return row === undefined ? Result.fail(notFound("Notification not found")) : Result.succeed(toRun(row, store))
}

const route = makeRoute({ category: "global", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("GET", "/v1/notifications", 200, list),
  route("GET", "/v1/notifications/{notificationId}", 200, retrieve)
]
