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
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
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

const remove: Handler = ({ params, query, store }) =>
  Result.map(findItem(store, params, query), (row) => store.messages.remove(row))

const minute = 60_000

/** The paid plans let an item sleep for 90 days. */
const longestSnooze = 90 * 24 * 60 * minute

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
    if (until - now > longestSnooze) return yield* Result.fail(snoozeTooLong)
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
const act = (status: "pending" | "done"): Handler =>
  awake(({ now, params, query, store }) =>
    Result.gen(function*() {
      const { actionType: type, notificationId = "" } = params
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

const route = makeRoute({ category: "configuration", level: "stored" })

const item = "/v2/subscribers/{subscriberId}/notifications/{notificationId}"

export const routes: ReadonlyArray<Route> = [
  route("PATCH", `${item}/read`, 200, changeBy(changes.read)),
  route("PATCH", `${item}/unread`, 200, changeBy(changes.unread)),
  route("PATCH", `${item}/archive`, 200, changeBy(changes.archive)),
  route("PATCH", `${item}/unarchive`, 200, changeBy(changes.unarchive)),
  route("PATCH", `${item}/snooze`, 200, awake(snooze)),
  route("PATCH", `${item}/unsnooze`, 200, awake(unsnooze)),
  route("PATCH", `${item}/actions/{actionType}/complete`, 200, act("done")),
  route("PATCH", `${item}/actions/{actionType}/revert`, 200, act("pending")),
  route("DELETE", item, 204, remove)
]
