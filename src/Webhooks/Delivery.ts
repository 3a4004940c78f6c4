/**
 * Describes a webhook as it came.
 *
 * @since 0.1.0
 */
import type * as Headers from "effect/http/Headers"

/**
 * Holds the headers and the body of a webhook. The body is what was sent, as
 * bytes or as text, before anything parsed it: a signature is one of bytes.
 *
 * @category models
 * @since 0.1.0
 */
export interface Delivery {
  readonly headers: Headers.Input
  readonly body: Uint8Array | string
}
