import * as Redacted from "effect/Redacted"
import type { ChannelConnection, CreateChannelConnection } from "../Schema/ChannelConnection.ts"
import type { ContextInput } from "../Schema/Context.ts"

const idOf = (value: ContextInput[string]): string => typeof value === "string" ? value : value.id

/**
 * The keys Novu makes of contexts: `type:id`.
 *
 * @internal
 */
export const contextKeysOf = (context: ContextInput | undefined): ReadonlyArray<string> =>
  Object.entries(context ?? {}).map(([type, value]) => `${type}:${idOf(value)}`)

const sameSet = (left: ReadonlyArray<string>, right: ReadonlyArray<string>): boolean =>
  left.length === right.length && left.every((each) => right.includes(each))

/**
 * The subscriber that Novu stores: none for a shared connection.
 *
 * @internal
 */
export const storedSubscriber = (payload: CreateChannelConnection): string | null =>
  payload.connectionMode === "shared" ? null : payload.subscriberId ?? null

/**
 * Whether a connection is the one that Novu's uniqueness rule allows for this
 * integration, subscriber and set of contexts. What an early server leaves out
 * cannot differ.
 *
 * @internal
 */
export const isForTheSame = (connection: ChannelConnection, payload: CreateChannelConnection): boolean =>
  connection.integrationIdentifier === payload.integrationIdentifier &&
  (connection.subscriberId === undefined || connection.subscriberId === storedSubscriber(payload)) &&
  (connection.contextKeys === undefined || sameSet(connection.contextKeys, contextKeysOf(payload.context)))

/** Novu may show a token, show an empty one, or none: only a shown one can differ. */
const sameToken = (shown: Redacted.Redacted | undefined, asked: Redacted.Redacted): boolean =>
  shown === undefined || Redacted.value(shown) === "" || Redacted.value(shown) === Redacted.value(asked)

/**
 * Whether a connection is what a `create` asked for, as far as Novu shows it.
 *
 * @internal
 */
export const isWhatWasAskedFor = (connection: ChannelConnection, payload: CreateChannelConnection): boolean =>
  isForTheSame(connection, payload) &&
  (payload.identifier === undefined || payload.identifier === connection.identifier) &&
  payload.workspace.id === connection.workspace.id &&
  (payload.workspace.name ?? null) === (connection.workspace.name ?? null) &&
  sameToken(connection.auth.accessToken, payload.auth.accessToken)
