import * as Duration from "effect/Duration"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { BulkGroup, BulkOptions } from "../../Transport/Bulk.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { checkOptions } from "../call/settings.ts"
import { kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { timeLimit } from "../input/timeInput.ts"

/** Holds the options of a run with their defaults. */
export interface BulkSettings {
  readonly concurrency: number
  readonly within: Duration.Duration | undefined
  readonly from: number
  readonly maxWait: Duration.Duration
  readonly keyOf: ((group: BulkGroup) => string) | undefined
  readonly request: RequestOptions
}

const wholeNumber = (path: string, value: unknown, least: number): InvalidInput | undefined =>
  Number.isSafeInteger(value) && Number(value) >= least
    ? undefined
    : invalidInput(path, `must be a whole number of at least ${least}`)

/** Checks the options of a run, whose caller may have no types. */
export const bulkSettings = (given: BulkOptions = {}): BulkSettings | InvalidInput => {
  const wrong = checkOptions(given)
  if (wrong !== undefined) return wrong
  const { concurrency = 3, from = 0, idempotencyKey: keyOf, maxWait, within, ...request } = given
  const notWhole = wholeNumber("concurrency", concurrency, 1) ?? wholeNumber("from", from, 0)
  if (notWhole !== undefined) return notWhole
  if (keyOf !== undefined && typeof keyOf !== "function") {
    return invalidInput("idempotencyKey", `must be a function of a group, and is ${kindOf(keyOf)}`)
  }
  if (keyOf !== undefined && within !== undefined) {
    return invalidInput("idempotencyKey", "does not go together with within, which makes other groups on each run")
  }
  const longest = timeLimit("maxWait", maxWait, Duration.minutes(5))
  if (longest instanceof InvalidInput) return longest
  const flushed = within === undefined ? undefined : timeLimit("within", within, Duration.zero)
  if (flushed instanceof InvalidInput) return flushed
  return { concurrency, from, keyOf, maxWait: longest, within: flushed, request }
}
