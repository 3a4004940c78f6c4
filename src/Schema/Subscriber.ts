/**
 * Describes subscribers: the people whom Novu notifies, and the credentials with
 * which it reaches them.
 *
 * A member of a profile has three states. When it is absent, what is stored
 * stays; `null` clears it; a value sets it.
 *
 * @see https://docs.novu.co/api-reference/subscribers
 * @since 0.1.0
 */
import { isBoolean, isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { cursorsFit } from "../internal/schema/cursorsFit.ts"
import {
  countKey,
  flagKey,
  isRecord,
  isTexts,
  JsonObject,
  NonEmptySecret,
  nullableKey,
  nullableText,
  nullableTextKey,
  nullableTimeKey,
  nullishKey,
  openLiterals,
  recordOrEmpty,
  Secret,
  textKey,
  Timestamp
} from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"

/** Lists the providers that reach a person by credentials. */
// dprint-ignore
const personal = [
  "slack", "discord", "msteams", "webex-messaging", "mattermost", "ryver", "zulip", "grafana-on-call", "getstream",
  "rocket-chat", "whatsapp-business", "line", "chat-webhook", "novu-slack", "telegram", "sendblue", "novu-web-chat",
  "fcm", "apns", "expo", "one-signal", "pushpad", "push-webhook", "pusher-beams", "appio"
] as const

/**
 * Accepts any provider, in requests as well, because Novu takes any that the
 * environment has an integration of. Those of chat and push are known.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CredentialsProviderId: Schema.Codec<CredentialsProviderId, string> = openLiterals(personal)

/**
 * @category models
 * @since 0.1.0
 */
export type CredentialsProviderId = (typeof personal)[number] | (string & {})

/**
 * Holds what Novu shows of the credentials of one integration. Any member may be
 * absent.
 *
 * @category models
 * @since 0.1.0
 */
export class ChannelCredentials extends entity<ChannelCredentials>()("ChannelCredentials", {
  /** Who knows it can post there. */
  webhookUrl: nullishKey(Secret, isString),
  /** The channel of Mattermost. */
  channel: textKey,
  /** The tokens of the devices for push. They may be none. */
  deviceTokens: nullishKey(Schema.Array(Secret), isTexts),
  alertUid: textKey,
  title: textKey,
  imageUrl: textKey,
  state: textKey,
  externalUrl: textKey
}) {}

/**
 * Describes the credentials of one integration, and which integration it is.
 *
 * @category models
 * @since 0.1.0
 */
export class ChannelSettings extends entity<ChannelSettings>()("ChannelSettingsDto", {
  providerId: nullableText(CredentialsProviderId),
  /** Novu documents it and leaves it out. */
  integrationIdentifier: textKey,
  credentials: recordOrEmpty(ChannelCredentials, {}),
  /** Novu's own id of the integration. It is absent on credentials that a trigger brought. */
  _integrationId: textKey
}) {}

const areRecords = (value: unknown): value is ReadonlyArray<typeof ChannelSettings.Encoded> =>
  Array.isArray(value) && value.every(isRecord)

/**
 * Describes a subscriber as Novu returns it. A member that was never set is
 * absent, and one that was cleared is `null`. Decoding fails only without an id
 * or the two times.
 *
 * @category models
 * @since 0.1.0
 */
export class Subscriber extends entity<Subscriber>()("SubscriberResponseDto", {
  /** Novu's own id. No path takes it. */
  _id: textKey,
  subscriberId: Schema.String,
  firstName: nullableTextKey,
  lastName: nullableTextKey,
  email: nullableTextKey,
  phone: nullableTextKey,
  avatar: nullableTextKey,
  locale: nullableTextKey,
  timezone: nullableTextKey,
  /** Absent, `null` and `{}` all mean that there are none. */
  data: nullableKey(JsonObject, isRecord),
  /** Absent where a server says `null`, and holds then no credentials. */
  channels: nullishKey(Schema.Array(ChannelSettings), areRecords),
  /** @deprecated Use the subscriptions of topics. */
  topics: nullishKey(Schema.Array(Schema.String), isTexts),
  /** `null` or absent until `Subscribers.updateOnlineStatus` says it. */
  isOnline: nullableKey(Schema.Boolean, isBoolean),
  lastOnlineAt: nullableTimeKey,
  deleted: flagKey,
  _organizationId: textKey,
  _environmentId: textKey,
  /** The version of the row, which the older operations show. */
  __v: countKey,
  createdAt: Timestamp,
  /** `Subscribers.update` may answer with the time before the update. */
  updatedAt: Timestamp
}) {}

const text = Schema.optional(Schema.NullOr(Schema.String))

const profile = {
  firstName: text,
  lastName: text,
  /** Novu refuses what is no address, and an empty text. */
  email: text,
  phone: text,
  avatar: text,
  /** Such as `en`, `en-US` or `en_US`. */
  locale: text,
  /** The name of a zone, such as `Europe/Berlin`. */
  timezone: text,
  /** Replaces the stored data whole. */
  data: Schema.optional(Schema.NullOr(JsonObject))
}

/**
 * `Subscribers.create`, `ensure` and `createBulk` send this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateSubscriber extends entity<CreateSubscriber>()("CreateSubscriberRequestDto", {
  /** Your own id of the person. Novu trims it, and it cannot be changed. */
  subscriberId: Schema.NonEmptyString,
  ...profile
}) {}

