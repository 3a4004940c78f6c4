import * as Effect from "effect/Effect"
import type { HandlerInput } from "../protocol/route.ts"
import type { IntegrationRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { callbackPath, localAddresses } from "./localOAuth.ts"
import { writeState } from "./oauthState.ts"

/** Describes an integration that has its OAuth credentials. */
export interface Configured extends IntegrationRow {
  readonly clientId: string
}

interface Provider {
  readonly authorize: string
  readonly scope: ReadonlyArray<string>
  readonly userScope: ReadonlyArray<string>
}

const slack: Provider = {
  authorize: "https://slack.com/oauth/v2/authorize",
  scope: ["chat:write", "chat:write.public", "channels:read", "groups:read", "users:read", "users:read.email"],
  userScope: ["identity.basic"]
}

const webex: Provider = {
  authorize: "https://webexapis.com/v1/authorize",
  scope: [
    "spark:messages_write",
    "spark:rooms_read",
    "spark:people_read",
    "spark:memberships_read",
    "spark:kms"
  ],
  userScope: ["spark:people_read"]
}

const teams: Provider = {
  authorize: "https://login.microsoftonline.com/organizations/adminconsent",
  scope: [],
  userScope: ["openid", "profile", "User.Read"]
}

/**
 * Builds the URL at which a person allows the connection. Its state carries what
 * the callback needs, and is signed with the secret key of the environment.
 */
export const authorizationUrl = (
  store: Store,
  integration: Configured,
  input: Readonly<Record<string, unknown>>,
  mode: "connect" | "link_user",
  { now, request }: Pick<HandlerInput, "now" | "request">
): Effect.Effect<string> =>
  Effect.map(
    writeState(store.secretKey, {
      environmentId: store.environmentId,
      organizationId,
      integrationIdentifier: integration.identifier,
      subscriberId: input["subscriberId"],
      connectionIdentifier: input["connectionIdentifier"],
      context: input["context"],
      connectionMode: input["connectionMode"],
      autoLinkUser: input["autoLinkUser"],
      mode,
      timestamp: now
    }),
    (state) => {
      const provider = integration.providerId === "msteams"
        ? teams
        : integration.providerId === "webex-messaging"
        ? webex
        : slack
      const local = localAddresses(store, request)
      const url = new URL(local?.authorize ?? provider.authorize)
      url.searchParams.set("state", state)
      url.searchParams.set("client_id", integration.clientId)
      url.searchParams.set("redirect_uri", local?.redirect ?? `https://api.novu.co${callbackPath}`)
      const asked = mode === "connect" ? input["scope"] : input["userScope"]
      const scopes = Array.isArray(asked) && provider !== teams
        ? asked.map(String)
        : mode === "connect"
        ? provider.scope
        : provider.userScope
      const name = mode === "link_user" && provider === slack ? "user_scope" : "scope"
      if (scopes.length > 0) url.searchParams.set(name, scopes.join(provider === slack ? "," : " "))
      if (provider === webex) url.searchParams.set("response_type", "code")
      return url.toString()
    }
  )
