import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type { ChannelEndpoint, CreateChannelEndpoint } from "../../Schema/ChannelEndpoint.ts"
import { type Agreement, sameId, stored, together, whereShown } from "./agreement.ts"
import { contextKeysOf, sameSet } from "./connectionMatch.ts"

/**
 * Returns the payload in a form that can be compared. A server may add optional
 * members as `null`, and a payload of a shape we do not know is redacted whole.
 */
const payloadOf = (endpoint: unknown): unknown => {
  const payload = Redacted.isRedacted(endpoint) ? Redacted.value(endpoint) : endpoint
  return Predicate.isObject(payload)
    ? Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null))
    : payload
}

/** Says whether an endpoint is what a `create` asked for, as far as Novu shows it. */
export const endpointAgreement = (shown: ChannelEndpoint, asked: CreateChannelEndpoint): Agreement =>
  shown.type === asked.type &&
    sameId(shown.integrationIdentifier, asked.integrationIdentifier) &&
    (shown.subscriberId === undefined || sameId(shown.subscriberId, asked.subscriberId)) &&
    (shown.contextKeys === undefined || sameSet(shown.contextKeys, contextKeysOf(asked.context)))
    ? together(
      whereShown(shown.connectionIdentifier, asked.connectionIdentifier?.trim()),
      stored(payloadOf(shown.endpoint), payloadOf(asked.endpoint))
    )
    : "different"
