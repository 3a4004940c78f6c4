/**
 * Say where on a provider a subscriber's messages end up.
 *
 * @see https://docs.novu.co/api-reference/channel-endpoints
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { madeByThisCall, sameId } from "../internal/groups/agreement.ts"
import { endpointAgreement } from "../internal/groups/endpointMatch.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  ChannelEndpoint,
  ChannelEndpointPage,
  CreateChannelEndpoint,
  ListChannelEndpoints,
  UpdateChannelEndpoint
} from "../Schema/ChannelEndpoint.ts"
import type { Page } from "../Schema/Page.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

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
  // Novu tells endpoints apart by their identifier only.
  repeat: ({ payload }) => payload.identifier === undefined ? "unguarded" : "guarded",
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    // Without an identifier the request is not repeated. With one, the conflict may still be about something else.
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
    // An update replaces the payload whole, so a repeated one changes nothing.
    repeat: "idempotent"
  })

const remove = Operation.make({
  name: "ChannelEndpoints.delete",
  method: "DELETE",
  path: `${path}/{identifier}`,
  reconcile: goneIsDone
})

/**
 * Creates, lists, updates and deletes channel endpoints.
 *
 * @category services
 * @since 0.1.0
 */
export class ChannelEndpoints extends Group.Service<ChannelEndpoints>()("ChannelEndpoints", {
  /**
   * Adds an endpoint. Fails with `NotFound` when the integration, the
   * subscriber or the connection does not exist, and with `Conflict` when the
   * identifier is taken.
   *
   * **Gotchas**
   *
   * - Without an identifier Novu makes another endpoint each time, so a request
   *   whose outcome is unknown is then not repeated.
   */
  create: Group.method(create, (payload: CreateChannelEndpoint) => ({ payload })),

  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListChannelEndpoints) => ({ query })),

  /** Streams every endpoint that matches, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (query?: Omit<ListChannelEndpoints, "after" | "before">) => ({ query }),
    Paging.byCursor(({ identifier }: ChannelEndpoint) => identifier)
  ),

  /** Fails with `NotFound` when no endpoint has this identifier. */
  retrieve: Group.method(retrieve, (identifier: string) => ({ params: { identifier } })),

  /** Replaces the payload whole. Its shape must be that of the stored type. */
  update: Group.method(update, (identifier: string, payload: UpdateChannelEndpoint) => ({
    params: { identifier },
    payload
  })),

  /**
   * Fails with `NotFound` when no endpoint has this identifier, unless an
   * earlier attempt of this call may have deleted it.
   */
  delete: Group.method(remove, (identifier: string) => ({ params: { identifier } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof ChannelEndpoints.operations = ChannelEndpoints.operations
