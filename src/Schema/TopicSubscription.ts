/**
 * Describes subscriptions: who is in which topic.
 *
 * @see https://docs.novu.co/api-reference/topics
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  flag,
  isRecord,
  isTexts,
  JsonObject,
  nullableKey,
  nullableTextKey,
  nullishKey,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { ContextInput } from "./Context.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"
import { AnySeverity } from "./Severity.ts"
import { Topic } from "./Topic.ts"

/**
 * Describes the subscriber of a subscription.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscribedPerson extends entity<SubscribedPerson>()("SubscriberDto", {
  /** Novu's own id. */
  _id: textKey,
  subscriberId: Schema.String,
  avatar: nullableTextKey,
  firstName: nullableTextKey,
  lastName: nullableTextKey,
  email: nullableTextKey
}) {}

/**
 * Names the workflow that a preference of a subscription is about.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriptionWorkflow extends entity<SubscriptionWorkflow>()("SubscriptionPreferenceWorkflow", {
  id: textKey,
  identifier: textKey,
  name: textKey,
  critical: flag,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  data: nullishKey(JsonObject, isRecord),
  severity: nullishKey(AnySeverity, isString)
}) {}

/**
 * Says what a subscription wants of one workflow.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriptionPreference extends entity<SubscriptionPreference>()("SubscriptionPreferenceDto", {
  /** The identifier of the subscription. */
  subscriptionId: textKey,
  workflow: nullableKey(SubscriptionWorkflow, isRecord),
  enabled: flag,
  /** Is a rule in JSON Logic. */
  condition: nullishKey(JsonObject, isRecord)
}) {}

const preferences = nullishKey(Schema.Array(SubscriptionPreference), Array.isArray)

const contextKeys = nullishKey(Schema.Array(Schema.String), isTexts)

/**
 * Describes a subscription.
 *
 * @category models
 * @since 0.1.0
 */
export class TopicSubscription extends entity<TopicSubscription>()("SubscriptionResponseDto", {
  /** Novu's own id. */
  _id: textKey,
  /** What `retrieve` and `update` take. Servers before summer 2025 have none. */
  identifier: textKey,
  name: textKey,
  topic: nullableKey(Topic, isRecord),
  /** Is `null` when the subscriber was deleted. */
  subscriber: nullableKey(SubscribedPerson, isRecord),
  /** The result of an update shows those only that the update named. */
  preferences,
  /** Holds `"type:id"` pairs, for example `"tenant:acme"`. */
  contextKeys,
  /** Is absent in the result of the request that made it, where Novu sends an empty text. */
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey
}) {}

/**
 * Describes one page of subscriptions. It may be shorter than asked for, and
 * empty, though more pages follow: only `next` says that it is the last.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TopicSubscriptionPage = Page(TopicSubscription, "ListTopicSubscriptionsResponseDto")

/**
 * Describes a subscription on its own.
 *
 * @category models
 * @since 0.1.0
 */
export class TopicSubscriptionDetails extends entity<TopicSubscriptionDetails>()("SubscriptionDetailsResponseDto", {
  id: textKey,
  identifier: textKey,
  name: textKey,
  preferences,
  contextKeys
}) {}

/**
 * Describes a membership, as `retrieveSubscriber` returns it.
 *
 * @category models
 * @since 0.1.0
 */
export class TopicMembership extends entity<TopicMembership>()("TopicSubscriberDto", {
  _organizationId: textKey,
  _environmentId: textKey,
  _subscriberId: textKey,
  _topicId: textKey,
  topicKey: Schema.String,
  /** The `subscriberId` of the member. */
  externalSubscriberId: Schema.String
}) {}

const none = Schema.optional(Schema.Undefined)

/**
 * Sets what a subscription wants: of one workflow by its id, or of those that a
 * filter names.
 *
 * **Gotchas**
 *
 * - Novu drops `enabled` beside a `workflowId`. Use a filter to turn one off.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubscriptionPreferenceInput = Schema.Union([
  Schema.NonEmptyString,
  Schema.Struct({
    workflowId: Schema.NonEmptyString,
    enabled: none,
    condition: Schema.optional(JsonObject)
  }),
  Schema.Struct({
    filter: Schema.Struct({
      workflowIds: Schema.optional(Schema.Array(Schema.NonEmptyString)),
      tags: Schema.optional(Schema.Array(Schema.NonEmptyString))
    }),
    enabled: Schema.optional(Schema.Boolean),
    condition: Schema.optional(JsonObject)
  })
])

/**
 * @category models
 * @since 0.1.0
 */
export type SubscriptionPreferenceInput = typeof SubscriptionPreferenceInput.Type

