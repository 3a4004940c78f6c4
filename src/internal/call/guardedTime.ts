import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import type * as Fiber from "effect/Fiber"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { timeLimit } from "../input/timeInput.ts"
import { monotonic } from "./monotonic.ts"
import { SharedStart } from "./sharedStart.ts"

/** The time of a call, as its guard sees it. */
export interface GuardedTime {
  /** When the call began, in monotonic milliseconds. */
  readonly start: number
  /** Milliseconds that the call has left. */
  readonly left: () => number
  /** Whether an attempt of the call waits as long as the transport's attempts do. */
  readonly patient: boolean
}

/** Options that cannot be used are ignored here, because the call itself fails with them. */
const millisOf = (input: Duration.Input | undefined, otherwise: Duration.Duration): number => {
  const limit = timeLimit("", input, otherwise)
  return Duration.toMillis(limit instanceof InvalidInput ? otherwise : limit)
}

export const guardedTime = (
  { attemptTimeout, totalTimeout }: NovuConfig,
  options: RequestOptions | undefined,
  fiber: Fiber.Fiber<unknown, unknown>
): GuardedTime => {
  const clock = fiber.getRef(Clock.Clock)
  const now = monotonic(clock)
  const start = fiber.getRef(SharedStart).of(now)
  const total = millisOf(options?.totalTimeout, totalTimeout)
  const waits = Math.min(millisOf(options?.attemptTimeout, attemptTimeout), total - (now - start))
  return {
    start,
    left: () => total - Math.ceil(monotonic(clock) - start),
    patient: waits >= Math.min(Duration.toMillis(attemptTimeout), Duration.toMillis(totalTimeout))
  }
}
