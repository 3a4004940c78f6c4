/**
 * Defines how one page of a list leads to the next. Novu has four ways; each is
 * a value that `Group.pages` takes.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import { walkByKey } from "../internal/groups/lastKey.ts"
import { paginate } from "../internal/groups/pagination.ts"
import { walk } from "../internal/groups/walk.ts"
import type { Page } from "../Schema/Page.ts"
import type { NovuResponse } from "./NovuResponse.ts"

/**
 * Reads a list to its end, one page at a time as the stream is pulled. `read`
 * asks for the page at a place, which is the part of the query that differs
 * from page to page.
 *
 * @category models
 * @since 0.1.0
 */
export interface Paging<in Success, out Item> {
  (
    operation: string,
    read: (place: Readonly<Record<string, unknown>>) => Effect.Effect<NovuResponse<Success>, NovuError>
  ): Stream.Stream<Item, NovuError>
}

/**
 * Describes a page that has no cursors.
 *
 * @category models
 * @since 0.1.0
 */
export interface PageShape<in Success, Item> {
  readonly items: (page: Success) => ReadonlyArray<Item>
  /** Whether Novu says that there are more items or, where it does not say, whether there may be. */
  readonly hasMore: (page: Success) => boolean
  /** Returns what tells one item from another. */
  readonly keyOf: (item: Item) => string
}

/**
 * Describes a page of a list that is read by offset.
 *
 * @category models
 * @since 0.1.0
 */
export interface OffsetShape<in Success, Item> extends PageShape<Success, Item> {
  /** Returns how many items there are on all pages, where Novu counts them, so that no page is read beyond the last. */
  readonly totalOf?: ((page: Success) => number | undefined) | undefined
}

/**
 * Reads by cursor: `after` is the `next` of the page before. When the item that
 * a page ended with is deleted in between, it reads on from the cursor before
 * it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const byCursor = <Item>(keyOf: (item: Item) => string): Paging<Page<Item>, Item> => (operation, read) =>
  paginate(operation, (after) => read({ after }), keyOf)

/**
 * Reads by offset: `offset` counts the items that came before.
 *
 * **Gotchas**
 *
 * - Items that others add or delete in between shift the pages, so that some
 *   come twice or not at all.
 *
 * @category constructors
 * @since 0.1.0
 */
export const byOffset =
  <Success, Item>(shape: OffsetShape<Success, Item>): Paging<Success, Item> => (operation, read) =>
    walk(operation, read, shape, { place: { offset: 0 }, next: (_, delivered) => ({ offset: delivered }) })

/**
 * Reads by page number: `page` counts the pages from 0.
 *
 * **Gotchas**
 *
 * - Pages shift as with `byOffset`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const byPageNumber =
  <Success, Item>(shape: PageShape<Success, Item>): Paging<Success, Item> => (operation, read) =>
    walk(operation, read, shape, { place: { page: 0 }, next: (_item, _delivered, pages) => ({ page: pages }) })

/**
 * Reads by key: `after` is the key of the last item of the page before. That
 * item is delivered after the next page was read, so a caller may delete each
 * item as it comes. When somebody else deleted it, it reads on from the nearest
 * item of that page that is left.
 *
 * **Gotchas**
 *
 * - When every item of a page is deleted before the next page is read, the place
 *   in the list is lost, and the stream fails with `NotFound`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const byLastKey = <Success, Item>(shape: PageShape<Success, Item>): Paging<Success, Item> => (operation, read) =>
  walkByKey(operation, read, shape)
