/** Serves the subscriptions of topics: who is in which of them. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter, type Query, withContextKeys } from "../protocol/query.ts"
import { notFound, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route, withStatus } from "../protocol/route.ts"
import { optional, string, validate } from "../protocol/validation.ts"
import { resolveContexts } from "../store/contexts.ts"
import type { TopicRow, TopicSubscriptionRow } from "../store/rows.ts"
import { organizationId, type Store, subscriptionKey } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { contextPayload } from "./contextPayload.ts"
import { requireRecipient } from "./recipients.ts"
import { readPreferences, showPreferences } from "./subscriptionPreferences.ts"
import { findTopic, upsertTopic } from "./topics.ts"

interface Failure {
  readonly subscriberId: string
  readonly code: string
  readonly message: string
}

const maximumItems = 100
export const maximumPerSubscriber = 10

const showTopic = ({ _id, key, name }: TopicRow) => ({ _id, key, name })

const showSubscriber = (store: Store, subscriberId: string) => {
  const row = store.subscribers.byKey.get(subscriberId)
  if (row === undefined) return null
  const { _id, avatar, email, firstName, lastName } = row
  return { _id, subscriberId, avatar, firstName, lastName, email, ...timesOf(row) }
}

/** Shows a subscription. Its times are empty texts in the answer to the request that makes it. */
const show = (store: Store, topic: TopicRow, row: TopicSubscriptionRow, isNew = false) => ({
  _id: row._id,
  identifier: row.identifier,
  name: row.name,
  topic: showTopic(topic),
  subscriber: showSubscriber(store, row.subscriberId),
  ...(row.preferences.length === 0 ? undefined : { preferences: showPreferences(store, row) }),
  contextKeys: row.contextKeys,
  ...(isNew ? { createdAt: "", updatedAt: "" } : timesOf(row))
})

const rowsOf = (store: Store, topicKey: string): ReadonlyArray<TopicSubscriptionRow> =>
  store.topicSubscriptions.createdAt.rows.filter((row) => row.topicKey === topicKey)

/** The words in which a list of the wrong length is refused. */
interface Words {
  readonly most: string
  readonly least: string
}

/** Reads the items of a request, from either of its two lists. */
const itemsOf = (body: unknown, words: Words): Result.Result<ReadonlyArray<unknown> | undefined, Rejection> => {
  const { subscriberIds, subscriptions = subscriberIds } = isReadonlyObject(body) ? body : {}
  if (subscriptions === undefined) return Result.succeed(undefined)
  if (!Array.isArray(subscriptions)) return Result.fail(validationFailed(["subscriptions must be an array"]))
  if (subscriptions.length > maximumItems) return Result.fail(validationFailed([words.most]))
  return subscriptions.length === 0 ? Result.fail(validationFailed([words.least])) : Result.succeed(subscriptions)
}

/** Answers about items: with 400, and the same content, where every one failed. */
const answer = (
  total: number,
  data: ReadonlyArray<unknown>,
  errors: ReadonlyArray<Failure>
): Result.Result<unknown, Rejection> => {
  const content = {
    data,
    meta: { totalCount: total, successful: data.length, failed: errors.length },
    ...(errors.length > 0 || total === 0 ? { errors } : undefined)
  }
  return data.length > 0 || errors.length === 0 ? Result.succeed(content) : Result.fail({
    status: 400,
    message: "Api Exception Raised with status 400",
    fields: content
  })
}

const member = (item: unknown, name: string): string | undefined => {
  const value: unknown = isReadonlyObject(item) ? item[name] : undefined
  return typeof value === "string" && value !== "" ? value : undefined
}

const subscriberOf = (item: unknown): string | undefined =>
  typeof item === "string" ? item : member(item, "subscriberId")