/**
 * `Subscribers.create` takes these members among its options.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateSubscriberOptions extends entity<CreateSubscriberOptions>()(undefined, {
  /**
   * Makes the call fail with `Conflict` when there is such a subscriber.
   *
   * @default false, so that the subscriber is changed
   */
  failIfExists: Schema.optional(Schema.Boolean)
}) {}

/**
 * `Subscribers.update` sends this. What is absent stays as it is.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateSubscriber extends entity<UpdateSubscriber>()("PatchSubscriberRequestDto", profile) {}

/**
 * `Subscribers.list` filters by these members. A subscriber has to match all of
 * them. An empty text does not filter.
 *
 * @category models
 * @since 0.1.0
 */
export class ListSubscribers extends entity<ListSubscribers>()(undefined, {
  ...PageRequest.fields,
  /** @default Novu's own id, which grows with the time of creation */
  orderBy: PageRequest.fields.orderBy,
  /** The whole address, in the same case. */
  email: Schema.optional(Schema.String),
  /** A part of "first name, space, last name", in any case. */
  name: Schema.optional(Schema.String),
  /** The whole number. */
  phone: Schema.optional(Schema.String),
  /** The whole id. */
  subscriberId: Schema.optional(Schema.String)
}) {}

/**
 * Accepts a `ListSubscribers` with one cursor at most. Novu answers two with
 * status 500.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ListSubscribersQuery: Schema.Codec<ListSubscribers, unknown> = ListSubscribers.check(cursorsFit)

/**
 * Describes one page of subscribers.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubscriberPage = Page(Subscriber, "ListSubscribersResponseDto")

/**
 * Says that a subscriber was deleted.
 *
 * @category models
 * @since 0.1.0
 */
export class DeletedSubscriber extends entity<DeletedSubscriber>()("RemoveSubscriberResponseDto", {
  acknowledged: Schema.Boolean,
  status: openLiterals(["deleted", "success"])
}) {}

/**
 * Holds the credentials of one integration, where a caller sets them. They are
 * redacted in the program and in clear on the wire.
 *
 * @category models
 * @since 0.1.0
 */
export class ChannelCredentialsInput extends entity<ChannelCredentialsInput>()("ChannelCredentials", {
  /** For chats that take messages by URL, such as Slack, Discord and Microsoft Teams. */
  webhookUrl: Schema.optional(Secret),
  /** The channel of Mattermost, where it is not that of the URL. */
  channel: Schema.optional(Schema.String),
  /** For push, such as FCM, APNs and Expo. An empty list removes all tokens. */
  deviceTokens: Schema.optional(Schema.Array(NonEmptySecret)),
  /** This member and the next four are for Grafana on-call. Servers may drop them. */
  alertUid: Schema.optional(Schema.String),
  title: Schema.optional(Schema.String),
  imageUrl: Schema.optional(Schema.String),
  state: Schema.optional(Schema.String),
  externalUrl: Schema.optional(Schema.String)
}) {}

/**
 * `Subscribers.updateCredentials` and `appendCredentials` send this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateSubscriberCredentials
  extends entity<UpdateSubscriberCredentials>()("UpdateSubscriberChannelRequestDto", {
    /** Any provider of which the environment has an active integration. */
    providerId: CredentialsProviderId,
    /** @default that of the newest active integration of the provider */
    integrationIdentifier: Schema.optional(Schema.NonEmptyString),
    credentials: ChannelCredentialsInput
  })
{}

/**
 * `Subscribers.updateOnlineStatus` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateSubscriberOnlineStatus
  extends entity<UpdateSubscriberOnlineStatus>()("UpdateSubscriberOnlineFlagRequestDto", {
    isOnline: Schema.Boolean
  })
{}

/** Rows of one bulk request at most. */
const mostRows = 500

/**
 * `Subscribers.createBulk` sends this: 1 to 500 subscribers, in 100 KB as JSON.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreateSubscribers = Schema.Struct({
  subscribers: Schema.Array(CreateSubscriber).check(
    Schema.makeFilter((rows: ReadonlyArray<unknown>) =>
      (rows.length >= 1 && rows.length <= mostRows) || `Expected 1 to ${mostRows} subscribers`
    )
  )
}).annotate({ identifier: "BulkSubscriberCreateDto" })

/**
 * @category models
 * @since 0.1.0
 */
export type CreateSubscribers = typeof CreateSubscribers.Type

/**
 * Names a subscriber that a bulk request created or updated.
 *
 * @category models
 * @since 0.1.0
 */
export class WrittenSubscriber extends entity<WrittenSubscriber>()(undefined, { subscriberId: Schema.String }) {}

/**
 * Describes a row of a bulk request that was not written.
 *
 * @category models
 * @since 0.1.0
 */
export class FailedSubscriber extends entity<FailedSubscriber>()("FailedOperationDto", {
  /** Novu itself leaves it out; `Subscribers.createBulk` adds it. */
  subscriberId: textKey,
  /** Is what Novu's database said. */
  message: textKey
}) {}

/**
 * Describes what became of the rows of a bulk request.
 *
 * @category models
 * @since 0.1.0
 */
export class SubscriberBulkResult extends entity<SubscriberBulkResult>()("BulkCreateSubscriberResponseDto", {
  created: Schema.Array(WrittenSubscriber),
  /** Has every row that was neither created nor failed, whether or not it changed anything. */
  updated: Schema.Array(WrittenSubscriber),
  failed: Schema.Array(FailedSubscriber)
}) {}