/**
 * Names who is to be subscribed: an id, or an id with an identifier of its own
 * for the subscription, which may then be one of several.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubscriptionInput = Schema.Union([
  Schema.NonEmptyString,
  Schema.Struct({
    subscriberId: Schema.NonEmptyString,
    /** @default made by Novu of the topic, the subscriber and the contexts */
    identifier: Schema.optional(Schema.NonEmptyString.check(Schema.isMaxLength(512))),
    name: Schema.optional(Schema.String)
  })
])

/**
 * @category models
 * @since 0.1.0
 */
export type SubscriptionInput = typeof SubscriptionInput.Type

/** Items of one request at most. */
const mostItems = 100

const upToHundred = Schema.makeFilter((items: ReadonlyArray<unknown>) =>
  (items.length >= 1 && items.length <= mostItems) || `Expected 1 to ${mostItems} subscriptions`
)

/**
 * `TopicSubscriptions.create` sends this: 1 to 100 subscriptions.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateTopicSubscriptions extends entity<CreateTopicSubscriptions>()("CreateTopicSubscriptionsRequestDto", {
  subscriptions: Schema.Array(SubscriptionInput).check(upToHundred),
  /** Renames the topic. */
  name: Schema.optional(Schema.String),
  context: Schema.optional(ContextInput),
  /** For the subscriptions that are made. Those that exist keep theirs. */
  preferences: Schema.optional(Schema.Array(SubscriptionPreferenceInput))
}) {}

/**
 * Names what is to be removed: all subscriptions of a subscriber, or the one with
 * an identifier. Novu takes an item with both for both, so it does not compile.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubscriptionToDelete = Schema.Union([
  Schema.NonEmptyString,
  Schema.Struct({ subscriberId: Schema.NonEmptyString, identifier: none }),
  Schema.Struct({ identifier: Schema.NonEmptyString, subscriberId: none })
])

/**
 * @category models
 * @since 0.1.0
 */
export type SubscriptionToDelete = typeof SubscriptionToDelete.Type

/**
 * `TopicSubscriptions.delete` sends this: 1 to 100 of them.
 *
 * @category models
 * @since 0.1.0
 */
export class DeleteTopicSubscriptions extends entity<DeleteTopicSubscriptions>()("DeleteTopicSubscriptionsRequestDto", {
  subscriptions: Schema.Array(SubscriptionToDelete).check(upToHundred)
}) {}

/**
 * `TopicSubscriptions.update` sends this. Absent members stay as they are.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateTopicSubscription extends entity<UpdateTopicSubscription>()("UpdateTopicSubscriptionRequestDto", {
  name: Schema.optional(Schema.String),
  /** Replaces all that are stored; `[]` clears them. */
  preferences: Schema.optional(Schema.Array(SubscriptionPreferenceInput))
}) {}

/**
 * Says of one item of a request why it was not carried out.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriptionFailure extends entity<SubscriptionFailure>()("SubscriptionErrorDto", {
  subscriberId: textKey,
  /** `SUBSCRIBER_NOT_FOUND`, `SUBSCRIPTION_LIMIT_EXCEEDED`, `SUBSCRIPTION_NOT_FOUND` or newer. */
  code: textKey,
  message: textKey
}) {}

/**
 * Counts the items of a request. The numbers need not add up.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriptionsMeta extends entity<SubscriptionsMeta>()("MetaDto", {
  totalCount: Schema.Finite,
  successful: Schema.Finite,
  failed: Schema.Finite
}) {}

/**
 * Describes what Novu answers about several subscriptions.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriptionsAnswer extends entity<SubscriptionsAnswer>()("CreateSubscriptionsResponseDto", {
  data: Schema.Array(TopicSubscription),
  errors: nullishKey(Schema.Array(SubscriptionFailure), Array.isArray),
  meta: nullishKey(SubscriptionsMeta, isRecord)
}) {}

/**
 * `TopicSubscriptions.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListTopicSubscriptions extends entity<ListTopicSubscriptions>()(undefined, {
  ...PageRequest.fields,
  /** The whole id. */
  subscriberId: Schema.optional(Schema.String),
  /** Exactly this set of contexts, as `"type:id"` pairs. */
  contextKeys: Schema.optional(Schema.Array(Schema.String))
}) {}

/**
 * `TopicSubscriptions.listForSubscriber` filters by these members. The order is
 * always that of creation.
 *
 * @category models
 * @since 0.1.0
 */
export class ListSubscriberTopics extends entity<ListSubscriberTopics>()(undefined, {
  ...PageRequest.fields,
  /** The whole key of the topic. */
  key: Schema.optional(Schema.String),
  /** Exactly this set of contexts, as `"type:id"` pairs. */
  contextKeys: Schema.optional(Schema.Array(Schema.String))
}) {}
