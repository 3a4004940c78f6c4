/** Changes many items of a subscriber at once. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { optional, type Rule, string, strings, validate } from "../protocol/validation.ts"
import { apply, type Change, changes } from "./inboxChange.ts"
import { type Check, parseData, withData, withTags } from "./inboxFilter.ts"
import { newestFirst } from "./listQuery.ts"
import { isObjectId, requireRecipient } from "./recipients.ts"
import { awake } from "./snoozing.ts"

/** Tags are a list, of which one must fit, or groups as in `{ and: [{ or: [] }] }`. */
const tags: Rule = (value, name) => isReadonlyObject(value) ? [] : strings(value, name)

const bodyRules = { tags: optional(tags), data: optional(string), contextKeys: optional(strings) }

type Input = Readonly<Record<string, unknown>>

type Request = Parameters<Handler>[0]

/** Other than in a list, one context key is enough here. */
const withAnyKey = (keys: unknown): ReadonlyArray<Check> =>
  Array.isArray(keys) && keys.length > 0 ? [({ contextKeys }) => contextKeys.some((key) => keys.includes(key))] : []

const filtersOf = (input: Input): Result.Result<ReadonlyArray<Check>, Rejection> =>
  Result.map(
    parseData(typeof input["data"] === "string" ? input["data"] : undefined),
    (data) => [...withTags(input["tags"]), ...withData(data), ...withAnyKey(input["contextKeys"])]
  )

/** Applies a change to what a body selects, or deletes it. An empty body selects messages of every channel. */
const applyTo = (
  { now, params: { subscriberId = "" }, store }: Request,
  filters: Result.Result<ReadonlyArray<Check>, Rejection>,
  change: Change | "delete"
): Result.Result<void, Rejection> =>
  Result.gen(function*() {
    yield* requireRecipient(store, subscriberId)
    const found = newestFirst(store.messages, [(row) => row.subscriberId === subscriberId, ...yield* filters])
    for (const row of found) {
      if (change === "delete") store.messages.remove(row)
      else apply(store, row, change, now)
    }
  })

const all = (change: Change | "delete", also: ReadonlyArray<Check> = []): Handler =>
  awake((request) =>
    Result.flatMap(
      validate(bodyRules, request.body),
      (input) => applyTo(request, Result.map(filtersOf(input), (checks) => [...also, ...checks]), change)
    )
  )

/** Ids win over filters. Unknown ones are ignored, and an empty list does nothing, before any check. */
const seen: Handler = (request) =>
  Result.gen(function*() {
    const ids = isReadonlyObject(request.body) ? request.body["notificationIds"] : undefined
    if (Array.isArray(ids) && ids.length === 0) return
    const input = yield* validate({ notificationIds: optional(strings), ...bodyRules }, request.body)
    if (!Array.isArray(ids)) return yield* applyTo(request, filtersOf(input), changes.saw)
    if (!ids.every((id) => isObjectId(String(id)))) {
      return yield* Result.fail(validationFailed(["each value in notificationIds must be a mongodb id"]))
    }
    return yield* applyTo(request, Result.succeed([({ _id }) => ids.includes(_id)]), changes.saw)
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/subscribers/{subscriberId}/notifications"

export const routes: ReadonlyArray<Route> = [
  route("POST", `${base}/read`, 204, all(changes.read)),
  route("POST", `${base}/archive`, 204, all(changes.archive)),
  route("POST", `${base}/read-archive`, 204, all(changes.archive, [(row) => row.read])),
  route("POST", `${base}/delete`, 204, all("delete")),
  route("POST", `${base}/seen`, 204, awake(seen))
]
