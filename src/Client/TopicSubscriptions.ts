/**
 * Keep who is in which topic.
 *
 * @see https://docs.novu.co/api-reference/topics
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import type { FailedItem } from "../Errors/NovuErrorReason.ts"
import { bulkMethod } from "../internal/bulk/bulkMethod.ts"
import { subscriptionsPlan } from "../internal/bulk/subscriptions.ts"
import { fromHere } from "../internal/call/callSite.ts"
import { subscribe } from "../internal/groups/subscribe.ts"
import { failedItems, subscriptionVerdict } from "../internal/groups/subscriptionVerdict.ts"
import {
  CreateTopicSubscriptions,
  DeleteTopicSubscriptions,
  ListSubscriberTopics,
  ListTopicSubscriptions,
  type SubscriptionInput,
  SubscriptionsAnswer,
  TopicMembership,
  TopicSubscription,
  TopicSubscriptionDetails,
  TopicSubscriptionPage,
  UpdateTopicSubscription
} from "../Schema/TopicSubscription.ts"
import type { BulkMethod, BulkOptions, BulkOutcome, BulkPipe, BulkSource } from "../Transport/Bulk.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v2/topics/{topicKey}/subscriptions"

const list = Operation.make({
  name: "TopicSubscriptions.list",
  method: "GET",
  path,
  query: ListTopicSubscriptions,
  success: TopicSubscriptionPage
})

const create = Operation.make({
  name: "TopicSubscriptions.create",
  method: "POST",
  path,
  payload: CreateTopicSubscriptions,
  success: SubscriptionsAnswer,
  envelope: "none",
  // Those that exist are reported as successes, and are not changed.
  repeat: "idempotent",
  verdict: subscriptionVerdict
})

const remove = Operation.make({
  name: "TopicSubscriptions.delete",
  method: "DELETE",
  path,
  payload: DeleteTopicSubscriptions,
  success: SubscriptionsAnswer,
  envelope: "none",
  // A second request finds nothing, and cannot tell what the first has removed.
  repeat: "unguarded",
  verdict: subscriptionVerdict
})

const retrieve = Operation.make({
  name: "TopicSubscriptions.retrieve",
  method: "GET",
  path: `${path}/{identifier}`,
  // Novu answers 204 where there is none.
  success: Schema.UndefinedOr(TopicSubscriptionDetails)
})

const update = Operation.make({
  name: "TopicSubscriptions.update",
  method: "PATCH",
  path: `${path}/{identifier}`,
  payload: UpdateTopicSubscription,
  success: TopicSubscription,
  // It replaces members whole, so a repeated one changes nothing.
  repeat: "idempotent"
})

const retrieveSubscriber = Operation.make({
  name: "TopicSubscriptions.retrieveSubscriber",
  method: "GET",
  path: "/v1/topics/{topicKey}/subscribers/{externalSubscriberId}",
  success: TopicMembership
})

const listForSubscriber = Operation.make({
  name: "TopicSubscriptions.listForSubscriber",
  method: "GET",
  path: "/v2/subscribers/{subscriberId}/subscriptions",
  query: ListSubscriberTopics,
  success: TopicSubscriptionPage
})

/**
 * Holds what `create` did: the subscriptions there are now, and who could not be
 * subscribed, and why.
 *
 * @category models
 * @since 0.1.0
 */
export interface Subscribed {
  /** Those that existed come first. */
  readonly subscribed: ReadonlyArray<TopicSubscription>
  readonly failed: ReadonlyArray<FailedItem>
}

/**
 * Holds what `delete` did: the subscriptions that were removed, and what could
 * not be, and why.
 *
 * @category models
 * @since 0.1.0
 */
export interface Unsubscribed {
  readonly deleted: ReadonlyArray<TopicSubscription>
  readonly failed: ReadonlyArray<FailedItem>
}

/**
 * Subscribes many to the topic that comes first.
 *
 * @category models
 * @since 0.1.0
 */
export interface SubscribeAllMethod {
  <E = never, R = never>(
    topicKey: string,
    subscriptions: BulkSource<SubscriptionInput, E, R>,
    options?: BulkOptions
  ): Stream.Stream<BulkOutcome<SubscriptionInput, TopicSubscription>, E | NovuError, R>
  (topicKey: string, options?: BulkOptions): BulkPipe<SubscriptionInput, TopicSubscription>
}

const createMethod = (call: Operation.Call) =>
  fromHere((
    topicKey: string,
    payload: CreateTopicSubscriptions,
    options?: RequestOptions
  ): Effect.Effect<NovuResponse<Subscribed>, NovuError> =>
    subscribe(payload, (each) => call(create, { params: { topicKey }, payload: each }, options))
  )

