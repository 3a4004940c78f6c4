import type { SeedContext } from "../../../Testing/Seed.ts"
import type { SeedContexts } from "../../../Testing/SeedStored.ts"
import { given } from "../../input/given.ts"
import { resolveContexts } from "../store/contexts.ts"
import { type Store, upsertContext } from "../store/store.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

export const seedContext = (seeding: Seeding, seed: SeedContext): void => {
  const { contexts } = seeding.store
  const { bridgeUrl, data = {}, id, type } = seed
  const existing = contexts.byKey.get(`${type}:${id}`)
  put(contexts, existing, { ...stampOf(seeding, seed, existing), type, id, data, bridgeUrl })
}

export const savedContexts = ({ contexts }: Store): ReadonlyArray<SeedContext> =>
  contexts.createdAt.rows.map((row) => ({
    type: row.type,
    id: row.id,
    ...(Object.keys(row.data).length === 0 ? undefined : { data: row.data }),
    ...given({ bridgeUrl: row.bridgeUrl }),
    ...savedStamp(row)
  }))

/** Stores the contexts that something is said to be in, and returns their keys in the order of a row. */
export const contextKeysOf = (
  { isExact, now, store }: Seeding,
  { context, contextKeys = [] }: {
    readonly context?: SeedContexts | undefined
    readonly contextKeys?: ReadonlyArray<string> | undefined
  }
): ReadonlyArray<string> => {
  for (const key of isExact ? [] : contextKeys) {
    const at = key.indexOf(":")
    upsertContext(store, { type: key.slice(0, at), id: key.slice(at + 1), data: undefined }, now)
  }
  const keys = new Set([...contextKeys, ...resolveContexts(store, context, now)])
  return Array.from(keys).toSorted((a, b) => a.localeCompare(b))
}
