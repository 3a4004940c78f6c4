import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type { NovuError } from "../../Errors/NovuError.ts"
import { type NovuErrorReason, TimedOut } from "../../Errors/NovuErrorReason.ts"
import { factsOf } from "../../Errors/ReasonFacts.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { Call } from "../../Transport/Operation.ts"
import * as Telemetry from "../telemetry.ts"
import { inShort } from "../wire/legible.ts"
import { parsedJson } from "../wire/parsedJson.ts"
import { ambiguousFailure } from "./ambiguousFailure.ts"
import type { Sender } from "./attempt.ts"
import type { CallState } from "./callState.ts"
import type { Answer, Gate } from "./gate.ts"
import type { Prepared } from "./prepare.ts"
import { delayBefore, mayRepeat, retryCost } from "./retry.ts"
import type { RetryBudget } from "./retryBudget.ts"
import { withTimeLimit } from "./timeLimit.ts"

type Outcome<A> = Result.Result<NovuResponse<A>, NovuErrorReason>

/** Waits at the gate, and returns the reason if the call ends there. */
export const waitForTurn = (state: CallState, { enter }: Gate): Effect.Effect<NovuErrorReason | undefined> =>
  Effect.map(
    enter(state.prepared.compiled, state.remaining),
    // Report why the last attempt failed: that tells the caller more than "the rate limit has no room".
    (late) => state.last !== undefined && (late !== undefined || state.remaining() <= 0) ? state.last : late
  )

/** Tells the gate what was answered. */
export const passOn = (state: CallState, { leave }: Gate, outcome: Outcome<unknown>): Effect.Effect<void> =>
  leave(state.prepared.compiled, answerOf(outcome), state.remaining)

const answerOf = (outcome: Outcome<unknown>): Answer | undefined => {
  if (Result.isSuccess(outcome)) return { status: "success", headers: outcome.success.headers }
  const reason = outcome.failure
  if (!("headers" in reason)) return undefined
  return { status: reason._tag === "RateLimited" ? "limited" : "failure", headers: reason.headers }
}

/** Makes one attempt within its own time limit and what is left of the call's. */
export const attemptInTime = <A>(state: CallState, sender: Sender<A>): Effect.Effect<Outcome<A>> => {
  const { attemptMillis, totalMillis } = state.prepared.settings
  const left = state.remaining()
  const limit = Math.min(attemptMillis, left)
  const late = left < attemptMillis ? () => timedOut("total", totalMillis) : () => timedOut("attempt", attemptMillis)
  if (limit <= 0) return Effect.succeed(Result.fail(late()))
  return Effect.result(withTimeLimit(sender.send(state.attempts), limit, () => {
    const { refusal } = sender
    // A status that arrived tells more than the fact that its body did not.
    return refusal === undefined ? Effect.fail(late()) : Effect.flatMap(sender.reasonOf(refusal), Effect.fail)
  }))
}

const timedOut = (scope: "attempt" | "total", millis: number): TimedOut =>
  new TimedOut({
    scope,
    detail: `no complete response within the ${scope === "total" ? "total time" : "time of an attempt"} of ${
      millis / 1000
    } s`
  })

/** Judges an outcome as the operation does, where its status does not say all. */
export const judged = <I, A>(
  { compiled: { verdict } }: Prepared<I, A>,
  input: I,
  clean: (text: string) => string,
  outcome: Outcome<A>,
  sender: Sender<A>
): Outcome<A> => {
  if (verdict === undefined) return outcome
  const words = (text: string) => inShort(text, clean)
  if (Result.isFailure(outcome)) {
    const { failure } = outcome
    return Result.fail(verdict.ofFailure?.(failure, input, words, () => parsedJson(sender.refusal?.text)) ?? failure)
  }
  const { headers, result } = outcome.success
  const refusal = verdict.ofSuccess?.(outcome.success, input, words)
  if (refusal !== undefined) return Result.fail(refusal)
  return verdict.reworded === undefined ? outcome : Result.succeed({ headers, result: verdict.reworded(result, words) })
}

/**
 * Finds out what an earlier attempt achieved, where the operation knows how. A
 * failure to find out leaves the failure that was to be explained.
 */
export const settledBefore = <I, A>(
  state: CallState,
  { compiled: { reconcile }, encoded: { target } }: Prepared<I, A>,
  { input, lookUp, refusal, url }: {
    readonly input: I
    readonly url: string
    readonly refusal: Sender<A>["refusal"]
    readonly lookUp: Call
  },
  reason: NovuErrorReason
): Effect.Effect<NovuResponse<A> | undefined> => {
  if (reconcile === undefined || !state.uncertain || state.remaining() <= 0) return Effect.succeed(undefined)
  return Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const failure = ambiguousFailure({ reason, refusal, url, target, now, elapsed: state.elapsed() })
    const settled: Effect.Effect<NovuResponse<A> | undefined, NovuError> = reconcile(failure, input, lookUp) ??
      Effect.succeed(undefined)
    return Effect.catch(settled, () => Effect.succeed(undefined))
  })
}

/** Waits before the next attempt. Returns whether there is one. */
export const waitToRetry = Effect.fnUntraced(function*(state: CallState, reason: NovuErrorReason, budget: RetryBudget) {
  const { name, prepared: { compiled: { settleMillis }, repeat, settings: { backoff } } } = state
  if (state.attempts >= backoff.maxAttempts || !mayRepeat(reason, repeat)) return false
  const fiber = yield* Effect.fiber
  const now = fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()
  const { acted } = factsOf(reason)
  const wait = delayBefore(backoff, reason, state.attempts, yield* Random.next, now)
  const delay = acted ? Math.max(wait, settleMillis) : wait
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
  state.uncertain ||= acted
  yield* Effect.sleep(delay)
  return true
})