const createAllMethod = (call: Operation.Call): SubscribeAllMethod => {
  const methodOf = (topicKey: string) =>
    bulkMethod(
      subscriptionsPlan((subscriptions, options) =>
        subscribe({ subscriptions }, (payload) => call(create, { params: { topicKey }, payload }, options))
      )
    )
  return ((topicKey: string, ...rest: Parameters<BulkMethod<SubscriptionInput, TopicSubscription>>) =>
    methodOf(topicKey)(...rest)) as SubscribeAllMethod
}

const deleteMethod = (call: Operation.Call) =>
  fromHere((
    topicKey: string,
    payload: DeleteTopicSubscriptions,
    options?: RequestOptions
  ): Effect.Effect<NovuResponse<Unsubscribed>, NovuError> =>
    Effect.map(
      call(remove, { params: { topicKey }, payload }, options),
      ({ headers, result }) => ({ headers, result: { deleted: result.data, failed: failedItems(result.errors) } })
    )
  )

const keyOf = ({ _id, identifier }: TopicSubscription): string => _id ?? identifier ?? ""

/**
 * Subscribes to topics, and lists and removes subscriptions.
 *
 * @category services
 * @since 0.1.0
 */
export class TopicSubscriptions extends Group.Service<TopicSubscriptions>()("TopicSubscriptions", {
  /** Returns one page, newest first. Fails with `NotFound` when there is no such topic. */
  list: Group.method(list, (topicKey: string, query?: ListTopicSubscriptions) => ({ params: { topicKey }, query })),

  /** Streams every subscription of a topic, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (topicKey: string, query?: Omit<ListTopicSubscriptions, "after" | "before">) => ({ params: { topicKey }, query }),
    Paging.byCursor(keyOf)
  ),

  /**
   * Subscribes 1 to 100 subscribers to a topic, and makes the topic if there is
   * none. Tells who could not be subscribed, and why; when nobody could, it fails
   * with `AllFailed`, which says the same.
   *
   * Who comes several times, with identifiers of their own, takes a request each,
   * because Novu takes only the first of each subscriber in a request.
   *
   * **Gotchas**
   *
   * - The topic is there even when nobody could be subscribed.
   * - A subscription that exists keeps its name and its preferences.
   * - A subscriber has at most 10 subscriptions per topic.
   */
  create: Object.assign(createMethod, { operation: create }),

  /**
   * Subscribes many to a topic, 100 in one request: a list, a generator or a
   * stream of them. Streams what became of each, in order, as `Events.triggerAll`
   * does. Who cannot be subscribed fails with `AllFailed`, which names them.
   */
  createAll: (call: Operation.Call): SubscribeAllMethod => createAllMethod(call),

  /**
   * Removes subscriptions: all of a subscriber, or one by its identifier. Tells
   * what could not be removed, and why; when nothing could, it fails with
   * `AllFailed`. Fails with `NotFound` when there is no such topic.
   *
   * **Gotchas**
   *
   * - A request whose answer is lost is not repeated, because a second one would
   *   find nothing, and could not tell what the first has removed.
   */
  delete: Object.assign(deleteMethod, { operation: remove }),

  /**
   * Returns a subscription by its identifier, and `undefined` where there is none:
   * Novu answers so for an unknown topic too, so that it is no failure.
   */
  retrieve: Group.method(
    retrieve,
    (topicKey: string, identifier: string) => ({ params: { topicKey, identifier } })
  ),

  /**
   * Changes the members that are given, and keeps the others. Fails with
   * `NotFound` when there is no such topic or subscription.
   *
   * **Gotchas**
   *
   * - `preferences` of the result are those that the request named.
   */
  update: Group.method(
    update,
    (topicKey: string, identifier: string, payload: UpdateTopicSubscription) => ({
      params: { topicKey, identifier },
      payload
    })
  ),

  /**
   * Says that a subscriber is in a topic. Fails with `NotFound` when not, and when
   * there is no such topic or subscriber.
   */
  retrieveSubscriber: Group.method(
    retrieveSubscriber,
    (topicKey: string, subscriberId: string) => ({ params: { topicKey, externalSubscriberId: subscriberId } })
  ),

  /** Returns one page of what a subscriber is in. Fails with `NotFound` when there is no such subscriber. */
  listForSubscriber: Group.method(
    listForSubscriber,
    (subscriberId: string, query?: ListSubscriberTopics) => ({ params: { subscriberId }, query })
  ),

  /** Streams everything that a subscriber is in, page by page. */
  listAllForSubscriber: Group.pages(
    listForSubscriber,
    (subscriberId: string, query?: Omit<ListSubscriberTopics, "after" | "before">) => ({
      params: { subscriberId },
      query
    }),
    Paging.byCursor(keyOf)
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof TopicSubscriptions.operations = TopicSubscriptions.operations
