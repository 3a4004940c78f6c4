import * as Result from "effect/Result"
import { reject, type Rejection } from "../protocol/rejection.ts"
import { environmentId } from "../store/store.ts"

export const outOfScope = reject(
  403,
  "This authentication scheme is scoped to a single environment and cannot target a different `_environmentId`. " +
    "Use credentials from the target environment, or authenticate with a session token."
)

/** Checks that a request names no environment but that of its key. */
export const checkScope = (named: ReadonlyArray<unknown>): Result.Result<void, Rejection> =>
  named.every((each) => each === environmentId) ? Result.succeed(undefined) : Result.fail(outOfScope)
