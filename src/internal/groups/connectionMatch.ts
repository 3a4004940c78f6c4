import type * as DateTime from "effect/DateTime"
import type * as Redacted from "effect/Redacted"
import type {
  ChannelConnection,
  ConnectionAuth,
  ConnectionAuthInput,
  CreateChannelConnection
} from "../../Schema/ChannelConnection.ts"
import type { ContextInput } from "../../Schema/Context.ts"
import { showsText } from "../input/redactedText.ts"
import { type Agreement, sameId, stored, together, whereShown } from "./agreement.ts"

const idOf = (value: ContextInput[string]): string => (typeof value === "string" ? value : value.id).trim()

/** Returns the keys that Novu makes of contexts: `type:id`. */
export const contextKeysOf = (context: ContextInput | undefined): ReadonlyArray<string> =>
  Object.entries(context ?? {}).map(([type, value]) => `${type}:${idOf(value)}`)

export const sameSet = (left: ReadonlyArray<string>, right: ReadonlyArray<string>): boolean =>
  left.length === right.length && left.every((each) => right.includes(each))

/** Returns the subscriber that Novu stores, which is none for a shared connection. */
export const storedSubscriber = (payload: CreateChannelConnection): string | null =>
  payload.connectionMode === "shared" ? null : payload.subscriberId ?? null

/**
 * Whether a connection is the one that Novu's uniqueness rule allows for this
 * integration, subscriber and set of contexts. Members that early servers omit
 * are taken to be equal.
 */
export const isForTheSame = (connection: ChannelConnection, payload: CreateChannelConnection): boolean =>
  sameId(connection.integrationIdentifier, payload.integrationIdentifier) &&
  (connection.subscriberId === undefined || sameId(connection.subscriberId, storedSubscriber(payload))) &&
  (connection.contextKeys === undefined || sameSet(connection.contextKeys, contextKeysOf(payload.context)))

type Token = Redacted.Redacted | undefined

/** Compares a token. Servers differ in which tokens they show. */
const token = (shown: Token, has: boolean | undefined, asked: Token): Agreement => {
  if (showsText(shown)) return stored(shown, asked)
  if (has !== undefined && has !== (asked !== undefined)) return "different"
  return asked === undefined ? "same" : "hidden"
}

/** Compares the time at which the tokens expire. Novu sets it to now for a refresh token that comes without one. */
const expiry = (shown: DateTime.Utc | undefined, { expiresAt, refreshToken }: ConnectionAuthInput): Agreement =>
  expiresAt === undefined && refreshToken !== undefined ? "same" : whereShown(shown, expiresAt)

const authAgreement = (shown: ConnectionAuth, asked: ConnectionAuthInput): Agreement =>
  together(
    token(shown.accessToken, shown.hasAccessToken, asked.accessToken),
    token(shown.refreshToken, shown.hasRefreshToken, asked.refreshToken),
    expiry(shown.expiresAt, asked),
    whereShown(shown.refreshTokenExpiresAt, asked.refreshTokenExpiresAt)
  )

/** Says whether a connection is what a `create` asked for, as far as Novu shows it. */
export const connectionAgreement = (shown: ChannelConnection, asked: CreateChannelConnection): Agreement =>
  isForTheSame(shown, asked) &&
    (asked.identifier === undefined || sameId(shown.identifier, asked.identifier)) &&
    sameId(shown.workspace.id, asked.workspace.id)
    ? together(
      stored(shown.workspace.name, asked.workspace.name),
      stored(shown.workspace.botUserId, asked.workspace.botUserId),
      authAgreement(shown.auth, asked.auth)
    )
    : "different"
