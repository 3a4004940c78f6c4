import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type { NovuConfig } from "../Client/NovuConfig.ts"
import type { NovuResponse } from "../Client/NovuResponse.ts"
import type { Call, Input, Operation } from "../Client/Operation.ts"
import type { RequestOptions } from "../Client/RequestOptions.ts"
import * as RetryPolicy from "../Client/RetryPolicy.ts"
import { NovuError } from "../Errors/NovuError.ts"
import { InvalidInput, type NovuErrorReason, TimedOut } from "../Errors/NovuErrorReason.ts"
import { makeAttempt } from "./attempt.ts"
import { compiledOf } from "./compiledOperation.ts"
import { type Answer, type Gate, tooLate } from "./gate.ts"
import type { Guard } from "./guard.ts"
import { newIdempotencyKey } from "./idempotencyKey.ts"
import { delayBefore, mayHaveActed, mayRepeat, retryCost } from "./retry.ts"
import { RetryBudget } from "./retryBudget.ts"
import { scrub, secretsIn } from "./secrets.ts"
import { checkIdempotencyKey, settingsOf } from "./settings.ts"
import { SharedStart } from "./sharedStart.ts"
import * as Telemetry from "./telemetry.ts"
import { withTimeLimit } from "./timeLimit.ts"

/** Milliseconds that only ever grow, whatever is done to the time of day. */
const monotonic = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

/**
 * The whole life of a call: one encoding and one idempotency key, then attempts
 * until a success, a failure that stands, or the end of patience.
 *
 * @internal
 */
export const makeCall = Effect.fnUntraced(function*(
  config: NovuConfig,
  client: HttpClient.HttpClient,
  options: { readonly propagateTraces: boolean; readonly gate: Gate | undefined; readonly guard: Guard | undefined }
) {
  const { gate, guard } = options
  const attempt = yield* makeAttempt(config, client, options)
  const budget = new RetryBudget()

  const run = Effect.fnUntraced(function*<Path extends string, Query, Payload, Success>(
    operation: Operation<Path, Query, Payload, Success>,
    input: Input<Path, Query, Payload>,
    options: RequestOptions | undefined
  ): Effect.fn.Return<NovuResponse<Success>, NovuError> {
    const compiled = compiledOf(operation)
    const { encode, keyed, method, metrics, name, repeatOf } = compiled
    // Whether an earlier attempt may have been carried out.
    let uncertain = false
    const failure = (reason: NovuErrorReason, attempts: number, key?: string): NovuError =>
      new NovuError({
        operation: name,
        reason,
        attempts,
        ...(key === undefined ? {} : { idempotencyKey: key }),
        ...(uncertain && method !== "GET" && !mayHaveActed(reason) ? { earlierUnknown: true } : {})
      })
    const encoded = encode(input)
    if (encoded instanceof InvalidInput) return yield* failure(encoded, 0)
    const fiber = yield* Effect.fiber
    const settings = settingsOf(config, options, fiber.getRef(RetryPolicy.Current))
    if (settings instanceof InvalidInput) return yield* failure(settings, 0)
    const { attemptMillis, backoff, totalMillis } = settings
    const clock = fiber.getRef(Clock.Clock)
    const key = keyed ? options?.idempotencyKey ?? newIdempotencyKey(clock.currentTimeMillisUnsafe()) : undefined
    const wrongKey = options?.idempotencyKey === undefined ? undefined : checkIdempotencyKey(options.idempotencyKey)
    if (wrongKey !== undefined) return yield* failure(wrongKey, 0)

    const { context } = fiber
    const start = fiber.getRef(SharedStart).of(monotonic(clock))
    // Whole milliseconds, rounded so that the limit is kept rather than passed.
    const remaining = (): number => totalMillis - Math.ceil(monotonic(clock) - start)
    const ended = (outcome: string): void =>
      metrics.of(outcome).duration.updateUnsafe((monotonic(clock) - start) / 1000, context)
    // Collected once, and only when something failed.
    let secrets: ReadonlySet<string> | undefined
    const clean = (text: string): string => scrub(text, secrets ??= secretsIn([config.secretKey, input]))
    const send = attempt(compiled, encoded, key, clean)

    // What the retry under way took from the budget.
    let paid: number | undefined
    let last: NovuErrorReason | undefined

    for (let attempts = 1;; attempts++) {
      if (gate !== undefined) {
        const wait = yield* gate.enter(name, remaining)
        const late = wait === undefined ? undefined : tooLate(wait)
        // What is known of the request matters more than why it is not sent again.
        const reason = last !== undefined && (late !== undefined || remaining() <= 0) ? last : late
        if (reason !== undefined) {
          ended(reason._tag)
          return yield* failure(reason, attempts - 1, key)
        }
      }
      const left = remaining()
      const limit = Math.min(attemptMillis, left)
      const scope = left < attemptMillis ? "total" : "attempt"
      const late = () => Effect.fail(timedOut(scope, scope === "total" ? totalMillis : attemptMillis))
      const outcome = yield* Effect.result(
        limit > 0 ? withTimeLimit(send(attempts), limit, late) : late()
      )
      if (gate !== undefined) yield* gate.leave(name, answerOf(outcome), remaining)
      if (Result.isSuccess(outcome)) {
        budget.credit(paid)
        metrics.of("success").requests.updateUnsafe(1, context)
        ended("success")
        return outcome.success
      }
      const reason = last = outcome.failure
      const observed = metrics.of(reason._tag)
      observed.requests.updateUnsafe(1, context)

      if (uncertain && operation.reconcile !== undefined && remaining() > 0) {
        const settled = yield* reconciled(
          operation.reconcile(
            reason,
            input,
            (operation, input) =>
              Effect.provideService(call(operation, input, options), SharedStart, { of: () => start })
          )
        )
        if (settled !== undefined) {
          ended("success")
          return settled
        }
      }

      const giveUp = Effect.suspend(() => {
        ended(reason._tag)
        return failure(reason, attempts, key)
      })
      if (attempts >= backoff.maxAttempts || !mayRepeat(reason, repeatOf(input))) return yield* giveUp
      const delay = delayBefore(backoff, reason, attempts, yield* Random.next, clock.currentTimeMillisUnsafe())
      if (delay >= remaining()) return yield* giveUp
      paid = retryCost(reason)
      if (!budget.take(paid)) {
        Telemetry.budgetExhausted.updateUnsafe(1, context)
        yield* Telemetry.reportExhaustedBudget(name, reason, budget.announces())
        return yield* giveUp
      }
      Telemetry.budgetTokens.updateUnsafe(budget.tokens, context)
      observed.retries.updateUnsafe(1, context)
      yield* Telemetry.reportRetry(name, reason, attempts, delay)
      uncertain ||= mayHaveActed(reason)
      yield* Effect.sleep(delay)
    }
  })

  const call: Call = (operation, input, options) =>
    Telemetry.withCallSpan(operation.name, run(operation, input, options))

  // Look-ups inside a call are part of it, so they go past the guard.
  const guarded: Call = (operation, input, options) => {
    const whole = run(operation, input, options)
    return Telemetry.withCallSpan(operation.name, guard === undefined ? whole : guard(operation.name, whole))
  }

  return guarded
})

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
