/**
 * Contexts: the tenant, region or other `type:id` pair a resource belongs to.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { isRecord, nullableKey, nullableTextKey, Timestamp } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { Page, PageRequest } from "./Page.ts"

/**
 * Id of a context: 1 to 100 of letters, digits, `_` and `-`.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ContextId = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9_-]{1,100}$/, {
    expected: "1 to 100 letters, digits, \"_\" or \"-\""
  })
)

const ContextData = Schema.Record(Schema.String, Schema.Json)

/**
 * Contexts keyed by type, 1 to 5 of them. The value is the context's id, or its
 * id with data. Novu creates the contexts that do not exist, and replaces the
 * data of those that do when `data` is given: even when the call then fails.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ContextInput = Schema.Record(
  Schema.NonEmptyString,
  Schema.Union([
    ContextId,
    Schema.Struct({ id: ContextId, data: Schema.optional(ContextData) })
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
 * A context as Novu returns it.
 *
 * @category models
 * @since 0.1.0
 */
export class NovuContext extends entity<NovuContext>()("GetContextResponseDto", {
  type: Schema.String,
  id: Schema.String,
  data: nullableKey(ContextData, isRecord),
  /** Where Novu calls the bridge of this context. Absent when it has none, and before Novu 3.19. */
  bridgeUrl: nullableTextKey,
  createdAt: Timestamp,
  updatedAt: Timestamp
}) {}

/**
 * What `Contexts.create` sends.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateContext extends entity<CreateContext>()("CreateContextRequestDto", {
  type: ContextId,
  id: ContextId,
  /** At most 64 KB as JSON. */
  data: Schema.optional(ContextData),
  bridgeUrl: Schema.optional(Schema.NonEmptyString)
}) {}

/**
 * What `Contexts.update` sends.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateContext extends entity<UpdateContext>()("UpdateContextRequestDto", {
  /** Replaces the stored data whole. At most 64 KB as JSON. */
  data: ContextData,
  /** `null` removes it; absent leaves it as it is. */
  bridgeUrl: Schema.optional(Schema.NullOr(Schema.NonEmptyString))
}) {}

/**
 * What `Contexts.list` filters by.
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
 * One page of contexts.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ContextPage = Page(NovuContext, "ListContextsResponseDto")
