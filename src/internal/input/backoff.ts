import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import type { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { given, kindOf } from "./given.ts"
import { invalidInput } from "./invalidInput.ts"
import { isRecord } from "./isRecord.ts"

/** Repeats `RetryPolicy`, which stands above this room and is not imported here. */
interface Policy {
  readonly maxAttempts: number
  readonly baseDelay: Duration.Input
  readonly rateLimitedDelay: Duration.Input
  readonly factor: number
  readonly maxDelay: Duration.Input
}

/** Holds a policy in numbers. Its delays are in milliseconds. */
export interface Backoff {
  readonly maxAttempts: number
  readonly baseDelay: number
  readonly rateLimitedDelay: number
  readonly factor: number
  readonly maxDelay: number
}

const millis = (input: Duration.Input): number =>
  Option.match(Duration.fromInput(input), { onNone: () => Number.NaN, onSome: Duration.toMillis })

const resolved = new WeakMap<Policy, Backoff | InvalidInput>()

/** Returns a policy in numbers, or what is wrong with it. What the policy leaves out is taken from the standard one. */
export const backoffOf = (policy: Policy, standard: Policy): Backoff | InvalidInput => {
  if (!isRecord(policy)) {
    return invalidInput(
      "retry",
      `must be a policy, such as RetryPolicy.make({ maxAttempts: 3 }), and is ${kindOf(policy)}`
    )
  }
  let backoff = resolved.get(policy)
  if (backoff === undefined) {
    backoff = resolveBackoff(policy, standard)
    resolved.set(policy, backoff)
  }
  return backoff
}

const resolveBackoff = (policy: Policy, standard: Policy): Backoff | InvalidInput => {
  const { factor, maxAttempts, ...delays } = { ...standard, ...given(policy) }
  const backoff = {
    maxAttempts,
    factor,
    baseDelay: millis(delays.baseDelay),
    rateLimitedDelay: millis(delays.rateLimitedDelay),
    maxDelay: millis(delays.maxDelay)
  }
  const wrong = Object.entries(backoff).find(([key, value]) =>
    typeof value !== "number" || !(value >= (key === "maxAttempts" ? 1 : 0)) ||
    (key === "maxAttempts" && !Number.isInteger(value))
  )
  if (wrong === undefined) return backoff
  const [name] = wrong
  return invalidInput(
    `retry.${name}`,
    name === "maxAttempts" ? "must be a whole number above zero" : "must not be negative"
  )
}
