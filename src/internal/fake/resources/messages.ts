import * as Result from "effect/Result"
import { checkQuery, parameter, withContextKeys } from "../protocol/query.ts"
import { badRequest, notFound } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { numeric, oneOf, optional } from "../protocol/validation.ts"
import type { MessageRow } from "../store/rows.ts"
import { anyOf, newestFirst, numberOf, valuesOf } from "./listQuery.ts"
import { toMessage } from "./messageRow.ts"
import { channels } from "./providers.ts"
import { requireObjectId, requireRecipient } from "./recipients.ts"
import { awake } from "./snoozing.ts"

/** The channel is not validated: an unknown one gives an empty page. */
const list: Handler = ({ query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { page: numeric(), limit: numeric() })
    const page = numberOf(query, "page", 0)
    const limit = numberOf(query, "limit", 10)
    if (limit > 1000) return yield* Result.fail(badRequest("Limit can not be larger then 1000"))
    const subscriberId = parameter(query, "subscriberId")
    if (subscriberId !== undefined) yield* requireRecipient(store, subscriberId)
    const found = newestFirst<MessageRow>(store.messages, [
      ...anyOf<MessageRow>(subscriberId === undefined ? undefined : [subscriberId], (row) => [row.subscriberId]),
      ...anyOf<MessageRow>(valuesOf(query, "channel"), ({ channel }) => [channel]),
      ...anyOf<MessageRow>(valuesOf(query, "transactionId"), ({ transactionId }) => [transactionId]),
      ...withContextKeys(query)
    ])
    const end = (page + 1) * limit
    return {
      page,
      pageSize: limit,
      totalCount: found.length,
      hasMore: found.length > end,
      data: found.slice(page * limit, end).map((row) => toMessage(row, store))
    }
  })

/** Deletes a message of any channel, which leaves the inbox, too. Its run stays. */
const deleteOne: Handler = ({ params: { messageId = "" }, store }) =>
  Result.gen(function*() {
    yield* requireObjectId("messageId", messageId)
    const row = store.messages.byId.get(messageId)
    if (row === undefined) return yield* Result.fail(notFound(`Message with id ${messageId} not found`))
    if (store.subscribers.byKey.get(row.subscriberId) === undefined) {
      return yield* Result.fail(badRequest(`A subscriber was not found for message ${messageId}`))
    }
    store.messages.remove(row)
    return { acknowledged: true, status: "deleted" }
  })

const deleteByTransaction: Handler = ({ params, query, store }) =>
  Result.gen(function*() {
    yield* checkQuery(query, { channel: optional(oneOf(channels)) })
    const channel = parameter(query, "channel")
    const found = newestFirst<MessageRow>(store.messages, [
      (row) => row.transactionId === params["transactionId"] && (channel === undefined || row.channel === channel)
    ])
    if (found.length === 0) return yield* Result.fail(notFound("Invalid transactionId or channel"))
    for (const row of found) store.messages.remove(row)
  })

const route = makeRoute({ category: "global", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("GET", "/v1/messages", 200, awake(list)),
  route("DELETE", "/v1/messages/{messageId}", 200, deleteOne),
  route("DELETE", "/v1/messages/transaction/{transactionId}", 204, deleteByTransaction)
]
