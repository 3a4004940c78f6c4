/**
 * Connect workspaces on chat providers to subscribers and contexts.
 *
 * @see https://docs.novu.co/api-reference/channel-connections
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { connectionAgreement } from "../internal/groups/connectionMatch.ts"
import { ensureConnection } from "../internal/groups/ensureConnection.ts"
import { existingConnection } from "../internal/groups/existingConnection.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { pageOf } from "../internal/groups/pageOf.ts"
import { paginate } from "../internal/groups/pagination.ts"
import {
  ChannelConnection,
  ChannelConnectionPage,
  CreateChannelConnection,
  ListChannelConnections,
  UpdateChannelConnection
} from "../Schema/ChannelConnection.ts"
import type { Page } from "../Schema/Page.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import { NovuTransport } from "../Transport/NovuTransport.ts"
import * as Operation from "../Transport/Operation.ts"
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

/** The part of the service that finds connections. */
const readers = (call: Operation.Call): Pick<ChannelConnections["Service"], "list" | "listAll" | "retrieve"> => ({
  list: (query, options) => call(list, { query }, options),
  listAll: (query, options) =>
    paginate(
      list.name,
      (after) => call(list, { query: pageOf(query, after) }, options),
      ({ identifier }) => identifier
    ),
  retrieve: (identifier, options) => call(retrieve, { params: { identifier } }, options)
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
      existingConnection(readers(call), payload, reason),
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

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations = { create, list, retrieve, update, delete: remove }

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
export class ChannelConnections extends Context.Service<ChannelConnections, {
  /**
   * Connects a workspace. Novu allows one connection for an integration, a
   * subscriber and a set of contexts: a second is a `Conflict` that names the
   * first. `BadRequest` where the mode or the tokens break a rule; `NotFound`
   * where the integration or the subscriber does not exist.
   *
   * When an answer is lost and the repeated request meets the connection it had
   * made, the call succeeds with that connection.
   */
  readonly create: (
    payload: CreateChannelConnection,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelConnection>, NovuError>

  /** One page, newest first. Use `listAll` to read every page. */
  readonly list: (
    query?: ListChannelConnections,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<Page<ChannelConnection>>, NovuError>

  /**
   * Every connection that matches, a page at a time as the stream is pulled,
   * 100 a page unless `limit` says otherwise. When the item a page ended with
   * is deleted in between, the stream reads on from the cursor before it; when
   * that is gone too it fails with `NotFound` rather than end early. Cursors
   * that come back, and a hundred empty pages in a row, fail with
   * `ResponseDecodeFailed` rather than never end.
   */
  readonly listAll: (
    query?: Omit<ListChannelConnections, "after" | "before">,
    options?: RequestOptions
  ) => Stream.Stream<ChannelConnection, NovuError>

  /** Fails with `NotFound` when no connection has this identifier. */
  readonly retrieve: (
    identifier: string,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelConnection>, NovuError>

  /** Replaces both parts whole: include what should stay, the refresh token too. */
  readonly update: (
    identifier: string,
    payload: UpdateChannelConnection,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelConnection>, NovuError>

  /**
   * Disconnects. Fails with `NotFound` when no connection has this identifier,
   * unless an earlier attempt of this call may have deleted it.
   */
  readonly delete: (identifier: string, options?: RequestOptions) => Effect.Effect<NovuResponse<void>, NovuError>

  /**
   * Creates the connection or, where one exists for the same integration,
   * subscriber and contexts, gives it this workspace and these tokens; sends
   * nothing more when it has them already. Safe when several callers race.
   *
   * A stored refresh token is kept when the payload brings none, with its expiry
   * times. Where Novu holds one that it does not show, or a time that cannot be
   * read, the call fails with `Conflict` rather than drop it: see
   * `dropRefreshToken`, or pass the time. Time limits are those of one call.
   */
  readonly ensure: (payload: CreateChannelConnection, options?: EnsureOptions) => Effect.Effect<Ensured, NovuError>
}>()("effect-novu/Client/ChannelConnections") {
  /**
   * Never shared, unlike most layers: in a program with two transports, the
   * second would get the group, and with it the key, of the first.
   */
  static readonly layer: Layer.Layer<ChannelConnections, never, NovuTransport> = Layer.fresh(Layer.effect(
    ChannelConnections,
    Effect.map(NovuTransport, ({ call }) => {
      const service: ChannelConnections["Service"] = {
        ...readers(call),
        create: (payload, options) => call(create, { payload }, options),
        update: (identifier, payload, options) => call(update, { params: { identifier }, payload }, options),
        delete: (identifier, options) => call(remove, { params: { identifier } }, options),
        ensure: (payload, options) => ensureConnection(service, payload, options)
      }
      return service
    })
  ))
}
