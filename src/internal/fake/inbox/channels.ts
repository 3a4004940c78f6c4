/** Serves the connections and endpoints of the caller, who sees no token and no address. */
import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, filterBy, parameter, type Query, sameKeys } from "../protocol/query.ts"
import { badRequest, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route } from "../protocol/route.ts"
import { oneOf, optional, required, string, validate } from "../protocol/validation.ts"
import { botLink, botOf, generateConnectUrl, generateLinkUserUrl } from "../resources/channelOAuth.ts"
import { modes } from "../resources/connectionMode.ts"
import { channels, providers } from "../resources/providers.ts"
import type { ConnectionRow, EndpointRow } from "../store/rows.ts"
import type { Row, Table } from "../store/table.ts"
import { timesOf } from "../store/table.ts"
import { contextKeysOf, forCaller } from "./caller.ts"
import { asksForHashes, isContextHash, wrongContextHash } from "./hashes.ts"

/** A connection is the caller's own, or is shared in exactly the contexts of the session. */
const ownConnection = (input: HandlerInput) => (row: ConnectionRow): boolean =>
  (row.subscriberId === null || row.subscriberId === input.params["subscriberId"]) &&
  sameKeys(row.contextKeys, contextKeysOf(input))

const ownEndpoint = (input: HandlerInput) => (row: EndpointRow): boolean =>
  row.subscriberId === input.params["subscriberId"] && sameKeys(row.contextKeys, contextKeysOf(input))

/** Shows no more of a connection than a browser may know. */
const showConnection = (row: ConnectionRow) => ({
  identifier: row.identifier,
  workspace: row.workspace,
  createdAt: timesOf(row).createdAt
})

const showEndpoint = ({ identifier, type }: EndpointRow) => ({ identifier, type })

const filterRules = {
  channel: optional(oneOf(channels)),
  providerId: optional(oneOf(providers)),
  integrationIdentifier: optional(string),
  connectionIdentifier: optional(string),
  connectionMode: optional(oneOf(modes))
}

/** Says where an integration is, which both kinds of rows know. */
interface Placed extends Row {
  readonly identifier: string
  readonly channel: string
  readonly providerId: string
  readonly integrationIdentifier: string
}

const equal = ["channel", "providerId", "integrationIdentifier"] as const

/** Makes the checks that a query asks for. */
const filtersOf = (query: Query): ReadonlyArray<(row: Placed) => boolean> =>
  equal.flatMap((name) => {
    const wanted = parameter(query, name)
    return wanted === undefined ? [] : [(row: Placed) => row[name] === wanted]
  })

interface Kind<R extends Placed> {
  readonly tableOf: (input: HandlerInput) => Table<R>
  readonly isOwn: (input: HandlerInput) => (row: R) => boolean
  readonly show: (row: R) => Readonly<Record<string, unknown>>
  /** Returns the connection that a row is or belongs to. */
  readonly connectionOf: (row: R) => string | null
  readonly word: string
}

const handlersOf = <R extends Placed>({ connectionOf, isOwn, show, tableOf, word }: Kind<R>) => {
  const list: Handler = (input) =>
    Result.gen(function*() {
      const cursor = yield* cursorQuery(input.query, filterRules)
      const connection = parameter(input.query, "connectionIdentifier")
      const filter = filterBy<R>(input.query, [
        isOwn(input),
        ...filtersOf(input.query),
        (row) => connection === undefined || connectionOf(row) === connection
      ])
      const keyed = filter && { ...filter, key: `${input.params["subscriberId"]} ${filter.key}` }
      const { data, next, previous } = yield* cursorPage(tableOf(input), cursor, keyed, show)
      return { data, next, previous }
    })

  const find = (input: HandlerInput): Result.Result<R, Rejection> => {
    const { identifier = "" } = input.params
    const row = tableOf(input).byKey.get(identifier)
    return row === undefined || !isOwn(input)(row)
      ? Result.fail(notFound(`Channel ${word} not found: ${identifier}`))
      : Result.succeed(row)
  }

  const retrieve: Handler = (input) => Result.map(find(input), show)

  const remove: Handler = (input) => Result.map(find(input), (row) => tableOf(input).remove(row))

  return { list, retrieve, remove }
}

