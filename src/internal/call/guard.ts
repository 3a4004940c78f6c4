import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { NovuConfig } from "../../Transport/NovuConfig.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"

/**
 * Wraps a whole call, retries included, and may refuse to run it. The circuit
 * breaker is one. The time it takes is part of the call's total time.
 */
export type Guard = <A>(
  operation: string,
  call: Effect.Effect<A, NovuError>,
  options: RequestOptions | undefined
) => Effect.Effect<A, NovuError>

/**
 * Makes the guard of a transport. It is a reference, so that a program without a
 * guard does not bundle one.
 */
export const CurrentGuard: Context.Reference<((config: NovuConfig) => Guard) | undefined> = Context.Reference<
  ((config: NovuConfig) => Guard) | undefined
>("effect-novu/Transport/CircuitBreaker", { defaultValue: () => undefined })
