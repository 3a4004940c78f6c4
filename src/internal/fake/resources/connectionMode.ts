import * as Result from "effect/Result"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { isRecord } from "../protocol/validation.ts"
import type { Auth, IntegrationRow, Store } from "../store/store.ts"

/**
 * What a connection may hang on: a subscriber, a context, or both.
 *
 * @internal
 */
export const checkMode = (input: Readonly<Record<string, unknown>>): Result.Result<void, Rejection> => {
  const hasContext = isRecord(input["context"])
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

/** @internal */
export const findIntegration = (store: Store, identifier: string): Result.Result<IntegrationRow, Rejection> => {
  const integration = store.integrations.get(identifier)
  return integration === undefined
    ? Result.fail(notFound(`Integration not found: ${identifier}`))
    : Result.succeed(integration)
}

/** @internal */
export const findSubscriber = (store: Store, subscriberId: string | null): Result.Result<void, Rejection> =>
  subscriberId === null || store.subscribers.has(subscriberId)
    ? passed
    : Result.fail(notFound(`Subscriber not found: ${subscriberId}`))

const rotatingProviders = new Set(["slack", "novu-slack", "webex-messaging"])

/**
 * The auth to store. One with a refresh token needs a provider that rotates and
 * an integration that can; without an expiry it counts as expired already.
 *
 * @internal
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

const passed: Result.Result<void, Rejection> = Result.succeed(undefined)

const failed = (message: string): Result.Result<void, Rejection> => Result.fail(badRequest(message))
