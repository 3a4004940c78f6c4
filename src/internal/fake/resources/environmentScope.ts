import * as Result from "effect/Result"
import type { Era } from "../../../Testing/FakeOptions.ts"
import { reject, type Rejection } from "../protocol/rejection.ts"
import { isSince } from "../store/eras.ts"
import type { Store } from "../store/store.ts"

export const outOfScope = reject(
  403,
  "This authentication scheme is scoped to a single environment and cannot target a different `_environmentId`. " +
    "Use credentials from the target environment, or authenticate with a session token."
)

/** Checks that a request names no environment but that of its key, on servers that keep keys to theirs. */
export const checkScope = (
  store: Store,
  named: ReadonlyArray<unknown>,
  since: Era
): Result.Result<void, Rejection> =>
  !isSince(store, since) || named.every((each) => each === store.environmentId)
    ? Result.succeed(undefined)
    : Result.fail(outOfScope)
