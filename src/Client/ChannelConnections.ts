/**
 * Connect workspaces on chat providers to subscribers and contexts.
 *
 * @see https://docs.novu.co/api-reference/channel-connections
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { connectionAgreement } from "../internal/groups/connectionMatch.ts"
import { type Connections, ensureConnection } from "../internal/groups/ensureConnection.ts"
import { existingConnection } from "../internal/groups/existingConnection.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  ChannelConnection,
  ChannelConnectionPage,
  CreateChannelConnection,
  ListChannelConnections,
  UpdateChannelConnection
} from "../Schema/ChannelConnection.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v1/channel-connections"

const retrieve = Operation.make({
  name: "ChannelConnections.retrieve",
  method: "GET",
  path: `${path}/{identifier}`,
  success: ChannelConnection
})

const list = Operation.make({
  name: "ChannelConnections.list",
  method: "GET",
  path,
  query: ListChannelConnections,
  success: ChannelConnectionPage
})

const create = Operation.make({
  name: "ChannelConnections.create",
  method: "POST",
  path,
  payload: CreateChannelConnection,
  success: ChannelConnection,
  // Novu looks for a connection of the subscriber as sent, and stores none where
  // it is shared, so only an identifier keeps such a connection from being made twice.
  repeat: ({ payload }) =>
    payload.connectionMode === "shared" && payload.subscriberId !== undefined && payload.identifier === undefined
      ? "unguarded"
      : "guarded",
  // The connection in the way may be the one an earlier attempt made.
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" ? undefined : Effect.map(
      existingConnection(connections(call), payload, reason),
      (found) =>
        found !== undefined &&
          madeByThisCall(connectionAgreement(found.result, payload), found.result.createdAt, isOlder)
          ? found
          : undefined
    )
})

const update = Operation.make({
  name: "ChannelConnections.update",
  method: "PATCH",
  path: `${path}/{identifier}`,
  payload: UpdateChannelConnection,
  success: ChannelConnection,
  // It replaces both parts whole.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "ChannelConnections.delete",
  method: "DELETE",
  path: `${path}/{identifier}`,
  reconcile: goneIsDone
})

const listAll = Group.pages(
  list,
  (query?: Omit<ListChannelConnections, "after" | "before">) => ({ query }),
  Paging.byCursor(({ identifier }: ChannelConnection) => identifier)
)

/** What `ensure` and the look-up after a lost answer call. */
const connections = (call: Operation.Call): Connections => ({
  create: (payload, options) => call(create, { payload }, options),
  listAll: listAll(call),
  retrieve: (identifier, options) => call(retrieve, { params: { identifier } }, options),
  update: (identifier, payload, options) => call(update, { params: { identifier }, payload }, options)
})

/**
 * @category options
 * @since 0.1.0
 */
export interface EnsureOptions extends RequestOptions {
  /**
   * Lets `ensure` replace the tokens of a connection that holds a refresh token
   * which Novu does not show, with tokens that bring none.
   *
   * @default false
   */
  readonly dropRefreshToken?: boolean | undefined
}

/**
 * What `ensure` returns.
 *
 * @category models
 * @since 0.1.0
 */
export interface Ensured extends NovuResponse<ChannelConnection> {
  /** Whether this call made the connection; otherwise it was there. */
  readonly created: boolean
}

/**
 * Operations on channel connections.
 *
 * @category services
 * @since 0.1.0
 */
export class ChannelConnections extends Group.Service<ChannelConnections>()("ChannelConnections", {
  /**
   * Connects a workspace. Novu allows one connection for an integration, a
   * subscriber and a set of contexts: a second is a `Conflict` that names the
   * first. `BadRequest` where the mode or the tokens break a rule; `NotFound`
   * where the integration or the subscriber does not exist.
   *
   * When an answer is lost and the repeated request meets the connection it had
   * made, the call succeeds with that connection.
   */
  create: Group.method(create, (payload: CreateChannelConnection) => ({ payload })),

  /** One page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListChannelConnections) => ({ query })),

  /**
   * Every connection that matches, a page at a time as the stream is pulled,
   * 100 per page unless `limit` says otherwise. When the item that a page ended
   * with is deleted in between, the stream reads on from the cursor before it;
   * when that is gone too it fails with `NotFound` rather than end early.
   */
  listAll,

  /** Fails with `NotFound` when no connection has this identifier. */
  retrieve: Group.method(retrieve, (identifier: string) => ({ params: { identifier } })),

  /** Replaces both parts whole: include what should stay, the refresh token too. */
  update: Group.method(update, (identifier: string, payload: UpdateChannelConnection) => ({
    params: { identifier },
    payload
  })),

  /**
   * Disconnects. Fails with `NotFound` when no connection has this identifier,
   * unless an earlier attempt of this call may have deleted it.
   */
  delete: Group.method(remove, (identifier: string) => ({ params: { identifier } })),

  /**
   * Creates the connection or, where one exists for the same integration,
   * subscriber and contexts, gives it this workspace and these tokens; sends
   * nothing more when it has them already. Safe when several callers race.
   *
   * A stored refresh token is kept when the payload brings none. Where Novu
   * holds one that it does not show, the call fails with `Conflict`, see
   * `dropRefreshToken`. Time limits are those of one call.
   */
  ensure:
    (call: Operation.Call) =>
    (payload: CreateChannelConnection, options?: EnsureOptions): Effect.Effect<Ensured, NovuError> =>
      ensureConnection(connections(call), payload, options)
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations = ChannelConnections.operations
