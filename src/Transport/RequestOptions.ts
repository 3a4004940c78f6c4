/**
 * Defines the settings of a single call.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type { RetryPolicy } from "./RetryPolicy.ts"

/**
 * Overrides the transport's settings for one call. What is absent or
 * `undefined` comes from the region that `RetryPolicy.provide` and
 * `TimeLimits.provide` set, else from the transport.
 *
 * @category options
 * @since 0.1.0
 */
export interface RequestOptions {
  /**
   * The key that every attempt of a POST or PATCH sends. Where the organisation
   * has idempotency on (it is off by default), Novu runs requests with the same
   * key once in 24 hours. Pass your own to make a call safe across restarts of
   * a process: 1 to 255 visible ASCII characters, unique in the organisation
   * across operations and environments.
   *
   * @default a fresh UUID v7
   * @see https://docs.novu.co/api-reference/idempotency
   */
  readonly idempotencyKey?: string | undefined
  /**
   * Limits one attempt, body included.
   *
   * @default "10 seconds"
   */
  readonly attemptTimeout?: Duration.Input | undefined
  /**
   * Limits the whole call: attempts and the waits between them.
   *
   * @default "30 seconds"
   */
  readonly totalTimeout?: Duration.Input | undefined
  /** @default RetryPolicy.standard */
  readonly retry?: RetryPolicy | undefined
}