const create: Handler = ({ body, now, params: { topicKey = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ name: optional(string), context: optional(contextPayload) }, body)
    const items = yield* itemsOf(body, {
      most: "Cannot subscribe more than 100 subscribers at once",
      least: "At least one subscriber identifier is required"
    })
    const contextKeys = resolveContexts(store, input["context"], now)
    const topic = yield* upsertTopic(store, { key: topicKey, name: input["name"] }, now)
    const preferences = readPreferences(store, input["preferences"])
    const found: Array<unknown> = []
    const fresh: Array<unknown> = []
    const errors: Array<Failure> = []
    // Of two identifiers of one subscriber, the first counts.
    const first = new Map<string, unknown>()
    for (const item of items ?? []) {
      const id = subscriberOf(item) ?? ""
      if (!first.has(id)) first.set(id, item)
    }
    for (const [subscriberId, item] of first) {
      if (!store.subscribers.byKey.has(subscriberId)) {
        const message = `Subscriber with ID '${subscriberId}' could not be found.`
        errors.push({ subscriberId, code: "SUBSCRIBER_NOT_FOUND", message })
        continue
      }
      const suffix = contextKeys.length === 0 ? "" : `:ctx_${contextKeys.join(",")}`
      const identifier = member(item, "identifier") ?? `tk_${topicKey}:si_${subscriberId}${suffix}`
      const existing = store.topicSubscriptions.byKey.get(subscriptionKey({ topicKey, identifier, contextKeys }))
      if (existing !== undefined) {
        found.push(show(store, topic, existing))
        continue
      }
      if (rowsOf(store, topicKey).filter((row) => row.subscriberId === subscriberId).length >= maximumPerSubscriber) {
        const message = `Subscriber ${subscriberId} has reached the maximum allowed of ${maximumPerSubscriber} ` +
          `subscriptions for topic "${topicKey}"`
        errors.push({ subscriberId, code: "SUBSCRIPTION_LIMIT_EXCEEDED", message })
        continue
      }
      const row = store.topicSubscriptions.insert({
        _id: store.ids.objectId(now),
        topicKey,
        subscriberId,
        identifier,
        name: member(item, "name"),
        contextKeys,
        preferences,
        createdAt: now,
        updatedAt: now
      })
      fresh.push(show(store, topic, row, true))
    }
    return yield* answer(items?.length ?? 0, [...found, ...fresh], errors)
  })

/** Finds what an item of a deletion means. One that has both members means what either means. */
const meant = (store: Store, topicKey: string, item: unknown): ReadonlyArray<TopicSubscriptionRow> | Failure => {
  const subscriberId = subscriberOf(item)
  const identifier = member(item, "identifier")
  if (subscriberId === undefined && identifier === undefined) {
    const message = "Either identifier or subscriberId must be provided"
    return { subscriberId: "unknown", code: "INVALID_REQUEST", message }
  }
  if (subscriberId !== undefined && !store.subscribers.byKey.has(subscriberId)) {
    const message = `Subscriber with ID '${subscriberId}' could not be found.`
    return { subscriberId, code: "SUBSCRIBER_NOT_FOUND", message }
  }
  const rows = rowsOf(store, topicKey)
  const named = rows.filter((row) => identifier !== undefined && row.identifier === identifier)
  const all = rows.filter((row) => subscriberId !== undefined && row.subscriberId === subscriberId)
  if (named.length + all.length > 0) return [...named, ...all]
  const message = identifier === undefined
    ? `Subscription for subscriber '${subscriberId}' not found.`
    : `Subscription with identifier '${identifier}' not found.`
  return { subscriberId: subscriberId ?? "unknown", code: "SUBSCRIPTION_NOT_FOUND", message }
}

const remove: Handler = ({ body, params: { topicKey = "" }, store }) =>
  Result.gen(function*() {
    const items = yield* itemsOf(body, {
      most: "Cannot unsubscribe more than 100 subscriptions at once",
      least: "At least one subscription is required"
    })
    const topic = yield* findTopic(store, topicKey)
    const errors: Array<Failure> = []
    const rows: Array<TopicSubscriptionRow> = []
    for (const item of items ?? []) {
      const found = meant(store, topicKey, item)
      if ("code" in found) errors.push(found)
      else rows.push(...found)
    }
    const data = rows.map((row) => show(store, topic, row))
    for (const row of new Set(rows)) store.topicSubscriptions.remove(row)
    return yield* answer(items?.length ?? 0, data, errors)
  })

const ofSubscriber = (query: Query) => {
  const subscriberId = parameter(query, "subscriberId")
  return subscriberId === undefined ? [] : [(row: TopicSubscriptionRow) => row.subscriberId === subscriberId]
}

