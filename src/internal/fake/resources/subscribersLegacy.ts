/** Serves what v1 has of subscribers: many at once, and whether one is online. */
import * as Result from "effect/Result"
import { commandInvalid, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { boolean, nested, required, type Rule, validate } from "../protocol/validation.ts"
import { subscriberFields, upsertSubscriber } from "../store/subscribers.ts"
import { objectOf } from "../worker/values.ts"
import { requireRecipient } from "./recipients.ts"
import { toRawSubscriber } from "./subscriberRow.ts"
import { filled, profileRules } from "./subscriberRules.ts"

const maximumSubscribers = 500

const rows = nested({ subscriberId: filled, ...profileRules })

const rowsOf: Rule = (value, name) => Array.isArray(value) ? rows(value, name) : [`${name} must be an array`]

/** This check complains under the name of the member, where the check of a row complains under `general`. */
const checkCount = ({ length }: ReadonlyArray<unknown>): Result.Result<void, Rejection> =>
  length > 0 && length <= maximumSubscribers ? Result.succeed(undefined) : Result.fail(commandInvalid({
    subscribers: [
      length === 0
        ? "subscribers should not be empty"
        : `subscribers must contain no more than ${maximumSubscribers} elements`
    ]
  }))

/** One row that is wrong refuses all. Other than in v2, ids stay as they are sent, and data that are not sent stay. */
const createBulk: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ subscribers: rowsOf }, body)
    const sent: ReadonlyArray<unknown> = Array.isArray(input["subscribers"]) ? input["subscribers"] : []
    yield* checkCount(sent)
    const created: Array<{ readonly subscriberId: string }> = []
    const updated: Array<{ readonly subscriberId: string }> = []
    for (const row of sent.map(objectOf)) {
      const subscriberId = String(row["subscriberId"])
      const list = store.subscribers.byKey.has(subscriberId) ? updated : created
      list.push({ subscriberId })
      upsertSubscriber(store, subscriberId, subscriberFields(row), now)
    }
    return { created, updated, failed: [] }
  })

const updateOnlineStatus: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ isOnline: required(boolean) }, body)
    yield* requireRecipient(store, subscriberId, () => notFound("Subscriber not found"))
    const isOnline = input["isOnline"] === true
    const fields = isOnline ? { isOnline } : { isOnline, lastOnlineAt: now }
    return toRawSubscriber(upsertSubscriber(store, subscriberId, fields, now), store)
  })

const route = makeRoute({ category: "configuration", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("POST", "/v1/subscribers/bulk", 201, createBulk, { cost: "bulk" }),
  route("PATCH", "/v1/subscribers/{subscriberId}/online-status", 200, updateOnlineStatus)
]
