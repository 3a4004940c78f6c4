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
  // Novu looks for an existing connection by the subscriber as sent, but stores no
  // subscriber on a shared connection. It does not find the first one then, so only an
  // identifier prevents a second.
  repeat: ({ payload }) =>
    payload.connectionMode === "shared" && payload.subscriberId !== undefined && payload.identifier === undefined
      ? "unguarded"
      : "guarded",
  // The conflict may be about the connection that an earlier attempt of this call made.
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
  // An update replaces both parts whole, so a repeated one changes nothing.
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

/** Returns what `ensure` and the look-up after a lost answer call. */
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
   * Lets `ensure` replace the tokens of a connection when Novu holds a refresh
   * token that it does not show and the payload brings none. The stored refresh
   * token is then lost.
   *
   * @default false
   */
  readonly dropRefreshToken?: boolean | undefined
}

/**
 * Holds the connection that `ensure` made or found.
 *
 * @category models
 * @since 0.1.0
 */
export interface Ensured extends NovuResponse<ChannelConnection> {
  /** Whether this call made the connection. Otherwise it existed already. */
  readonly created: boolean
}

/**
 * Creates, lists, updates and deletes channel connections.
 *
 * @category services
 * @since 0.1.0
 */
export class ChannelConnections extends Group.Service<ChannelConnections>()("ChannelConnections", {
  /**
   * Connects a workspace. Novu allows one connection per integration,
   * subscriber and set of contexts.
   *
   * Fails with `Conflict`, which names the first connection, when there is one
   * already; with `BadRequest` when the mode or the tokens break a rule; with
   * `NotFound` when the integration or the subscriber does not exist.
   *
   * When an answer is lost and the repeated request meets the connection that
   * it had made, the call succeeds with that connection.
   */
  create: Group.method(create, (payload: CreateChannelConnection) => ({ payload })),

  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListChannelConnections) => ({ query })),

  /**
   * Streams every connection that matches. It reads one page at a time as the
   * stream is pulled, with 100 items per page unless `limit` says otherwise.
   *
   * **Gotchas**
   *
   * - When the last item of a page is deleted before the next page is read, the
   *   stream goes on from the cursor before it. When that item is gone too, it
   *   fails with `NotFound` rather than end early.
   */
  listAll,

  /** Fails with `NotFound` when no connection has this identifier. */
  retrieve: Group.method(retrieve, (identifier: string) => ({ params: { identifier } })),

  /**
   * Replaces the workspace and the tokens whole.
   *
   * **Gotchas**
   *
   * - Include what should stay: a refresh token that is left out is lost.
   */
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
   * Creates the connection. When one exists for the same integration,
   * subscriber and contexts, gives it this workspace and these tokens, and
   * sends nothing more if it has them already. Several callers may run it at
   * once.
   *
   * **Gotchas**
   *
   * - A stored refresh token is kept when the payload brings none. When Novu
   *   holds one that it does not show, the call fails with `Conflict`: see
   *   `dropRefreshToken`.
   * - The time limits are those of one call: `totalTimeout` covers all of its
   *   requests together.
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
export const operations: typeof ChannelConnections.operations = ChannelConnections.operations
