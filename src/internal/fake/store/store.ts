import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import { makeIds } from "./ids.ts"
import { type Row, Table } from "./table.ts"

/** @internal */
export interface Auth {
  readonly [member: string]: unknown
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly expiresAt?: string
  readonly refreshTokenExpiresAt?: string
}

/** @internal */
export interface ConnectionRow extends Row {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly subscriberId: string | null
  readonly contextKeys: ReadonlyArray<string>
  readonly workspace: Readonly<Record<string, unknown>>
  readonly auth: Auth
}

/** @internal */
export interface EndpointRow extends Row {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly connectionIdentifier: string | null
  readonly subscriberId: string
  readonly contextKeys: ReadonlyArray<string>
  readonly type: string
  readonly endpoint: Readonly<Record<string, unknown>>
}

/** @internal */
export interface ContextRow extends Row {
  readonly type: string
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
  readonly bridgeUrl: string | undefined
}

/** @internal */
export interface IntegrationRow {
  readonly _id: string
  readonly identifier: string
  readonly providerId: string
  readonly channel: string
  readonly name: string
  readonly active: boolean
  readonly credentials: { readonly clientId: string; readonly secretKey: string } | undefined
}

/** @internal */
export const defaultSecretKey = "sk_fake"

/** The one environment and organisation of a fake. @internal */
export const environmentId = "6615943e7ace93b0540ae377"

/** @internal */
export const organizationId = "6615943e7ace93b0540ae301"

/**
 * Everything that the server remembers, and the options it runs under.
 *
 * @internal
 */
export const makeStore = (options: FakeNovuOptions) => ({
  options,
  secretKey: options.secretKey ?? defaultSecretKey,
  ids: makeIds(),
  connections: new Table<ConnectionRow>((row) => row.identifier),
  /** Connections by what must be unique about them. Shared ones can collide, so there may be several. */
  uniqueConnections: new Map<string, Array<ConnectionRow>>(),
  endpoints: new Table<EndpointRow>((row) => row.identifier),
  contexts: new Table<ContextRow>((row) => `${row.type}:${row.id}`),
  integrations: new Map<string, IntegrationRow>(),
  subscribers: new Set<string>()
})

/** @internal */
export type Store = ReturnType<typeof makeStore>

/** @internal */
export const uniqueKey = (
  integrationIdentifier: string,
  subscriberId: string | null,
  contextKeys: ReadonlyArray<string>
): string => JSON.stringify([integrationIdentifier, subscriberId, contextKeys])

const uniqueKeyOf = (row: ConnectionRow): string =>
  uniqueKey(row.integrationIdentifier, row.subscriberId, row.contextKeys)

/** @internal */
export const insertConnection = (store: Store, row: ConnectionRow): ConnectionRow => {
  const key = uniqueKeyOf(row)
  const same = store.uniqueConnections.get(key)
  if (same === undefined) store.uniqueConnections.set(key, [row])
  else same.push(row)
  return store.connections.insert(row)
}

/** @internal */
export const replaceConnection = (store: Store, row: ConnectionRow, next: ConnectionRow): ConnectionRow => {
  const same = store.uniqueConnections.get(uniqueKeyOf(row))
  if (same !== undefined) same[same.indexOf(row)] = next
  return store.connections.replace(row, next)
}

/** @internal */
export const removeConnection = (store: Store, row: ConnectionRow): void => {
  const key = uniqueKeyOf(row)
  const others = (store.uniqueConnections.get(key) ?? []).filter((other) => other !== row)
  if (others.length === 0) store.uniqueConnections.delete(key)
  else store.uniqueConnections.set(key, others)
  store.connections.remove(row)
}

/**
 * Finds the contexts or creates them; `data` that is given replaces what was
 * stored.
 *
 * @internal
 */
export const upsertContext = (
  store: Store,
  context: { readonly type: string; readonly id: string; readonly data: Readonly<Record<string, unknown>> | undefined },
  now: number
): ContextRow => {
  const existing = store.contexts.byKey.get(`${context.type}:${context.id}`)
  if (existing === undefined) {
    return store.contexts.insert({
      _id: store.ids.objectId(now),
      type: context.type,
      id: context.id,
      data: context.data ?? {},
      bridgeUrl: undefined,
      createdAt: now,
      updatedAt: now
    })
  }
  if (context.data === undefined) return existing
  return store.contexts.replace(existing, { ...existing, data: context.data, updatedAt: now })
}
