import * as Clock from "effect/Clock"
import type * as Fiber from "effect/Fiber"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { Input, Operation, Repeat } from "../../Transport/Operation.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import * as RetryPolicy from "../../Transport/RetryPolicy.ts"
import * as TimeLimits from "../../Transport/TimeLimits.ts"
import { type Compiled, compiledOf, type Encoded } from "../wire/compiledOperation.ts"
import { newIdempotencyKey } from "./idempotencyKey.ts"
import { checkIdempotencyKey, type Settings, settingsOf } from "./settings.ts"

/** What is settled before the first attempt of a call and stays the same for all of them. */
export interface Prepared<I, Success> {
  readonly compiled: Compiled<I, Success>
  readonly encoded: Encoded
  readonly settings: Settings
  readonly repeat: Repeat
  readonly key: string | undefined
  /** The workflow that the call is about. */
  readonly workflow: string | undefined
}

/** Checks and encodes what the caller passed, or says what is wrong with it. */
export const prepare = <Path extends string, Query, Payload, Success>(
  config: NovuConfig,
  operation: Operation<Path, Query, Payload, Success>,
  input: Input<Path, Query, Payload>,
  options: RequestOptions | undefined,
  fiber: Fiber.Fiber<unknown, unknown>,
  clean: (text: string) => string
): Prepared<Input<Path, Query, Payload>, Success> | InvalidInput => {
  const compiled = compiledOf(operation)
  const encoded = compiled.encode(input, clean)
  if (encoded instanceof InvalidInput) return encoded
  const region = { retry: fiber.getRef(RetryPolicy.Current), limits: fiber.getRef(TimeLimits.Current) }
  const settings = settingsOf(config, options, region)
  if (settings instanceof InvalidInput) return settings
  const given = options?.idempotencyKey
  const wrongKey = given === undefined ? undefined : checkIdempotencyKey(given)
  if (wrongKey !== undefined) return wrongKey
  const fresh = () => newIdempotencyKey(fiber.getRef(Clock.Clock).currentTimeMillisUnsafe())
  const key = compiled.keyed ? given ?? fresh() : undefined
  return { compiled, encoded, settings, repeat: compiled.repeatOf(input), key, workflow: compiled.workflowOf?.(input) }
}
