/** Serves the routes of domains, and takes mail in by them. */
import * as Result from "effect/Result"
import { cursorPage } from "../protocol/cursorPage.ts"
import { cursorQuery, parameter } from "../protocol/query.ts"
import { badRequest, conflict, internalError, notFound, type Rejection } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import {
  boolean,
  nested,
  object,
  oneOf,
  optional,
  required,
  type Rule,
  string,
  validate
} from "../protocol/validation.ts"
import type { DomainRouteRow, DomainRow } from "../store/rows.ts"
import { domainRouteKey, organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { dataIn, domainData } from "./domainData.ts"
import { availability, findDomain } from "./domains.ts"
import { testRoute } from "./testRoute.ts"

const localPart = /^(?:\*|[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*)$/

const address: Rule = (value, name) => {
  const text = typeof value === "string" ? value.trim() : ""
  return [
    ...(localPart.test(text) && text.length <= 64
      ? []
      : [`${name} must be "*" or a valid local part of an email address`]),
    ...string(value, name)
  ]
}

const routeType = oneOf(["agent", "webhook"])

const toRoute = (row: DomainRouteRow, store: Store) => ({
  _id: row._id,
  _domainId: row.domainId,
  address: row.address,
  agentId: row.agentId,
  type: row.type,
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  data: row.data,
  ...timesOf(row)
})

/** Returns the `_id` of an agent, which requests name by its identifier. */
const agentOf = (store: Store, identifier: string): Result.Result<string, Rejection> => {
  const agent = store.agents.byKey.get(identifier)
  return agent === undefined
    ? Result.fail(notFound(`Agent with identifier "${identifier}" was not found.`))
    : Result.succeed(agent._id)
}

/** Returns where a route leads: to the agent that a request names, or to the one that it led to. */
const destination = (
  store: Store,
  type: unknown,
  agentId: unknown,
  before?: string
): Result.Result<Pick<DomainRouteRow, "agentId" | "type">, Rejection> => {
  if (type === "webhook") return Result.succeed({ type, agentId: undefined })
  if (typeof agentId === "string") {
    return Result.map(agentOf(store, agentId), (id) => ({ type: "agent", agentId: id }))
  }
  return before === undefined
    ? Result.fail(badRequest("agentId is required for agent routes."))
    : Result.succeed({ type: "agent", agentId: before })
}

/** Reads the address of a path, which the router has decoded once already. */
const addressIn = (store: Store, text = ""): Result.Result<string, Rejection> =>
  store.options.addressDecoding === "once"
    ? Result.succeed(text)
    : Result.try({ try: () => decodeURIComponent(text), catch: () => internalError })

const findRoute = (
  store: Store,
  params: Readonly<Record<string, string>>
): Result.Result<DomainRouteRow, Rejection> =>
  Result.gen(function*() {
    const local = yield* addressIn(store, params["address"])
    const domain = yield* findDomain(store, params)
    const row = store.domainRoutes.byKey.get(domainRouteKey({ domainId: domain._id, address: local }))
    return row ?? (yield* Result.fail(notFound(`Route "${local}@${domain.name}" not found.`)))
  })

const list: Handler = ({ params, query, store }) =>
  Result.gen(function*() {
    const cursor = yield* cursorQuery(query, { agentId: optional(string) })
    const { _id } = yield* findDomain(store, params)
    const wanted = parameter(query, "agentId")
    const agentId = wanted === undefined ? undefined : yield* agentOf(store, wanted)
    const filter = {
      key: JSON.stringify([_id, agentId]),
      matches: (row: DomainRouteRow) => row.domainId === _id && (agentId === undefined || row.agentId === agentId)
    }
    return yield* cursorPage(store.domainRoutes, cursor, filter, (row) => toRoute(row, store))
  })

const retrieve: Handler = ({ params, store }) => Result.map(findRoute(store, params), (row) => toRoute(row, store))

const create: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const rules = {
      address: required(address),
      agentId: optional(string),
      type: required(routeType),
      data: optional(domainData)
    }
    const input = yield* validate(rules, body)
    const { _id, name } = yield* findDomain(store, params)
    const place = { domainId: _id, address: String(input["address"]).trim() }
    const leadsTo = yield* destination(store, input["type"], input["agentId"])
    if (store.domainRoutes.byKey.has(domainRouteKey(place))) {
      return yield* Result.fail(conflict(`A route for "${place.address}@${name}" already exists.`))
    }
    const row = store.domainRoutes.insert({
      _id: store.ids.objectId(now),
      ...place,
      ...leadsTo,
      data: dataIn(input, undefined),
      createdAt: now,
      updatedAt: now
    })
    return toRoute(row, store)
  })

const update: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const rules = { agentId: optional(string), type: optional(routeType), data: optional(domainData) }
    const input = yield* validate(rules, body)
    const row = yield* findRoute(store, params)
    const leadsTo = yield* destination(store, input["type"] ?? row.type, input["agentId"], row.agentId)
    const next = { ...row, ...leadsTo, data: dataIn(input, row.data) }
    const isSame = next.type === row.type && next.agentId === row.agentId && next.data === row.data
    return toRoute(isSame ? row : store.domainRoutes.replace(row, { ...next, updatedAt: now }), store)
  })

const remove: Handler = ({ params, store }) =>
  Result.map(findRoute(store, params), (row) => store.domainRoutes.remove(row))

const email: Rule = (value, name) =>
  typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? [] : [`${name} must be an email`]

/** An address without a route of its own has that of the wildcard. */
const routeFor = (store: Store, { _id: domainId }: DomainRow, local: string): DomainRouteRow | undefined =>
  store.domainRoutes.byKey.get(domainRouteKey({ domainId, address: local })) ??
    store.domainRoutes.byKey.get(domainRouteKey({ domainId, address: "*" }))

const test: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const rules = {
      from: required((value, name) => [
        ...object(value, name),
        ...nested({ address: required(email), name: optional(string) })(value, name)
      ]),
      subject: required(string),
      text: optional(string),
      html: optional(string),
      dryRun: optional(boolean)
    }
    const input = yield* validate(rules, body)
    const local = yield* addressIn(store, params["address"])
    const domain = yield* findDomain(store, params)
    const row = routeFor(store, domain, local)
    const dryRun = input["dryRun"] === true
    return row === undefined ? { matched: false, dryRun } : testRoute({ store, domain, row, local, input, dryRun, now })
  })

const route = makeRoute({ category: "configuration", level: "stored", availability })

const base = "/v1/domains/{domain}/routes"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, list),
  route("POST", base, 201, create),
  route("GET", `${base}/{address}`, 200, retrieve),
  route("PATCH", `${base}/{address}`, 200, update),
  route("DELETE", `${base}/{address}`, 204, remove),
  route("POST", `${base}/{address}/test`, 200, test, { level: "changed" })
]
