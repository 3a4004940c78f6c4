import type { SeedConnection, SeedEndpoint } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import { reveal } from "../store/revealed.ts"
import type { Auth } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { upsertSubscriber } from "../store/subscribers.ts"
import { contextKeysOf } from "./contexts.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

const senderOf = (
  { integrations }: Store,
  seed: Pick<SeedConnection, "channel" | "integrationIdentifier" | "providerId">
) => {
  const integration = integrations.byKey.get(seed.integrationIdentifier)
  return {
    integrationIdentifier: seed.integrationIdentifier,
    providerId: seed.providerId ?? integration?.providerId ?? "slack",
    channel: seed.channel ?? integration?.channel ?? "chat"
  }
}

export const seedConnection = (seeding: Seeding, seed: SeedConnection): void => {
  const { isExact, now, store } = seeding
  const contextKeys = contextKeysOf(seeding, seed)
  if (seed.subscriberId && !isExact) upsertSubscriber(store, seed.subscriberId, {}, now)
  const existing = seed.identifier === undefined ? undefined : store.connections.byKey.get(seed.identifier)
  const stamp = stampOf(seeding, seed, existing)
  put(store.connections, existing, {
    ...stamp,
    identifier: seed.identifier ?? `chconn_${store.ids.suffix()}`,
    ...senderOf(store, seed),
    subscriberId: seed.subscriberId ?? null,
    contextKeys,
    workspace: workspaceOf(seed.workspace),
    auth: authOf(seed.auth)
  })
}

const workspaceOf = (workspace: SeedConnection["workspace"]): Readonly<Record<string, unknown>> => {
  if (workspace === undefined) return { id: "T000000", name: "Seeded" }
  const { more, ...known } = workspace
  return { ...given(known), ...more }
}

const authOf = (auth: SeedConnection["auth"]): Auth => {
  if (auth === undefined) return { accessToken: "xoxb-seeded" }
  const { accessToken, more, refreshToken, ...times } = auth
  return {
    ...(accessToken === undefined ? undefined : { accessToken: reveal(accessToken) }),
    ...(refreshToken === undefined ? undefined : { refreshToken: reveal(refreshToken) }),
    ...given(times),
    ...more
  }
}

/** Writes the texts under known names as members, and everything else as `more`. */
const split = <Name extends string>(value: Readonly<Record<string, unknown>>, names: ReadonlyArray<Name>) => {
  const known: Partial<Record<Name, string>> = {}
  const more = { ...value }
  for (const name of names) {
    const member = value[name]
    if (typeof member !== "string") continue
    known[name] = member
    delete more[name]
  }
  return Object.keys(more).length === 0 ? known : { ...known, more }
}

export const savedConnections = ({ connections }: Store): ReadonlyArray<SeedConnection> =>
  connections.createdAt.rows.map((row) => ({
    identifier: row.identifier,
    integrationIdentifier: row.integrationIdentifier,
    providerId: row.providerId,
    channel: row.channel,
    subscriberId: row.subscriberId,
    contextKeys: row.contextKeys,
    workspace: split(row.workspace, ["id", "name", "botUserId"]),
    auth: split(row.auth, ["accessToken", "refreshToken", "expiresAt", "refreshTokenExpiresAt"]),
    ...savedStamp(row)
  }))

export const seedEndpoint = (seeding: Seeding, seed: SeedEndpoint): void => {
  const { isExact, now, store } = seeding
  const contextKeys = contextKeysOf(seeding, seed)
  if (!isExact) upsertSubscriber(store, seed.subscriberId, {}, now)
  const existing = seed.identifier === undefined ? undefined : store.endpoints.byKey.get(seed.identifier)
  const stamp = stampOf(seeding, seed, existing)
  put(store.endpoints, existing, {
    ...stamp,
    identifier: seed.identifier ?? `chendp_${store.ids.suffix()}`,
    ...senderOf(store, seed),
    connectionIdentifier: seed.connectionIdentifier ?? null,
    subscriberId: seed.subscriberId,
    contextKeys,
    type: seed.type,
    endpoint: seed.endpoint
  })
}

export const savedEndpoints = ({ endpoints }: Store): ReadonlyArray<SeedEndpoint> =>
  endpoints.createdAt.rows.map((row) => ({
    identifier: row.identifier,
    integrationIdentifier: row.integrationIdentifier,
    providerId: row.providerId,
    channel: row.channel,
    connectionIdentifier: row.connectionIdentifier,
    subscriberId: row.subscriberId,
    contextKeys: row.contextKeys,
    type: row.type,
    endpoint: row.endpoint,
    ...savedStamp(row)
  }))
