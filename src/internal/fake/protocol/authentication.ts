import * as Result from "effect/Result"
import type { Organization } from "../store/store.ts"
import type { Store } from "../store/store.ts"
import { type Rejection, rejectPlainly, unauthorized } from "./rejection.ts"

/**
 * Checks the authorization as Novu's guard does, the case of the scheme included, and
 * returns the environment of the key. A dashboard session is never valid, because
 * the fake has no dashboard.
 */
export const authenticate = (
  header: string | undefined,
  organization: Organization
): Result.Result<Store, Rejection> => {
  if (!header) return Result.fail(unauthorized("Missing authorization header"))
  const [scheme, key] = header.split(" ")
  if (scheme === "Bearer") return Result.fail(rejectPlainly(401))
  if (scheme !== "ApiKey") return Result.fail(unauthorized(`Invalid authentication scheme: "${scheme}"`))
  if (!key) return Result.fail(rejectPlainly(401))
  const store = organization.storeOfKey(key)
  return store === undefined ? Result.fail(unauthorized("API Key not found")) : Result.succeed(store)
}
