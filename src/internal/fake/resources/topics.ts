/** Serves topics. Who is in them has routes of its own. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter, type Query } from "../protocol/query.ts"
import { badRequest, conflict, internalError, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { object, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import type { TopicRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { flagOf } from "./listQuery.ts"

const maximumText = 100

const short = (least: number): Rule => (value, name) => [
  ...(typeof value === "string" && value.length > maximumText
    ? [`${name} must be shorter than or equal to ${maximumText} characters`]
    : []),
  ...(typeof value === "string" && value.length < least
    ? [`${name} must be longer than or equal to ${least} characters`]
    : []),
  ...string(value, name)
]

const keyForm = /^[a-zA-Z0-9_:.-]+$|^\S+@\S+\.\S+$/

/** Checks the key of a topic that is about to be made. The key of one that exists is not checked. */
const checkKey = (key: string): Result.Result<void, Rejection> =>
  keyForm.test(key) ? Result.succeed(undefined) : Result.fail(badRequest(
    `Invalid topic key: "${key}". Topic keys must contain only alphanumeric characters (a-z, A-Z, 0-9), hyphens (-), ` +
      "underscores (_), colons (:), or be a valid email address."
  ))

const toTopic = (row: TopicRow) => ({
  _id: row._id,
  key: row.key,
  name: row.name,
  ...(isReadonlyObject(row.data) ? { data: row.data } : undefined),
  ...timesOf(row)
})

export const findTopic = (store: Store, key: string): Result.Result<TopicRow, Rejection> => {
  const row = store.topics.byKey.get(key)
  return row === undefined ? Result.fail(notFound(`Topic with key ${key} not found`)) : Result.succeed(row)
}

/** Makes the check of a filter, which the server takes for a regular expression. A broken one makes the server fail. */
const matching = (
  query: Query,
  name: "key" | "name"
): Result.Result<ReadonlyArray<(row: TopicRow) => boolean>, Rejection> => {
  const text = parameter(query, name)
  return text === undefined ? Result.succeed([]) : Result.try({
    try: () => {
      const pattern = new RegExp(text, "i")
      return [(row: TopicRow) => pattern.test(row[name] ?? "")]
    },
    catch: () => internalError
  })
}

/** Two cursors make the server fail, where other lists refuse them. */
const list: Handler = ({ query, store }) =>
  Result.gen(function*() {
    const cursor = yield* cursorQuery(query, { key: optional(string), name: optional(string) })
    if (cursor.after !== undefined && cursor.before !== undefined) return yield* Result.fail(internalError)
    const checks = [...yield* matching(query, "key"), ...yield* matching(query, "name")]
    const page = yield* cursorPage(store.topics, cursor, filterBy(query, checks), toTopic)
    const field = parameter(query, "orderBy")
    if (field !== "key" && field !== "name") return page
    const sorted = page.data.toSorted((a, b) => (a[field] ?? "").localeCompare(b[field] ?? ""))
    return { ...page, data: cursor.orderDirection === "ASC" ? sorted : sorted.toReversed() }
  })

const dataOf = (input: Readonly<Record<string, unknown>>, before: TopicRow["data"]): TopicRow["data"] => {
  const { data } = input
  return data === undefined ? before : isReadonlyObject(data) ? data : null
}

/** Makes a topic, or renames one that exists where the name says something. */
export const upsertTopic = (
  store: Store,
  input: Readonly<Record<string, unknown>>,
  now: number
): Result.Result<TopicRow, Rejection> =>
  Result.gen(function*() {
    const key = String(input["key"])
    const name = typeof input["name"] === "string" && input["name"] !== "" ? input["name"] : undefined
    const existing = store.topics.byKey.get(key)
    if (existing !== undefined) {
      const data = dataOf(input, existing.data)
      return name === undefined && data === existing.data
        ? existing
        : store.topics.replace(existing, { ...existing, name: name ?? existing.name, data, updatedAt: now })
    }
    yield* checkKey(key)
    const _id = store.ids.objectId(now)
    return store.topics.insert({ _id, key, name, data: dataOf(input, undefined), createdAt: now, updatedAt: now })
  })

/** The answer is 201 whether the topic was there or not. */
const create: Handler = ({ body, now, query, store }) =>
  Result.gen(function*() {
    const rules = { key: required(short(1)), name: optional(short(0)), data: optional(object) }
    const input = yield* validate(rules, body)
    const key = String(input["key"])
    if (store.topics.byKey.has(key) && flagOf(query, "failIfExists") === true) {
      return yield* Result.fail(conflict(`Topic with key "${key}" already exists`))
    }
    return toTopic(yield* upsertTopic(store, input, now))
  })

const retrieve: Handler = ({ params: { topicKey = "" }, store }) => Result.map(findTopic(store, topicKey), toTopic)

const update: Handler = ({ body, now, params: { topicKey = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ name: optional(short(0)), data: optional(object) }, body)
    const row = yield* findTopic(store, topicKey)
    const name = typeof input["name"] === "string" ? input["name"] : row.name
    return toTopic(store.topics.replace(row, { ...row, name, data: dataOf(input, row.data), updatedAt: now }))
  })

const remove: Handler = ({ params: { topicKey = "" }, store }) =>
  Result.map(findTopic(store, topicKey), (topic) => {
    store.topics.remove(topic)
    for (const row of store.topicSubscriptions.createdAt.rows.filter((each) => each.topicKey === topicKey)) {
      store.topicSubscriptions.remove(row)
    }
    return { acknowledged: true }
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/topics"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list),
  route("POST", base, 201, create),
  route("GET", `${base}/{topicKey}`, 200, retrieve),
  route("PATCH", `${base}/{topicKey}`, 200, update),
  route("DELETE", `${base}/{topicKey}`, 200, remove)
]
