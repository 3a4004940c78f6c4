import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import type { Handler } from "../protocol/route.ts"
import { boolean, oneOf, optional, required, string, strings, validate } from "../protocol/validation.ts"
import { environmentId, type IntegrationRow, organizationId, type Store } from "../store/store.ts"
import { checkMode, findIntegration, findSubscriber } from "./connectionMode.ts"
import { contextPayload } from "./contextPayload.ts"
import { authorizationUrl, type Configured } from "./oauthUrl.ts"

/** Credentials never leave through an API key. */
const toResponse = (row: IntegrationRow) => ({
  _id: row._id,
  _environmentId: environmentId,
  _organizationId: organizationId,
  name: row.name,
  identifier: row.identifier,
  providerId: row.providerId,
  channel: row.channel,
  kind: "delivery",
  active: row.active,
  deleted: false,
  primary: false,
  conditions: []
})

/** @internal */
export const listIntegrations: Handler = ({ store }) => Result.succeed([...store.integrations.values()].map(toResponse))

/** @internal */
export const listActiveIntegrations: Handler = ({ store }) =>
  Result.succeed([...store.integrations.values()].filter((row) => row.active).map(toResponse))

const connectRules = {
  subscriberId: optional(string),
  integrationIdentifier: required(string),
  connectionIdentifier: optional(string),
  context: optional(contextPayload),
  contextHash: optional(string),
  scope: optional(strings),
  connectionMode: optional(oneOf(["subscriber", "shared"])),
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

type Input = Readonly<Record<string, unknown>>

/** @internal */
export const connectOAuthUrl: Handler = ({ body, now, store }) =>
  Effect.fromResult(validate(connectRules, body)).pipe(
    Effect.flatMap((input) => connect(store, input, now))
  )

/** @internal */
export const linkUserOAuthUrl: Handler = ({ body, now, store }) =>
  Effect.fromResult(validate(linkUserRules, body)).pipe(
    Effect.flatMap((input) => linkUser(store, input, now))
  )

const chatRules = {
  ...connectRules,
  userScope: optional(strings),
  mode: optional(oneOf(["connect", "link_user"]))
}

/** The route from before the two modes had one each. @internal */
export const chatOAuthUrl: Handler = ({ body, now, store }) =>
  Effect.fromResult(validate(chatRules, body)).pipe(
    Effect.flatMap((input) => input["mode"] === "link_user" ? linkUser(store, input, now) : connect(store, input, now))
  )

const connect = (store: Store, input: Input, now: number): Effect.Effect<unknown, Rejection> =>
  Effect.gen(function*() {
    yield* Effect.fromResult(checkMode(input))
    const scope = input["scope"]
    if (Array.isArray(scope) && scope.includes("incoming-webhook") && !input["subscriberId"]) {
      return yield* Effect.fail(badRequest("subscriberId is required when the scope contains \"incoming-webhook\""))
    }
    const integration = yield* Effect.fromResult(configured(store, input))
    return { url: yield* authorizationUrl(store, integration, input, "connect", now) }
  })

const linkUser = (store: Store, input: Input, now: number): Effect.Effect<unknown, Rejection> =>
  Effect.gen(function*() {
    if (!input["subscriberId"]) return yield* Effect.fail(badRequest("subscriberId is required to link a user"))
    const integration = yield* Effect.fromResult(configured(store, input))
    return { url: yield* authorizationUrl(store, integration, input, "link_user", now) }
  })

/** The integration and the subscriber of an OAuth request, both of which must be there. */
const configured = (store: Store, input: Input): Result.Result<Configured, Rejection> =>
  Result.gen(function*() {
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    if (integration.credentials === undefined) {
      return yield* Result.fail(notFound(`Integration "${integration.identifier}" has no OAuth credentials`))
    }
    yield* findSubscriber(store, input["subscriberId"] ? String(input["subscriberId"]) : null)
    return { ...integration, clientId: integration.credentials.clientId }
  })

const linkLifetimeMillis = 300_000

/**
 * A deep link into a bot where the provider has one, else a link by OAuth.
 *
 * @internal
 */
export const linkEndpoint: Handler = ({ body, now, store }) =>
  Effect.gen(function*() {
    const input = yield* Effect.fromResult(
      validate({ integrationIdentifier: required(string), subscriberId: required(string) }, body)
    )
    const integration = yield* Effect.fromResult(findIntegration(store, String(input["integrationIdentifier"])))
    if (integration.providerId !== "telegram") return yield* linkUser(store, input, now)
    yield* Effect.fromResult(findSubscriber(store, String(input["subscriberId"])))
    return {
      url: `https://t.me/${botOf(integration)}?start=${store.ids.token(32)}`,
      providerMetadata: {
        botUsername: botOf(integration),
        expiresAt: new Date(now + linkLifetimeMillis).toISOString()
      }
    }
  })

const botOf = (integration: IntegrationRow): string => `${integration.identifier.replace(/[^a-zA-Z0-9]+/g, "_")}_bot`
