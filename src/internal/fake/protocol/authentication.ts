import * as Result from "effect/Result"
import { type Rejection, rejectPlainly, unauthorized } from "./rejection.ts"

/**
 * Checks the authorization as Novu's guard does, the case of the scheme included. A
 * dashboard session is never valid, because the fake has no dashboard.
 */
export const authenticate = (header: string | undefined, secretKey: string): Result.Result<void, Rejection> => {
  if (!header) return Result.fail(unauthorized("Missing authorization header"))
  const [scheme, key] = header.split(" ")
  if (scheme === "Bearer") return Result.fail(rejectPlainly(401))
  if (scheme !== "ApiKey") return Result.fail(unauthorized(`Invalid authentication scheme: "${scheme}"`))
  if (!key) return Result.fail(rejectPlainly(401))
  return key === secretKey ? Result.succeed(undefined) : Result.fail(unauthorized("API Key not found"))
}
