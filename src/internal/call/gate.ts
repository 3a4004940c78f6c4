import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { RateLimited } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"

/** As much of an operation as a gate needs. */
export interface Gated {
  readonly name: string
  /** What Novu's rate limit counts a request for, where its answers do not say it. */
  readonly cost: "single" | "bulk"
}

/** Runs around every request: the rate limiter waits here for its turn. */
export interface Gate {
  /**
   * Waits until a request of the operation may go. When that would take longer
   * than the milliseconds that are left, returns at once why the call fails.
   */
  readonly enter: (operation: Gated, left: () => number) => Effect.Effect<RateLimited | undefined>
  /** Learns from the answer, if there was one, within the milliseconds that are left. */
  readonly leave: (operation: Gated, answer: Answer | undefined, left: () => number) => Effect.Effect<void>
}

export interface Answer {
  readonly status: "success" | "limited" | "failure"
  readonly headers: ResponseHeaders
}

/**
 * Makes the gate of a transport. It is a reference, so that a program without a
 * gate does not bundle one.
 */
export const CurrentGate: Context.Reference<((config: NovuConfig) => Effect.Effect<Gate>) | undefined> = Context
  .Reference<
    ((config: NovuConfig) => Effect.Effect<Gate>) | undefined
  >("effect-novu/Transport/RateLimits", { defaultValue: () => undefined })
