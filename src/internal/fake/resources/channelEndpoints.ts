import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { sameKeys, withContextKeys } from "../protocol/query.ts"
import { badRequest, conflict, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { boolean, object, oneOf, optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { resolveContexts } from "../store/contexts.ts"
import type { ConnectionRow, EndpointRow, IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { upsertSubscriber } from "../store/subscribers.ts"
import { timesOf } from "../store/table.ts"
import { contextPayload } from "./contextPayload.ts"
import { endpointTypes, fitsEndpointType, wrongFormat } from "./endpointTypes.ts"
import { channels, providers } from "./providers.ts"
import { findIntegration } from "./references.ts"
import { resource } from "./resource.ts"

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

/** Checks a payload. The check needs the type beside it, so it runs after the check that both members are there. */
const formatOf = (input: Readonly<Record<string, unknown>>): Rule => (value) =>
  fitsEndpointType(input["type"], value) ? [] : [wrongFormat(input["type"])]

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
  ...timesOf(row)
})

const endpoints = resource<EndpointRow>({
  table: (store) => store.endpoints,
  keyOf: ({ identifier = "" }) => identifier,
  missing: ({ identifier }) => `Channel endpoint with identifier '${identifier}' not found`,
  toResponse,
  query: {
    subscriberId: optional(string),
    channel: optional(oneOf(channels)),
    providerId: optional(oneOf(providers)),
    integrationIdentifier: optional(string),
    connectionIdentifier: optional(string)
  },
  equal: ["subscriberId", "channel", "providerId", "integrationIdentifier", "connectionIdentifier"],
  also: withContextKeys
})

/** Has what an endpoint is made of, beside its integration. */
type NewEndpoint =
  & Pick<EndpointRow, "connectionIdentifier" | "subscriberId" | "contextKeys" | "type" | "endpoint">
  & { readonly identifier?: string | undefined }

/** Stores an endpoint, under a name of its own unless it was given one. */
export const addEndpoint = (
  store: Store,
  integration: IntegrationRow,
  { identifier = `chendp_${store.ids.suffix()}`, ...endpoint }: NewEndpoint,
  now: number
): EndpointRow =>
  store.endpoints.insert({
    ...endpoint,
    _id: store.ids.objectId(now),
    identifier,
    integrationIdentifier: integration.identifier,
    providerId: integration.providerId,
    channel: integration.channel,
    createdAt: now,
    updatedAt: now
  })

const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate(createRules, body)
    yield* validate({ endpoint: formatOf(input) }, input)
    const integration = yield* findIntegration(store, String(input["integrationIdentifier"]))
    const contextKeys = resolveContexts(store, input["context"], now)
    const subscriberId = String(input["subscriberId"])
    if (input["createSubscriberIfMissing"] === true) upsertSubscriber(store, subscriberId, {}, now)
    yield* checkSubscriber(store, subscriberId)
    const identifier = input["identifier"] ? String(input["identifier"]) : undefined
    if (identifier !== undefined && store.endpoints.byKey.has(identifier)) {
      return yield* Result.fail(conflict(
        `Channel endpoint with identifier "${identifier}" already exists in environment "${store.environmentId}"`
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
    const endpoint = isReadonlyObject(input["endpoint"]) ? input["endpoint"] : {}
    return toResponse(
      addEndpoint(
        store,
        integration,
        { identifier, connectionIdentifier, subscriberId, contextKeys, type, endpoint },
        now
      )
    )
  })

const checkSubscriber = (store: Store, subscriberId: string): Result.Result<void, Rejection> =>
  store.subscribers.byKey.has(subscriberId)
    ? Result.succeed(undefined)
    : Result.fail(notFound(
      `Subscriber not found: ${subscriberId}. Set createSubscriberIfMissing to true to create it.`
    ))

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

/** PATCH names the environment and quotes the identifier in another way than GET and DELETE do. */
const missingToUpdate = ({ identifier }: Readonly<Record<string, string>>, store: Store): string =>
  `Channel endpoint with identifier "${identifier}" not found in environment "${store.environmentId}"`

const update: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ endpoint: required(object) }, body)
    const row = yield* endpoints.find(store, params, missingToUpdate)
    const endpoint = input["endpoint"]
    if (!isReadonlyObject(endpoint) || !fitsEndpointType(row.type, endpoint)) {
      return yield* Result.fail(badRequest(wrongFormat(row.type)))
    }
    return toResponse(store.endpoints.replace(row, { ...row, endpoint, updatedAt: now }))
  })

const route = makeRoute({ category: "configuration", level: "stored" })

export const routes: ReadonlyArray<Route> = [
  route("POST", "/v1/channel-endpoints", 201, create),
  route("GET", "/v1/channel-endpoints", 200, endpoints.list),
  route("GET", "/v1/channel-endpoints/{identifier}", 200, endpoints.retrieve),
  route("PATCH", "/v1/channel-endpoints/{identifier}", 200, update),
  route("DELETE", "/v1/channel-endpoints/{identifier}", 204, endpoints.delete)
]
