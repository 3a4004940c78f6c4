import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"

/**
 * Makes failures tell that something was written before. What follows a write may
 * only read, or be refused, and the write stands all the same.
 */
export const afterWrite = <A>(effect: Effect.Effect<A, NovuError>): Effect.Effect<A, NovuError> =>
  Effect.mapError(
    effect,
    ({ attempts, idempotencyKey, operation, reason }) =>
      new NovuError({ attempts, idempotencyKey, operation, reason, earlierUnknown: true })
  )
