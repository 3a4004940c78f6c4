import * as Result from "effect/Result"
import { type Rejection, rejectPlainly, unauthorized } from "./rejection.ts"

/**
 * The auth guard. The scheme is compared with its case; a dashboard session is
 * never valid here, since the fake has no dashboard.
 *
 * @internal
 */
export const authenticate = (header: string | undefined, secretKey: string): Result.Result<void, Rejection> => {
  if (!header) return Result.fail(unauthorized("Missing authorization header"))
  const [scheme, key] = header.split(" ")
  if (scheme === "Bearer") return Result.fail(rejectPlainly(401))
  if (scheme !== "ApiKey") return Result.fail(unauthorized(`Invalid authentication scheme: "${scheme}"`))
  if (!key) return Result.fail(rejectPlainly(401))
  return key === secretKey ? Result.succeed(undefined) : Result.fail(unauthorized("API Key not found"))
}
