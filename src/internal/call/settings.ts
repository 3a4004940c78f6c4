import * as Duration from "effect/Duration"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { type RetryPolicy, standard } from "../../Transport/RetryPolicy.ts"
import type { TimeLimits } from "../../Transport/TimeLimits.ts"
import { type Backoff, backoffOf } from "../input/backoff.ts"
import { kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { isRecord } from "../input/isRecord.ts"
import { timeLimit } from "../input/timeInput.ts"

/** What holds for one call, in milliseconds. */
export interface Settings {
  readonly attemptMillis: number
  readonly totalMillis: number
  readonly backoff: Backoff
}

/** What holds for the calls of a region of a program. */
export interface Region {
  readonly retry: RetryPolicy | undefined
  readonly limits: TimeLimits
}

/**
 * Resolves the settings of a call: its own options, else those of the region, else
 * the transport's configuration.
 */
export const settingsOf = (
  config: NovuConfig,
  options: RequestOptions | undefined,
  { limits, retry }: Region
): Settings | InvalidInput => {
  const wrong = checkOptions(options) ?? checkOptions(limits)
  if (wrong !== undefined) return wrong
  const backoff = backoffOf(options?.retry === undefined ? retry ?? config.retry : options.retry, standard)
  if (backoff instanceof InvalidInput) return backoff
  const limitOf = (name: keyof TimeLimits) =>
    timeLimit(name, options?.[name] === undefined ? limits[name] : options[name], config[name])
  const attempt = limitOf("attemptTimeout")
  if (attempt instanceof InvalidInput) return attempt
  const total = limitOf("totalTimeout")
  if (total instanceof InvalidInput) return total
  return { backoff, attemptMillis: Duration.toMillis(attempt), totalMillis: Duration.toMillis(total) }
}

/** Says what is wrong with a value that was passed as options. */
export const checkOptions = (options: unknown): InvalidInput | undefined =>
  options === undefined || isRecord(options)
    ? undefined
    : invalidInput("options", `must be an object, such as { attemptTimeout: "5 seconds" }, and is ${kindOf(options)}`)

/**
 * Says what is wrong with a caller's idempotency key. Novu refuses more than 255
 * characters where idempotency is on; the other rules are those of a header.
 */
export const checkIdempotencyKey = (key: unknown): InvalidInput | undefined => {
  if (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)) return undefined
  return invalidInput("idempotencyKey", "must be 1 to 255 visible ASCII characters, without spaces")
}
