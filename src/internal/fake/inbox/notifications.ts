/** Serves the items of the caller's Inbox. What each verb does is said where the API for servers has it. */
import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { type Query, withContextKeys } from "../protocol/query.ts"
import { internalError, notFound } from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route } from "../protocol/route.ts"
import { countBy, list } from "../resources/inbox.ts"
import { bulkHandlers } from "../resources/inboxBulk.ts"
import { parseData, withData } from "../resources/inboxFilter.ts"
import { act, remove, verbs } from "../resources/inboxItems.ts"
import { awake } from "../resources/snoozing.ts"
import { forCaller } from "./caller.ts"

/** Groups of tags come as `tags[0][]` and so on, which the list has as the JSON of groups. */
const withTagGroups = (query: Query): Query => {
  const groups = [...query].filter(([name]) => /^tags\[\d+\]$/.test(name))
  if (groups.length === 0) return query
  const and = groups.toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([, or]) => ({ or }))
  return new Map([...query, ["tags", [JSON.stringify({ and })]]])
}

const listItems: Handler = (input) => list({ ...input, query: withTagGroups(input.query) })

/** A filter may name data, as an object or as its text. */
const dataOf = (filter: Readonly<Record<string, unknown>>) => {
  const { data } = filter
  return parseData(isReadonlyObject(data) ? JSON.stringify(data) : typeof data === "string" ? data : undefined)
}

const countItems = countBy((filter, query) =>
  Result.map(dataOf(filter), (data) => [...withContextKeys(query), ...withData(data)])
)

/** Of an item that is another's nobody is told more than that it is not there. */
const hidden = (handler: Handler): Handler => (input) => {
  const id = input.params["notificationId"] ?? ""
  const result = handler(input)
  return Effect.mapError(
    Result.isResult(result) ? Effect.fromResult(result) : result,
    (rejection) => rejection === internalError ? notFound(`Notification id: '${id}' not found`) : rejection
  )
}

const typeInBody = ({ body }: HandlerInput): unknown => isReadonlyObject(body) ? body["actionType"] : undefined

const route = makeRoute({ category: "configuration", level: "stored", isPublic: true })

const base = "/v1/inbox/notifications"

const item = `${base}/{notificationId}`

const bulk = bulkHandlers((_, { query }) => withContextKeys(query))

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, forCaller(awake(listItems))),
  route("GET", `${base}/count`, 200, forCaller(awake(countItems))),
  ...Object.entries(verbs).map(([verb, handler]) => route("PATCH", `${item}/${verb}`, 200, forCaller(hidden(handler)))),
  route("PATCH", `${item}/complete`, 200, forCaller(act("done", typeInBody))),
  route("PATCH", `${item}/revert`, 200, forCaller(act("pending", typeInBody))),
  route("DELETE", `${item}/delete`, 204, forCaller(remove)),
  ...Object.entries(bulk).map(([verb, handler]) => route("POST", `${base}/${verb}`, 204, forCaller(handler)))
]
