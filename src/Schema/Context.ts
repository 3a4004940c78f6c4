/**
 * Describes contexts. A context is the tenant, region or other `type:id` pair
 * that a resource belongs to.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { isRecord, JsonObject, nullableKey, nullableTextKey, Timestamp } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"

/**
 * Accepts the id of a context: 1 to 100 letters, digits, `_` or `-`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ContextId = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9_-]{1,100}$/, {
    expected: "1 to 100 letters, digits, \"_\" or \"-\""
  })
)

/**
 * Accepts 1 to 5 contexts by their type. A value is the context's id, or its id
 * with data.
 *
 * **Gotchas**
 *
 * - Novu creates contexts that do not exist and, when `data` is given, replaces
 *   the data of those that do, even when the call then fails.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ContextInput = Schema.Record(
  Schema.NonEmptyString,
  Schema.Union([
    ContextId,
    Schema.Struct({ id: ContextId, data: Schema.optional(JsonObject) })
  ])
).check(
  Schema.isMinProperties(1),
  Schema.isMaxProperties(5)
)

/**
 * @category models
 * @since 0.1.0
 */
export type ContextInput = typeof ContextInput.Type

/**
 * Describes a context as Novu returns it.
 *
 * @category models
 * @since 0.1.0
 */
export class NovuContext extends entity<NovuContext>()("GetContextResponseDto", {
  type: Schema.String,
  id: Schema.String,
  data: nullableKey(JsonObject, isRecord),
  /** The URL at which Novu calls the bridge of this context. It is absent when there is none, and before Novu 3.19. */
  bridgeUrl: nullableTextKey,
  createdAt: Timestamp,
  updatedAt: Timestamp
}) {}

/**
 * `Contexts.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateContext extends entity<CreateContext>()("CreateContextRequestDto", {
  type: ContextId,
  id: ContextId,
  /** At most 64 KB as JSON. */
  data: Schema.optional(JsonObject),
  bridgeUrl: Schema.optional(Schema.NonEmptyString)
}) {}

/**
 * `Contexts.update` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateContext extends entity<UpdateContext>()("UpdateContextRequestDto", {
  /** Replaces the stored data whole. At most 64 KB as JSON. */
  data: JsonObject,
  /** `null` removes it; absent leaves it as it is. */
  bridgeUrl: Schema.optional(Schema.NullOr(Schema.NonEmptyString))
}) {}

/**
 * `Contexts.list` filters by these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListContexts extends entity<ListContexts>()(undefined, {
  ...PageRequest.fields,
  type: Schema.optional(Schema.String),
  id: Schema.optional(Schema.String),
  search: Schema.optional(Schema.String)
}) {}

/**
 * Describes one page of contexts.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ContextPage = Page(NovuContext, "ListContextsResponseDto")
