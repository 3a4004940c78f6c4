import * as Effect from "effect/Effect"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { AmbiguousFailure } from "../../Transport/Operation.ts"

/**
 * How a `delete` reconciles: where an earlier attempt may have done it, Novu's
 * word that there is nothing to delete is success. A missing parent counts as
 * well, because what it held went with it. The word must be Novu's own and about
 * the path that was asked: a gateway answers 404, too, for a service that is
 * starting.
 *
 * @internal
 */
export const goneIsDone = (
  { isAboutResource, reason }: AmbiguousFailure
): Effect.Effect<NovuResponse<void>> | undefined =>
  isAboutResource && reason._tag === "NotFound"
    ? Effect.succeed({ headers: reason.headers, result: undefined })
    : undefined
