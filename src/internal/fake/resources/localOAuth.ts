/** Stands in for the providers of OAuth: a page that asks for consent, and what a provider then tells Novu. */
import * as Effect from "effect/Effect"
import { escapeHtml } from "../protocol/escapeHtml.ts"
import type { FakeRequest } from "../protocol/message.ts"
import { parameter } from "../protocol/query.ts"
import { notFound } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import type { IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { htmlDocument } from "./htmlDocument.ts"
import { readState } from "./oauthState.ts"

export const callbackPath = "/v1/integrations/chat/oauth/callback"

const consentPath = "/local-oauth/authorize"

/** Is where the fake was reached, so that a browser reaches it there too. A fake in memory has no address. */
const originOf = ({ headers: { host } }: FakeRequest): string => {
  const origin = `http://${host}`
  return host !== undefined && URL.canParse(origin) ? new URL(origin).origin : "http://localhost"
}

/** Returns the addresses that stand in for the provider's and for Novu's, where the option is on. */
export const localAddresses = ({ options: { localOAuth, prefix = "" } }: Store, request: FakeRequest) => {
  if (localOAuth !== true) return undefined
  const base = `${originOf(request)}${prefix}`
  return { authorize: `${base}${consentPath}`, redirect: `${base}${callbackPath}` }
}

/** Is what a code stands for. Nothing but the scope is chosen at the provider. */
const codes = { bot: "local", webhook: "local-incoming-webhook" }

export interface Grant {
  readonly workspace: { readonly id: string; readonly name: string }
  readonly accessToken: string
  readonly userId: string
  /** Is there for the scope `incoming-webhook` alone. */
  readonly webhook: { readonly url: string; readonly channel: string } | undefined
}

/** Exchanges a code, as the provider's token endpoint does; `undefined` for one that it has not given. */
export const exchange = (store: Store, code: string): Grant | undefined => {
  if (code !== codes.bot && code !== codes.webhook) return undefined
  const url = `https://hooks.slack.com/services/T0LOCAL/B0LOCAL/${store.ids.token(24)}`
  return {
    workspace: { id: "T0LOCAL", name: "Local workspace" },
    accessToken: `xoxb-local-${store.ids.token(24)}`,
    userId: `U${store.ids.token(9).toUpperCase()}`,
    webhook: code === codes.webhook ? { url, channel: "#general" } : undefined
  }
}

const names: Readonly<Record<string, string>> = {
  slack: "Slack",
  "novu-slack": "Slack",
  msteams: "Microsoft Teams",
  "webex-messaging": "Webex"
}

export const providerName = ({ providerId }: IntegrationRow): string => names[providerId] ?? providerId

const row = ([name, value]: readonly [name: string, value: string]): string =>
  `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`

/** Asks a person, as the provider would. Its links lead to where the provider would lead a browser. */
const consent: Handler = ({ now, query, request, store: main }) =>
  Effect.gen(function*() {
    if (main.options.localOAuth !== true) {
      return yield* Effect.fail(notFound(`Cannot GET ${request.target}`))
    }
    const sent = parameter(query, "state") ?? ""
    const { state, store } = yield* readState(main.organization, sent, now)
    const integration = store.integrations.byKey.get(state.integrationIdentifier)
    if (integration === undefined) {
      return yield* Effect.fail(notFound(`Integration not found: ${state.integrationIdentifier}`))
    }
    const scopes = (parameter(query, "scope") ?? parameter(query, "user_scope") ?? "").split(/[ ,]+/)
    const to = (answer: Readonly<Record<string, string>>): string =>
      escapeHtml(`${store.options.prefix ?? ""}${callbackPath}?${new URLSearchParams({ ...answer, state: sent })}`)
    const allow = to({ code: scopes.includes("incoming-webhook") ? codes.webhook : codes.bot })
    const provider = providerName(integration)
    const rows: ReadonlyArray<readonly [string, string]> = [
      ["Integration", integration.identifier],
      ["For", state.subscriberId ?? "everybody in the context"],
      ["Scopes", scopes.join(" ") || "none"]
    ]
    return htmlDocument(
      200,
      `Allow access to ${provider}?`,
      `<h1>Allow access to ${escapeHtml(provider)}?</h1>` +
        `<p>This page of the fake Novu stands in for ${escapeHtml(provider)}. Nothing leaves this machine.</p>` +
        `<table>${rows.map(row).join("")}</table>` +
        `<p><a class="main" href="${allow}">Allow</a> <a href="${to({ error: "access_denied" })}">Deny</a></p>`
    )
  })

const route = makeRoute({ category: "global", level: "example", isPublic: true })

/** These routes are not Novu's. */
export const localOAuthRoutes: ReadonlyArray<Route> = [route("GET", consentPath, 200, consent)]
