/**
 * Describes the activity feed. It has one row per recipient and trigger, which
 * tells what became of each step of the workflow.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  countKey,
  flag,
  flagKey,
  isRecord,
  isTexts,
  JsonObject,
  nullableKey,
  nullableTextKey,
  nullishKey,
  openLiterals,
  textKey,
  Timestamp,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { ChannelType } from "./Channel.ts"
import { entity } from "./Entity.ts"
import { NumberedPage } from "./NumberedPage.ts"
import { AnySeverity, Severity } from "./Severity.ts"

/**
 * Describes the recipient. Names and addresses are empty texts on servers that
 * read the feed from analytics.
 *
 * @category models
 * @since 0.1.0
 */
export class ActivityNotificationSubscriber
  extends entity<ActivityNotificationSubscriber>()("ActivityNotificationSubscriberResponseDto", {
    /** Novu's own id. */
    _id: textKey,
    subscriberId: textKey,
    firstName: textKey,
    lastName: textKey,
    email: textKey,
    phone: textKey
  })
{}

/**
 * Describes the workflow that was triggered.
 *
 * @category models
 * @since 0.1.0
 */
export class ActivityNotificationTemplate
  extends entity<ActivityNotificationTemplate>()("ActivityNotificationTemplateResponseDto", {
    /** The id of the workflow, which `templates` of `Notifications.list` takes. */
    _id: textKey,
    name: textKey,
    /** Says where the workflow was made, for example `novu-cloud` or `external`. */
    origin: textKey,
    /** Each holds a trigger identifier as `identifier`. */
    triggers: nullishKey(Schema.Array(Schema.Json), Array.isArray)
  })
{}

/**
 * Says what happened to a step, in one sentence.
 *
 * @category models
 * @since 0.1.0
 */
export class ActivityNotificationExecutionDetail
  extends entity<ActivityNotificationExecutionDetail>()("ActivityNotificationExecutionDetailResponseDto", {
    _id: textKey,
    createdAt: uncheckedTimeKey,
    status: nullishKey(
      openLiterals(["Success", "Warning", "Failed", "Pending", "Queued", "ReadConfirmation"]),
      isString
    ),
    detail: textKey,
    isRetry: flag,
    isTest: flag,
    providerId: textKey,
    /** What the provider answered, as a text. */
    raw: nullableTextKey,
    source: nullishKey(openLiterals(["Credentials", "Internal", "Payload", "Webhook"]), isString)
  })
{}

/**
 * Describes one step of the workflow as it ran.
 *
 * @category models
 * @since 0.1.0
 */
export class ActivityNotificationJob extends entity<ActivityNotificationJob>()("ActivityNotificationJobResponseDto", {
  _id: textKey,
  /** A channel, or `trigger`, `digest`, `delay`, `throttle`, `custom`, `http_request` and what newer servers know. */
  type: textKey,
  digest: nullishKey(JsonObject, isRecord),
  /** Appear some time after the step ran. */
  executionDetails: nullishKey(Schema.Array(ActivityNotificationExecutionDetail), Array.isArray),
  step: nullishKey(JsonObject, isRecord),
  overrides: nullishKey(JsonObject, isRecord),
  payload: nullishKey(JsonObject, isRecord),
  /** Is empty or absent for steps that are no channel. */
  providerId: textKey,
  /** `pending`, `queued`, `running`, `completed`, `failed`, `delayed`, `canceled`, `merged`, `skipped` or newer. */
  status: textKey,
  updatedAt: uncheckedTimeKey,
  /** Counts how often the subscriber's schedule put the step off. */
  scheduleExtensionsCount: countKey
}) {}

/**
 * Names a topic through which a recipient was reached.
 *
 * @category models
 * @since 0.1.0
 */
export class ActivityTopic extends entity<ActivityTopic>()("ActivityTopicDto", {
  _topicId: textKey,
  topicKey: textKey
}) {}

/**
 * Describes what one trigger did for one recipient.
 *
 * @see https://github.com/novuhq/novu/issues/619
 * @category models
 * @since 0.1.0
 */
export class ActivityNotification extends entity<ActivityNotification>()("ActivityNotificationResponseDto", {
  /** The id that `Notifications.retrieve` takes. Messages carry it as `_notificationId`. */
  _id: textKey,
  _environmentId: textKey,
  _organizationId: textKey,
  _subscriberId: textKey,
  transactionId: textKey,
  /** The id of the workflow. */
  _templateId: textKey,
  /** The row whose digest this one was merged into. */
  _digestedNotificationId: textKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  /** The types of the active steps, which are not channels only. */
  channels: nullishKey(Schema.Array(Schema.String), isTexts),
  /** Is `null` or absent when the subscriber was deleted. */
  subscriber: nullableKey(ActivityNotificationSubscriber, isRecord),
  /** Is `null` or absent when the workflow was deleted. */
  template: nullableKey(ActivityNotificationTemplate, isRecord),
  jobs: nullishKey(Schema.Array(ActivityNotificationJob), Array.isArray),
  /** The payload of the trigger. */
  payload: nullishKey(JsonObject, isRecord),
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  controls: nullishKey(JsonObject, isRecord),
  /** The recipient as the trigger named it. */
  to: nullishKey(JsonObject, isRecord),
  topics: nullishKey(Schema.Array(ActivityTopic), Array.isArray),
  severity: nullishKey(AnySeverity, isString),
  critical: flagKey,
  /** Holds `"type:id"` pairs, for example `"tenant:acme"`. */
  contextKeys: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Describes one page of the activity feed.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ActivityNotificationPage = NumberedPage(ActivityNotification, "ActivitiesResponseDto")

/**
 * `Notifications.list` filters by these members. A list means any of its items.
 *
 * @category models
 * @since 0.1.0
 */
export class ListNotifications extends entity<ListNotifications>()(undefined, {
  channels: Schema.optional(Schema.Array(ChannelType)),
  /** Ids of workflows, not their trigger identifiers. */
  templates: Schema.optional(Schema.Array(Schema.String)),
  emails: Schema.optional(Schema.Array(Schema.String)),
  subscriberIds: Schema.optional(Schema.Array(Schema.String)),
  severity: Schema.optional(Schema.Array(Severity)),
  /** @deprecated Novu keeps it for older callers. Use `emails` or `subscriberIds`. */
  search: Schema.optional(Schema.String),
  transactionId: Schema.optional(Schema.String),
  topicKey: Schema.optional(Schema.String),
  subscriptionId: Schema.optional(Schema.String),
  /** Holds `"type:id"` pairs, for example `"tenant:acme"`. */
  contextKeys: Schema.optional(Schema.Array(Schema.String)),
  /**
   * Rows made after this time. It is no cursor. Novu answers `PaymentRequired`
   * for a time from which the plan of the organisation keeps no rows.
   */
  after: Schema.optional(Timestamp),
  /** Rows made before this time, which must be later than `after`. It is no cursor. */
  before: Schema.optional(Timestamp),
  /**
   * Counts from 0.
   *
   * @default 0, chosen by Novu
   */
  page: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /**
   * Items per page, 1 to 50.
   *
   * @default 10, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 50 })))
}) {}
