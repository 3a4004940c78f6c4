/**
 * Keep the contexts (tenants, regions and the like) that connections and
 * endpoints belong to.
 *
 * @see https://docs.novu.co/api-reference/contexts
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import { type Agreement, madeByThisCall, stored, together, whereShown } from "../internal/groups/agreement.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { pageOf } from "../internal/groups/pageOf.ts"
import { paginate } from "../internal/groups/pagination.ts"
import { ContextPage, CreateContext, ListContexts, NovuContext, UpdateContext } from "../Schema/Context.ts"
import type { Page } from "../Schema/Page.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import { NovuTransport } from "../Transport/NovuTransport.ts"
import * as Operation from "../Transport/Operation.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v2/contexts"

const retrieve = Operation.make({
  name: "Contexts.retrieve",
  method: "GET",
  path: `${path}/{type}/{id}`,
  success: NovuContext
})

const create = Operation.make({
  name: "Contexts.create",
  method: "POST",
  path,
  payload: CreateContext,
  success: NovuContext,
  repeat: "guarded",
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" ? undefined : Effect.map(
      call(retrieve, { params: { type: payload.type, id: payload.id } }),
      (found) =>
        madeByThisCall(contextAgreement(found.result, payload), found.result.createdAt, isOlder) ? found : undefined
    )
})

/** Novu stores `{}` where there are no data, and servers before 3.19 show no `bridgeUrl`. */
const contextAgreement = (shown: NovuContext, asked: CreateContext): Agreement =>
  together(stored(shown.data ?? {}, asked.data ?? {}), whereShown(shown.bridgeUrl, asked.bridgeUrl))

const list = Operation.make({
  name: "Contexts.list",
  method: "GET",
  path,
  query: ListContexts,
  success: ContextPage
})

const update = Operation.make({
  name: "Contexts.update",
  method: "PATCH",
  path: `${path}/{type}/{id}`,
  payload: UpdateContext,
  success: NovuContext,
  // It replaces the data whole.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Contexts.delete",
  method: "DELETE",
  path: `${path}/{type}/{id}`,
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
 * Operations on contexts. A context is named by its type and its id.
 *
 * @category services
 * @since 0.1.0
 */
export class Contexts extends Context.Service<Contexts, {
  /** Fails with `Conflict` when the context exists. */
  readonly create: (
    payload: CreateContext,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<NovuContext>, NovuError>

  /** One page, newest first. Use `listAll` to read every page. */
  readonly list: (
    query?: ListContexts,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<Page<NovuContext>>, NovuError>

  /** Every context that matches; pages as `ChannelConnections.listAll` does. */
  readonly listAll: (
    query?: Omit<ListContexts, "after" | "before">,
    options?: RequestOptions
  ) => Stream.Stream<NovuContext, NovuError>

  /** Fails with `NotFound` when there is no such context. */
  readonly retrieve: (
    type: string,
    id: string,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<NovuContext>, NovuError>

  /** Replaces the data whole. */
  readonly update: (
    type: string,
    id: string,
    payload: UpdateContext,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<NovuContext>, NovuError>

  /**
   * Fails with `NotFound` when there is no such context, unless an earlier
   * attempt of this call may have deleted it.
   */
  readonly delete: (type: string, id: string, options?: RequestOptions) => Effect.Effect<NovuResponse<void>, NovuError>
}>()("effect-novu/Client/Contexts") {
  /**
   * Never shared, unlike most layers: in a program with two transports, the
   * second would get the group, and with it the key, of the first.
   */
  static readonly layer: Layer.Layer<Contexts, never, NovuTransport> = Layer.fresh(Layer.effect(
    Contexts,
    Effect.map(NovuTransport, ({ call }) =>
      Contexts.of({
        create: (payload, options) => call(create, { payload }, options),
        list: (query, options) => call(list, { query }, options),
        listAll: (query, options) =>
          paginate(
            list.name,
            (after) => call(list, { query: pageOf(query, after) }, options),
            ({ id, type }) => `${type}:${id}`
          ),
        retrieve: (type, id, options) => call(retrieve, { params: { type, id } }, options),
        update: (type, id, payload, options) => call(update, { params: { type, id }, payload }, options),
        delete: (type, id, options) => call(remove, { params: { type, id } }, options)
      }))
  ))
}
