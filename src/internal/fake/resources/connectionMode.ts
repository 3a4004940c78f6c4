import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, type Rejection } from "../protocol/rejection.ts"

/** Novu accepts these modes of a connection. */
export const modes: ReadonlyArray<string> = ["subscriber", "shared"]

/** Checks that a connection belongs to what its mode asks for: a subscriber, a context, or either. */
export const checkMode = (input: Readonly<Record<string, unknown>>): Result.Result<void, Rejection> => {
  const hasContext = isReadonlyObject(input["context"])
  const hasSubscriber = Boolean(input["subscriberId"])
  switch (input["connectionMode"]) {
    case "shared":
      return hasContext ? passed : failed("context is required when connectionMode is \"shared\"")
    case "subscriber":
      return hasSubscriber ? passed : failed("subscriberId is required when connectionMode is \"subscriber\"")
    default:
      return hasContext || hasSubscriber ? passed : failed("Either subscriberId or context must be provided")
  }
}

const passed: Result.Result<void, Rejection> = Result.succeed(undefined)

const failed = (message: string): Result.Result<void, Rejection> => Result.fail(badRequest(message))
