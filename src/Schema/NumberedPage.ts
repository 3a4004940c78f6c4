/**
 * Describes pages that Novu numbers from 0, as the lists of messages and
 * activity have them.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { countKey, flagKey } from "../internal/schema/schema.ts"

/**
 * Holds one numbered page of `A`.
 *
 * @category models
 * @since 0.1.0
 */
export interface NumberedPage<out A> {
  readonly data: ReadonlyArray<A>
  /**
   * Whether there may be more items. Where Novu does not count them, it says
   * `true` of every full page, so the last page can be an empty one. Absent on
   * older servers.
   */
  readonly hasMore?: boolean
  /** The number of items that match. Most servers do not count them. */
  readonly totalCount?: number
  /** The most items that a page holds. */
  readonly pageSize?: number
  /** Counts from 0. */
  readonly page?: number
}

/**
 * Describes one numbered page of `item`, by the name of Novu's component.
 *
 * @category schemas
 * @since 0.1.0
 */
export const NumberedPage = <A, I>(
  item: Schema.Codec<A, I>,
  identifier: string
): Schema.Codec<NumberedPage<A>, unknown> =>
  Schema.Struct({
    data: Schema.Array(item),
    hasMore: flagKey,
    totalCount: countKey,
    pageSize: countKey,
    page: countKey
  }).annotate({ identifier })
