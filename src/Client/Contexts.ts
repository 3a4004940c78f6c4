/**
 * Keep the contexts (tenants, regions and the like) that connections and
 * endpoints belong to.
 *
 * @see https://docs.novu.co/api-reference/contexts
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { type Agreement, madeByThisCall, stored, together, whereShown } from "../internal/groups/agreement.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { ContextPage, CreateContext, ListContexts, NovuContext, UpdateContext } from "../Schema/Context.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

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
  // A type and id are unique in an environment.
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
  // An update replaces the data whole, so a repeated one changes nothing.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Contexts.delete",
  method: "DELETE",
  path: `${path}/{type}/{id}`,
  reconcile: goneIsDone
})

/**
 * Creates, lists, updates and deletes contexts. A type and an id name a
 * context.
 *
 * @category services
 * @since 0.1.0
 */
export class Contexts extends Group.Service<Contexts>()("Contexts", {
  /** Creates a context. Fails with `Conflict` when it exists already. */
  create: Group.method(create, (payload: CreateContext) => ({ payload })),

  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListContexts) => ({ query })),

  /** Streams every context that matches, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (query?: Omit<ListContexts, "after" | "before">) => ({ query }),
    Paging.byCursor(({ id, type }: NovuContext) => `${type}:${id}`)
  ),

  /** Fails with `NotFound` when there is no such context. */
  retrieve: Group.method(retrieve, (type: string, id: string) => ({ params: { type, id } })),

  /** Replaces the data whole. */
  update: Group.method(update, (type: string, id: string, payload: UpdateContext) => ({
    params: { type, id },
    payload
  })),

  /**
   * Fails with `NotFound` when there is no such context, unless an earlier
   * attempt of this call may have deleted it.
   */
  delete: Group.method(remove, (type: string, id: string) => ({ params: { type, id } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Contexts.operations = Contexts.operations
