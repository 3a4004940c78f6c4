/** Subscribes many to one topic, 100 in one request. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { NovuError } from "../../Errors/NovuError.ts"
import { AllFailed, type FailedItem } from "../../Errors/NovuErrorReason.ts"
import { SubscriptionInput, type TopicSubscription } from "../../Schema/TopicSubscription.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { composition } from "../call/composition.ts"
import type { Plan } from "./plan.ts"
import { writer } from "./write.ts"
import { bytesOf, type Written } from "./written.ts"

const createAll = composition("TopicSubscriptions.createAll", [])

/** Repeats `Subscribed` of `TopicSubscriptions`, which stands above this room. */
interface Subscribed {
  readonly subscribed: ReadonlyArray<TopicSubscription>
  readonly failed: ReadonlyArray<FailedItem>
}

type Subscribe = (
  subscriptions: ReadonlyArray<SubscriptionInput>,
  options: RequestOptions
) => Effect.Effect<NovuResponse<Subscribed>, NovuError>

const write = writer<SubscriptionInput>(createAll.name, SubscriptionInput)

const idOf = (item: SubscriptionInput): string => typeof item === "string" ? item : item.subscriberId

const identifierOf = (item: SubscriptionInput): string | undefined =>
  typeof item === "string" ? undefined : item.identifier

const failure = (status: number, headers: ResponseHeaders, item: FailedItem): NovuError =>
  new NovuError({
    operation: createAll.name,
    attempts: 1,
    reason: new AllFailed({ status, headers, detail: item.message, failed: [item] })
  })

/** Pairs items with what the answer says of their subscribers, and of their identifiers where they have some. */
const resultsOf = (
  items: ReadonlyArray<SubscriptionInput>,
  status: number,
  headers: ResponseHeaders,
  { failed, subscribed }: Subscribed
): ReadonlyArray<Result.Result<TopicSubscription, NovuError>> =>
  items.map((item) => {
    const [id, identifier] = [idOf(item), identifierOf(item)]
    const made = subscribed.find((each) =>
      each.subscriber?.subscriberId === id && (identifier === undefined || each.identifier === identifier)
    )
    if (made !== undefined) return Result.succeed(made)
    const why = failed.find(({ subscriberId }) => subscriberId === id) ??
      { subscriberId: id, code: "UNKNOWN", message: "Novu did not say what became of it" }
    return Result.fail(failure(status, headers, why))
  })

/** Plans how many are subscribed. That all of a group failed is the failure of each, by itself. */
export const subscriptionsPlan = (
  subscribe: Subscribe
): Plan<SubscriptionInput, Written<SubscriptionInput>, TopicSubscription> => ({
  method: createAll,
  size: 100,
  bytes: 102_400 - 128,
  aligned: false,
  prepare: write,
  bytesOf,
  request: (written) => (options) => {
    const items = written.map(({ item }) => item)
    return Effect.matchEffect(subscribe(items, options), {
      onSuccess: ({ headers, result }) => Effect.succeed(resultsOf(items, 201, headers, result)),
      onFailure: (error) => {
        const { reason } = error
        return reason._tag === "AllFailed"
          ? Effect.succeed(resultsOf(items, reason.status, reason.headers, { subscribed: [], failed: reason.failed }))
          : Effect.fail(error)
      }
    })
  }
})
