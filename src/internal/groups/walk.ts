import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import { calledFrom, callSite } from "../call/callSite.ts"
import { endlessList, listFailure } from "./listFailure.ts"

type Place = Readonly<Record<string, unknown>>

/** Repeats `OffsetShape` of `Paging`, which stands above this room. */
interface Shape<Success, Item> {
  readonly items: (page: Success) => ReadonlyArray<Item>
  readonly hasMore: (page: Success) => boolean
  readonly keyOf: (item: Item) => string
  readonly totalOf?: ((page: Success) => number | undefined) | undefined
}

/** Says where reading begins, and which place comes after an item, given how many items and pages were read. */
interface Steps<Item> {
  readonly place: Place
  readonly next: (last: Item, delivered: number, pages: number) => Place
}

/** Holds what is kept between two pages. */
interface Position {
  readonly place: Place
  readonly delivered: number
  readonly pages: number
  /** The key of the first item of the page before. */
  readonly first: string | undefined
}

/** Makes the failure of a list whose server ignores the place, and answers with the same page for ever. */
const stuck = (operation: string, { headers }: NovuResponse<unknown>): NovuError =>
  listFailure(operation, endlessList(headers, "", "the page does not advance: it came before"))

/** Reads page after page of a list without cursors, until a page is empty or says that it is the last. */
export const walk = <Success, Item>(
  operation: string,
  read: (place: Place) => Effect.Effect<NovuResponse<Success>, NovuError>,
  { hasMore, items, keyOf, totalOf }: Shape<Success, Item>,
  { next, place }: Steps<Item>
): Stream.Stream<Item, NovuError> => {
  const site = callSite(walk, 3)
  const start: Position = { place, delivered: 0, pages: 0, first: undefined }
  const pages = Stream.paginate(
    start,
    Effect.fnUntraced(function*(position: Position) {
      const page = yield* read(position.place)
      const found = items(page.result)
      const [head] = found
      const last = found.at(-1)
      if (head === undefined || last === undefined) return [found, Option.none<Position>()] as const
      const first = keyOf(head)
      if (first === position.first) return yield* stuck(operation, page)
      const delivered = position.delivered + found.length
      if (!hasMore(page.result) || delivered >= (totalOf?.(page.result) ?? Infinity)) {
        return [found, Option.none<Position>()] as const
      }
      const count = position.pages + 1
      return [
        found,
        Option.some<Position>({ place: next(last, delivered, count), delivered, pages: count, first })
      ] as const
    })
  )
  return Stream.mapError(pages, (error) => calledFrom(error, site))
}
