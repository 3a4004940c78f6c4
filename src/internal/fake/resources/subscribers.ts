/** Serves subscribers as v2 has them. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter, type Query } from "../protocol/query.ts"
import { conflict, internalError, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { optional, string, validate } from "../protocol/validation.ts"
import type { SubscriberRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { subscriberFields, upsertSubscriber } from "../store/subscribers.ts"
import { timesOf } from "../store/table.ts"
import type { Row, Table } from "../store/table.ts"
import { flagOf } from "./listQuery.ts"
import { requireRecipient } from "./recipients.ts"
import { toSubscriber } from "./subscriberRow.ts"
import { filled, profileRules } from "./subscriberRules.ts"

/** Makes the checks of the filters. Only the name is looked for within a text, whatever its case. */
const checksOf = (query: Query): ReadonlyArray<(row: SubscriberRow) => boolean> => {
  const name = parameter(query, "name")?.trim().toLowerCase()
  return [
    ...(["email", "phone", "subscriberId"] as const).flatMap((member) => {
      const wanted = parameter(query, member)
      return wanted === undefined ? [] : [(row: SubscriberRow) => row[member] === wanted]
    }),
    ...(name === undefined ?
      [] :
      [({ firstName, lastName }: SubscriberRow) =>
        `${firstName ?? ""} ${lastName ?? ""}`.trim().toLowerCase().includes(name)])
  ]
}

const listRules = {
  email: optional(string),
  name: optional(string),
  phone: optional(string),
  subscriberId: optional(string)
}

const show = (store: Store) => (row: SubscriberRow) => toSubscriber(row, store)

/** Two cursors make the server fail, where other lists refuse them. */
const list: Handler = ({ query, store }) =>
  Result.gen(function*() {
    const cursor = yield* cursorQuery(query, listRules)
    if (cursor.after !== undefined && cursor.before !== undefined) return yield* Result.fail(internalError)
    return yield* cursorPage(store.subscribers, cursor, filterBy(query, checksOf(query)), show(store))
  })

/** Trims the id, and fails where it is sent as something else than a text. */
const trimmed = (body: unknown): Result.Result<unknown, Rejection> => {
  if (!isReadonlyObject(body) || body["subscriberId"] === undefined) return Result.succeed(body)
  const { subscriberId } = body
  return typeof subscriberId === "string"
    ? Result.succeed({ ...body, subscriberId: subscriberId.trim() })
    : Result.fail(internalError)
}

/** Data without a member are not stored. */
const withoutEmptyData = (sent: unknown) => isReadonlyObject(sent) && Object.keys(sent).length > 0 ? sent : null

/**
 * Creates a subscriber, or changes the members that are sent of one that exists.
 * Its data are replaced even if none are sent.
 */
const create: Handler = ({ body, now, query, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ subscriberId: filled, ...profileRules }, yield* trimmed(body))
    const subscriberId = String(input["subscriberId"])
    const existing = store.subscribers.byKey.get(subscriberId)
    if (existing !== undefined && flagOf(query, "failIfExists") === true) {
      return yield* Result.fail(conflict(`Subscriber with id "${subscriberId}" already exists`))
    }
    const { channels: _, data: _data, ...fields } = subscriberFields(input)
    const data = withoutEmptyData(input["data"])
    const given = data === null && existing === undefined ? fields : { ...fields, data }
    return toSubscriber(upsertSubscriber(store, subscriberId, given, now), store)
  })

const retrieve: Handler = ({ params: { subscriberId = "" }, store }) =>
  Result.map(
    requireRecipient(store, subscriberId, (id) => notFound(`Subscriber: ${id} was not found`)),
    show(store)
  )

/** The answer has the time of the last change before this one. */
const update: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(profileRules, body)
    const row = yield* requireRecipient(store, subscriberId, (id) => notFound(`Subscriber ${id} was not found`))
    const { channels: _, ...fields } = subscriberFields(input)
    return {
      ...toSubscriber(upsertSubscriber(store, subscriberId, fields, now), store),
      updatedAt: timesOf(row).updatedAt
    }
  })

const removeOf = <R extends Row & { readonly subscriberId: string }>(table: Table<R>, subscriberId: string): void => {
  for (const row of table.createdAt.rows.filter((each) => each.subscriberId === subscriberId)) table.remove(row)
}

/** Removes what belongs to a subscriber. What it was sent stays in the activity feed. */
const removeAllOf = (store: Store, row: SubscriberRow): void => {
  store.subscribers.remove(row)
  removeOf(store.topicSubscriptions, row.subscriberId)
  removeOf(store.preferences, row.subscriberId)
  removeOf(store.messages, row.subscriberId)
}

const missingToDelete = (externalSubscriberId: string): Rejection => ({
  status: 404,
  message: "Subscriber was not found",
  fields: { externalSubscriberId }
})

const remove: Handler = ({ params: { subscriberId = "" }, store }) =>
  Result.map(requireRecipient(store, subscriberId, missingToDelete), (row) => {
    removeAllOf(store, row)
    return { acknowledged: true, status: "deleted" }
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/subscribers"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list),
  route("POST", base, 201, create),
  route("GET", `${base}/{subscriberId}`, 200, retrieve),
  route("PATCH", `${base}/{subscriberId}`, 200, update),
  route("DELETE", `${base}/{subscriberId}`, 200, remove)
]
