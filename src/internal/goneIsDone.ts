import * as Effect from "effect/Effect"
import type { NovuResponse } from "../Client/NovuResponse.ts"
import type { NovuErrorReason } from "../Errors/NovuErrorReason.ts"

/**
 * How a `delete` reconciles: gone is what was asked for, when an earlier
 * attempt may have done it.
 *
 * @internal
 */
export const goneIsDone = (reason: NovuErrorReason): Effect.Effect<NovuResponse<void>> | undefined =>
  reason._tag === "NotFound" ? Effect.succeed({ headers: reason.headers, result: undefined }) : undefined
