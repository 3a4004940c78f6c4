import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type * as Redacted from "effect/Redacted"
import { NovuError } from "../../Errors/NovuError.ts"
import { Conflict } from "../../Errors/NovuErrorReason.ts"
import type {
  ChannelConnection,
  ConnectionAuth,
  ConnectionAuthInput,
  CreateChannelConnection,
  UpdateChannelConnection
} from "../../Schema/ChannelConnection.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { showsText, textIn } from "../input/redactedText.ts"
import { existingConnection, type FindConnections } from "./existingConnection.ts"
import { isAbsent } from "./isAbsent.ts"

/** Looks for connections and writes them. */
export interface Connections extends FindConnections {
  readonly create: (
    payload: CreateChannelConnection,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelConnection>, NovuError>
  readonly update: (
    identifier: string,
    payload: UpdateChannelConnection,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelConnection>, NovuError>
}

/** Repeats `Ensured` and, below, `EnsureOptions` of `ChannelConnections`, which stands above this room. */
interface Ensured extends NovuResponse<ChannelConnection> {
  readonly created: boolean
}

interface EnsureOptions extends RequestOptions {
  readonly dropRefreshToken?: boolean | undefined
}

/** Limits how often creating and finding take turns while others create and delete. */
const rounds = 5

const ensure = composition("ChannelConnections.ensure", ["Conflict"])

/**
 * Drops the subscriber of a shared connection. Novu stores none for it, and
 * does not see that the connection exists when the request names one.
 */
const withUniqueKey = (payload: CreateChannelConnection): CreateChannelConnection =>
  // Callers without types may pass anything, which the encoder refuses.
  Predicate.isObject(payload) && payload.connectionMode === "shared"
    ? { ...payload, subscriberId: undefined }
    : payload

/**
 * Creates the connection, or updates the existing one. Every step may be
 * repeated, so racing callers end with the same connection.
 */
export const ensureConnection = (
  connections: Connections,
  asked: CreateChannelConnection,
  given: EnsureOptions = {}
): Effect.Effect<Ensured, NovuError> => {
  const wrong = checkOptions(given)
  if (wrong !== undefined) return Effect.fail(new NovuError({ operation: ensure.name, reason: wrong, attempts: 0 }))
  const { dropRefreshToken = false, idempotencyKey, ...options } = given
  const payload = withUniqueKey(asked)
  const round = (left: number): Effect.Effect<Ensured, NovuError> =>
    connections.create(payload, { ...options, idempotencyKey: left === rounds ? idempotencyKey : undefined }).pipe(
      Effect.map((response) => ({ ...response, created: true })),
      Effect.catchReason(
        "NovuError",
        "Conflict",
        (conflict, error) =>
          existingConnection(connections, payload, conflict, options).pipe(
            Effect.flatMap((found) =>
              found === undefined
                ? Effect.fail(error)
                : repair(connections, payload, found, conflict, dropRefreshToken, options)
            ),
            // Someone else has deleted the connection since the conflict.
            Effect.catchIf(isAbsent, () => left > 1 ? round(left - 1) : Effect.fail(error))
          )
      )
    )
  return composed(ensure, round(rounds))
}

const repair = (
  connections: Connections,
  { auth, workspace }: CreateChannelConnection,
  found: NovuResponse<ChannelConnection>,
  conflict: Conflict,
  dropRefreshToken: boolean,
  options: EnsureOptions
): Effect.Effect<Ensured, NovuError> => {
  const existing = found.result
  if (sameWorkspace(existing, workspace) && sameAuth(existing.auth, auth)) {
    return Effect.succeed({ ...found, created: false })
  }
  const lost = hidesRefreshToken(existing.auth) && auth.refreshToken === undefined && !dropRefreshToken
    ? "a refresh token that Novu does not show and that an update would drop: pass auth.refreshToken, or " +
      "dropRefreshToken: true"
    : unreadable(existing.auth, auth)
  if (lost !== undefined) {
    return Effect.fail(
      new NovuError({
        operation: ensure.name,
        attempts: 1,
        reason: new Conflict({
          status: conflict.status,
          headers: conflict.headers,
          existingIdentifier: existing.identifier,
          detail: `connection "${existing.identifier}" holds ${lost}`
        })
      })
    )
  }
  return Effect.map(
    connections.update(existing.identifier, { workspace, auth: keepRefreshToken(existing.auth, auth) }, options),
    (response) => ({ ...response, created: false })
  )
}

const sameWorkspace = (existing: ChannelConnection, asked: CreateChannelConnection["workspace"]): boolean =>
  existing.workspace.id === asked.id &&
  (existing.workspace.name ?? undefined) === (asked.name ?? undefined) &&
  (existing.workspace.botUserId ?? undefined) === (asked.botUserId ?? undefined)

/** Whether Novu shows this very token. A token that was wiped since the call began cannot be compared. */
const isShown = (shown: Redacted.Redacted | undefined, asked: Redacted.Redacted): boolean => {
  const text = textIn(asked)
  return text !== undefined && textIn(shown) === text
}

/**
 * Tokens count as equal only if Novu shows them and they match. A refresh token
 * that the payload does not mention is ignored.
 */
const sameAuth = (existing: ConnectionAuth, asked: ConnectionAuthInput): boolean =>
  isShown(existing.accessToken, asked.accessToken) &&
  (asked.refreshToken === undefined || isShown(existing.refreshToken, asked.refreshToken)) &&
  (asked.expiresAt === undefined || existing.expiresAt?.epochMilliseconds === asked.expiresAt.epochMilliseconds) &&
  (asked.refreshTokenExpiresAt === undefined ||
    existing.refreshTokenExpiresAt?.epochMilliseconds === asked.refreshTokenExpiresAt.epochMilliseconds)

const hidesRefreshToken = ({ hasRefreshToken, refreshToken }: ConnectionAuth): boolean =>
  hasRefreshToken === true && !showsText(refreshToken)

const keepsRefreshToken = (existing: ConnectionAuth, asked: ConnectionAuthInput): boolean =>
  asked.refreshToken === undefined && showsText(existing.refreshToken)

/** Names a stored time that has to stay with the tokens but cannot be sent along, because it is no time. */
const unreadable = (existing: ConnectionAuth, asked: ConnectionAuthInput): string | undefined => {
  const member = (["expiresAt", "refreshTokenExpiresAt"] as const).find((key) =>
    asked[key] === undefined && key in existing && existing[key] === undefined
  )
  return member === undefined || !keepsRefreshToken(existing, asked)
    ? undefined
    : `an auth.${member} that is no time and that an update would drop: pass auth.${member}`
}

/** An update replaces the tokens whole, so what should stay has to be sent along. */
const keepRefreshToken = (existing: ConnectionAuth, asked: ConnectionAuthInput): ConnectionAuthInput => {
  if (!keepsRefreshToken(existing, asked)) return asked
  const { accessToken, expiresAt = existing.expiresAt, refreshTokenExpiresAt = existing.refreshTokenExpiresAt } = asked
  return { accessToken, refreshToken: existing.refreshToken, expiresAt, refreshTokenExpiresAt }
}
