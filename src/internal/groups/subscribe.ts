import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { FailedItem } from "../../Errors/NovuErrorReason.ts"
import type {
  CreateTopicSubscriptions,
  SubscriptionInput,
  SubscriptionsAnswer,
  TopicSubscription
} from "../../Schema/TopicSubscription.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import { failedItems } from "./subscriptionVerdict.ts"

/** Repeats `Subscribed` of `TopicSubscriptions`, which stands above this room. */
interface Subscribed {
  readonly subscribed: ReadonlyArray<TopicSubscription>
  readonly failed: ReadonlyArray<FailedItem>
}

type Send = (payload: CreateTopicSubscriptions) => Effect.Effect<NovuResponse<SubscriptionsAnswer>, NovuError>

const idOf = (item: SubscriptionInput): string => typeof item === "string" ? item : item?.subscriberId

/** Puts the items into requests, in each of which a subscriber stands once: Novu takes the first and drops the others. */
const requestsOf = (items: ReadonlyArray<SubscriptionInput>): ReadonlyArray<ReadonlyArray<SubscriptionInput>> => {
  const requests: Array<Array<SubscriptionInput>> = []
  const counts = new Map<string, number>()
  for (const item of items) {
    const count = counts.get(idOf(item)) ?? 0
    counts.set(idOf(item), count + 1)
    const request = requests[count]
    if (request === undefined) requests.push([item])
    else request.push(item)
  }
  return requests
}

/** Subscribes, in one request unless a subscriber comes several times. Fails only if all of it failed. */
export const subscribe = (
  payload: CreateTopicSubscriptions,
  send: Send
): Effect.Effect<NovuResponse<Subscribed>, NovuError> =>
  Effect.gen(function*() {
    // Callers without types may pass anything, which the schema refuses.
    const items: unknown = payload?.subscriptions
    const [first, ...others] = Array.isArray(items) && items.length <= 100 ? requestsOf(payload.subscriptions) : []
    if (first === undefined || others.length === 0) {
      const { headers, result } = yield* send(payload)
      return { headers, result: { subscribed: result.data, failed: failedItems(result.errors) } }
    }
    let headers: NovuResponse<Subscribed>["headers"] = {}
    const subscribed: Array<TopicSubscription> = []
    const failed: Array<FailedItem> = []
    let allFailed: NovuError | undefined
    for (const subscriptions of [first, ...others]) {
      const sent = yield* Effect.result(send({ ...payload, subscriptions }))
      if (Result.isSuccess(sent)) {
        headers = sent.success.headers
        subscribed.push(...sent.success.result.data)
        failed.push(...failedItems(sent.success.result.errors))
        continue
      }
      const { reason } = sent.failure
      if (reason._tag !== "AllFailed") return yield* sent.failure
      allFailed = sent.failure
      headers = reason.headers
      failed.push(...reason.failed)
    }
    if (subscribed.length === 0 && allFailed !== undefined) return yield* allFailed
    return { headers, result: { subscribed, failed } }
  })
