import type { SeedDomain, SeedDomainRoute, SeedMail } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import type { DomainRouteRow, DomainRow } from "../store/rows.ts"
import { domainRouteKey, type Store } from "../store/store.ts"
import { knownIdOf, nameOf } from "./references.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

/** Adds a domain, or changes what the seed says of the one that is there. */
export const seedDomain = (seeding: Seeding, from: string | SeedDomain): void => {
  const { domains } = seeding.store
  const seed: SeedDomain = typeof from === "string" ? { name: from } : from
  const name = seed.name.toLowerCase()
  const existing = domains.byKey.get(name)
  const before: Partial<DomainRow> = (seeding.isExact ? undefined : existing) ?? {}
  const hasMxRecord = seed.hasMxRecord ?? before.hasMxRecord ?? false
  const status = seed.status ?? before.status ?? (hasMxRecord ? "verified" : "pending")
  const row = put(domains, existing, {
    ...stampOf(seeding, seed, existing),
    name,
    hasMxRecord,
    status,
    mxRecordConfigured: seed.mxRecordConfigured ?? status === "verified",
    dnsProvider: seed.dnsProvider ?? before.dnsProvider,
    data: seed.data ?? before.data
  })
  for (const route of seed.routes ?? []) seedRoute(seeding, row, route)
}

const seedRoute = (seeding: Seeding, { _id: domainId }: DomainRow, from: string | SeedDomainRoute): void => {
  const { agents, domainRoutes } = seeding.store
  const seed: SeedDomainRoute = typeof from === "string" ? { address: from } : from
  const { address, agent, data } = seed
  const agentId = agent === undefined ? undefined : knownIdOf(seeding, agents, agent)
  const existing = domainRoutes.byKey.get(domainRouteKey({ domainId, address }))
  put(domainRoutes, existing, {
    ...stampOf(seeding, seed, existing),
    domainId,
    address,
    type: seed.type ?? (agentId === undefined ? "webhook" : "agent"),
    agentId,
    data
  })
}

const savedRoute = ({ agents }: Store, row: DomainRouteRow): SeedDomainRoute => ({
  address: row.address,
  type: row.type,
  ...(row.agentId === undefined ? undefined : { agent: nameOf(agents, row.agentId, ({ identifier }) => identifier) }),
  ...given({ data: row.data }),
  ...savedStamp(row)
})

export const savedDomains = (store: Store): ReadonlyArray<SeedDomain> =>
  store.domains.createdAt.rows.map((row) => ({
    name: row.name,
    hasMxRecord: row.hasMxRecord,
    status: row.status,
    mxRecordConfigured: row.mxRecordConfigured,
    ...given({ dnsProvider: row.dnsProvider, data: row.data }),
    routes: store.domainRoutes.createdAt.rows.filter(({ domainId }) => domainId === row._id)
      .map((route) => savedRoute(store, route)),
    ...savedStamp(row)
  }))

export const seedMail = (seeding: Seeding, seed: SeedMail): void => {
  const { domain, isTold = true, mail, route } = seed
  put(seeding.store.mails, undefined, {
    ...stampOf(seeding, seed, undefined),
    isTold,
    received: { domain, route, mail }
  })
}

export const savedMails = ({ mails }: Store): ReadonlyArray<SeedMail> =>
  mails.createdAt.rows.map((row) => ({ ...row.received, isTold: row.isTold, ...savedStamp(row) }))
