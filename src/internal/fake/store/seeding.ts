import type * as Redacted from "effect/Redacted"
import type { Seed, SeedConnection, SeedEnvironment, SeedVariable } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { seedAgent, seedConversation } from "./agents.ts"
import { seedDomain } from "./domains.ts"
import { activate } from "./integrations.ts"
import { seedLayout } from "./layouts.ts"
import { reveal } from "./revealed.ts"
import type { Auth, IntegrationRow } from "./rows.ts"
import { seedPreference, seedTopic, seedWorkflow } from "./seedingNotifications.ts"
import { type Store, upsertContext } from "./store.ts"
import { upsertSubscriber } from "./subscribers.ts"

/** Adds what a seed describes. The rules for requests do not apply. */
export const addSeed = (store: Store, seed: Seed, now: number): void => {
  for (const integration of seed.integrations ?? []) {
    const { identifier } = integration
    const existing = store.integrations.byKey.get(identifier)
    const row: IntegrationRow = {
      _id: existing?._id ?? store.ids.objectId(now),
      identifier,
      providerId: integration.providerId,
      channel: integration.channel ?? "chat",
      name: integration.name ?? identifier,
      active: integration.active ?? true,
      credentials: integration.credentials === false
        ? undefined
        : integration.credentials ?? { clientId: `client-${identifier}`, secretKey: `secret-${identifier}` },
      kind: "delivery",
      configurations: undefined,
      conditions: [],
      primary: false,
      priority: 0,
      createdAt: existing?.createdAt ?? now,
      updatedAt: now
    }
    const placed = row.active ? activate(store, row, true) : row
    if (existing === undefined) store.integrations.insert(placed)
    else store.integrations.replace(existing, placed)
  }
  for (const subscriber of seed.subscribers ?? []) {
    const { subscriberId, ...fields } = typeof subscriber === "string" ? { subscriberId: subscriber } : subscriber
    upsertSubscriber(store, subscriberId, given(fields), now)
  }
  for (const topic of seed.topics ?? []) seedTopic(store, topic, now)
  for (const workflow of seed.workflows ?? []) seedWorkflow(store, workflow, now)
  for (const layout of seed.layouts ?? []) seedLayout(store, layout, now)
  for (const preference of seed.preferences ?? []) seedPreference(store, preference, now)
  for (const identifier of seed.tenants ?? []) {
    store.tenants.set(identifier, { identifier, name: undefined, data: undefined })
  }
  for (const connection of seed.connections ?? []) seedConnection(store, connection, now)
  for (const agent of seed.agents ?? []) seedAgent(store, agent, now)
  for (const conversation of seed.conversations ?? []) seedConversation(store, conversation, now)
  for (const domain of seed.domains ?? []) seedDomain(store, domain, now)
  for (const variable of seed.variables ?? []) seedVariable(store, variable, now)
  for (const environment of seed.environments ?? []) seedEnvironment(store, environment, now)
}

/** Seeds an environment, which is made if the organisation has none of its name. */
const seedEnvironment = (
  { organization }: Store,
  { name, secretKey, seed = {} }: SeedEnvironment,
  now: number
): void => {
  const existing = organization.environments.byKey.get(name)
  const store = existing === undefined ? undefined : organization.storeOf(existing._id)
  if (store !== undefined) return addSeed(store, seed, now)
  const key = secretKey === undefined ? `sk_fake_${name.toLowerCase().replaceAll(/\W+/g, "_")}` : reveal(secretKey)
  addSeed(organization.add({ name, secretKey: key }, now), seed, now)
}

const seedConnection = (store: Store, seed: SeedConnection, now: number): void => {
  const integration = store.integrations.byKey.get(seed.integrationIdentifier)
  const contextKeys = (seed.contextKeys ?? []).toSorted((a, b) => a.localeCompare(b))
  for (const key of contextKeys) {
    const at = key.indexOf(":")
    upsertContext(store, { type: key.slice(0, at), id: key.slice(at + 1), data: undefined }, now)
  }
  if (seed.subscriberId) upsertSubscriber(store, seed.subscriberId, {}, now)
  store.connections.insert({
    _id: store.ids.objectId(now),
    identifier: seed.identifier ?? `chconn_${store.ids.suffix()}`,
    integrationIdentifier: seed.integrationIdentifier,
    providerId: integration?.providerId ?? "slack",
    channel: integration?.channel ?? "chat",
    subscriberId: seed.subscriberId ?? null,
    contextKeys,
    workspace: seed.workspace ?? { id: "T000000", name: "Seeded" },
    auth: seedAuth(seed.auth),
    createdAt: now,
    updatedAt: now
  })
}

const seedVariable = (store: Store, seed: SeedVariable, now: number): void => {
  const existing = store.variables.byKey.get(seed.key)
  const values = Object.entries<Redacted.Redacted<string> | string>({
    ...Object.fromEntries((existing?.values ?? []).map((each) => [each.environmentId, each.value])),
    ...seed.elsewhere,
    ...(seed.value === undefined ? undefined : { [store.environmentId]: seed.value })
  })
  if (existing !== undefined) store.variables.remove(existing)
  store.variables.insert({
    _id: existing?._id ?? store.ids.objectId(now),
    key: seed.key,
    type: "string",
    isSecret: seed.isSecret ?? false,
    values: values.map(([environment, value]) => ({ environmentId: environment, value: reveal(value) })),
    createdAt: existing?.createdAt ?? now,
    updatedAt: now
  })
}

const seedAuth = (auth: SeedConnection["auth"]): Auth => {
  if (auth === undefined) return { accessToken: "xoxb-seeded" }
  const { accessToken, refreshToken, ...times } = auth
  return {
    accessToken: reveal(accessToken),
    ...(refreshToken === undefined ? undefined : { refreshToken: reveal(refreshToken) }),
    ...given(times)
  }
}
