import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route } from "../protocol/route.ts"
import { boolean, oneOf, optional, required, string, strings, validate } from "../protocol/validation.ts"
import type { IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { checkMode, modes } from "./connectionMode.ts"
import { contextPayload } from "./contextPayload.ts"
import { authorizationUrl, type Configured } from "./oauthUrl.ts"
import { findIntegration, findSubscriber } from "./references.ts"

const connectRules = {
  subscriberId: optional(string),
  integrationIdentifier: required(string),
  connectionIdentifier: optional(string),
  context: optional(contextPayload),
  contextHash: optional(string),
  scope: optional(strings),
  connectionMode: optional(oneOf(modes)),
  autoLinkUser: optional(boolean)
}

const linkUserRules = {
  subscriberId: required(string),
  integrationIdentifier: required(string),
  connectionIdentifier: optional(string),
  context: optional(contextPayload),
  contextHash: optional(string),
  userScope: optional(strings)
}

const chatRules = {
  ...connectRules,
  userScope: optional(strings),
  mode: optional(oneOf(["connect", "link_user"]))
}

type Input = Readonly<Record<string, unknown>>

export const generateConnectUrl: Handler = (request) =>
  Effect.fromResult(validate(connectRules, request.body)).pipe(
    Effect.flatMap((input) => connect(request, input))
  )

export const generateLinkUserUrl: Handler = (request) =>
  Effect.fromResult(validate(linkUserRules, request.body)).pipe(
    Effect.flatMap((input) => linkUser(request, input))
  )

/** This route is older than those that the two modes have of their own. */
const generateChatUrl: Handler = (request) =>
  Effect.fromResult(validate(chatRules, request.body)).pipe(
    Effect.flatMap((input) => input["mode"] === "link_user" ? linkUser(request, input) : connect(request, input))
  )

const connect = (request: HandlerInput, input: Input): Effect.Effect<unknown, Rejection> =>
  Effect.gen(function*() {
    yield* Effect.fromResult(checkMode(input))
    const scope = input["scope"]
    if (Array.isArray(scope) && scope.includes("incoming-webhook") && !input["subscriberId"]) {
      return yield* Effect.fail(badRequest("subscriberId is required when the scope contains \"incoming-webhook\""))
    }
    const integration = yield* Effect.fromResult(findConfigured(request.store, input))
    return { url: yield* authorizationUrl(request.store, integration, input, "connect", request) }
  })

const linkUser = (request: HandlerInput, input: Input): Effect.Effect<unknown, Rejection> =>
  Effect.gen(function*() {
    if (!input["subscriberId"]) return yield* Effect.fail(badRequest("subscriberId is required to link a user"))
    const integration = yield* Effect.fromResult(findConfigured(request.store, input))
    return { url: yield* authorizationUrl(request.store, integration, input, "link_user", request) }
  })

/** Finds the integration of an OAuth request, and checks that its subscriber exists. */
const findConfigured = (store: Store, input: Input): Result.Result<Configured, Rejection> =>
  Result.gen(function*() {
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    const clientId = integration.credentials?.["clientId"]
    if (typeof clientId !== "string") {
      return yield* Result.fail(notFound(`Integration "${integration.identifier}" has no OAuth credentials`))
    }
    yield* findSubscriber(store, input["subscriberId"] ? String(input["subscriberId"]) : null)
    return { ...integration, clientId }
  })

const linkLifetimeMillis = 300_000

/** Makes a link into a bot, which its provider knows the reader of by. */
export const botLink = (store: Store, integration: IntegrationRow, now: number) => {
  const token = store.ids.token(32)
  return {
    token,
    url: `https://t.me/${botOf(integration)}?start=${token}`,
    expiresAt: new Date(now + linkLifetimeMillis).toISOString()
  }
}

const telegram = (store: Store, identifier = ""): Result.Result<IntegrationRow, Rejection> =>
  Result.flatMap(findIntegration(store, identifier), (integration) =>
    integration.providerId === "telegram"
      ? Result.succeed(integration)
      : Result.fail(badRequest(`Integration "${identifier}" is not a Telegram integration`)))

const mobileLink: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ subscriberId: optional(string) }, body)
    const integration = yield* telegram(store, params["integrationIdentifier"])
    yield* findSubscriber(store, input["subscriberId"] ? String(input["subscriberId"]) : null)
    return botLink(store, integration, now)
  })

/** The path of the webhook holds what Novu knows its caller by. */
const configureWebhook: Handler = ({ now, params, store }) =>
  Result.map(telegram(store, params["integrationIdentifier"]), (integration) => ({
    webhookUrl: `https://api.novu.co/v1/telegram/${integration._id}/${store.ids.token(16)}`,
    configuredAt: new Date(now).toISOString(),
    botUsername: botOf(integration)
  }))

/** Answers with a deep link into a bot where the provider has one, and with an OAuth link otherwise. */
const link: Handler = (request) =>
  Effect.gen(function*() {
    const { body, now, store } = request
    const input = yield* Effect.fromResult(
      validate({ integrationIdentifier: required(string), subscriberId: required(string) }, body)
    )
    const integration = yield* Effect.fromResult(findIntegration(store, String(input["integrationIdentifier"])))
    if (integration.providerId !== "telegram") return yield* linkUser(request, input)
    yield* Effect.fromResult(findSubscriber(store, String(input["subscriberId"])))
    const { expiresAt, url } = botLink(store, integration, now)
    return { url, providerMetadata: { botUsername: botOf(integration), expiresAt } }
  })

export const botOf = (integration: IntegrationRow): string =>
  `${integration.identifier.replace(/[^a-zA-Z0-9]+/g, "_")}_bot`

const route = makeRoute({ category: "global", level: "example" })

export const routes: ReadonlyArray<Route> = [
  route("POST", "/v1/integrations/channel-connections/oauth", 201, generateConnectUrl),
  route("POST", "/v1/integrations/channel-endpoints/oauth", 201, generateLinkUserUrl),
  route("POST", "/v1/integrations/channel-endpoints/link", 200, link),
  route("POST", "/v1/integrations/chat/oauth", 201, generateChatUrl),
  route("POST", "/v1/integrations/{integrationIdentifier}/mobile-link", 200, mobileLink),
  route("POST", "/v1/integrations/{integrationIdentifier}/webhook/configure", 200, configureWebhook)
]
