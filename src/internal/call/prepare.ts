import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { Input, Operation } from "../../Transport/Operation.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import type { RetryPolicy } from "../../Transport/RetryPolicy.ts"
import { type Compiled, compiledOf, type Encoded } from "../wire/compiledOperation.ts"
import { newIdempotencyKey } from "./idempotencyKey.ts"
import { checkIdempotencyKey, type Settings, settingsOf } from "./settings.ts"

/** What is settled before the first attempt of a call and stays the same for all of them. */
export interface Prepared<I, Success> {
  readonly compiled: Compiled<I, Success>
  readonly encoded: Encoded
  readonly settings: Settings
  readonly key: string | undefined
}

/**
 * Checks and encodes what the caller passed, or says what is wrong with it.
 *
 * @internal
 */
export const prepare = <Path extends string, Query, Payload, Success>(
  config: NovuConfig,
  operation: Operation<Path, Query, Payload, Success>,
  input: Input<Path, Query, Payload>,
  clean: (text: string) => string,
  options: RequestOptions | undefined,
  region: RetryPolicy | undefined,
  now: number
): Prepared<Input<Path, Query, Payload>, Success> | InvalidInput => {
  const compiled = compiledOf(operation)
  const encoded = compiled.encode(input, clean)
  if (encoded instanceof InvalidInput) return encoded
  const settings = settingsOf(config, options, region)
  if (settings instanceof InvalidInput) return settings
  const given = options?.idempotencyKey
  const wrongKey = given === undefined ? undefined : checkIdempotencyKey(given)
  if (wrongKey !== undefined) return wrongKey
  return { compiled, encoded, settings, key: compiled.keyed ? given ?? newIdempotencyKey(now) : undefined }
}