const connections = handlersOf<ConnectionRow>({
  tableOf: ({ store }) => store.connections,
  isOwn: (input) => {
    const isOwn = ownConnection(input)
    const mode = parameter(input.query, "connectionMode")
    return (row) => isOwn(row) && (mode === undefined || (row.subscriberId === null) === (mode === "shared"))
  },
  show: showConnection,
  connectionOf: ({ identifier }) => identifier,
  word: "connection"
})

const endpoints = handlersOf<EndpointRow>({
  tableOf: ({ store }) => store.endpoints,
  isOwn: ownEndpoint,
  show: showEndpoint,
  connectionOf: ({ connectionIdentifier }) => connectionIdentifier,
  word: "endpoint"
})

/** Returns the contexts of the session in the form in which requests name them. */
const contextOf = (input: HandlerInput) => {
  const keys = contextKeysOf(input)
  return keys.length === 0
    ? undefined
    : Object.fromEntries(keys.map((key) => [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)]))
}

/**
 * Returns the contexts of a request: those of the session, which cannot be changed. A
 * session that has none may name some, for which the server vouches where it has to.
 */
const contextFor = (input: HandlerInput, body: Readonly<Record<string, unknown>>) =>
  Effect.gen(function*() {
    const own = contextOf(input)
    const { context, contextHash } = body
    if (own !== undefined || context === undefined) return own
    const keys = input.store.organization.keysOf(input.store)
    return !(yield* asksForHashes(input.store)) || (yield* isContextHash(keys, context, contextHash))
      ? context
      : yield* Effect.fail(wrongContextHash)
  })

/** Makes a handler of the API for servers one for a caller, who can name no other subscriber. */
const asCaller = (handler: Handler): Handler => (input) =>
  Effect.gen(function*() {
    const sent = isReadonlyObject(input.body) ? input.body : {}
    const context = yield* contextFor(input, sent)
    const result = handler({ ...input, body: { ...sent, subscriberId: input.params["subscriberId"], context } })
    return yield* (Result.isResult(result) ? Effect.fromResult(result) : result)
  })

/** Answers with a link into a bot. Other providers have OAuth for it. */
const link: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ integrationIdentifier: required(string) }, body)
    const id = String(input["integrationIdentifier"])
    const integration = store.integrations.byKey.get(id)
    if (integration === undefined) return yield* Result.fail(notFound(`Integration ${id} not found`))
    if (integration.providerId !== "telegram") {
      return yield* Result.fail(badRequest(`Integration ${id} is not a Telegram integration`))
    }
    const { expiresAt, url } = botLink(store, integration, now)
    return { url, providerMetadata: { botUsername: botOf(integration), expiresAt } }
  })

const route = makeRoute({ category: "configuration", level: "stored", isPublic: true })

const example = { level: "example" } as const

const connection = "/v1/inbox/channel-connections"

const endpoint = "/v1/inbox/channel-endpoints"

export const routes: ReadonlyArray<Route> = [
  route("GET", connection, 200, forCaller(connections.list)),
  route("GET", `${connection}/{identifier}`, 200, forCaller(connections.retrieve)),
  route("DELETE", `${connection}/{identifier}`, 204, forCaller(connections.remove)),
  route("POST", `${connection}/oauth`, 201, forCaller(asCaller(generateConnectUrl)), example),
  route("GET", endpoint, 200, forCaller(endpoints.list)),
  route("DELETE", `${endpoint}/{identifier}`, 204, forCaller(endpoints.remove)),
  route("POST", `${endpoint}/oauth`, 201, forCaller(asCaller(generateLinkUserUrl)), example),
  route("POST", `${endpoint}/link`, 200, forCaller(link), example)
]
