import * as Result from "effect/Result"
import { notFound, type Rejection } from "../protocol/rejection.ts"
import type { IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

/** Finds the integration to which a body refers. */
export const findIntegration = (store: Store, identifier: string): Result.Result<IntegrationRow, Rejection> => {
  const integration = store.integrations.byKey.get(identifier)
  return integration === undefined
    ? Result.fail(notFound(`Integration not found: ${identifier}`))
    : Result.succeed(integration)
}

/** Checks that the subscriber to whom a body refers exists, if it refers to one. */
export const findSubscriber = (store: Store, subscriberId: string | null): Result.Result<void, Rejection> =>
  subscriberId === null || store.subscribers.byKey.has(subscriberId)
    ? Result.succeed(undefined)
    : Result.fail(notFound(`Subscriber not found: ${subscriberId}`))
