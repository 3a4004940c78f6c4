/** Serves the subscriptions of the caller to topics. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route, withStatus } from "../protocol/route.ts"
import { object, optional, string, validate } from "../protocol/validation.ts"
import { valuesOf } from "../resources/listQuery.ts"
import { readPreferences, showPreferences } from "../resources/subscriptionPreferences.ts"
import { upsertTopic } from "../resources/topics.ts"
import { maximumPerSubscriber } from "../resources/topicSubscriptions.ts"
import type { SubscriptionPreference, TopicSubscriptionRow } from "../store/rows.ts"
import { type Store, subscriptionKey } from "../store/store.ts"
import { forCaller } from "./caller.ts"
import { ownSubscriptions, subscriptionContexts } from "./ownSubscriptions.ts"
import { updateSubscriptionPreference } from "./subscriptionPreference.ts"

const show = (store: Store, row: TopicSubscriptionRow, preferences = row.preferences) => ({
  id: row._id,
  identifier: row.identifier,
  name: row.name,
  preferences: showPreferences(store, { ...row, preferences })
})

const inTopic = (input: HandlerInput): ReadonlyArray<TopicSubscriptionRow> =>
  ownSubscriptions(input).filter(({ topicKey }) => topicKey === input.params["topicKey"])

const named = (input: HandlerInput): TopicSubscriptionRow | undefined =>
  inTopic(input).find(({ identifier }) => identifier === input.params["identifier"])

const list: Handler = (input) => Result.succeed(inTopic(input).map((row) => show(input.store, row)))

/** Chooses the preferences about the workflows that the query names, by identifier or tag. Without any, all are shown. */
const asked = ({ query, store }: HandlerInput, { preferences }: TopicSubscriptionRow) => {
  const ids = valuesOf(query, "workflowIds") ?? []
  const tags = valuesOf(query, "tags") ?? []
  return ids.length + tags.length === 0 ? preferences : preferences.filter(({ workflowId }) => {
    const workflow = store.workflows.byId.get(workflowId)
    return workflow !== undefined &&
      (ids.includes(workflow._id) || ids.includes(workflow.workflowId) ||
        workflow.tags.some((tag) => tags.includes(tag)))
  })
}

/** Answers 204 for what does not exist. */
const retrieve: Handler = (input) => {
  const row = named(input)
  return Result.succeed(row === undefined ? withStatus(204) : show(input.store, row, asked(input, row)))
}

/** Reads the preferences of a request. Other than in the API for servers, one that names its workflow may switch it off. */
const preferencesIn = (store: Store, sent: unknown): ReadonlyArray<SubscriptionPreference> =>
  readPreferences(
    store,
    Array.isArray(sent)
      ? sent.map((entry: unknown) =>
        isReadonlyObject(entry) && typeof entry["workflowId"] === "string"
          ? { ...entry, filter: { workflowIds: [entry["workflowId"]] } }
          : entry
      )
      : sent
  )

const bodyRules = { identifier: optional(string), name: optional(string), topic: optional(object) }

const textOf = (value: unknown): string | undefined => typeof value === "string" && value !== "" ? value : undefined

const defaultIdentifier = (topicKey: string, subscriberId: string, contextKeys: ReadonlyArray<string>): string =>
  `tk_${topicKey}:si_${subscriberId}${contextKeys.length === 0 ? "" : `:ctx_${contextKeys.join(",")}`}`

const limitExceeded = (subscriberId: string, topicKey: string): Rejection =>
  badRequest(
    `Subscriber ${subscriberId} has reached the maximum allowed of ${maximumPerSubscriber} ` +
      `subscriptions for topic "${topicKey}"`
  )

/** Subscribes the caller. What exists already is shown as it is. */
const create: Handler = (input) =>
  Result.gen(function*() {
    const { body, now, params: { subscriberId = "", topicKey = "" }, store } = input
    const { identifier: sent, name, preferences, topic } = yield* validate(bodyRules, body)
    const contextKeys = subscriptionContexts(input)
    const identifier = textOf(sent) ?? defaultIdentifier(topicKey, subscriberId, contextKeys)
    yield* upsertTopic(store, { key: topicKey, name: isReadonlyObject(topic) ? topic["name"] : undefined }, now)
    const existing = store.topicSubscriptions.byKey.get(subscriptionKey({ topicKey, identifier, contextKeys }))
    if (existing?.subscriberId === subscriberId) return show(store, existing)
    if (existing !== undefined) {
      return yield* Result.fail(badRequest(`Subscription with identifier ${identifier} already exists`))
    }
    if (inTopic(input).length >= maximumPerSubscriber) return yield* Result.fail(limitExceeded(subscriberId, topicKey))
    const row = store.topicSubscriptions.insert({
      _id: store.ids.objectId(now),
      topicKey,
      subscriberId,
      identifier,
      name: textOf(name),
      contextKeys,
      preferences: preferencesIn(store, preferences),
      createdAt: now,
      updatedAt: now
    })
    return show(store, row)
  })

const require = (input: HandlerInput): Result.Result<TopicSubscriptionRow, Rejection> => {
  const row = named(input)
  const { identifier, topicKey } = input.params
  return row === undefined
    ? Result.fail(notFound(`Subscription with identifier ${identifier} not found for topic ${topicKey}`))
    : Result.succeed(row)
}

const update: Handler = (input) =>
  Result.gen(function*() {
    const { name, preferences } = yield* validate({ name: optional(string) }, input.body)
    const row = yield* require(input)
    const next = input.store.topicSubscriptions.replace(row, {
      ...row,
      name: textOf(name) ?? row.name,
      preferences: preferences === undefined ? row.preferences : preferencesIn(input.store, preferences),
      updatedAt: input.now
    })
    return show(input.store, next)
  })

const remove: Handler = (input) =>
  Result.map(require(input), (row) => {
    input.store.topicSubscriptions.remove(row)
    return { success: true }
  })

const updatePreference: Handler = (input) => {
  const { identifier, workflowId } = input.params
  return updateSubscriptionPreference(input, {
    ...(isReadonlyObject(input.body) ? input.body : {}),
    subscriptionIdentifier: identifier,
    workflowId
  })
}

const route = makeRoute({ category: "configuration", level: "stored", isPublic: true })

const base = "/v1/inbox/topics/{topicKey}/subscriptions"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, forCaller(list)),
  route("POST", base, 201, forCaller(create)),
  route("GET", `${base}/{identifier}`, 200, forCaller(retrieve)),
  route("PATCH", `${base}/{identifier}`, 200, forCaller(update)),
  route("DELETE", `${base}/{identifier}`, 200, forCaller(remove)),
  route("PATCH", "/v1/inbox/subscriptions/{identifier}/preferences/{workflowId}", 200, forCaller(updatePreference))
]
