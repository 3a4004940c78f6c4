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

/** Says of which contexts the messages must be. */
type Contexts = (input: Input, request: Request) => ReadonlyArray<Check>

const filtersOf = (input: Input): Result.Result<ReadonlyArray<Check>, Rejection> =>
  Result.map(
    parseData(typeof input["data"] === "string" ? input["data"] : undefined),
    (data) => [...withTags(input["tags"]), ...withData(data)]
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

const all = (contexts: Contexts, change: Change | "delete", also: ReadonlyArray<Check> = []): Handler =>
  awake((request) =>
    Result.flatMap(
      validate(bodyRules, request.body),
      (input) =>
        applyTo(
          request,
          Result.map(filtersOf(input), (checks) => [...also, ...contexts(input, request), ...checks]),
          change
        )
    )
  )

/** Ids win over filters. Unknown ones are ignored, and an empty list does nothing, before any check. */
const seen = (contexts: Contexts): Handler =>
  awake((request) =>
    Result.gen(function*() {
      const ids = isReadonlyObject(request.body) ? request.body["notificationIds"] : undefined
      if (Array.isArray(ids) && ids.length === 0) return
      const input = yield* validate({ notificationIds: optional(strings), ...bodyRules }, request.body)
      const checks = contexts(input, request)
      if (!Array.isArray(ids)) {
        return yield* applyTo(request, Result.map(filtersOf(input), (more) => [...checks, ...more]), changes.saw)
      }
      if (!ids.every((id) => isObjectId(String(id)))) {
        return yield* Result.fail(validationFailed(["each value in notificationIds must be a mongodb id"]))
      }
      return yield* applyTo(request, Result.succeed([...checks, ({ _id }) => ids.includes(_id)]), changes.saw)
    })
  )

/** Makes the handlers of all verbs. */
export const bulkHandlers = (contexts: Contexts) => ({
  read: all(contexts, changes.read),
  archive: all(contexts, changes.archive),
  "read-archive": all(contexts, changes.archive, [(row) => row.read]),
  delete: all(contexts, "delete"),
  seen: seen(contexts)
})

const handlers = Object.entries(bulkHandlers(({ contextKeys }) => withAnyKey(contextKeys)))

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/subscribers/{subscriberId}/notifications"

export const routes: ReadonlyArray<Route> = handlers.map(([verb, handler]) =>
  route("POST", `${base}/${verb}`, 204, handler)
)
