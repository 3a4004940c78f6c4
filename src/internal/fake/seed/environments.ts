import type { SeedEnvironment } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { reveal } from "../store/revealed.ts"
import type { EnvironmentRow } from "../store/rows.ts"
import type { Organization, Store } from "../store/store.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

const keyOf = ({ name, secretKey }: SeedEnvironment): string =>
  secretKey === undefined ? `sk_fake_${name.toLowerCase().replaceAll(/\W+/g, "_")}` : reveal(secretKey)

/**
 * Finds the environment that a seed speaks of, or makes it, and says of it what is
 * given. A name that another one has stays with that.
 */
export const seedEnvironment = (seeding: Seeding, seed: SeedEnvironment): Store => {
  const { now, store: { organization } } = seeding
  const { environments } = organization
  const known = (seed._id === undefined ? undefined : environments.byId.get(seed._id)) ??
    environments.byKey.get(seed.name)
  const store = (known === undefined ? undefined : organization.storeOf(known._id)) ??
    organization.add({ ...given({ _id: seed._id }), name: seed.name, secretKey: keyOf(seed) }, now)
  const row = environments.byId.get(store.environmentId)
  if (row === undefined) return store
  const { bridgeUrl, color, inboundParseDomain, name, parentId, type } = seed
  const { applicationIdentifier: chosen } = organization.options
  const identifier = store === organization.main && chosen !== undefined ? chosen : seed.identifier
  const said: Partial<EnvironmentRow> = given({
    bridgeUrl,
    color,
    identifier,
    inboundParseDomain,
    parentId,
    type
  })
  // The id of an environment stands in what is stored of it, so that it stays.
  const named = environments.byKey.get(name)
  const isTaken = named !== undefined && named._id !== row._id
  put(environments, row, {
    ...row,
    ...said,
    name: isTaken ? row.name : name,
    ...stampOf(seeding, { ...seed, _id: row._id }, row)
  })
  return store
}

/**
 * Forgets the environments of which a saved seed says nothing. The fake's own always
 * stays. The others give up their names, because two may have taken that of each other.
 */
export const keepEnvironments = (
  { environments, main, remove }: Organization,
  seeds: ReadonlyArray<SeedEnvironment>
): void => {
  for (const row of environments.createdAt.rows.slice()) {
    if (seeds.some(({ _id }) => _id === row._id)) put(environments, row, { ...row, name: row._id })
    else if (row._id !== main.environmentId && !seeds.some(({ name }) => name === row.name)) remove(row)
  }
}

/** The key of the fake's own environment is an option and no part of a seed. */
export const savedEnvironment = (organization: Organization, row: EnvironmentRow): SeedEnvironment => ({
  name: row.name,
  identifier: row.identifier,
  type: row.type,
  parentId: row.parentId,
  color: row.color,
  ...given({
    bridgeUrl: row.bridgeUrl,
    inboundParseDomain: row.inboundParseDomain,
    secretKey: row._id === organization.main.environmentId ? undefined : row.secretKey
  }),
  ...savedStamp(row)
})
