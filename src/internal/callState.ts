import type * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { NovuError } from "../Errors/NovuError.ts"
import type { NovuErrorReason } from "../Errors/NovuErrorReason.ts"
import type { Prepared } from "./prepare.ts"
import { mayHaveActed } from "./retry.ts"

/** Milliseconds that only ever grow, whatever is done to the time of day. */
export const monotonic = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

/**
 * One call under way: the time it has left, and what is known of its attempts.
 *
 * @internal
 */
export class CallState {
  /** Requests sent so far, or about to be. */
  attempts = 1
  /** Whether an earlier attempt may have been carried out. */
  uncertain = false
  /** What the retry under way took from the budget. */
  paid: number | undefined
  /** Why the attempt before failed. */
  last: NovuErrorReason | undefined
  readonly prepared: Prepared<never, unknown>
  /** When the time of the call began to run, in monotonic milliseconds. */
  readonly start: number
  readonly #clock: Clock.Clock
  readonly #context: Context.Context<never>

  constructor(prepared: Prepared<never, unknown>, start: number, clock: Clock.Clock, context: Context.Context<never>) {
    this.prepared = prepared
    this.start = start
    this.#clock = clock
    this.#context = context
  }

  /** Whole milliseconds, rounded so that the limit is kept rather than passed. */
  readonly remaining = (): number => this.prepared.settings.totalMillis - Math.ceil(monotonic(this.#clock) - this.start)

  metrics(outcome: string) {
    return this.prepared.compiled.metrics.of(outcome)
  }

  /** Counts a request that ended. */
  requested(outcome: string): void {
    this.metrics(outcome).requests.updateUnsafe(1, this.#context)
  }

  /** Records how long the call took. */
  ended(outcome: string): void {
    this.metrics(outcome).duration.updateUnsafe((monotonic(this.#clock) - this.start) / 1000, this.#context)
  }

  /** Ends the call with a failure, and with what is known of its earlier attempts. */
  fail(reason: NovuErrorReason, attempts = this.attempts): Effect.Effect<never, NovuError> {
    return Effect.suspend(() => {
      const { compiled: { method, name }, key } = this.prepared
      this.ended(reason._tag)
      return Effect.fail(
        new NovuError({
          operation: name,
          reason,
          attempts,
          ...(key === undefined ? {} : { idempotencyKey: key }),
          ...(this.uncertain && method !== "GET" && !mayHaveActed(reason) ? { earlierUnknown: true } : {})
        })
      )
    })
  }
}
