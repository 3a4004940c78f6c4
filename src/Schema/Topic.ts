/**
 * Describes topics: named groups of subscribers, to which a trigger can go.
 *
 * @see https://docs.novu.co/api-reference/topics
 * @since 0.1.0
 */
import { escape } from "effect/RegExp"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { cursorsFit } from "../internal/schema/cursorsFit.ts"
import { isRecord, JsonObject, nullableKey, textKey, uncheckedTimeKey } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"

/**
 * Describes a topic.
 *
 * @category models
 * @since 0.1.0
 */
export class Topic extends entity<Topic>()("TopicResponseDto", {
  /** Novu's own id. */
  _id: textKey,
  key: Schema.String,
  name: textKey,
  /** Servers before 3.19 have none. */
  data: nullableKey(JsonObject, isRecord),
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey
}) {}

const key = Schema.NonEmptyString.check(Schema.isMaxLength(100))

const name = Schema.optional(Schema.String.check(Schema.isMaxLength(100)))

/**
 * `Topics.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateTopic extends entity<CreateTopic>()("CreateUpdateTopicRequestDto", {
  /** 1 to 100 letters, digits and `-_:.`, or an e-mail address. It cannot be changed. */
  key,
  /** An existing topic keeps its name when it is absent or empty. */
  name,
  /** Texts, numbers, booleans and lists of texts. `null` clears it, on servers since 3.19. */
  data: Schema.optional(Schema.NullOr(JsonObject))
}) {}

/**
 * The options of `Topics.create` have these members.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateTopicOptions extends entity<CreateTopicOptions>()(undefined, {
  /**
   * Fails with `Conflict` when there is a topic with this key.
   *
   * @default false, chosen by Novu
   */
  failIfExists: Schema.optional(Schema.Boolean)
}) {}

/**
 * `Topics.update` sends this. Absent members stay as they are.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateTopic extends entity<UpdateTopic>()("UpdateTopicRequestDto", {
  /** Servers before 3.19 require it. */
  name,
  /** Replaces the stored data whole; `null` clears it. */
  data: Schema.optional(Schema.NullOr(JsonObject))
}) {}

/** The server takes the text of these filters for a regular expression, so that its operators are escaped. */
const literalText = Schema.String.pipe(
  Schema.encodeTo(Schema.String, {
    decode: SchemaGetter.transform((text: string) => text),
    encode: SchemaGetter.transform(escape)
  })
)

/**
 * `Topics.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListTopics extends entity<ListTopics>()(undefined, {
  ...PageRequest.fields,
  /** @default Novu's own id, which grows with the time of creation */
  orderBy: PageRequest.fields.orderBy,
  /** A part of the key, in any case. */
  key: Schema.optional(literalText),
  /** A part of the name, in any case. */
  name: Schema.optional(literalText)
}) {}

/**
 * Accepts a `ListTopics` with one cursor at most. Novu answers two with status
 * 500.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ListTopicsQuery: Schema.Codec<ListTopics, unknown> = ListTopics.check(cursorsFit)

/**
 * Describes one page of topics.
 *
 * @category schemas
 * @since 0.1.0
 */
export const TopicPage = Page(Topic, "ListTopicsResponseDto")

/**
 * Says that a topic was deleted.
 *
 * @category models
 * @since 0.1.0
 */
export class DeletedTopic extends entity<DeletedTopic>()("DeleteTopicResponseDto", {
  acknowledged: Schema.Boolean
}) {}
