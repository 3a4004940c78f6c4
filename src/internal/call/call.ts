import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput, type NovuErrorReason, TimedOut } from "../../Errors/NovuErrorReason.ts"
import { factsOf } from "../../Errors/ReasonFacts.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { Call, Input, Operation } from "../../Transport/Operation.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import * as RetryPolicy from "../../Transport/RetryPolicy.ts"
import * as Telemetry from "../telemetry.ts"
import { scrubber } from "../wire/scrub.ts"
import { secretsIn } from "../wire/secrets.ts"
import { ambiguousFailure } from "./ambiguousFailure.ts"
import { makeAttempt, type Sender } from "./attempt.ts"
import { calledFrom, type CallSite, callSite, errorAt } from "./callSite.ts"
import { CallState } from "./callState.ts"
import { CurrentComposition } from "./composition.ts"
import { type Answer, type Gate, tooLate } from "./gate.ts"
import type { Guard } from "./guard.ts"
import { monotonic } from "./monotonic.ts"
import { prepare } from "./prepare.ts"
import { delayBefore, mayRepeat, retryCost } from "./retry.ts"
import { RetryBudget } from "./retryBudget.ts"
import { SharedStart } from "./sharedStart.ts"
import { withTimeLimit } from "./timeLimit.ts"

/**
 * The whole life of a call: one encoding and one idempotency key, then attempts
 * until one succeeds, a failure stands, or time or the budget is used up.
 *
 * @internal
 */
export const makeCall = Effect.fnUntraced(function*(
  config: NovuConfig,
  client: HttpClient.HttpClient,
  transport: {
    readonly propagateTraces: boolean
    readonly sendsOnce: boolean
    readonly gate: Gate | undefined
    readonly guard: Guard | undefined
  }
) {
  const { gate, guard } = transport
  const attempt = yield* makeAttempt(config, client, transport)
  const budget = new RetryBudget()

  /** Waits before the next attempt. Returns whether there is one. */
  const waitToRetry = Effect.fnUntraced(function*(state: CallState, reason: NovuErrorReason) {
    const { name, prepared: { settings: { backoff } } } = state
    const fiber = yield* Effect.fiber
    const now = fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()
    const delay = delayBefore(backoff, reason, state.attempts, yield* Random.next, now)
    if (delay >= state.remaining()) return false
    const cost = state.paid = retryCost(reason)
    if (!budget.take(cost)) {
      Telemetry.budgetExhausted.updateUnsafe(1, fiber.context)
      yield* Telemetry.reportExhaustedBudget(name, reason, budget.announces())
      return false
    }
    Telemetry.budgetTokens.updateUnsafe(budget.tokens, fiber.context)
    state.metrics(reason._tag).retries.updateUnsafe(1, fiber.context)
    yield* Telemetry.reportRetry(name, reason, state.attempts, delay)
    state.uncertain ||= factsOf(reason).acted
    yield* Effect.sleep(delay)
    return true
  })

  const run = Effect.fnUntraced(function*<Path extends string, Query, Payload, Success>(
    operation: Operation<Path, Query, Payload, Success>,
    input: Input<Path, Query, Payload>,
    options: RequestOptions | undefined,
    site: CallSite
  ): Effect.fn.Return<NovuResponse<Success>, NovuError> {
    const fiber = yield* Effect.fiber
    const clock = fiber.getRef(Clock.Clock)
    // Made once, and only when something failed.
    let scrub: ((text: string) => string) | undefined
    const clean = (text: string): string => (scrub ??= scrubber(secretsIn([config.secretKey, input])))(text)
    const region = fiber.getRef(RetryPolicy.Current)
    const prepared = prepare(config, operation, input, clean, options, region, clock.currentTimeMillisUnsafe())
    if (prepared instanceof InvalidInput) {
      const { name } = fiber.getRef(CurrentComposition) ?? operation
      return yield* errorAt(site, { operation: name, reason: prepared, attempts: 0 })
    }
    const { compiled, encoded, key, settings } = prepared
    const state = new CallState(prepared, fiber.getRef(SharedStart).of(monotonic(clock)), clock, fiber.context, site)
    const sender = attempt(compiled, encoded, key, clean)

    for (;; state.attempts++) {
      const held = gate && (yield* waitForTurn(state, gate))
      if (held !== undefined) return yield* state.fail(held, state.attempts - 1)

      const outcome = yield* attemptInTime(state, sender)
      if (gate !== undefined) yield* gate.leave(compiled.name, answerOf(outcome), state.remaining)
      if (Result.isSuccess(outcome)) {
        budget.credit(state.paid)
        state.requested("success")
        state.ended("success")
        return outcome.success
      }

      const reason = state.last = outcome.failure
      state.requested(reason._tag)
      if (state.uncertain && operation.reconcile !== undefined && state.remaining() > 0) {
        const within: Call = (operation, input) =>
          Effect.provideService(lookUp(site)(operation, input, options), SharedStart, { of: () => state.start })
        const failure = ambiguousFailure({
          reason,
          refusal: sender.refusal(),
          url: config.apiUrl + encoded.target,
          target: encoded.target,
          now: clock.currentTimeMillisUnsafe(),
          elapsed: state.elapsed()
        })
        const settled = yield* reconciled(operation.reconcile(failure, input, within))
        if (settled !== undefined) {
          state.ended("success")
          return settled
        }
      }
      const mayGoOn = state.attempts < settings.backoff.maxAttempts && mayRepeat(reason, compiled.repeatOf(input))
      if (!mayGoOn || !(yield* waitToRetry(state, reason))) return yield* state.fail(reason)
    }
  })

  // Look-ups inside a call are part of it, so they go past the guard.
  const lookUp = (site: CallSite): Call => (operation, input, options) =>
    Telemetry.withCallSpan(operation.name, run(operation, input, options, site))

  const call: Call = (operation, input, options) => {
    const site = callSite(call)
    const whole = run(operation, input, options, site)
    return Telemetry.withCallSpan(
      operation.name,
      guard === undefined
        ? whole
        : Effect.mapError(guard(operation.name, whole, options), (error) => calledFrom(error, site))
    )
  }

  return call
})

