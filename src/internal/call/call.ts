import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Result from "effect/Result"
import type { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { Call, Input, Operation } from "../../Transport/Operation.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import * as Telemetry from "../telemetry.ts"
import { scrubber, type Traces, tracesOf } from "../wire/scrub.ts"
import { secretsIn } from "../wire/secrets.ts"
import { type MakeSender, makeSenders } from "./attempt.ts"
import { calledFrom, type CallSite, callSite, errorAt } from "./callSite.ts"
import { CallState } from "./callState.ts"
import { CurrentComposition } from "./composition.ts"
import type { Gate } from "./gate.ts"
import type { Guard } from "./guard.ts"
import { prepare } from "./prepare.ts"
import { RetryBudget } from "./retryBudget.ts"
import { SharedStart } from "./sharedStart.ts"
import { attemptInTime, judged, passOn, settledBefore, waitForTurn, waitToRetry } from "./steps.ts"

/** What all calls of a transport share. */
interface Machine {
  readonly config: NovuConfig
  readonly makeSender: MakeSender
  readonly budget: RetryBudget
  /** Runs before every request. */
  readonly gate: Gate | undefined
  /** What of the key a text is searched for. It is made when a call first fails. */
  key: Traces | undefined
}

/** Makes the function that removes the key and the tokens of an input from a text. It collects them once, and only after a failure. */
const cleaner = (machine: Machine, input: unknown): (text: string) => string => {
  let scrub: ((text: string) => string) | undefined
  return (text) => {
    const key = machine.key ??= tracesOf(secretsIn(machine.config.secretKey))
    return (scrub ??= scrubber(key, tracesOf(secretsIn(input))))(text)
  }
}

/**
 * Runs a call: encodes it and makes its idempotency key once, then sends attempts
 * until one succeeds, a failure is final, or the time or the retry budget is used up.
 */
const run = Effect.fnUntraced(function*<Path extends string, Query, Payload, Success>(
  machine: Machine,
  operation: Operation<Path, Query, Payload, Success>,
  input: Input<Path, Query, Payload>,
  options: RequestOptions | undefined,
  site: CallSite
): Effect.fn.Return<NovuResponse<Success>, NovuError> {
  const { budget, config, gate, makeSender } = machine
  const fiber = yield* Effect.fiber
  const clean = cleaner(machine, input)
  const prepared = prepare(config, operation, input, options, fiber, clean)
  if (prepared instanceof InvalidInput) {
    const { name } = fiber.getRef(CurrentComposition) ?? operation
    return yield* errorAt(site, { operation: name, reason: prepared, attempts: 0 })
  }
  const { compiled, encoded: { body, target }, key } = prepared
  const state = new CallState(prepared, fiber, site)
  const sender = makeSender(compiled, target, body, key, clean)

  for (;; state.attempts++) {
    const held = gate && (yield* waitForTurn(state, gate))
    if (held !== undefined) return yield* state.fail(held, state.attempts - 1)

    const outcome = judged(prepared, input, clean, yield* attemptInTime(state, sender), sender)
    if (gate !== undefined) yield* passOn(state, gate, outcome)
    if (Result.isSuccess(outcome)) {
      budget.credit(state.paid)
      state.requested("success")
      return state.succeed(outcome.success)
    }

    const reason = state.last = outcome.failure
    state.requested(reason._tag)
    const about = {
      input,
      refusal: sender.refusal,
      url: config.apiUrl + target,
      lookUp: within(machine, state, options)
    }
    const settled = yield* settledBefore(state, prepared, about, reason)
    if (settled !== undefined) return state.succeed(settled)
    if (!(yield* waitToRetry(state, reason, budget))) return yield* state.fail(reason)
  }
})

/** Makes the function with which a call looks something up: within its time, with its options, and without the guard. */
const within =
  (machine: Machine, { site, start }: CallState, options: RequestOptions | undefined): Call => (operation, input) =>
    Telemetry.withCallSpan(operation.name, run(machine, operation, input, options, site)).pipe(
      Effect.provideService(SharedStart, { of: () => start })
    )

/** Makes the `call` of a transport. */
export const makeCall = Effect.fnUntraced(function*(
  config: NovuConfig,
  client: HttpClient.HttpClient,
  transport: {
    readonly propagateTraces: boolean
    readonly sendsOnce: boolean
    readonly gate: Gate | undefined
    readonly guard: Guard | undefined
  }
): Effect.fn.Return<Call> {
  const { gate, guard } = transport
  const makeSender = yield* makeSenders(config, client, transport)
  const machine: Machine = { config, makeSender, budget: new RetryBudget(), gate, key: undefined }
  const call: Call = (operation, input, options) => {
    const site = callSite(call)
    const whole = run(machine, operation, input, options, site)
    return Telemetry.withCallSpan(
      operation.name,
      guard === undefined
        ? whole
        : Effect.mapError(guard(operation.name, whole, options), (error) => calledFrom(error, site)),
      () => operation.workflowOf?.(input)
    )
  }
  return call
})
