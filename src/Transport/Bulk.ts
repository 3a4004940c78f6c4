/**
 * Defines how many items are sent in few requests, and what is told of each.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Result from "effect/Result"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import type { RequestOptions } from "./RequestOptions.ts"

/**
 * Is where many items come from: a list, a generator, or a stream that may
 * fail. It is read as far as the outcomes are pulled.
 *
 * @category models
 * @since 0.1.0
 */
export type BulkSource<Item, E = never, R = never> = (Iterable<Item> & object) | Stream.Stream<Item, E, R>

/**
 * Holds what became of one item, in the order of the source. The failure of an
 * item ends nothing.
 *
 * @category models
 * @since 0.1.0
 */
export interface BulkOutcome<Item, A> {
  /** The place in the source, from 0. */
  readonly index: number
  readonly item: Item
  readonly result: Result.Result<A, NovuError>
}

/**
 * Sends the items of a source, at the end of a pipe.
 *
 * @category models
 * @since 0.1.0
 */
export interface BulkPipe<Item, A> {
  <E = never, R = never>(
    source: BulkSource<Item, E, R>
  ): Stream.Stream<BulkOutcome<Item, A>, E | NovuError, R>
}

/**
 * Sends the items of a source, which comes first, or at the end of a pipe.
 *
 * @category models
 * @since 0.1.0
 */
export interface BulkMethod<Item, A> {
  <E = never, R = never>(
    items: BulkSource<Item, E, R>,
    options?: BulkOptions
  ): Stream.Stream<BulkOutcome<Item, A>, E | NovuError, R>
  (options?: BulkOptions): BulkPipe<Item, A>
}

/**
 * Names the group of items that one request sends.
 *
 * @category models
 * @since 0.1.0
 */
export interface BulkGroup {
  /** The index of its first item. */
  readonly from: number
  /** How many items it has. */
  readonly size: number
}

/**
 * Overrides how many items are sent. The other members are those of each
 * request.
 *
 * @category options
 * @since 0.1.0
 */
export interface BulkOptions extends Omit<RequestOptions, "idempotencyKey"> {
  /**
   * Requests at a time. More of them than a rate limit has room for wait for
   * each other.
   *
   * @default 3
   */
  readonly concurrency?: number | undefined
  /**
   * Sends what has come in this time, though a group is not full: for streams
   * that go on. Without it a group waits until it is full or the source ends.
   */
  readonly within?: Duration.Input | undefined
  /**
   * Skips this many items of the source, to go on where another run ended: pass
   * the index of its last outcome and 1.
   *
   * @default 0
   */
  readonly from?: number | undefined
  /**
   * How long a group waits for a rate limit in all, before its items fail with
   * `RateLimited`.
   *
   * @default "5 minutes"
   */
  readonly maxWait?: Duration.Input | undefined
  /**
   * Names the request of a group, so that a run that is repeated sends the same
   * keys: see `RequestOptions`. It does not go together with `within`, which
   * makes other groups on each run, and Novu refuses a key that it knows with
   * another body.
   */
  readonly idempotencyKey?: ((group: BulkGroup) => string) | undefined
}
