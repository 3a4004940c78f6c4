/**
 * Cursor pages, shared by every `list` operation.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { countKey, cursor, flagKey } from "../internal/schema/schema.ts"

/**
 * Query parameters every `list` operation accepts.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PageRequest = Schema.Struct({
  /** Cursor to read on from: `next` of the page before. Not together with `before`. */
  after: Schema.optional(Schema.String),
  /** Cursor to read back from: `previous` of the page after. */
  before: Schema.optional(Schema.String),
  /**
   * Items a page, 1 to 100.
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
 * One page of `A` with the cursors around it.
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
  /** Items that match, without the cursor. Absent on older servers. */
  readonly totalCount?: number
  /** Whether Novu stopped counting at 50 000. */
  readonly totalCountCapped?: boolean
}

/**
 * Schema of one page of `item`, named after Novu's component. What stands beside
 * the items costs none of them: a cursor that is left out is `null`, a count
 * may be a text, and one that is neither is absent.
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
