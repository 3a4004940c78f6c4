import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { isObject } from "effect/Predicate"
import * as Stream from "effect/Stream"
import { NovuError } from "../../Errors/NovuError.ts"
import type { BulkSource } from "../../Transport/Bulk.ts"
import { kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"

const isIterable = <Item>(value: unknown): value is Iterable<Item> =>
  typeof value === "object" && value !== null && Symbol.iterator in value

export const isSource = (value: unknown): value is BulkSource<unknown, unknown, unknown> =>
  Stream.isStream(value) || isIterable(value)

const failed = (operation: string, message: string): NovuError =>
  new NovuError({ operation, attempts: 0, reason: invalidInput("items", message) })

const threw = (operation: string): NovuError => failed(operation, "threw while they were read")

/** Tells the iterator that no more is read. What it throws then changes nothing. */
const close = (iterator: Iterator<unknown>): void => {
  try {
    iterator.return?.()
  } catch {
    // The items that were read are on their way.
  }
}

/** Reads an iterable as far as it is pulled, some items at a time. It may throw, and then fails after what it gave. */
const readIterable = <Item>(
  operation: string,
  iterable: Iterable<Item>,
  size: number
): Stream.Stream<Item, NovuError> =>
  Stream.unwrap(Effect.map(
    Effect.try({ try: () => iterable[Symbol.iterator](), catch: () => threw(operation) }),
    (iterator) => {
      let isOpen = true
      const read = (): readonly [ReadonlyArray<Item>, Option.Option<boolean>] => {
        const items: Array<Item> = []
        try {
          while (items.length < size) {
            const next = iterator.next()
            if (!isObject(next)) throw new TypeError("an iterator returns objects")
            if (next.done === true) {
              isOpen = false
              return [items, Option.none()]
            }
            items.push(next.value)
          }
          return [items, Option.some(false)]
        } catch {
          isOpen = false
          return [items, Option.some(true)]
        }
      }
      return Stream.paginate(false, (hasThrown) => hasThrown ? Effect.fail(threw(operation)) : Effect.sync(read)).pipe(
        Stream.ensuring(Effect.sync(() => {
          if (isOpen) close(iterator)
        }))
      )
    }
  ))

/**
 * Passes items on as they come, in pieces of at most `size`, and pulls nothing
 * more once it is `stopped`.
 */
const inPieces = <Item, E, R>(
  items: Stream.Stream<Item, E, R>,
  size: number,
  stopped: () => boolean
): Stream.Stream<Item, E, R> =>
  Stream.transformPull(items, (pull) =>
    Effect.sync(() => {
      let left: ReadonlyArray<Item> = []
      const next: typeof pull = Effect.suspend(() => {
        if (stopped()) return Cause.done()
        const piece = left.slice(0, size)
        left = left.slice(size)
        if (Arr.isReadonlyArrayNonEmpty(piece)) return Effect.succeed(piece)
        return Effect.flatMap(pull, (chunk) => {
          left = chunk
          return next
        })
      })
      return next
    }))

/** Reads a source, after the first `skipped` items. */
export const readSource = <Item, E, R>(
  operation: string,
  source: BulkSource<Item, E, R>,
  { size, skipped, stopped }: { readonly size: number; readonly skipped: number; readonly stopped: () => boolean }
): Stream.Stream<Item, E | NovuError, R> => {
  if (!isSource(source)) {
    return Stream.fail(failed(operation, `must be iterable or a stream, and are ${kindOf(source)}`))
  }
  const items: Stream.Stream<Item, E | NovuError, R> = Stream.isStream(source)
    ? source
    : readIterable(operation, source, size)
  return inPieces(Stream.drop(items, skipped), size, stopped)
}
