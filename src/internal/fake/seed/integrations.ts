import type { SeedIntegration } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { activate } from "../store/integrations.ts"
import type { IntegrationRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

/** An integration that does not say its place gets the one that Novu would give it. */
export const seedIntegration = (seeding: Seeding, seed: SeedIntegration): void => {
  const { integrations } = seeding.store
  const { identifier } = seed
  const existing = integrations.byKey.get(identifier)
  const row: IntegrationRow = {
    ...stampOf(seeding, seed, existing),
    identifier,
    providerId: seed.providerId,
    channel: seed.channel ?? "chat",
    name: seed.name ?? identifier,
    active: seed.active ?? true,
    credentials: seed.credentials === false
      ? undefined
      : seed.credentials ?? { clientId: `client-${identifier}`, secretKey: `secret-${identifier}` },
    kind: seed.kind ?? "delivery",
    configurations: seed.configurations,
    conditions: seed.conditions ?? [],
    primary: seed.primary ?? false,
    priority: seed.priority ?? 0
  }
  const isPlaced = !row.active || seed.primary !== undefined || seed.priority !== undefined
  put(integrations, existing, isPlaced ? row : activate(seeding.store, row, true))
}

export const savedIntegrations = ({ integrations }: Store): ReadonlyArray<SeedIntegration> =>
  integrations.createdAt.rows.map((row) => ({
    identifier: row.identifier,
    providerId: row.providerId,
    channel: row.channel,
    name: row.name,
    active: row.active,
    credentials: row.credentials ?? false,
    kind: row.kind,
    ...given({ configurations: row.configurations }),
    conditions: row.conditions,
    primary: row.primary,
    priority: row.priority,
    ...savedStamp(row)
  }))
