import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { NovuError } from "../../Errors/NovuError.ts"
import { NotFound, ResponseDecodeFailed } from "../../Errors/NovuErrorReason.ts"
import type { Page } from "../../Schema/Page.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { calledFrom, callSite } from "../call/callSite.ts"
import { type CursorWatch, follow, noCursor } from "./cursorCycle.ts"
import { endlessList, listFailure } from "./listFailure.ts"

/** Holds what is kept between two pages. */
interface Position {
  /** Cursor of the page to ask for; `undefined` for the first. */
  readonly after: string | undefined
  /** Older cursors that lead to the same place, nearest first. */
  readonly anchors: ReadonlyArray<string | undefined>
  /** Keys of the items of the page before, which an older cursor brings again. */
  readonly delivered: ReadonlySet<string>
  readonly watch: CursorWatch
  /** Pages without an item since the last one with an item. */
  readonly empty: number
}

const start: Position = { after: undefined, anchors: [], delivered: new Set(), watch: noCursor, empty: 0 }

/**
 * Limits the empty pages that are read in a row. Novu filters some lists after
 * it cuts them into pages, so one empty page is not the end.
 */
const mostEmpty = 100

/**
 * Whether the item that a cursor stands for may be gone. Novu then answers as
 * it does at the end of a list that has become empty.
 */
const looksLost = <A>({ data, next, previous, totalCount }: Page<A>): boolean =>
  data.length === 0 && next === null && previous === null && (totalCount ?? 0) === 0

const placeLost = (headers: ResponseHeaders): NotFound =>
  new NotFound({
    status: 200,
    headers,
    detail: "the items that the last two pages ended with were deleted, so the place in the list is lost"
  })

const endless = (headers: ResponseHeaders, message: string): ResponseDecodeFailed =>
  endlessList(headers, "next", message)

/** Says where a page leads: to the next position, to the end, or to a list that would never end. */
const following = <A>(
  { after, empty, watch }: Position,
  from: string | undefined,
  { headers, result }: NovuResponse<Page<A>>,
  keyOf: (item: A) => string
): Position | ResponseDecodeFailed | undefined => {
  const { data, next, previous } = result
  if (next === null) return undefined
  if (next.trim() === "") return endless(headers, "the cursor is an empty text")
  const watched = next === after || next === from ? undefined : follow(watch, next)
  if (watched === undefined) return endless(headers, "the cursor does not advance: it came before")
  if (data.length === 0 && empty + 1 >= mostEmpty) {
    return endless(headers, `there are more pages, but the last ${mostEmpty} were empty`)
  }
  return {
    after: next,
    anchors: previous === null ? [from] : [previous, from],
    delivered: new Set(data.map(keyOf)),
    watch: watched,
    empty: data.length === 0 ? empty + 1 : 0
  }
}

/**
 * Follows `next` until there is none, one page at a time as the stream is
 * pulled.
 *
 * When the cursor's item was deleted in the meantime, it reads on from the
 * cursor before it and leaves out what was delivered. It fails with `NotFound`
 * when no cursor is left although the list has items, and with
 * `ResponseDecodeFailed` when the cursors lead nowhere.
 */
export const paginate = <A>(
  operation: string,
  page: (after: string | undefined) => Effect.Effect<NovuResponse<Page<A>>, NovuError>,
  keyOf: (item: A) => string
): Stream.Stream<A, NovuError> => {
  // Pages are asked for while the stream runs, where nothing of the caller is on the stack.
  const site = callSite(paginate, 4)
  const pages = Stream.paginate(
    start,
    Effect.fnUntraced(function*(position: Position | NovuError) {
      if (position instanceof NovuError) return yield* position
      const { after, anchors, delivered } = position
      let read = yield* page(after)
      let from = after
      for (const anchor of anchors) {
        if (!looksLost(read.result)) break
        from = anchor
        read = yield* page(anchor)
      }
      if (after !== undefined && looksLost(read.result) && (yield* page(undefined)).result.data.length > 0) {
        return yield* listFailure(operation, placeLost(read.headers))
      }
      const then = following(position, from, read, keyOf)
      const stuck = then instanceof ResponseDecodeFailed
      const { data } = read.result
      const fresh = from === after && !stuck ? data : data.filter((item) => !delivered.has(keyOf(item)))
      // The items that came with a useless cursor are delivered before the failure.
      return [fresh, Option.fromUndefinedOr(stuck ? listFailure(operation, then) : then)] as const
    })
  )
  return Stream.mapError(pages, (error) => calledFrom(error, site))
}
