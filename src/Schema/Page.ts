/**
 * Describes cursor pages, which most `list` operations share.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { countKey, cursor, flagKey } from "../internal/schema/schema.ts"

/**
 * Holds the query parameters that every `list` operation with cursors accepts.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PageRequest = Schema.Struct({
  /** Reads on from this cursor, which is `next` of the page before. It does not go together with `before`. */
  after: Schema.optional(Schema.String),
  /** Reads back from this cursor, which is `previous` of the page after. */
  before: Schema.optional(Schema.String),
  /**
   * Items per page, 1 to 100.
   *
   * @default 10, chosen by Novu
   */
  limit: Schema.optional(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))
  ),
  /** @default "DESC", chosen by Novu */
  orderDirection: Schema.optional(Schema.Literals(["ASC", "DESC"])),
  /** @default "createdAt", chosen by Novu */
  orderBy: Schema.optional(Schema.Literals(["createdAt", "updatedAt"])),
  /** Whether the item the cursor stands for is part of the page. */
  includeCursor: Schema.optional(Schema.Boolean)
})

/**
 * Holds one page of `A` with the cursors around it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Page<out A> {
  readonly data: ReadonlyArray<A>
  /** Pass as `after` to read the next page; `null` on the last one. */
  readonly next: string | null
  /** Pass as `before` to read the page before; `null` on the first one. */
  readonly previous: string | null
  /** The number of items that match, whichever page is read. Absent on older servers. */
  readonly totalCount?: number
  /** Whether Novu stopped counting at 50 000. */
  readonly totalCountCapped?: boolean
}

/**
 * Describes one page of `item`, by the name of Novu's component. A cursor that
 * is left out is `null`. A count may be a text, and is absent when it is no
 * number, so that it does not fail the page.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Page = <A, I>(item: Schema.Codec<A, I>, identifier: string): Schema.Codec<Page<A>, unknown> =>
  Schema.Struct({
    data: Schema.Array(item),
    next: cursor,
    previous: cursor,
    totalCount: countKey,
    totalCountCapped: flagKey
  }).annotate({ identifier })
