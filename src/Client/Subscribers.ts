/**
 * Keep the people whom Novu notifies, and the credentials with which it reaches
 * them.
 *
 * @see https://docs.novu.co/api-reference/subscribers
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { bulkMethod } from "../internal/bulk/bulkMethod.ts"
import { bulkTraits, mostBytes, subscribersPlan } from "../internal/bulk/subscribers.ts"
import { fromHere } from "../internal/call/callSite.ts"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { withFailedIds } from "../internal/groups/bulkSubscribers.ts"
import { ensureSubscriber, type Subscribers as Steps } from "../internal/groups/ensureSubscriber.ts"
import { goneIs, goneIsDone } from "../internal/groups/goneIsDone.ts"
import { subscriberAgreement } from "../internal/groups/subscriberMatch.ts"
import { limitedBody } from "../internal/wire/limitedBody.ts"
import {
  CreateSubscriber,
  CreateSubscriberOptions,
  CreateSubscribers,
  DeletedSubscriber,
  type ListSubscribers,
  ListSubscribersQuery,
  Subscriber,
  type SubscriberBulkResult,
  SubscriberPage,
  UpdateSubscriber,
  UpdateSubscriberCredentials,
  UpdateSubscriberOnlineStatus
} from "../Schema/Subscriber.ts"
import type { BulkMethod } from "../Transport/Bulk.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v2/subscribers"
const olderPath = "/v1/subscribers"

const list = Operation.make({
  name: "Subscribers.list",
  method: "GET",
  path,
  query: ListSubscribersQuery,
  success: SubscriberPage
})

const retrieve = Operation.make({
  name: "Subscribers.retrieve",
  method: "GET",
  path: `${path}/{subscriberId}`,
  success: Subscriber
})

const create = Operation.make({
  name: "Subscribers.create",
  method: "POST",
  path,
  query: CreateSubscriberOptions,
  payload: CreateSubscriber,
  success: Subscriber,
  // Without the flag it writes the same members again.
  repeat: ({ query }) => query?.failIfExists === true ? "guarded" : "idempotent",
  // The conflict may be about the subscriber that an earlier attempt of this call made.
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" ? undefined : Effect.map(
      call(retrieve, { params: { subscriberId: payload.subscriberId.trim() } }),
      (found) =>
        madeByThisCall(subscriberAgreement(found.result, payload), found.result.createdAt, isOlder) ? found : undefined
    )
})

const update = Operation.make({
  name: "Subscribers.update",
  method: "PATCH",
  path: `${path}/{subscriberId}`,
  payload: UpdateSubscriber,
  success: Subscriber,
  // An update replaces members whole, so a repeated one changes nothing.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Subscribers.delete",
  method: "DELETE",
  path: `${path}/{subscriberId}`,
  success: DeletedSubscriber,
  reconcile: goneIs<DeletedSubscriber>({ acknowledged: true, status: "deleted" })
})

const updateCredentials = Operation.make({
  name: "Subscribers.updateCredentials",
  method: "PUT",
  path: `${olderPath}/{subscriberId}/credentials`,
  payload: UpdateSubscriberCredentials,
  success: Subscriber
})

const appendCredentials = Operation.make({
  name: "Subscribers.appendCredentials",
  method: "PATCH",
  path: `${olderPath}/{subscriberId}/credentials`,
  payload: UpdateSubscriberCredentials,
  success: Subscriber,
  // A token that is there already is not added again.
  repeat: "idempotent"
})

const deleteCredentials = Operation.make({
  name: "Subscribers.deleteCredentials",
  method: "DELETE",
  path: `${olderPath}/{subscriberId}/credentials/{providerId}`,
  reconcile: goneIsDone
})

const updateOnlineStatus = Operation.make({
  name: "Subscribers.updateOnlineStatus",
  method: "PATCH",
  path: `${olderPath}/{subscriberId}/online-status`,
  payload: UpdateSubscriberOnlineStatus,
  success: Subscriber,
  // It writes the same state again.
  repeat: "idempotent"
})

const createBulk = Operation.make({
  ...bulkTraits,
  payload: CreateSubscribers,
  body: limitedBody("subscribers", mostBytes)
})

const isRows = (
  payload: CreateSubscribers | ReadonlyArray<CreateSubscriber>
): payload is ReadonlyArray<CreateSubscriber> => Array.isArray(payload)

const createBulkMethod = (call: Operation.Call) =>
  fromHere((
    payload: CreateSubscribers | ReadonlyArray<CreateSubscriber>,
    options?: RequestOptions
  ): Effect.Effect<NovuResponse<SubscriberBulkResult>, NovuError> => {
    const sent: CreateSubscribers = isRows(payload) ? { subscribers: payload } : payload
    return Effect.map(
      call(createBulk, { payload: sent }, options),
      (response) => withFailedIds(sent.subscribers, response)
    )
  })

/** Returns what `ensure` calls. */
const steps = (call: Operation.Call): Steps => ({
  create: (payload, options) => call(create, { payload, query: { failIfExists: true } }, options),
  retrieve: (subscriberId, options) => call(retrieve, { params: { subscriberId } }, options),
  update: (subscriberId, payload, options) => call(update, { params: { subscriberId }, payload }, options)
})

