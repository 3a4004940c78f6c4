/** Serves the address to which a provider of OAuth leads a person back. */
import * as Effect from "effect/Effect"
import { escapeHtml } from "../protocol/escapeHtml.ts"
import { parameter } from "../protocol/query.ts"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import { Document, type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { resolveContexts } from "../store/contexts.ts"
import type { ConnectionRow, IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { addEndpoint } from "./channelEndpoints.ts"
import { htmlDocument } from "./htmlDocument.ts"
import { callbackPath, exchange, type Grant, providerName } from "./localOAuth.ts"
import { type OAuthState, readState } from "./oauthState.ts"
import { findIntegration, findSubscriber } from "./references.ts"

/** Is where something is stored. */
interface Place {
  readonly store: Store
  readonly integration: IntegrationRow
  readonly subscriberId: string | null
  readonly contextKeys: ReadonlyArray<string>
  readonly now: number
}

/** Adds an endpoint of the person, if a person has allowed it. */
const addTo = (
  { contextKeys, integration, now, store, subscriberId }: Place,
  type: string,
  endpoint: Readonly<Record<string, unknown>>,
  connectionIdentifier: string | null
): void => {
  if (subscriberId === null) return
  addEndpoint(store, integration, { connectionIdentifier, subscriberId, contextKeys, type, endpoint }, now)
}

/** Adds the endpoint by which the person is reached who has allowed it. */
const addUser = (place: Place, { userId }: Grant, connectionIdentifier: string | null): void => {
  switch (place.integration.providerId) {
    case "msteams":
      return addTo(place, "ms_teams_user", { userId }, connectionIdentifier)
    case "webex-messaging":
      return addTo(place, "webex_person", { personId: userId }, connectionIdentifier)
    default:
      return addTo(place, "slack_user", { userId }, connectionIdentifier)
  }
}

/** Finds the connection that was named, or the one of the same integration, subscriber and contexts. */
const existing = ({ contextKeys, integration, store, subscriberId }: Place, named: string | null | undefined) => {
  const row = named
    ? store.connections.byKey.get(named)
    : store.connections.at({ integrationIdentifier: integration.identifier, subscriberId, contextKeys })
  return row?.integrationIdentifier === integration.identifier ? row : undefined
}

/** Stores the connection. Doing it again overwrites what the provider gives, and is never a conflict. */
const connect = (place: Place, state: OAuthState, { accessToken, workspace }: Grant): ConnectionRow => {
  const { contextKeys, integration, now, store, subscriberId } = place
  const auth = { accessToken }
  const before = existing(place, state.connectionIdentifier)
  if (before !== undefined) return store.connections.replace(before, { ...before, workspace, auth, updatedAt: now })
  const named = state.connectionIdentifier
  return store.connections.insert({
    _id: store.ids.objectId(now),
    identifier: named && !store.connections.byKey.has(named) ? named : `chconn_${store.ids.suffix()}`,
    integrationIdentifier: integration.identifier,
    providerId: integration.providerId,
    channel: integration.channel,
    subscriberId,
    contextKeys,
    workspace,
    auth,
    createdAt: now,
    updatedAt: now
  })
}

/** Stores what was asked for: an endpoint of a person or of a webhook, or else a connection. */
const storeGrant = (place: Place, state: OAuthState, grant: Grant): void => {
  if (state.mode === "link_user") {
    return addUser(place, grant, existing(place, state.connectionIdentifier)?.identifier ?? null)
  }
  if (grant.webhook !== undefined) return addTo(place, "webhook", grant.webhook, null)
  const { identifier } = connect(place, state, grant)
  if (state.autoLinkUser === true) {
    addUser({ ...place, subscriberId: state.subscriberId ?? null }, grant, identifier)
  }
}

/** Leads the person on to where the integration says, or says that it is done. */
const finish = ({ credentials }: IntegrationRow, provider: string): Document => {
  const url = credentials?.["redirectUrl"]
  return typeof url === "string" && /^https?:\/\//.test(url)
    ? new Document(302, [["Location", url]], "")
    : htmlDocument(
      200,
      "Connected",
      `<h1>Connected to ${escapeHtml(provider)}</h1><p>You can close this window.</p>`
    )
}

const callback: Handler = ({ now, query, store: main }) =>
  Effect.gen(function*() {
    const { state, store } = yield* readState(main.organization, parameter(query, "state") ?? "", now)
    const integration = yield* Effect.fromResult(findIntegration(store, state.integrationIdentifier))
    const provider = providerName(integration)
    const grant = exchange(store, parameter(query, "code") ?? "")
    if (grant === undefined) {
      return yield* Effect.fail(refused(provider, parameter(query, "error") ?? "invalid_code"))
    }
    const named = state.subscriberId ?? null
    yield* Effect.fromResult(findSubscriber(store, named))
    const contextKeys = resolveContexts(store, state.context, now)
    const subscriberId = state.connectionMode === "shared" ? null : named
    storeGrant({ store, integration, subscriberId, contextKeys, now }, state, grant)
    return finish(integration, provider)
  })

const refused = (provider: string, code: string): Rejection => badRequest(`${provider} OAuth error: ${code}`)

const route = makeRoute({ category: "global", level: "changed", isPublic: true })

export const routes: ReadonlyArray<Route> = [route("GET", callbackPath, 200, callback)]
