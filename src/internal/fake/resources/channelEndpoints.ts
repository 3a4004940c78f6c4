import * as Result from "effect/Result"
import { cursorPage, type Filter } from "../protocol/cursorPage.ts"
import { contextKeysFilter, cursorQuery, filterBy, parameter, type Query, sameKeys } from "../protocol/query.ts"
import { badRequest, conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import type { Handler } from "../protocol/route.ts"
import {
  boolean,
  isRecord,
  object,
  oneOf,
  optional,
  required,
  type Rule,
  string,
  validate
} from "../protocol/validation.ts"
import { type ConnectionRow, type EndpointRow, environmentId, type IntegrationRow, type Store } from "../store/store.ts"
import { findIntegration } from "./connectionMode.ts"
import { contextPayload, resolveContexts } from "./contextPayload.ts"
import { endpointTypes, fitsEndpointType, wrongFormat } from "./endpointTypes.ts"
import { channels, providers } from "./providers.ts"

const createRules = {
  identifier: optional(string),
  subscriberId: required(string),
  context: optional(contextPayload),
  integrationIdentifier: required(string),
  connectionIdentifier: optional(string),
  createSubscriberIfMissing: optional(boolean),
  type: required(oneOf(endpointTypes)),
  endpoint: required(object)
}

/** The payload rule needs the type beside it, so it runs once the members are known to be there. */
const formatOf = (input: Readonly<Record<string, unknown>>): Rule => (value) =>
  fitsEndpointType(input["type"], value) ? [] : [wrongFormat(input["type"])]

/** @internal */
export const createEndpoint: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    yield* validate({ endpoint: formatOf(input) }, input)
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    const contextKeys = resolveContexts(store, input["context"], now)
    const subscriberId = String(input["subscriberId"])
    yield* ensureSubscriber(store, subscriberId, input["createSubscriberIfMissing"] === true)
    const identifier = input["identifier"] ? String(input["identifier"]) : undefined
    if (identifier !== undefined && store.endpoints.byKey.has(identifier)) {
      return yield* Result.fail(conflict(
        `Channel endpoint with identifier "${identifier}" already exists in environment "${environmentId}"`
      ))
    }
    const type = String(input["type"])
    const connectionIdentifier = input["connectionIdentifier"] ? String(input["connectionIdentifier"]) : null
    yield* checkWebex(type, integration, connectionIdentifier)
    const connection = yield* findOwnConnection(store, integration, connectionIdentifier)
    if (isWebex(type) && connection !== undefined && !sameKeys(contextKeys, connection.contextKeys)) {
      return yield* Result.fail(badRequest(
        `Channel endpoint type "${type}" requires the context of its channel connection`
      ))
    }
    return toResponse(store.endpoints.insert({
      _id: store.ids.objectId(now),
      identifier: identifier ?? `chendp_${store.ids.suffix()}`,
      integrationIdentifier: integration.identifier,
      providerId: integration.providerId,
      channel: integration.channel,
      connectionIdentifier,
      subscriberId,
      contextKeys,
      type,
      endpoint: isRecord(input["endpoint"]) ? input["endpoint"] : {},
      createdAt: now,
      updatedAt: now
    }))
  })

const ensureSubscriber = (store: Store, subscriberId: string, create: boolean): Result.Result<void, Rejection> => {
  if (create) store.subscribers.add(subscriberId)
  return store.subscribers.has(subscriberId)
    ? Result.succeed(undefined)
    : Result.fail(notFound(
      `Subscriber not found: ${subscriberId}. Set createSubscriberIfMissing to true to create it.`
    ))
}

const isWebex = (type: string): boolean => type === "webex_room" || type === "webex_person"

const checkWebex = (
  type: string,
  integration: IntegrationRow,
  connectionIdentifier: string | null
): Result.Result<void, Rejection> => {
  if (!isWebex(type)) return Result.succeed(undefined)
  if (integration.providerId !== "webex-messaging") {
    return Result.fail(badRequest(`Channel endpoint type "${type}" requires a Webex Messaging integration`))
  }
  return connectionIdentifier === null
    ? Result.fail(badRequest(`Channel endpoint type "${type}" requires a connectionIdentifier`))
    : Result.succeed(undefined)
}

const findOwnConnection = (
  store: Store,
  integration: IntegrationRow,
  identifier: string | null
): Result.Result<ConnectionRow | undefined, Rejection> => {
  if (identifier === null) return Result.succeed(undefined)
  const connection = store.connections.byKey.get(identifier)
  return connection?.integrationIdentifier === integration.identifier
    ? Result.succeed(connection)
    : Result.fail(notFound(`Channel connection not found: ${identifier}`))
}

/** @internal */
export const listEndpoints: Handler = ({ query, store }) =>
  Result.flatMap(
    cursorQuery(query, {
      subscriberId: optional(string),
      channel: optional(oneOf(channels)),
      providerId: optional(oneOf(providers)),
      integrationIdentifier: optional(string),
      connectionIdentifier: optional(string)
    }),
    (cursor) => cursorPage(store.endpoints, cursor, filterOf(query), toResponse)
  )

const exactFilters = ["subscriberId", "channel", "providerId", "integrationIdentifier", "connectionIdentifier"] as const

const filterOf = (query: Query): Filter<EndpointRow> | undefined => {
  const checks: Array<(row: EndpointRow) => boolean> = []
  for (const name of exactFilters) {
    const value = parameter(query, name)
    if (value !== undefined) checks.push((row) => row[name] === value)
  }
  const keys = contextKeysFilter(query)
  if (keys !== undefined) checks.push((row) => sameKeys(row.contextKeys, keys))
  return filterBy(query, checks)
}

/** @internal */
export const retrieveEndpoint: Handler = ({ params, store }) =>
  Result.map(find(store, params["identifier"] ?? ""), toResponse)

/** @internal */
export const updateEndpoint: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ endpoint: required(object) }, body)
    const identifier = params["identifier"] ?? ""
    const row = store.endpoints.byKey.get(identifier)
    if (row === undefined) {
      return yield* Result.fail(notFound(
        `Channel endpoint with identifier "${identifier}" not found in environment "${environmentId}"`
      ))
    }
    const endpoint = input["endpoint"]
    if (!isRecord(endpoint) || !fitsEndpointType(row.type, endpoint)) {
      return yield* Result.fail(badRequest(wrongFormat(row.type)))
    }
    return toResponse(store.endpoints.replace(row, { ...row, endpoint, updatedAt: now }))
  })

/** @internal */
export const deleteEndpoint: Handler = ({ params, store }) =>
  Result.map(find(store, params["identifier"] ?? ""), (row) => store.endpoints.remove(row))

const find = (store: Store, identifier: string): Result.Result<EndpointRow, Rejection> => {
  const row = store.endpoints.byKey.get(identifier)
  return row === undefined
    ? Result.fail(notFound(`Channel endpoint with identifier '${identifier}' not found`))
    : Result.succeed(row)
}

const toResponse = (row: EndpointRow) => ({
  identifier: row.identifier,
  channel: row.channel,
  providerId: row.providerId,
  integrationIdentifier: row.integrationIdentifier,
  connectionIdentifier: row.connectionIdentifier,
  subscriberId: row.subscriberId,
  contextKeys: row.contextKeys,
  type: row.type,
  endpoint: row.endpoint,
  createdAt: new Date(row.createdAt).toISOString(),
  updatedAt: new Date(row.updatedAt).toISOString()
})