const list: Handler = ({ params: { topicKey = "" }, query, store }) =>
  Result.gen(function*() {
    const cursor = yield* cursorQuery(query, { subscriberId: optional(string) })
    const topic = yield* findTopic(store, topicKey)
    const checks = [
      (row: TopicSubscriptionRow) => row.topicKey === topicKey,
      ...ofSubscriber(query),
      ...withContextKeys(query)
    ]
    const filter = filterBy(query, checks)
    const keyed = filter && { ...filter, key: `${topicKey} ${filter.key}` }
    return yield* cursorPage(store.topicSubscriptions, cursor, keyed, (row) => show(store, topic, row))
  })

const listForSubscriber: Handler = ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    const cursor = yield* cursorQuery(query, { key: optional(string) })
    yield* requireRecipient(store, subscriberId, () => notFound("Subscriber not found"))
    const key = parameter(query, "key")
    const checks = [
      (row: TopicSubscriptionRow) => row.subscriberId === subscriberId && store.topics.byKey.has(row.topicKey),
      ...(key === undefined ? [] : [(row: TopicSubscriptionRow) => row.topicKey === key]),
      ...withContextKeys(query)
    ]
    const filter = filterBy(query, checks)
    const keyed = filter && { ...filter, key: `${subscriberId} ${filter.key}` }
    // This list is always in the order of creation.
    const page = { ...cursor, orderBy: "createdAt" } as const
    return yield* cursorPage(store.topicSubscriptions, page, keyed, (row) => {
      const topic = store.topics.byKey.get(row.topicKey)
      return topic === undefined
        ? null
        : { ...show(store, topic, row), topic: { ...showTopic(topic), ...timesOf(topic) } }
    })
  })

const find = (store: Store, topicKey: string, identifier: string): TopicSubscriptionRow | undefined =>
  rowsOf(store, topicKey).find((row) => row.identifier === identifier)

/** Answers 204 for what does not exist, topics included. */
const retrieve: Handler = ({ params: { identifier = "", topicKey = "" }, store }) => {
  const row = find(store, topicKey, identifier)
  return Result.succeed(
    row === undefined ? withStatus(204) : {
      id: row._id,
      identifier,
      name: row.name,
      preferences: showPreferences(store, row),
      contextKeys: row.contextKeys
    }
  )
}

const update: Handler = ({ body, now, params: { identifier = "", topicKey = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ name: optional(string) }, body)
    const topic = yield* findTopic(store, topicKey)
    const row = find(store, topicKey, identifier)
    if (row === undefined) {
      return yield* Result.fail(notFound(`Subscription with identifier ${identifier} not found for topic ${topicKey}`))
    }
    const sent = input["preferences"]
    const changed = store.topicSubscriptions.replace(row, {
      ...row,
      name: member(input, "name") ?? row.name,
      preferences: sent === undefined ? row.preferences : readPreferences(store, sent),
      updatedAt: now
    })
    // Preferences show only if this request named them.
    return show(store, topic, sent === undefined ? { ...changed, preferences: [] } : changed)
  })

/** Returns any one subscription of the subscriber, as it is stored. */
const membership: Handler = ({ params: { externalSubscriberId = "", topicKey = "" }, store }) => {
  const topic = store.topics.byKey.get(topicKey)
  const subscriber = store.subscribers.byKey.get(externalSubscriberId)
  const row = rowsOf(store, topicKey).find(({ subscriberId }) => subscriberId === externalSubscriberId)
  if (topic === undefined || subscriber === undefined || row === undefined) {
    return Result.fail(
      notFound(
        `Subscriber ${externalSubscriberId} not found for topic ${topicKey} in the environment ${store.environmentId}`
      )
    )
  }
  return Result.succeed({
    _id: row._id,
    _organizationId: organizationId,
    _environmentId: store.environmentId,
    _subscriberId: subscriber._id,
    _topicId: topic._id,
    topicKey,
    externalSubscriberId,
    identifier: row.identifier,
    contextKeys: row.contextKeys,
    ...timesOf(row)
  })
}

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v2/topics/{topicKey}/subscriptions"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list),
  route("POST", base, 201, create),
  route("DELETE", base, 200, remove),
  route("GET", `${base}/{identifier}`, 200, retrieve),
  route("PATCH", `${base}/{identifier}`, 200, update),
  route("GET", "/v2/subscribers/{subscriberId}/subscriptions", 200, listForSubscriber),
  route("GET", "/v1/topics/{topicKey}/subscribers/{externalSubscriberId}", 200, membership)
]
