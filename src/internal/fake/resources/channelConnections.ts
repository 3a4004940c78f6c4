import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { parameter, type Query, withContextKeys } from "../protocol/query.ts"
import { conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { nested, oneOf, optional, required, string, validate } from "../protocol/validation.ts"
import { resolveContexts } from "../store/contexts.ts"
import type { Auth, ConnectionRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { authShapes } from "./authShapes.ts"
import { checkMode, modes } from "./connectionMode.ts"
import { contextPayload } from "./contextPayload.ts"
import { channels, providers } from "./providers.ts"
import { findIntegration, findSubscriber } from "./references.ts"
import { resource } from "./resource.ts"
import { checkRotation, rotate } from "./tokenRotation.ts"

const workspaceAndAuth = {
  workspace: required(nested({ id: required(string), name: optional(string), botUserId: optional(string) })),
  auth: required(nested({
    accessToken: required(string),
    refreshToken: optional(string),
    expiresAt: optional(string),
    refreshTokenExpiresAt: optional(string)
  }))
}

const createRules = {
  identifier: optional(string),
  subscriberId: optional(string),
  context: optional(contextPayload),
  connectionMode: optional(oneOf(modes)),
  integrationIdentifier: required(string),
  ...workspaceAndAuth
}

const toResponse = (row: ConnectionRow, store: Store) => ({
  identifier: row.identifier,
  channel: row.channel,
  providerId: row.providerId,
  integrationIdentifier: row.integrationIdentifier,
  subscriberId: row.subscriberId,
  contextKeys: row.contextKeys,
  workspace: row.workspace,
  auth: authShapes[store.options.authShape ?? "full"](row.auth),
  ...timesOf(row)
})

/** Filters by subscriber. A subscriber's own connections come with the shared ones, unless the mode excludes either. */
const ofSubscriber = (query: Query): ReadonlyArray<(row: ConnectionRow) => boolean> => {
  const wanted = parameter(query, "subscriberId")
  const mode = parameter(query, "connectionMode")
  return wanted === undefined ?
    [] :
    [({ subscriberId }) => subscriberId === null ? mode !== "subscriber" : mode !== "shared" && subscriberId === wanted]
}

const connections = resource<ConnectionRow>({
  table: (store) => store.connections,
  keyOf: ({ identifier = "" }) => identifier,
  missing: ({ identifier }) => `Channel connection with identifier '${identifier}' not found`,
  toResponse,
  query: {
    subscriberId: optional(string),
    connectionMode: optional(oneOf(modes)),
    channel: optional(oneOf(channels)),
    providerId: optional(oneOf(providers)),
    integrationIdentifier: optional(string)
  },
  equal: ["channel", "providerId", "integrationIdentifier"],
  also: (query) => [...ofSubscriber(query), ...withContextKeys(query)]
})

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    yield* checkMode(input)
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    const integrationIdentifier = integration.identifier
    const auth = yield* checkRotation(authOf(input["auth"]), integration, now)
    const contextKeys = resolveContexts(store, input["context"], now)
    const subscriberId = textOrNull(input["subscriberId"])
    yield* findSubscriber(store, subscriberId)
    const existing = store.connections.at({ integrationIdentifier, subscriberId, contextKeys })
    if (existing !== undefined) return yield* Result.fail(alreadyConnected(existing, subscriberId))
    const wanted = textOrNull(input["identifier"])
    if (wanted !== null && store.connections.byKey.has(wanted)) {
      return yield* Result.fail(conflict(
        `Channel connection with identifier "${wanted}" already exists in environment "${store.environmentId}"`
      ))
    }
    const row = store.connections.insert({
      _id: store.ids.objectId(now),
      identifier: wanted ?? `chconn_${store.ids.suffix()}`,
      integrationIdentifier,
      providerId: integration.providerId,
      channel: integration.channel,
      subscriberId: input["connectionMode"] === "shared" ? null : subscriberId,
      contextKeys,
      workspace: recordOf(input["workspace"]),
      auth,
      createdAt: now,
      updatedAt: now
    })
    return toResponse(row, store)
  })

const alreadyConnected = (existing: ConnectionRow, subscriberId: string | null): Rejection => {
  const subscriber = subscriberId === null ? "no subscriberId" : `subscriberId "${subscriberId}"`
  const context = existing.contextKeys.length === 0 ? "no context" : `context [${existing.contextKeys.join(", ")}]`
  return conflict(
    `A channel connection already exists for integration "${existing.integrationIdentifier}" with ${subscriber} ` +
      `and ${context}. Connection ID: ${existing.identifier}`
  )
}

/** PATCH quotes the identifier in another way than GET and DELETE do. */
const missingToUpdate = ({ identifier }: Readonly<Record<string, string>>): string =>
  `Channel connection with identifier "${identifier}" not found`

const update: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate(workspaceAndAuth, body)
    const row = yield* connections.find(store, params, missingToUpdate)
    const auth = authOf(input["auth"])
    const integration = store.integrations.byKey.get(row.integrationIdentifier)
    if (auth.refreshToken && integration === undefined) {
      return yield* Result.fail(notFound(`Integration "${row.integrationIdentifier}" not found`))
    }
    const next = store.connections.replace(row, {
      ...row,
      workspace: recordOf(input["workspace"]),
      auth: integration === undefined ? auth : yield* checkRotation(auth, integration, now),
      updatedAt: now
    })
    return toResponse(next, store)
  })

/** Rotates the tokens of a connection at once, if it has a refresh token. */
const verify: Handler = ({ now, params, store }) =>
  Result.gen(function*() {
    const row = yield* connections.find(store, params)
    if (!row.auth.refreshToken) return toResponse(row, store)
    const auth = yield* rotate(store, row.auth, store.integrations.byKey.get(row.integrationIdentifier), now)
    return toResponse(store.connections.replace(row, { ...row, auth, updatedAt: now }), store)
  })

const textOrNull = (value: unknown): string | null => typeof value === "string" && value !== "" ? value : null

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => isReadonlyObject(value) ? value : {}

const authOf = (value: unknown): Auth => recordOf(value)

const route = makeRoute({ category: "configuration", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("POST", "/v1/channel-connections", 201, create),
  route("GET", "/v1/channel-connections", 200, connections.list),
  route("GET", "/v1/channel-connections/{identifier}", 200, connections.retrieve),
  route("PATCH", "/v1/channel-connections/{identifier}", 200, update),
  route("DELETE", "/v1/channel-connections/{identifier}", 204, connections.delete),
  route("POST", "/v1/channel-connections/{identifier}/verify", 200, verify, { level: "changed" })
]
