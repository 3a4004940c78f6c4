import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { NovuError } from "../../Errors/NovuError.ts"
import { NotFound } from "../../Errors/NovuErrorReason.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { calledFrom, callSite } from "../call/callSite.ts"
import { endlessList, listFailure } from "./listFailure.ts"

type Read<Success> = (
  place: Readonly<Record<string, unknown>>
) => Effect.Effect<NovuResponse<Success>, NovuError>

/** Repeats `PageShape` of `Paging`, which stands above this room. */
interface Shape<Success, Item> {
  readonly items: (page: Success) => ReadonlyArray<Item>
  readonly hasMore: (page: Success) => boolean
  readonly keyOf: (item: Item) => string
}

/** Holds the keys of the page before, newest first. It has none before the first page. */
type Keys = ReadonlyArray<string>

/** Says where the walk is: before a page, or at the failure that ends it. */
type Position<Item> =
  | { readonly keys: Keys; readonly held: ReadonlyArray<Item> }
  | { readonly failure: NovuError }

/** Novu answers a key whose item was deleted as it answers any fault of its own. */
const isVanished = ({ reason }: NovuError): boolean => reason._tag === "ServerFailed" && reason.status === 500

const placeLost = (headers: ResponseHeaders): NotFound =>
  new NotFound({
    status: 200,
    headers,
    detail: "all items of the page before were deleted, so the place in the list is lost"
  })

/**
 * Reads the page after the nearest key that Novu still knows. When the two
 * nearest fail, and when all have failed, it asks for the first page: where that
 * fails as well, Novu itself is at fault, and its failure stands.
 */
const readAfter = Effect.fnUntraced(
  function*<Success>(operation: string, read: Read<Success>, keys: Keys) {
    if (keys.length === 0) return yield* read({})
    for (const [steps, key] of keys.entries()) {
      if (steps === 2) yield* read({})
      const page = yield* Effect.result(read({ after: key }))
      if (Result.isSuccess(page)) return page.success
      if (!isVanished(page.failure)) return yield* page.failure
    }
    const { headers } = yield* read({})
    return yield* listFailure(operation, placeLost(headers))
  }
)

/**
 * Reads page after page of a list whose place is the key of the last item,
 * until a page is empty or says that it is the last.
 *
 * The last item of a page is held back until the next page is read, so that a
 * caller who deletes each item that it gets does not delete the place. When
 * others delete that item, it reads on from the nearest item before it, and
 * leaves out what was delivered. It fails with `NotFound` when no item of the
 * page before is left.
 */
export const walkByKey = <Success, Item>(
  operation: string,
  read: Read<Success>,
  { hasMore, items, keyOf }: Shape<Success, Item>
): Stream.Stream<Item, NovuError> => {
  const site = callSite(walkByKey, 3)

  /** Returns the items that come next, and the position after them. */
  const advance = Effect.fnUntraced(function*(keys: Keys, held: ReadonlyArray<Item>) {
    const page = yield* readAfter(operation, read, keys)
    const found = items(page.result)
    const delivered = new Set(keys)
    const fresh = found.filter((item) => !delivered.has(keyOf(item)))
    if (fresh.length === 0 && found.length > 0) {
      const reason = endlessList(page.headers, "", "the page does not advance: it came before")
      return yield* listFailure(operation, reason)
    }
    if (found.length === 0 || !hasMore(page.result)) {
      return [[...held, ...fresh], Option.none<Position<Item>>()] as const
    }
    const next: Position<Item> = { keys: found.map(keyOf).toReversed(), held: fresh.slice(-1) }
    return [[...held, ...fresh.slice(0, -1)], Option.some(next)] as const
  })

  const start: Position<Item> = { keys: [], held: [] }
  const pages = Stream.paginate(start, (position: Position<Item>) => {
    if ("failure" in position) return Effect.fail(position.failure)
    const { held, keys } = position
    return Effect.catch(
      advance(keys, held),
      // What was read is delivered before the failure.
      (failure) => Effect.succeed([held, Option.some<Position<Item>>({ failure })] as const)
    )
  })
  return Stream.mapError(pages, (error) => calledFrom(error, site))
}
