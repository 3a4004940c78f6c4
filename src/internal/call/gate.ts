import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import { RateLimited } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

/** What a request passes before it is sent. */
export interface Gate {
  /**
   * Waits until a request of the operation may go. When that would take longer
   * than the milliseconds that are left, returns the wait at once instead.
   */
  readonly enter: (operation: string, left: () => number) => Effect.Effect<Duration.Duration | undefined>
  /** Hears of the answer, if there was one, within the milliseconds that are left. */
  readonly leave: (operation: string, answer: Answer | undefined, left: () => number) => Effect.Effect<void>
}

export interface Answer {
  readonly status: "success" | "limited" | "failure"
  readonly headers: ResponseHeaders
}

/**
 * Makes the gate of a transport. A reference, so that a program that has none
 * does not bundle one.
 */
export const CurrentGate: Context.Reference<((config: NovuConfig) => Effect.Effect<Gate>) | undefined> = Context
  .Reference<
    ((config: NovuConfig) => Effect.Effect<Gate>) | undefined
  >("effect-novu/Transport/RateLimits", { defaultValue: () => undefined })

/** The failure of a call whose turn would come too late. */
export const tooLate = (wait: Duration.Duration): RateLimited =>
  new RateLimited({
    status: 429,
    headers: {},
    retryAfter: wait,
    detail: `not sent: the rate limit has room in ${Duration.toSeconds(wait)} s, and the call has less time left`
  })
