/**
 * Defines what a method takes beside its input when it returns a promise.
 *
 * @since 0.1.0
 */
import type { BulkOptions } from "../Transport/Bulk.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

/**
 * Lets a caller end a call.
 *
 * @category options
 * @since 0.1.0
 */
export interface Abortable {
  /**
   * Interrupts the call and its request when it is aborted. The promise then
   * rejects with the reason of the signal, as that of `fetch` does, and an
   * iteration likewise.
   *
   * **Gotchas**
   *
   * - A write that is under way may have been carried out all the same.
   */
  readonly signal?: AbortSignal | undefined
}

/**
 * Overrides the client's settings for one call.
 *
 * @category options
 * @since 0.1.0
 */
export interface PromiseOptions extends RequestOptions, Abortable {}

/**
 * Overrides how many items are sent.
 *
 * @category options
 * @since 0.1.0
 */
export interface PromisedBulkOptions extends BulkOptions, Abortable {}
