/** Serves what v1 has of the inbox, which is deprecated. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { checkQuery, parameter, type Query } from "../protocol/query.ts"
import { badRequest, internalError, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { numeric, oneOf, validate } from "../protocol/validation.ts"
import type { MessageRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { apply, type Change } from "./inboxChange.ts"
import { type Check, inAppOf, parseJson, withFlags, withPayload } from "./inboxFilter.ts"
import { flagOf, newestFirst, numberOf, valuesOf } from "./listQuery.ts"
import { toMessage } from "./messageRow.ts"
import { isObjectId, requireRecipient } from "./recipients.ts"
import { awake } from "./snoozing.ts"

/** The fake has no feeds, so none of its messages is in one. */
const ofFeed = (feed: unknown): ReadonlyArray<Check> => feed === undefined ? [] : [() => false]

const decoder = new TextDecoder()

const textOf = (base64: string): string => decoder.decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)))

/** Reads the `payload` of a query, which is the base64 text of a JSON object. */
const payloadOf = (query: Query): Result.Result<Readonly<Record<string, unknown>> | undefined, Rejection> => {
  const sent = parameter(query, "payload")
  if (sent === undefined) return Result.succeed(undefined)
  const invalid = badRequest("Invalid payload, the JSON object should be encoded to base64 string.")
  const text = Result.try({ try: () => textOf(sent), catch: () => invalid })
  const parsed = Result.flatMap(text, (json) => Result.mapError(parseJson(json), () => invalid))
  return Result.filterOrFail(parsed, isReadonlyObject, () => invalid)
}

/** `totalCount` counts the rest of the feed, and no further than the page. */
const feed: Handler = ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { page: numeric(0), limit: numeric(1, 100) })
    const payload = yield* payloadOf(query)
    yield* requireRecipient(
      store,
      subscriberId,
      (id) =>
        badRequest(
          `Subscriber not found for this environment with the id: ${id}. ` +
            "Make sure to create a subscriber before fetching the feed."
        )
    )
    const page = numberOf(query, "page", 0)
    const limit = numberOf(query, "limit", 10)
    const rest = newestFirst(store.messages, [
      inAppOf(subscriberId),
      ...ofFeed(valuesOf(query, "feedIdentifier")),
      ...withPayload(payload),
      ...yield* withFlags({ read: flagOf(query, "read"), seen: flagOf(query, "seen") })
    ]).slice(page * limit)
    return {
      data: rest.slice(0, limit).map((row) => toMessage(row, store)),
      totalCount: Math.min(rest.length, limit),
      hasMore: rest.length > limit,
      pageSize: limit,
      page
    }
  })

/** Says that the subscriber is unknown, as some routes of v1 do. */
const notHere = (store: Store, words: string) => (id: string) =>
  `Subscriber ${id} ${words} exist in environment ${store.environmentId}, please provide a valid subscriber identifier`

/** Counts unseen messages, or seen ones on demand. The limit caps the count. */
const unseen: Handler = ({ params: { subscriberId = "" }, query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { limit: numeric(0) })
    yield* requireRecipient(store, subscriberId, (id) => badRequest(notHere(store, "is not")(id)))
    const seen = flagOf(query, "seen") ?? false
    const found = newestFirst(store.messages, [
      inAppOf(subscriberId),
      (row) => row.seen === seen,
      ...ofFeed(valuesOf(query, "feedIdentifier"))
    ])
    return { count: Math.min(found.length, numberOf(query, "limit", 100)) }
  })

interface Mark {
  readonly change: Change
  /** Says that a message is in the opposite state. */
  readonly applies: Check
}

const sawAt = (row: MessageRow, now: number) => ({ firstSeenAt: row.firstSeenAt ?? now })

/** The times are set to now, even where something is taken back. */
const marks: Readonly<Record<string, Mark>> = {
  read: {
    change: (row, now) => ({ ...sawAt(row, now), seen: true, read: true, readAt: now }),
    applies: (row) => !row.read
  },
  seen: { change: (row, now) => ({ ...sawAt(row, now), seen: true }), applies: (row) => !row.seen },
  unread: {
    change: (row, now) => ({ ...sawAt(row, now), seen: true, read: false, readAt: now }),
    applies: (row) => row.read
  },
  unseen: { change: (row, now) => ({ ...sawAt(row, now), seen: false }), applies: (row) => row.seen }
}

/** Reads `markAs` of a body. */
const markOf = (body: unknown): Result.Result<Mark, Rejection> =>
  Result.flatMap(validate({ markAs: oneOf(Object.keys(marks)) }, body), (input) => {
    const mark = marks[String(input["markAs"])]
    return mark === undefined ? Result.fail(internalError) : Result.succeed(mark)
  })

/** A text may name several messages, with commas between them. */
const messageIdsOf = (body: unknown): ReadonlyArray<string> => {
  const sent = isReadonlyObject(body) ? body["messageId"] : undefined
  return Array.isArray(sent) ? sent.map(String) : typeof sent === "string" && sent !== "" ? sent.split(",") : []
}

const markAs: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const { change } = yield* markOf(body)
    const ids = messageIdsOf(body).map((id) => id.trim())
    if (ids.length === 0) return yield* Result.fail(badRequest("messageId is required"))
    yield* requireRecipient(store, subscriberId, (id) => notFound(`Subscriber ${id} not found`))
    if (!ids.every(isObjectId)) return yield* Result.fail(internalError)
    return ids.flatMap((id) => {
      const row = store.messages.byId.get(id)
      return row?.subscriberId === subscriberId ? [toMessage(apply(store, row, change, now), store)] : []
    })
  })

/** Answers how many messages were in the opposite state. */
const markAll: Handler = ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const { applies, change } = yield* markOf(body)
    yield* requireRecipient(store, subscriberId, (id) => notFound(notHere(store, "does not")(id)))
    const identifier = isReadonlyObject(body) ? body["feedIdentifier"] : undefined
    const found = newestFirst(store.messages, [inAppOf(subscriberId), applies, ...ofFeed(identifier)])
    for (const row of found) apply(store, row, change, now)
    return found.length
  })

/**
 * Uses a button without a look at whether the message has it. The message stays
 * unread. Novu's status is known for both refusals with 400, and its words are not.
 */
const act: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const { messageId = "", subscriberId = "", type } = params
    const { status } = yield* validate({ status: oneOf(["pending", "done"]) }, body)
    const row = store.messages.byId.get(messageId)
    if (row === undefined) return yield* Result.fail(notFound(`Message ${messageId} not found`))
    yield* requireRecipient(store, subscriberId, (id) => badRequest(`Subscriber ${id} not found`))
    if (row.subscriberId !== subscriberId) {
      return yield* Result.fail(badRequest(`Message ${messageId} is not of subscriber ${subscriberId}`))
    }
    const completed = type === "primary" || type === "secondary"
      ? { type, status: status === "done" ? "done" as const : "pending" as const } as const
      : undefined
    return toMessage(apply(store, row, () => ({ completed }), now), store)
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const subscriber = "/v1/subscribers/{subscriberId}"

export const routes: ReadonlyArray<Route> = [
  route("GET", `${subscriber}/notifications/feed`, 200, awake(feed)),
  route("GET", `${subscriber}/notifications/unseen`, 200, awake(unseen)),
  route("POST", `${subscriber}/messages/mark-as`, 201, awake(markAs)),
  route("POST", `${subscriber}/messages/mark-all`, 201, awake(markAll)),
  route("POST", `${subscriber}/messages/{messageId}/actions/{type}`, 201, awake(act))
]
