/** Serves the domains of an environment. What their DNS says is seeded. */
import * as Result from "effect/Result"
import { type Availability, businessPlans } from "../protocol/availability.ts"
import { parameter } from "../protocol/query.ts"
import { badRequest, conflict } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { optional, required, type Rule, string, validate } from "../protocol/validation.ts"
import { addDomain } from "../store/domains.ts"
import type { DomainRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { dataIn, domainData } from "./domainData.ts"
import { resource } from "./resource.ts"

const label = "[a-z0-9\u00a1-\ud7ff](?:[a-z0-9\u00a1-\ud7ff-]{0,61}[a-z0-9\u00a1-\ud7ff])?"

const fullName = new RegExp(`^(?:${label}\\.)+(?:[a-z\u00a1-\ud7ff]{2,63}|xn[a-z0-9-]{2,61})$`, "i")

const domainName: Rule = (value, name) => [
  ...(typeof value === "string" && fullName.test(value) ? [] : [`${name} must be a valid domain name`]),
  ...string(value, name)
]

/** The host of Novu that mail goes to. */
const mailHost = "inbound-mail.novu.test"

const recordsOf = ({ name }: DomainRow) => [{
  type: "MX",
  name: name.split(".").slice(0, -2).join(".") || "@",
  content: mailHost,
  ttl: "Auto",
  priority: 10
}]

/** A list shows no records. */
const toItem = (row: DomainRow, store: Store) => ({
  _id: row._id,
  name: row.name,
  status: row.status,
  mxRecordConfigured: row.mxRecordConfigured,
  dnsProvider: row.dnsProvider,
  _environmentId: store.environmentId,
  _organizationId: organizationId,
  data: row.data,
  ...timesOf(row)
})

const toDomain = (row: DomainRow, store: Store) => ({ ...toItem(row, store), expectedDnsRecords: recordsOf(row) })

const nameIn = ({ domain = "" }: Readonly<Record<string, string>>): string => domain.toLowerCase()

const domains = resource<DomainRow>({
  table: (store) => store.domains,
  keyOf: nameIn,
  missing: (params) => `Domain "${nameIn(params)}" not found.`,
  toResponse: toItem,
  query: { name: optional(string) },
  equal: [],
  also: (query) => {
    const part = parameter(query, "name")?.toLowerCase()
    return part === undefined ? [] : [({ name }) => name.includes(part)]
  }
})

export const findDomain = domains.find

const retrieve: Handler = ({ params, store }) => Result.map(findDomain(store, params), (row) => toDomain(row, store))

/** Novu looks for the name in all organisations. */
const create: Handler = ({ body, now, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ name: required(domainName), data: optional(domainData) }, body)
    const name = String(input["name"]).toLowerCase()
    if (store.organization.stores().some((each) => each.domains.byKey.has(name))) {
      return yield* Result.fail(conflict(`A domain with name "${name}" already exists.`))
    }
    return toDomain(addDomain(store, { name, data: dataIn(input, undefined) }, now), store)
  })

const update: Handler = ({ body, now, params, store }) =>
  Result.gen(function*() {
    const input = yield* validate({ data: optional(domainData) }, body)
    const row = yield* findDomain(store, params)
    const data = dataIn(input, row.data)
    return toDomain(data === row.data ? row : store.domains.replace(row, { ...row, data, updatedAt: now }), store)
  })

/** The routes of a domain go with it. */
const remove: Handler = ({ params, store }) =>
  Result.map(findDomain(store, params), (row) => {
    for (const route of store.domainRoutes.createdAt.rows.filter(({ domainId }) => domainId === row._id)) {
      store.domainRoutes.remove(route)
    }
    store.domains.remove(row)
  })

const verify: Handler = ({ now, params, store }) =>
  Result.map(findDomain(store, params), (row) => {
    const found = { mxRecordConfigured: row.hasMxRecord, status: row.hasMxRecord ? "verified" : "pending" } as const
    return toDomain(store.domains.replace(row, { ...row, ...found, updatedAt: now }), store)
  })

const diagnose: Handler = ({ now, params, store }) =>
  Result.map(findDomain(store, params), ({ hasMxRecord }) => {
    const checks = [
      ["mx_missing", hasMxRecord ? "pass" : "fail"],
      ["mx_wrong_target", hasMxRecord ? "pass" : "skipped"],
      ["mx_low_priority", hasMxRecord ? "pass" : "skipped"],
      ["apex_cname_collision", "pass"],
      ["dnsbl_listed", "pass"]
    ]
    const missing = {
      code: "mx_missing",
      severity: "error",
      message: "No MX record was found.",
      fix: `Add an MX record that points to ${mailHost}.`
    }
    return {
      ok: hasMxRecord,
      runAt: new Date(now).toISOString(),
      checks: checks.map(([code, status]) => ({ code, status, latencyMs: 0 })),
      issues: hasMxRecord ? [] : [missing]
    }
  })

const notEnabled = "Domain auto-configuration is not enabled."

const retrieveAutoConfigure: Handler = ({ params, store }) =>
  Result.map(findDomain(store, params), (row) => ({
    ...(row.dnsProvider === undefined
      ? { available: false, reason: notEnabled, reasonCode: "disabled" }
      : { available: true, providerName: row.dnsProvider, providerId: row.dnsProvider.toLowerCase() }),
    manualRecords: recordsOf(row)
  }))

const startAutoConfigure: Handler = ({ body, params, store }) =>
  Result.gen(function*() {
    const { redirectUri } = yield* validate({ redirectUri: optional(string) }, body)
    const { dnsProvider, name } = yield* findDomain(store, params)
    if (dnsProvider === undefined) return yield* Result.fail(badRequest(notEnabled))
    return {
      applyUrl: `https://dns.test/apply?domain=${name}&sig=${store.ids.token(16)}`,
      providerName: dnsProvider,
      redirectUri: redirectUri ?? `https://dashboard.novu.test/domains/${name}`
    }
  })

/** Domains came with the routes that a key can use, and are a part of the larger plans. */
export const availability: Availability = { since: "2026-05", plans: businessPlans }

const route = makeRoute({ category: "configuration", level: "stored", availability })

const base = "/v1/domains"

export const routes: ReadonlyArray<Route> = [
  route("GET", base, 200, domains.list),
  route("POST", base, 201, create),
  route("GET", `${base}/{domain}`, 200, retrieve),
  route("PATCH", `${base}/{domain}`, 200, update),
  route("DELETE", `${base}/{domain}`, 204, remove),
  route("GET", `${base}/{domain}/auto-configure`, 200, retrieveAutoConfigure, { level: "example" }),
  route("POST", `${base}/{domain}/auto-configure/start`, 201, startAutoConfigure, { level: "example" }),
  route("POST", `${base}/{domain}/diagnose`, 200, diagnose, { level: "example" }),
  route("POST", `${base}/{domain}/verify`, 200, verify, { level: "changed" })
]
