/** Keeps the environments of the fake's organisation, each with a key of its own, and what they share. */
import * as Base64 from "effect/encoding/Base64"
import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import { makeIds } from "./ids.ts"
import type { EnvironmentRow, VariableRow } from "./rows.ts"
import {
  defaultSecretKey,
  mainEnvironmentId,
  makeStore,
  type NewEnvironment,
  type Organization,
  type Store,
  type Watches
} from "./store.ts"
import { Table } from "./table.ts"

const productionEnvironmentId = "6615943e7ace93b0540ae378"

/** Makes an organisation with the two environments that each has in Novu. */
export const makeOrganization = (options: FakeNovuOptions, now: number, watches: Watches = {}): Organization => {
  const ids = makeIds()
  const environments = new Table<EnvironmentRow>((row) => row.name)
  const variables = new Table<VariableRow>((row) => row.key)
  const stores = new Map<string, Store>()
  const otherKeys = options.inbox?.otherKeys ?? []
  /** Of another environment no webhook tells. */
  const elsewhere: Watches = { inboxes: watches.inboxes, changed: watches.changed }

  const add = (environment: NewEnvironment, at: number, told: Watches = elsewhere): Store => {
    const row = environments.insert({
      _id: environment._id ?? ids.objectId(at),
      name: environment.name,
      identifier: environment.identifier ?? ids.suffix(),
      secretKey: environment.secretKey,
      type: environment.type ?? null,
      parentId: environment.parentId ?? null,
      color: environment.color ?? "#FF8547",
      bridgeUrl: undefined,
      inboundParseDomain: undefined,
      createdAt: at,
      updatedAt: at
    })
    const store = makeStore(organization, row, told)
    stores.set(row._id, store)
    return store
  }

  const organization: Organization = {
    options,
    ids,
    environments,
    variables,
    get main() {
      return main
    },
    stores: () => Array.from(stores.values()),
    storeOf: (environmentId) => stores.get(environmentId),
    storeOfKey: (secretKey) =>
      otherKeys.includes(secretKey)
        ? main
        : Array.from(stores.values()).find((store) => store.secretKey === secretKey),
    keysOf: ({ environmentId, secretKey }) =>
      environmentId === mainEnvironmentId ? [secretKey, ...otherKeys] : [secretKey],
    // Engines outside of a secure context have no `randomUUID`.
    instance: Base64.encode(crypto.getRandomValues(new Uint8Array(16))),
    add,
    remove: (row) => {
      environments.remove(row)
      stores.delete(row._id)
    }
  }
  const main = add(
    {
      _id: mainEnvironmentId,
      name: "Development",
      identifier: options.applicationIdentifier ?? "app_fake",
      secretKey: options.secretKey ?? defaultSecretKey,
      type: "dev"
    },
    now,
    watches
  )
  add(
    {
      _id: productionEnvironmentId,
      name: "Production",
      identifier: "app_fake_production",
      secretKey: "sk_fake_production",
      type: "prod",
      parentId: mainEnvironmentId
    },
    now
  )
  return organization
}