/**
 * Holds the subscriber that `ensure` made or found.
 *
 * @category models
 * @since 0.1.0
 */
export interface EnsuredSubscriber extends NovuResponse<Subscriber> {
  /** Whether this call made the subscriber. Otherwise it existed already. */
  readonly created: boolean
}

/**
 * Holds a row that `createAll` wrote.
 *
 * @category models
 * @since 0.1.0
 */
export interface WrittenRow {
  readonly subscriberId: string
  /** Whether the request made the subscriber. Otherwise it existed already. */
  readonly created: boolean
}

/**
 * Creates, lists, updates and deletes subscribers, and keeps their credentials.
 *
 * A member of a subscriber has three states in a request: absent keeps what is
 * stored, `null` clears it, and a value sets it.
 *
 * **Gotchas**
 *
 * - `create` clears the data of an existing subscriber when it brings none.
 * - Servers before November 2025 take `null` and empty texts for absent.
 *
 * @category services
 * @since 0.1.0
 */
export class Subscribers extends Group.Service<Subscribers>()("Subscribers", {
  /**
   * Creates a subscriber. When there is one with this id, changes the members
   * that are given of it, unless `failIfExists` is `true`: then it fails with
   * `Conflict`. It fails with `ValidationFailed` when Novu refuses the e-mail
   * address, the locale or the time zone.
   *
   * When an answer is lost and the repeated request meets the subscriber that it
   * had made, a call with `failIfExists` succeeds with that subscriber.
   *
   * **Gotchas**
   *
   * - A call without `data`, or with `null`, empties the data of an existing
   *   subscriber. Use `ensure`, which keeps what is not named.
   */
  create: Group.method(create, (payload: CreateSubscriber) => ({ payload })),

  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListSubscribers) => ({ query })),

  /** Streams every subscriber that matches, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (query?: Omit<ListSubscribers, "after" | "before">) => ({ query }),
    Paging.byCursor(({ subscriberId }: Subscriber) => subscriberId)
  ),

  /** Fails with `NotFound` when there is no such subscriber. */
  retrieve: Group.method(retrieve, (subscriberId: string) => ({ params: { subscriberId } })),

  /**
   * Changes the members that are given, and keeps the others. Fails with
   * `NotFound` when there is no such subscriber, and with `ValidationFailed` as
   * `create` does.
   *
   * **Gotchas**
   *
   * - `data` replaces the stored data whole.
   * - `updatedAt` of the result may be the time before the update.
   */
  update: Group.method(
    update,
    (subscriberId: string, payload: UpdateSubscriber) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Deletes a subscriber, and with it the subscriptions of topics, the
   * preferences and the messages. Fails with `NotFound` when there is no such
   * subscriber, unless an earlier attempt of this call may have deleted it.
   */
  delete: Group.method(remove, (subscriberId: string) => ({ params: { subscriberId } })),

  /**
   * Sets the credentials of one integration. Members are merged into those that
   * are stored, apart from `deviceTokens`, which are replaced.
   *
   * Fails with `BadRequest` when there is no such subscriber, or no active
   * integration of the provider.
   *
   * **Gotchas**
   *
   * - Tokens that are left out are removed when another member changes.
   */
  updateCredentials: Group.method(
    updateCredentials,
    (subscriberId: string, payload: UpdateSubscriberCredentials) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Does what `updateCredentials` does, but adds the tokens to those that are
   * stored. A token that is there already is not added again.
   *
   * **Gotchas**
   *
   * - An empty list removes all tokens, and so does no list when another member
   *   changes.
   */
  appendCredentials: Group.method(
    appendCredentials,
    (subscriberId: string, payload: UpdateSubscriberCredentials) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Removes the credentials of a provider, for all its integrations. Succeeds
   * where there are none. Fails with `NotFound` when there is no such subscriber.
   */
  deleteCredentials: Group.method(
    deleteCredentials,
    (subscriberId: string, providerId: string) => ({ params: { subscriberId, providerId } })
  ),

  /**
   * Says whether a subscriber is online. `false` sets `lastOnlineAt` to the time
   * of the request. Fails with `NotFound` when there is no such subscriber.
   */
  updateOnlineStatus: Group.method(
    updateOnlineStatus,
    (subscriberId: string, payload: UpdateSubscriberOnlineStatus) => ({ params: { subscriberId }, payload })
  ),

  /**
   * Creates 1 to 500 subscribers in one request, and changes those that exist.
   * What is absent stays as it is, `data` too. Takes the rows, or
   * `{ subscribers }`.
   *
   * Fails with `InvalidInput`, sending nothing, when there are more rows or more
   * than 100 KB of them, and with `ValidationFailed` for all rows when Novu
   * refuses one, which its `issues` name.
   *
   * A row may fail for itself: `failed` then names it. Where several fail, the
   * messages are matched with them in the order of the request, which Novu does
   * not say.
   *
   * **Gotchas**
   *
   * - It costs 100 requests of the rate limit, whatever its length.
   * - When an answer is lost, the repeated request finds what the first has
   *   created: `updated` then has rows that this call created.
   */
  createBulk: Object.assign(createBulkMethod, { operation: createBulk }),

  /**
   * Creates many subscribers, and changes those that exist, as `createBulk` does:
   * up to 500 and 100 KB of them in one request. Takes a list, a generator or a
   * stream, and streams what became of each row, in order, as `Events.triggerAll`
   * does. Of 500 rows with one that Novu refuses, 499 are written.
   *
   * **Gotchas**
   *
   * - A request costs 100 of the rate limit, however few rows it has.
   * - When an answer is lost, the repeated request finds what the first has
   *   created, so that `created` is `false`.
   */
  createAll: (call: Operation.Call): BulkMethod<CreateSubscriber, WrittenRow> => bulkMethod(subscribersPlan(call)),

  /**
   * Creates the subscriber. When there is one, changes the members that are
   * named and keeps the others, `data` too. Several callers may run it at once.
   *
   * **Gotchas**
   *
   * - `data` replace the stored data whole when they are named.
   * - The time limits are those of one call: `totalTimeout` covers all of its
   *   requests together.
   */
  ensure:
    (call: Operation.Call) =>
    (payload: CreateSubscriber, options?: RequestOptions): Effect.Effect<EnsuredSubscriber, NovuError> =>
      ensureSubscriber(steps(call), payload, options)
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Subscribers.operations = Subscribers.operations
