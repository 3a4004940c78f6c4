import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { NovuError } from "../../Errors/NovuError.ts"
import type { Conflict } from "../../Errors/NovuErrorReason.ts"
import type {
  ChannelConnection,
  CreateChannelConnection,
  ListChannelConnections
} from "../../Schema/ChannelConnection.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { contextKeysOf, isForTheSame, storedSubscriber } from "./connectionMatch.ts"

/** Looks for connections. */
export interface FindConnections {
  readonly listAll: (
    query: Omit<ListChannelConnections, "after" | "before">,
    options?: RequestOptions
  ) => Stream.Stream<ChannelConnection, NovuError>
  readonly retrieve: (
    identifier: string,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelConnection>, NovuError>
}

/**
 * Finds the connection that a conflict is about: the one that it names or,
 * where its words did not arrive, the one in the list for the same integration,
 * subscriber and contexts.
 */
export const existingConnection = (
  connections: FindConnections,
  payload: CreateChannelConnection,
  conflict: Conflict,
  options?: RequestOptions
): Effect.Effect<NovuResponse<ChannelConnection> | undefined, NovuError> => {
  if (conflict.existingIdentifier !== undefined) {
    return Effect.map(
      connections.retrieve(conflict.existingIdentifier, options),
      // An identifier may also belong to a connection for something else.
      (found) => isForTheSame(found.result, payload) ? found : undefined
    )
  }
  const subscriberId = storedSubscriber(payload)
  return connections.listAll({
    integrationIdentifier: payload.integrationIdentifier,
    contextKeys: contextKeysOf(payload.context),
    ...(subscriberId === null ? {} : { subscriberId })
  }, options).pipe(
    // Novu did not name the connection, so we take only one that shows its subscriber
    // and its contexts. Guessing could return somebody else's.
    Stream.filter((connection) =>
      connection.subscriberId !== undefined && connection.contextKeys !== undefined && isForTheSame(connection, payload)
    ),
    Stream.runHead,
    Effect.map(Option.match({
      onNone: () => undefined,
      onSome: (result) => ({ headers: conflict.headers, result })
    }))
  )
}
