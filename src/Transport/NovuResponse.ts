/**
 * Defines what every operation succeeds with.
 *
 * @since 0.1.0
 */
import type { ResponseHeaders } from "./ResponseHeaders.ts"

/**
 * Holds the decoded result and the response's headers, as in Novu's own SDK.
 * Read rate limits and replays from `headers` with the module
 * `ResponseHeaders`.
 *
 * @category models
 * @since 0.1.0
 */
export interface NovuResponse<out A> {
  readonly headers: ResponseHeaders
  readonly result: A
}
