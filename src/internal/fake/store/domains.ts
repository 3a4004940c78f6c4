import type { DomainRow } from "./rows.ts"
import type { Store } from "./store.ts"

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
