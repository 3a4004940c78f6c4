/**
 * Keep topics: named groups of subscribers, to which a trigger can go.
 *
 * @see https://docs.novu.co/api-reference/topics
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { goneIs } from "../internal/groups/goneIsDone.ts"
import { topicAgreement } from "../internal/groups/topicMatch.ts"
import {
  CreateTopic,
  CreateTopicOptions,
  DeletedTopic,
  type ListTopics,
  ListTopicsQuery,
  Topic,
  TopicPage,
  UpdateTopic
} from "../Schema/Topic.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v2/topics"

const list = Operation.make({ name: "Topics.list", method: "GET", path, query: ListTopicsQuery, success: TopicPage })

const retrieve = Operation.make({
  name: "Topics.retrieve",
  method: "GET",
  path: `${path}/{topicKey}`,
  success: Topic
})

const create = Operation.make({
  name: "Topics.create",
  method: "POST",
  path,
  query: CreateTopicOptions,
  payload: CreateTopic,
  success: Topic,
  // Without the flag it writes the same members again.
  repeat: ({ query }) => query?.failIfExists === true ? "guarded" : "idempotent",
  // The conflict may be about the topic that an earlier attempt of this call made.
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" ? undefined : Effect.map(
      call(retrieve, { params: { topicKey: payload.key } }),
      (found) => {
        const { createdAt } = found.result
        return createdAt !== undefined && madeByThisCall(topicAgreement(found.result, payload), createdAt, isOlder)
          ? found
          : undefined
      }
    )
})

const update = Operation.make({
  name: "Topics.update",
  method: "PATCH",
  path: `${path}/{topicKey}`,
  payload: UpdateTopic,
  success: Topic,
  // An update replaces members whole, so a repeated one changes nothing.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Topics.delete",
  method: "DELETE",
  path: `${path}/{topicKey}`,
  success: DeletedTopic,
  reconcile: goneIs<DeletedTopic>({ acknowledged: true })
})

/**
 * Creates, lists, renames and deletes topics.
 *
 * @category services
 * @since 0.1.0
 */
export class Topics extends Group.Service<Topics>()("Topics", {
  /**
   * Creates a topic. When there is one with this key, renames it if the name says
   * something, unless `failIfExists` is `true`: then it fails with `Conflict`.
   * Fails with `BadRequest` when the key has other characters than Novu allows.
   *
   * When an answer is lost and the repeated request meets the topic that it had
   * made, a call with `failIfExists` succeeds with that topic.
   *
   * **Gotchas**
   *
   * - Nothing says whether the topic was there.
   */
  create: Group.method(create, (payload: CreateTopic) => ({ payload })),

  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListTopics) => ({ query })),

  /** Streams every topic that matches, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (query?: Omit<ListTopics, "after" | "before">) => ({ query }),
    Paging.byCursor(({ key }: Topic) => key)
  ),

  /** Fails with `NotFound` when there is no such topic. */
  retrieve: Group.method(retrieve, (topicKey: string) => ({ params: { topicKey } })),

  /**
   * Changes the members that are given, and keeps the others. Fails with
   * `NotFound` when there is no such topic.
   */
  update: Group.method(update, (topicKey: string, payload: UpdateTopic) => ({ params: { topicKey }, payload })),

  /**
   * Deletes a topic with its subscriptions. The subscribers stay. Fails with
   * `NotFound` when there is no such topic, unless an earlier attempt of this call
   * may have deleted it.
   */
  delete: Group.method(remove, (topicKey: string) => ({ params: { topicKey } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Topics.operations = Topics.operations
