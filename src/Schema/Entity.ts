/**
 * Declares a struct that crosses the wire once: its type, its schema and Novu's
 * name for it.
 *
 * @since 0.1.0
 */
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
