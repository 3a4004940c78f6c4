import * as Effect from "effect/Effect"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { AmbiguousFailure } from "../../Transport/Operation.ts"

/**
 * Reconciles an operation that takes something away. An earlier attempt may
 * have done it, so when Novu says that there is nothing left to take, the call
 * succeeds with this result. A missing parent counts as well, because what it
 * held went with it.
 *
 * Novu itself must say so, about the path that was asked: a gateway also
 * answers 404, for a service that is starting. For most resources Novu says it
 * with a 404.
 */
export const goneIs =
  <A>(result: A, status = 404) =>
  ({ isAboutResource, reason }: AmbiguousFailure): Effect.Effect<NovuResponse<A>> | undefined =>
    isAboutResource && "status" in reason && reason.status === status
      ? Effect.succeed({ headers: reason.headers, result })
      : undefined

/** Does the same for a `delete` without a result. */
export const goneIsDone = goneIs<void>(undefined)
