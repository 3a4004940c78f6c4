/**
 * Keep the routes of a domain: which mail goes to an agent, and which to your
 * webhooks.
 *
 * @see https://docs.novu.co/api-reference/domains
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { type Agreement, madeByThisCall, sameId, stored, together, whereShown } from "../internal/groups/agreement.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  CreateDomainRoute,
  DomainRoute,
  DomainRoutePage,
  DomainRouteParams,
  ListDomainRoutes,
  TestDomainRoute,
  TestedDomainRoute,
  UpdateDomainRoute
} from "../Schema/DomainRoute.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v1/domains/{domain}/routes"

/** Names one route. A server that decodes the address once more reads the same, because it has no `%`. */
const one = { path: `${path}/{address}`, params: DomainRouteParams } as const

const list = Operation.make({
  name: "DomainRoutes.list",
  method: "GET",
  path,
  query: ListDomainRoutes,
  success: DomainRoutePage
})

const retrieve = Operation.make({
  name: "DomainRoutes.retrieve",
  method: "GET",
  ...one,
  success: DomainRoute
})

/** An answer names an agent by another name than a request, so that it is only known whether there is one. */
const routeAgreement = (shown: DomainRoute, asked: CreateDomainRoute): Agreement =>
  together(
    sameId(shown.address, asked.address) ? "same" : "different",
    stored(shown.type, asked.type),
    whereShown(undefined, asked.agentId),
    stored(shown.data ?? {}, asked.data ?? {})
  )

const create = Operation.make({
  name: "DomainRoutes.create",
  method: "POST",
  path,
  payload: CreateDomainRoute,
  success: DomainRoute,
  // An address of a domain has one route.
  repeat: "guarded",
  reconcile: ({ isOlder, reason }, { params: { domain }, payload }, call) =>
    reason._tag !== "Conflict" ? undefined : Effect.map(
      call(retrieve, { params: { domain, address: payload.address.trim() } }),
      ({ headers, result }) =>
        madeByThisCall(routeAgreement(result, payload), result.createdAt, isOlder) ? { headers, result } : undefined
    )
})

const update = Operation.make({
  name: "DomainRoutes.update",
  method: "PATCH",
  ...one,
  payload: UpdateDomainRoute,
  success: DomainRoute,
  // It writes the same values again.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "DomainRoutes.delete",
  method: "DELETE",
  ...one,
  reconcile: goneIsDone
})

const test = Operation.make({
  name: "DomainRoutes.test",
  method: "POST",
  path: `${path}/{address}/test`,
  params: one.params,
  payload: TestDomainRoute,
  success: TestedDomainRoute,
  // Each test mail is delivered, unless it is only shown.
  repeat: ({ payload }) => payload.dryRun === true ? "idempotent" : "unguarded"
})

/**
 * Creates, lists, changes, deletes and tries the routes of a domain. A route is
 * addressed by the domain and by what stands before the `@`, such as `support`;
 * `*` is the route of all addresses that have none.
 *
 * **Gotchas**
 *
 * - An address is passed as it is, and encoded for the path here. `/`, `+`, `*`,
 *   `?` and `#` reach their route on every server. `%` is refused with
 *   `InvalidInput`, and nothing is sent: some servers decode a path twice and
 *   others once, and no text is read as the same address by both.
 * - The case of an address counts.
 *
 * @category services
 * @since 0.1.0
 */
export class DomainRoutes extends Group.Service<DomainRoutes>()("DomainRoutes", {
  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (domain: string, query?: ListDomainRoutes) => ({ params: { domain }, query })),

  /** Streams every route that matches, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (domain: string, query?: Omit<ListDomainRoutes, "after" | "before">) => ({ params: { domain }, query }),
    Paging.byCursor(({ address }: DomainRoute) => address)
  ),

  /**
   * Creates a route. Fails with `Conflict` when the address has one, and with
   * `NotFound` when there is no such domain, or no agent of this identifier.
   */
  create: Group.method(create, (domain: string, payload: CreateDomainRoute) => ({ params: { domain }, payload })),

  /** Fails with `NotFound` when the address has no route of its own, also where there is one for `*`. */
  retrieve: Group.method(retrieve, (domain: string, address: string) => ({ params: { domain, address } })),

  /**
   * Changes what is given and keeps the rest. Fails with `NotFound` when there is
   * no such route or agent.
   *
   * **Gotchas**
   *
   * - The `agentId` of a route that was read is not what is to be sent: see
   *   `DomainRoute`.
   * - The address stays. Delete the route and create another one to change it.
   */
  update: Group.method(
    update,
    (domain: string, address: string, payload: UpdateDomainRoute) => ({ params: { domain, address }, payload })
  ),

  /**
   * Deletes a route. Fails with `NotFound` when there is none, unless an earlier
   * attempt of this call may have deleted it.
   */
  delete: Group.method(remove, (domain: string, address: string) => ({ params: { domain, address } })),

  /**
   * Has Novu treat a mail as if it had arrived for the address: it goes to the
   * agent, or to your webhooks. With `dryRun` it is only shown.
   *
   * **Gotchas**
   *
   * - An address without a route is no failure: look at `matched`. Where there is
   *   a route for `*`, it takes the mail.
   * - Without `dryRun`, a request whose answer is lost is not repeated, because
   *   the mail would be delivered again.
   *
   * @see https://docs.novu.co/api-reference/domains/test-an-inbound-route
   */
  test: Group.method(
    test,
    (domain: string, address: string, payload: TestDomainRoute) => ({ params: { domain, address }, payload })
  )
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof DomainRoutes.operations = DomainRoutes.operations
