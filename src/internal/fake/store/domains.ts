import type { SeedAgent, SeedDomain, SeedDomainRoute } from "../../../Testing/Seed.ts"
import type { DomainRow } from "./rows.ts"
import { domainRouteKey, type Store } from "./store.ts"

export const seedAgent = (store: Store, { identifier }: SeedAgent, now: number): void => {
  if (store.agents.byKey.has(identifier)) return
  store.agents.insert({ _id: store.ids.objectId(now), identifier, createdAt: now, updatedAt: now })
}

/** Adds a domain. It is `pending` until somebody looks at its DNS. */
export const addDomain = (
  store: Store,
  domain: Pick<DomainRow, "name" | "data"> & Partial<DomainRow>,
  now: number
): DomainRow =>
  store.domains.insert({
    _id: store.ids.objectId(now),
    status: "pending",
    mxRecordConfigured: false,
    hasMxRecord: false,
    dnsProvider: undefined,
    createdAt: now,
    updatedAt: now,
    ...domain
  })

/** Adds a domain, or changes what the seed says of the one that is there. */
export const seedDomain = (store: Store, seed: string | SeedDomain, now: number): void => {
  const { name, ...given }: SeedDomain = typeof seed === "string" ? { name: seed } : seed
  const existing = store.domains.byKey.get(name.toLowerCase())
  const hasMxRecord = given.hasMxRecord ?? existing?.hasMxRecord ?? false
  const status = given.status ?? existing?.status ?? (hasMxRecord ? "verified" : "pending")
  const domain = {
    name: name.toLowerCase(),
    hasMxRecord,
    status,
    mxRecordConfigured: status === "verified",
    dnsProvider: given.dnsProvider ?? existing?.dnsProvider,
    data: given.data ?? existing?.data
  }
  const row = existing === undefined
    ? addDomain(store, domain, now)
    : store.domains.replace(existing, { ...existing, ...domain, updatedAt: now })
  for (const route of given.routes ?? []) seedRoute(store, row, route, now)
}

const seedRoute = (store: Store, domain: DomainRow, seed: string | SeedDomainRoute, now: number): void => {
  const { address, agent, data }: SeedDomainRoute = typeof seed === "string" ? { address: seed } : seed
  const agentId = agent === undefined ? undefined : store.agents.byKey.get(agent)?._id
  const existing = store.domainRoutes.byKey.get(domainRouteKey({ domainId: domain._id, address }))
  if (existing !== undefined) store.domainRoutes.remove(existing)
  store.domainRoutes.insert({
    _id: existing?._id ?? store.ids.objectId(now),
    domainId: domain._id,
    address,
    type: agentId === undefined ? "webhook" : "agent",
    agentId,
    data,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now
  })
}
