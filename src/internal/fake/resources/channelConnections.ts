import * as Result from "effect/Result"
import { cursorPage, type Filter } from "../protocol/cursorPage.ts"
import { contextKeysFilter, cursorQuery, filterBy, parameter, type Query, sameKeys } from "../protocol/query.ts"
import { conflict, internalError, notFound, reject, type Rejection } from "../protocol/rejection.ts"
import type { Handler } from "../protocol/route.ts"
import { isRecord, nested, oneOf, optional, required, string, validate } from "../protocol/validation.ts"
import {
  type Auth,
  type ConnectionRow,
  environmentId,
  insertConnection,
  removeConnection,
  replaceConnection,
  type Store,
  uniqueKey
} from "../store/store.ts"
import { authShapes } from "./authShapes.ts"
import { checkMode, checkRotation, findIntegration, findSubscriber } from "./connectionMode.ts"
import { contextPayload, resolveContexts } from "./contextPayload.ts"
import { channels, providers } from "./providers.ts"

const modes = ["subscriber", "shared"]

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

/** @internal */
export const createConnection: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    yield* checkMode(input)
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    const auth = yield* checkRotation(authOf(input["auth"]), integration, now)
    const contextKeys = resolveContexts(store, input["context"], now)
    const subscriberId = textOrNull(input["subscriberId"])
    yield* findSubscriber(store, subscriberId)
    const existing = store.uniqueConnections.get(uniqueKey(integration.identifier, subscriberId, contextKeys))?.[0]
    if (existing !== undefined) return yield* Result.fail(alreadyConnected(existing, subscriberId))
    const wanted = textOrNull(input["identifier"])
    if (wanted !== null && store.connections.byKey.has(wanted)) {
      return yield* Result.fail(conflict(
        `Channel connection with identifier "${wanted}" already exists in environment "${environmentId}"`
      ))
    }
    const row = insertConnection(store, {
      _id: store.ids.objectId(now),
      identifier: wanted ?? `chconn_${store.ids.suffix()}`,
      integrationIdentifier: integration.identifier,
      providerId: integration.providerId,
      channel: integration.channel,
      subscriberId: input["connectionMode"] === "shared" ? null : subscriberId,
      contextKeys,
      workspace: recordOf(input["workspace"]),
      auth,
      createdAt: now,
      updatedAt: now
    })
    return toResponse(store, row)
  })

const alreadyConnected = (existing: ConnectionRow, subscriberId: string | null): Rejection => {
  const subscriber = subscriberId === null ? "no subscriberId" : `subscriberId "${subscriberId}"`
  const context = existing.contextKeys.length === 0 ? "no context" : `context [${existing.contextKeys.join(", ")}]`
  return conflict(
    `A channel connection already exists for integration "${existing.integrationIdentifier}" with ${subscriber} ` +
      `and ${context}. Connection ID: ${existing.identifier}`
  )
}

/** @internal */
export const listConnections: Handler = ({ query, store }) =>
  Result.flatMap(
    cursorQuery(query, {
      subscriberId: optional(string),
      connectionMode: optional(oneOf(modes)),
      channel: optional(oneOf(channels)),
      providerId: optional(oneOf(providers)),
      integrationIdentifier: optional(string)
    }),
    (cursor) => cursorPage(store.connections, cursor, filterOf(query), (row) => toResponse(store, row))
  )

/** A subscriber's own connections come with the shared ones, unless the mode says which. */
const filterOf = (query: Query): Filter<ConnectionRow> | undefined => {
  const checks: Array<(row: ConnectionRow) => boolean> = []
  const subscriberId = parameter(query, "subscriberId")
  const mode = parameter(query, "connectionMode")
  if (subscriberId !== undefined) {
    checks.push((row) =>
      row.subscriberId === null ? mode !== "subscriber" : mode !== "shared" && row.subscriberId === subscriberId
    )
  }
  for (const name of ["channel", "providerId", "integrationIdentifier"] as const) {
    const value = parameter(query, name)
    if (value !== undefined) checks.push((row) => row[name] === value)
  }
  const keys = contextKeysFilter(query)
  if (keys !== undefined) checks.push((row) => sameKeys(row.contextKeys, keys))
  return filterBy(query, checks)
}

/** @internal */
export const retrieveConnection: Handler = ({ params, store }) =>
  Result.map(find(store, params["identifier"] ?? "", "'"), (row) => toResponse(store, row))

/** @internal */
export const updateConnection: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate(workspaceAndAuth, body)
    const row = yield* find(store, params["identifier"] ?? "", "\"")
    const auth = authOf(input["auth"])
    const integration = store.integrations.get(row.integrationIdentifier)
    if (auth.refreshToken && integration === undefined) {
      return yield* Result.fail(notFound(`Integration "${row.integrationIdentifier}" not found`))
    }
    return toResponse(
      store,
      replaceConnection(store, row, {
        ...row,
        workspace: recordOf(input["workspace"]),
        auth: integration === undefined ? auth : yield* checkRotation(auth, integration, now),
        updatedAt: now
      })
    )
  })

/** @internal */
export const deleteConnection: Handler = ({ params, store }) =>
  Result.map(find(store, params["identifier"] ?? "", "'"), (row) => removeConnection(store, row))

const tokenLifetimeMillis = 43_200_000

/**
 * Makes a rotating connection rotate at once. The provider refuses a refresh
 * token that starts with `invalid`.
 *
 * @internal
 */
export const verifyConnection: Handler = ({ now, params, store }) =>
  Result.gen(function*() {
    const row = yield* find(store, params["identifier"] ?? "", "'")
    if (!row.auth.refreshToken) return toResponse(store, row)
    const integration = store.integrations.get(row.integrationIdentifier)
    if (integration?.credentials === undefined) return yield* Result.fail(internalError)
    if (row.auth.refreshToken.startsWith("invalid")) {
      return yield* Result.fail(reject(
        502,
        "Slack token refresh failed: invalid_refresh_token. Reconnect the Slack channel connection."
      ))
    }
    const auth = {
      ...row.auth,
      accessToken: `xoxe.xoxb-${store.ids.token(24)}`,
      refreshToken: `xoxe-${store.ids.token(24)}`,
      expiresAt: new Date(now + tokenLifetimeMillis).toISOString()
    }
    return toResponse(store, replaceConnection(store, row, { ...row, auth, updatedAt: now }))
  })

const find = (store: Store, identifier: string, quote: string): Result.Result<ConnectionRow, Rejection> => {
  const row = store.connections.byKey.get(identifier)
  return row === undefined
    ? Result.fail(notFound(`Channel connection with identifier ${quote}${identifier}${quote} not found`))
    : Result.succeed(row)
}

const toResponse = (store: Store, row: ConnectionRow) => ({
  identifier: row.identifier,
  channel: row.channel,
  providerId: row.providerId,
  integrationIdentifier: row.integrationIdentifier,
  subscriberId: row.subscriberId,
  contextKeys: row.contextKeys,
  workspace: row.workspace,
  auth: authShapes[store.options.authShape ?? "full"](row.auth),
  createdAt: new Date(row.createdAt).toISOString(),
  updatedAt: new Date(row.updatedAt).toISOString()
})

const textOrNull = (value: unknown): string | null => typeof value === "string" && value !== "" ? value : null

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => isRecord(value) ? value : {}

const authOf = (value: unknown): Auth => recordOf(value)
