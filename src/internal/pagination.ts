import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { NovuResponse } from "../Client/NovuResponse.ts"
import { NovuError } from "../Errors/NovuError.ts"
import { NotFound } from "../Errors/NovuErrorReason.ts"
import type { Page } from "../Schema/Page.ts"

/** What is kept between two pages. */
interface Position {
  /** Cursor of the page to ask for; `undefined` for the first. */
  readonly after: string | undefined
  /** Older cursors that lead to the same place, nearest first. */
  readonly anchors: ReadonlyArray<string | undefined>
  /** Keys of the items of the page before, which an older cursor brings again. */
  readonly delivered: ReadonlySet<string>
}

const start: Position = { after: undefined, anchors: [], delivered: new Set() }

/**
 * What Novu answers when the item that a cursor stands for is gone: the same as
 * at the end of a list that has become empty.
 */
const looksLost = <A>({ data, next, previous, totalCount }: Page<A>): boolean =>
  data.length === 0 && next === null && previous === null && (totalCount ?? 0) === 0

/**
 * Follows `next` until it is `null`, a page at a time as the stream is pulled.
 *
 * When the cursor's item was deleted in the meantime, reads on from the cursor
 * before it and leaves out what was delivered. Fails with `NotFound` when no
 * cursor is left although the list has items.
 *
 * @internal
 */
export const paginate = <A>(
  operation: string,
  page: (after: string | undefined) => Effect.Effect<NovuResponse<Page<A>>, NovuError>,
  keyOf: (item: A) => string
): Stream.Stream<A, NovuError> =>
  Stream.paginate(
    start,
    Effect.fnUntraced(function*({ after, anchors, delivered }: Position) {
      let read = yield* page(after)
      let from = after
      for (const anchor of anchors) {
        if (!looksLost(read.result)) break
        from = anchor
        read = yield* page(anchor)
      }
      if (after !== undefined && looksLost(read.result) && (yield* page(undefined)).result.data.length > 0) {
        return yield* new NovuError({
          operation,
          attempts: 1,
          reason: new NotFound({
            status: 200,
            headers: read.headers,
            detail: "the items that the last two pages ended with were deleted, so the place in the list is lost"
          })
        })
      }
      const { data, next, previous } = read.result
      const fresh = from === after ? data : data.filter((item) => !delivered.has(keyOf(item)))
      const following: Option.Option<Position> = next === null
        ? Option.none()
        : Option.some({
          after: next,
          anchors: previous === null ? [from] : [previous, from],
          delivered: new Set(data.map(keyOf))
        })
      return [fresh, following] as const
    })
  )
