import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { NovuErrorReason } from "../../Errors/NovuErrorReason.ts"
import { factsOf } from "../../Errors/ReasonFacts.ts"
import { type CallSite, errorAt } from "./callSite.ts"
import { type Composed, CurrentComposition } from "./composition.ts"
import { monotonic } from "./monotonic.ts"
import type { Prepared } from "./prepare.ts"
import { SharedStart } from "./sharedStart.ts"

/** Whether a reason by itself says that the call may have acted, so that earlier attempts add nothing. */
const leavesDoubt = (reason: NovuErrorReason): boolean =>
  reason._tag !== "ResponseDecodeFailed" && factsOf(reason).acted

/** One call under way: the time it has left, and what is known of its attempts. */
export class CallState {
  /** Requests sent so far, or about to be. */
  attempts = 1
  /** Whether an earlier attempt may have been carried out. */
  uncertain = false
  /** Tokens that the current retry took from the budget. */
  paid: number | undefined
  /** Why the attempt before failed. */
  last: NovuErrorReason | undefined
  readonly prepared: Prepared<never, unknown>
  /** When the time of the call began to run, in monotonic milliseconds. */
  readonly start: number
  readonly site: CallSite
  readonly #clock: Clock.Clock
  readonly #context: Context.Context<never>
  /** The method that this call is a part of. */
  readonly #whole: Composed | undefined

  constructor(prepared: Prepared<never, unknown>, fiber: Fiber.Fiber<unknown, unknown>, site: CallSite) {
    this.prepared = prepared
    this.site = site
    this.#clock = fiber.getRef(Clock.Clock)
    this.#context = fiber.context
    this.#whole = fiber.getRef(CurrentComposition)
    this.start = fiber.getRef(SharedStart).of(monotonic(this.#clock))
  }

  /** What spans, logs, metrics and errors call it. */
  get name(): string {
    return (this.#whole ?? this.prepared.compiled).name
  }

  /** Milliseconds since the time of the call began to run. */
  elapsed(): number {
    return monotonic(this.#clock) - this.start
  }

  /** Whole milliseconds that are left, rounded down so that the limit is never exceeded. */
  readonly remaining = (): number => this.prepared.settings.totalMillis - Math.ceil(this.elapsed())

  metrics(outcome: string) {
    const { compiled, workflow } = this.prepared
    return (this.#whole ?? compiled).metrics.of(outcome, workflow)
  }

  /** Counts a request that ended. */
  requested(outcome: NovuErrorReason["_tag"] | "success"): void {
    const whole = this.#whole
    if (whole !== undefined) whole.sent++
    const expected = outcome !== "success" && whole?.expects.has(outcome) === true
    this.metrics(expected ? "success" : outcome).requests.updateUnsafe(1, this.#context)
  }

  /** Records how long the call took, unless it is a part of a composition, which records its own duration. */
  ended(outcome: string): void {
    if (this.#whole === undefined) this.metrics(outcome).duration.updateUnsafe(this.elapsed() / 1000, this.#context)
  }

  /** Ends the call with a response. */
  succeed<A>(response: A): A {
    this.ended("success")
    return response
  }

  /** Ends the call with a failure, and with what is known of its earlier attempts. */
  fail(reason: NovuErrorReason, attempts = this.attempts): Effect.Effect<never, NovuError> {
    return Effect.suspend(() => {
      const { compiled: { method }, key } = this.prepared
      this.ended(reason._tag)
      const error = errorAt(this.site, {
        operation: this.name,
        reason,
        attempts,
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(method === "GET"
          ? { readOnly: true }
          : this.uncertain && !leavesDoubt(reason)
          ? { earlierUnknown: true }
          : {})
      })
      if (this.#whole !== undefined) this.#whole.uncertain ||= error.mayHaveActed
      return Effect.fail(error)
    })
  }
}
