import * as ByteSize from "effect/ByteSize"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { timeLimit } from "../input/timeInput.ts"

/** The options of a route as callers give them. */
export interface RouteOptions {
  readonly timeout?: Duration.Input | undefined
  readonly lease?: Duration.Input | undefined
  readonly maxBodySize?: ByteSize.Input | undefined
  readonly ackUndecodable?: boolean | undefined
}

export interface RouteSettings {
  readonly timeout: Duration.Duration
  readonly lease: Duration.Duration
  readonly maxBodySize: ByteSize.ByteSize
  readonly ackUndecodable: boolean
}

const tenMebibytes = ByteSize.mebibytes(10)

/** Checks the options of a route, and fills in the defaults. */
export const routeSettings = (options: RouteOptions): RouteSettings | InvalidInput => {
  const timeout = timeLimit("timeout", options.timeout, Duration.seconds(10))
  if (timeout instanceof InvalidInput) return timeout
  const lease = timeLimit("lease", options.lease, Duration.times(timeout, 3))
  if (lease instanceof InvalidInput) return lease
  if (!Duration.isGreaterThan(lease, timeout) || !Duration.isFinite(lease)) {
    return invalidInput("lease", "must be finite and longer than timeout, which ends a handler")
  }
  const { maxBodySize: given } = options
  const maxBodySize = given === undefined ? Option.some(tenMebibytes) : ByteSize.fromInput(given)
  if (Option.isNone(maxBodySize)) return invalidInput("maxBodySize", "must be a size in bytes, such as \"10 MiB\"")
  return { timeout, lease, maxBodySize: maxBodySize.value, ackUndecodable: options.ackUndecodable === true }
}
