/**
 * Say where on a provider a subscriber's messages end up.
 *
 * @see https://docs.novu.co/api-reference/channel-endpoints
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import { madeByThisCall, sameId } from "../internal/groups/agreement.ts"
import { endpointAgreement } from "../internal/groups/endpointMatch.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { pageOf } from "../internal/groups/pageOf.ts"
import { paginate } from "../internal/groups/pagination.ts"
import {
  ChannelEndpoint,
  ChannelEndpointPage,
  CreateChannelEndpoint,
  ListChannelEndpoints,
  UpdateChannelEndpoint
} from "../Schema/ChannelEndpoint.ts"
import type { Page } from "../Schema/Page.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import { NovuTransport } from "../Transport/NovuTransport.ts"
import * as Operation from "../Transport/Operation.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v1/channel-endpoints"

const retrieve: Operation.Operation<`${typeof path}/{identifier}`, never, never, ChannelEndpoint> = Operation.make({
  name: "ChannelEndpoints.retrieve",
  method: "GET",
  path: `${path}/{identifier}`,
  success: ChannelEndpoint
})

const create: Operation.Operation<typeof path, never, CreateChannelEndpoint, ChannelEndpoint> = Operation.make({
  name: "ChannelEndpoints.create",
  method: "POST",
  path,
  payload: CreateChannelEndpoint,
  success: ChannelEndpoint,
  // Novu keeps endpoints apart by their identifier only.
  repeat: ({ payload }) => payload.identifier === undefined ? "unguarded" : "guarded",
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    // An endpoint without an identifier is not repeated; a conflict may also be about something else.
    reason._tag !== "Conflict" || payload.identifier === undefined ||
      !sameId(reason.existingIdentifier ?? payload.identifier, payload.identifier)
      ? undefined
      : Effect.map(
        call(retrieve, { params: { identifier: payload.identifier } }),
        (found) =>
          madeByThisCall(endpointAgreement(found.result, payload), found.result.createdAt, isOlder) ? found : undefined
      )
})

const list: Operation.Operation<typeof path, ListChannelEndpoints, never, Page<ChannelEndpoint>> = Operation.make({
  name: "ChannelEndpoints.list",
  method: "GET",
  path,
  query: ListChannelEndpoints,
  success: ChannelEndpointPage
})

const update: Operation.Operation<`${typeof path}/{identifier}`, never, UpdateChannelEndpoint, ChannelEndpoint> =
  Operation.make({
    name: "ChannelEndpoints.update",
    method: "PATCH",
    path: `${path}/{identifier}`,
    payload: UpdateChannelEndpoint,
    success: ChannelEndpoint,
    // It replaces the payload whole.
    repeat: "idempotent"
  })

const remove = Operation.make({
  name: "ChannelEndpoints.delete",
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
export const operations: {
  readonly create: typeof create
  readonly list: typeof list
  readonly retrieve: typeof retrieve
  readonly update: typeof update
  readonly delete: typeof remove
} = { create, list, retrieve, update, delete: remove }

/**
 * Operations on channel endpoints.
 *
 * @category services
 * @since 0.1.0
 */
export class ChannelEndpoints extends Context.Service<ChannelEndpoints, {
  /**
   * Adds an endpoint. `NotFound` where the integration, the subscriber or the
   * connection does not exist; `Conflict` where the identifier is taken. Without
   * an identifier Novu makes another endpoint each time, so a request whose
   * outcome is unknown is then not repeated.
   */
  readonly create: (
    payload: CreateChannelEndpoint,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelEndpoint>, NovuError>

  /** One page, newest first. Use `listAll` to read every page. */
  readonly list: (
    query?: ListChannelEndpoints,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<Page<ChannelEndpoint>>, NovuError>

  /** Every endpoint that matches; pages as `ChannelConnections.listAll` does. */
  readonly listAll: (
    query?: Omit<ListChannelEndpoints, "after" | "before">,
    options?: RequestOptions
  ) => Stream.Stream<ChannelEndpoint, NovuError>

  /** Fails with `NotFound` when no endpoint has this identifier. */
  readonly retrieve: (
    identifier: string,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelEndpoint>, NovuError>

  /** Replaces the payload whole; its shape must be that of the stored type. */
  readonly update: (
    identifier: string,
    payload: UpdateChannelEndpoint,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelEndpoint>, NovuError>

  /**
   * Fails with `NotFound` when no endpoint has this identifier, unless an
   * earlier attempt of this call may have deleted it.
   */
  readonly delete: (identifier: string, options?: RequestOptions) => Effect.Effect<NovuResponse<void>, NovuError>
}>()("effect-novu/Client/ChannelEndpoints") {
  /**
   * Never shared, unlike most layers: in a program with two transports, the
   * second would get the group, and with it the key, of the first.
   */
  static readonly layer: Layer.Layer<ChannelEndpoints, never, NovuTransport> = Layer.fresh(Layer.effect(
    ChannelEndpoints,
    Effect.map(NovuTransport, ({ call }) =>
      ChannelEndpoints.of({
        create: (payload, options) => call(create, { payload }, options),
        list: (query, options) => call(list, { query }, options),
        listAll: (query, options) =>
          paginate(
            list.name,
            (after) => call(list, { query: pageOf(query, after) }, options),
            ({ identifier }) => identifier
          ),
        retrieve: (identifier, options) => call(retrieve, { params: { identifier } }, options),
        update: (identifier, payload, options) => call(update, { params: { identifier }, payload }, options),
        delete: (identifier, options) => call(remove, { params: { identifier } }, options)
      }))
  ))
}
