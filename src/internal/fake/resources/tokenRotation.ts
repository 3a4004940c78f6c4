import * as Result from "effect/Result"
import { badRequest, internalError, reject, type Rejection } from "../protocol/rejection.ts"
import type { Auth, IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

const rotatingProviders = new Set(["slack", "novu-slack", "webex-messaging"])

/**
 * Checks auth and returns what to store. A refresh token needs a provider that
 * rotates tokens and an integration with credentials; without an expiry, its access
 * token counts as expired.
 */
export const checkRotation = (
  auth: Auth,
  integration: IntegrationRow,
  now: number
): Result.Result<Auth, Rejection> => {
  if (!auth.refreshToken) return Result.succeed(auth)
  const { credentials, identifier, providerId } = integration
  if (!rotatingProviders.has(providerId)) {
    return Result.fail(badRequest(
      `Token rotation is not supported for provider "${providerId}". Remove refreshToken from the connection auth.`
    ))
  }
  if (credentials === undefined && providerId !== "novu-slack") {
    return Result.fail(badRequest(
      `Integration "${identifier}" must have clientId and secretKey configured to store a rotating refresh token.`
    ))
  }
  return Result.succeed(auth.expiresAt ? auth : { ...auth, expiresAt: new Date(now).toISOString() })
}

const tokenLifetimeMillis = 43_200_000

/** Replaces the tokens, as the provider would. A refresh token that starts with `invalid` is refused. */
export const rotate = (
  store: Store,
  auth: Auth,
  integration: IntegrationRow | undefined,
  now: number
): Result.Result<Auth, Rejection> => {
  if (integration?.credentials === undefined) return Result.fail(internalError)
  if (auth.refreshToken?.startsWith("invalid")) {
    return Result.fail(reject(
      502,
      "Slack token refresh failed: invalid_refresh_token. Reconnect the Slack channel connection."
    ))
  }
  return Result.succeed({
    ...auth,
    accessToken: `xoxe.xoxb-${store.ids.token(24)}`,
    refreshToken: `xoxe-${store.ids.token(24)}`,
    expiresAt: new Date(now + tokenLifetimeMillis).toISOString()
  })
}
