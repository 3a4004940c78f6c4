import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import type { Composition } from "../call/composition.ts"

/** An item of the source, in its place. */
export interface Entry<Item, Ready> {
  readonly index: number
  readonly item: Item
  /** What is sent of the item, or why it cannot be sent. */
  readonly ready: Result.Result<Ready, NovuError>
}

/** A kind of item, and how several of them are sent in one request. */
export interface Plan<Item, Ready, A> {
  readonly method: Composition
  /** Items of one request, at most. */
  readonly size: number
  /** Bytes of the items of one request, at most. A larger item goes alone. */
  readonly bytes: number
  /**
   * Whether groups begin at multiples of `size`, so that a run that resumes
   * amid a group sends that group again as it was.
   */
  readonly aligned: boolean
  /** Makes an item ready, or says why it cannot be sent. */
  readonly prepare: (item: Item) => Prepared<Ready>
  readonly bytesOf: (ready: Ready) => number
  /** The workflow that all items are about, if it is one. */
  readonly workflow?: string | undefined
  /** Whether a group may have been refused for one of its items, or for its size. */
  readonly isDivisible?: ((error: NovuError) => boolean) | undefined
  /** Whether an item may be in one request with the item before it. */
  readonly joins?: ((before: Ready, next: Ready) => boolean) | undefined
  /**
   * Makes the request of a group. It may be sent several times, and returns one
   * result per item, in their order.
   */
  readonly request: (group: ReadonlyArray<Ready>) => Send<A>
}

/** Is an effect only where an item needs one, because millions may not. */
export type Prepared<Ready> = Result.Result<Ready, NovuError> | Effect.Effect<Result.Result<Ready, NovuError>>

export type Send<A> = (
  options: RequestOptions
) => Effect.Effect<ReadonlyArray<Result.Result<A, NovuError>>, NovuError>