/** Waits at the gate, and returns why the call ends there if it does. */
const waitForTurn = (state: CallState, { enter }: Gate): Effect.Effect<NovuErrorReason | undefined> =>
  Effect.map(enter(state.prepared.compiled.name, state.remaining), (wait) => {
    const late = wait === undefined ? undefined : tooLate(wait)
    // Why the attempt before failed tells a caller more than that there is no room.
    return state.last !== undefined && (late !== undefined || state.remaining() <= 0) ? state.last : late
  })

/** Makes one attempt within its own time limit and what is left of the call's. */
const attemptInTime = <A>(
  state: CallState,
  sender: Sender<A>
): Effect.Effect<Result.Result<NovuResponse<A>, NovuErrorReason>> => {
  const { attemptMillis, totalMillis } = state.prepared.settings
  const left = state.remaining()
  const limit = Math.min(attemptMillis, left)
  const late = left < attemptMillis ? () => timedOut("total", totalMillis) : () => timedOut("attempt", attemptMillis)
  if (limit <= 0) return Effect.succeed(Result.fail(late()))
  return Effect.result(withTimeLimit(sender.send(state.attempts), limit, () => {
    const refusal = sender.refusal()
    // A status that arrived says more than that its body did not.
    return refusal === undefined ? Effect.fail(late()) : Effect.flatMap(sender.reasonOf(refusal), Effect.fail)
  }))
}

const answerOf = (outcome: Result.Result<NovuResponse<unknown>, NovuErrorReason>): Answer | undefined => {
  if (Result.isSuccess(outcome)) return { status: "success", headers: outcome.success.headers }
  const reason = outcome.failure
  if (!("headers" in reason)) return undefined
  return { status: reason._tag === "RateLimited" ? "limited" : "failure", headers: reason.headers }
}

const timedOut = (scope: "attempt" | "total", millis: number): TimedOut =>
  new TimedOut({
    scope,
    detail: `no complete response within the ${scope === "total" ? "total time" : "time of an attempt"} of ${
      millis / 1000
    } s`
  })

/** A failure to find out leaves the failure that was to be explained. */
const reconciled = <A>(
  effect: Effect.Effect<NovuResponse<A> | undefined, NovuError> | undefined
): Effect.Effect<NovuResponse<A> | undefined> =>
  effect === undefined ? Effect.succeed(undefined) : Effect.catch(effect, () => Effect.succeed(undefined))
