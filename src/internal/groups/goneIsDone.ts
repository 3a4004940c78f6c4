import * as Effect from "effect/Effect"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { AmbiguousFailure } from "../../Transport/Operation.ts"

/**
 * How an operation reconciles that takes something away: where an earlier
 * attempt may have done it, Novu's word that there is nothing left to take is
 * success, with this result. A missing parent counts as well, because what it
 * held went with it. The word must be Novu's own and about the path that was
 * asked: a gateway answers 404, too, for a service that is starting. Novu says it
 * with a 404, for most resources.
 */
export const goneIs =
  <A>(result: A, status = 404) =>
  ({ isAboutResource, reason }: AmbiguousFailure): Effect.Effect<NovuResponse<A>> | undefined =>
    isAboutResource && "status" in reason && reason.status === status
      ? Effect.succeed({ headers: reason.headers, result })
      : undefined

/** The same for a `delete` without a result. */
export const goneIsDone = goneIs<void>(undefined)
