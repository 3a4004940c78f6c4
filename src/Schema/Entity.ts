/**
 * Declares a struct that crosses the wire once: its type, its schema and Novu's
 * name for it.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

/**
 * Is the class of an entity. A declaration file prints its fields once, where
 * `Schema.Opaque` of a struct prints them twice.
 *
 * @category models
 * @since 0.1.0
 */
export type Entity<Self, Fields extends Schema.Struct.Fields> =
  & Schema.Opaque<Self, Schema.Struct<Fields>, {}>
  & Omit<Schema.Struct<Fields>, keyof Schema.Top>

/**
 * Declares an entity. `identifier` is the name of Novu's component; inputs and
 * parts that Novu's document does not name have none. Values are plain objects,
 * so a literal will do.
 *
 * @example
 * ```ts
 * import * as Schema from "effect/Schema"
 * import { entity } from "effect-novu/Schema/Entity"
 *
 * class Tag extends entity<Tag>()("TagDto", { name: Schema.String }) {}
 *
 * const tag: Tag = { name: "vip" }
 *
 * Schema.encodeSync(Tag)(tag).name // => "vip"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const entity = <Self>() =>
<const Fields extends Schema.Struct.Fields>(
  identifier: string | undefined,
  fields: Fields
): Entity<Self, Fields> => Schema.Opaque<Self>()(Schema.Struct(fields).annotate({ identifier }))

/**
 * Is the schema of a member that an answer may leave out, or have as `null`. In the
 * program it is absent either way, unless `A` has a `null`.
 *
 * @category models
 * @since 0.1.0
 */
export interface NullishKey<A, I = A>
  extends Schema.decodeTo<Schema.optionalKey<Schema.Codec<A, I>>, Schema.optionalKey<Schema.Codec<I | null>>>
{}

/**
 * Is the schema of a time that an answer may leave out, or have as `null`. It is
 * `undefined` where the answer has a text that is no time.
 *
 * @category models
 * @since 0.1.0
 */
export interface TimeKey<A = DateTime.Utc>
  extends Schema.decodeTo<Schema.optional<Schema.Codec<A>>, Schema.optionalKey<Schema.Codec<string | null>>>
{}

/**
 * Is the schema of an object of JSON, whatever its members hold.
 *
 * @category models
 * @since 0.1.0
 */
export interface JsonObjectSchema extends Schema.$Record<Schema.String, Schema.Codec<Schema.Json>> {}
