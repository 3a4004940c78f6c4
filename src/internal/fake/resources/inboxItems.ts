/** Changes one item of the inbox. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { type Query, withContextKeys } from "../protocol/query.ts"
import {
  badRequest,
  commandInvalid,
  internalError,
  notFound,
  type Rejection,
  validationFailed
} from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route } from "../protocol/route.ts"
import type { MessageRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { apply, type Change, changes } from "./inboxChange.ts"
import { toItem } from "./inboxItem.ts"
import { objectIdComplaints, requireObjectId, requireRecipient } from "./recipients.ts"
import { awake } from "./snoozing.ts"

type Params = Readonly<Record<string, string>>

/** Finds an item of the subscriber, whatever its channel. With context keys, it must have exactly these. */
const findItem = (
  store: Store,
  { notificationId = "", subscriberId = "" }: Params,
  query: Query
): Result.Result<MessageRow, Rejection> =>
  Result.gen(function*() {
    yield* requireObjectId("notificationId", notificationId)
    yield* requireRecipient(store, subscriberId)
    const row = store.messages.byId.get(notificationId)
    return row !== undefined && row.subscriberId === subscriberId &&
        withContextKeys(query).every((check) => check(row))
      ? row
      : yield* Result.fail(notFound(`Notification with id: ${notificationId} is not found.`))
  })

const changeBy = (change: Change): Handler =>
  awake(({ now, params, query, store }) =>
    Result.map(findItem(store, params, query), (row) => toItem(apply(store, row, change, now), store))
  )

export const remove: Handler = ({ params, query, store }) =>
  Result.map(findItem(store, params, query), (row) => store.messages.remove(row))

const minute = 60_000

const hour = 60 * minute

/** Says for how many hours an item may sleep: a day in the free plan, and 90 days otherwise. */
export const longestSnoozeHours = ({ options }: Store): number => options.plan === "free" ? 24 : 90 * 24

const snoozeTime = (body: unknown, now: number): Result.Result<number, Rejection> => {
  const sent = isReadonlyObject(body) ? body["snoozeUntil"] : undefined
  const until = typeof sent === "string" || typeof sent === "number" ? new Date(sent).getTime() : Number.NaN
  if (Number.isNaN(until)) return Result.fail(validationFailed(["snoozeUntil must be a Date instance"]))
  return until < now + minute
    ? Result.fail(validationFailed(["Snooze time must be at least 60 seconds in the future"]))
    : Result.succeed(until)
}

const snoozeTooLong: Rejection = {
  status: 402,
  message: "Snooze Duration Limit Exceeded",
  fields: { reason: "The plan does not allow such a long snooze." }
}

/** An item of another subscriber makes the server fail, and is not reported as missing. */
const snooze: Handler = ({ body, now, params, query, store }) =>
  Result.gen(function*() {
    const { notificationId = "", subscriberId = "" } = params
    const until = yield* snoozeTime(body, now)
    yield* requireObjectId("notificationId", notificationId)
    yield* requireRecipient(store, subscriberId)
    if (until - now > longestSnoozeHours(store) * hour) return yield* Result.fail(snoozeTooLong)
    const known = store.messages.byId.get(notificationId)
    if (known !== undefined && known.subscriberId !== subscriberId) return yield* Result.fail(internalError)
    const row = yield* Result.mapError(
      findItem(store, params, query),
      () => notFound(`Notification id: '${notificationId}' not found`)
    )
    return toItem(apply(store, row, changes.snooze(until), now), store)
  })

const unsnooze: Handler = ({ now, params, query, store }) =>
  Result.gen(function*() {
    const { notificationId = "", subscriberId = "" } = params
    yield* requireObjectId("notificationId", notificationId)
    yield* requireRecipient(store, subscriberId)
    const found = findItem(store, params, query)
    if (Result.isSuccess(found) && typeof found.success.snoozedUntil === "number") {
      return toItem(apply(store, found.success, changes.unsnooze, now), store)
    }
    return yield* Result.fail(notFound(
      `Could not find a snoozed notification with id '${notificationId}'. ` +
        "The notification may not exist or may not be in a snoozed state."
    ))
  })

/** Completes a button or takes that back. Both ids are checked before anything is looked up. */
export const act = (status: "pending" | "done", typeOf: (request: HandlerInput) => unknown): Handler =>
  awake((request) =>
    Result.gen(function*() {
      const { now, params, query, store } = request
      const { notificationId = "" } = params
      const type = typeOf(request)
      if (type !== "primary" && type !== "secondary") {
        return yield* Result.fail(commandInvalid({
          ...objectIdComplaints("notificationId", notificationId),
          actionType: ["actionType must be one of the following values: primary, secondary"]
        }))
      }
      const row = yield* findItem(store, params, query)
      if (row[`${type}Action`] === undefined) {
        return yield* Result.fail(
          badRequest(`Could not perform action on the ${type} button because it does not exist.`)
        )
      }
      return toItem(apply(store, row, changes.act(type, status), now), store)
    })
  )

/** Says what the verbs of an item do. Each of them answers the item. */
export const verbs: Readonly<Record<string, Handler>> = {
  read: changeBy(changes.read),
  unread: changeBy(changes.unread),
  archive: changeBy(changes.archive),
  unarchive: changeBy(changes.unarchive),
  snooze: awake(snooze),
  unsnooze: awake(unsnooze)
}

const typeInPath = ({ params }: HandlerInput): unknown => params["actionType"]

const route = makeRoute({ category: "configuration", level: "stored" })

const item = "/v2/subscribers/{subscriberId}/notifications/{notificationId}"

export const routes: ReadonlyArray<Route> = [
  ...Object.entries(verbs).map(([verb, handler]) => route("PATCH", `${item}/${verb}`, 200, handler)),
  route("PATCH", `${item}/actions/{actionType}/complete`, 200, act("done", typeInPath)),
  route("PATCH", `${item}/actions/{actionType}/revert`, 200, act("pending", typeInPath)),
  route("DELETE", item, 204, remove)
]
