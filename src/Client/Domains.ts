/**
 * Keep the domains under which Novu receives e-mail.
 *
 * @see https://docs.novu.co/api-reference/domains
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { type Agreement, madeByThisCall, stored, together } from "../internal/groups/agreement.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import {
  CreateDomain,
  Domain,
  DomainAutoConfigure,
  DomainAutoConfigureLink,
  DomainDiagnosis,
  DomainPage,
  ListDomains,
  StartDomainAutoConfigure,
  UpdateDomain
} from "../Schema/Domain.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"

const path = "/v1/domains"

const list = Operation.make({
  name: "Domains.list",
  method: "GET",
  path,
  query: ListDomains,
  success: DomainPage
})

const retrieve = Operation.make({
  name: "Domains.retrieve",
  method: "GET",
  path: `${path}/{domain}`,
  success: Domain
})

/** Novu stores names in lower case, and may store `{}` where nothing is noted. */
const domainAgreement = (shown: Domain, asked: CreateDomain): Agreement =>
  together(stored(shown.name, asked.name.toLowerCase()), stored(shown.data ?? {}, asked.data ?? {}))

const create = Operation.make({
  name: "Domains.create",
  method: "POST",
  path,
  payload: CreateDomain,
  success: Domain,
  // Novu looks for the name before it makes a domain, in other organisations, too.
  repeat: "guarded",
  // A plan whose last domain the first request took may refuse the second for that, and not for its name.
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" && reason._tag !== "PaymentRequired" ? undefined : Effect.map(
      call(retrieve, { params: { domain: payload.name.toLowerCase() } }),
      ({ headers, result }) =>
        madeByThisCall(domainAgreement(result, payload), result.createdAt, isOlder) ? { headers, result } : undefined
    )
})

const update = Operation.make({
  name: "Domains.update",
  method: "PATCH",
  path: `${path}/{domain}`,
  payload: UpdateDomain,
  success: Domain,
  // An update replaces the data whole, so a repeated one changes nothing.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Domains.delete",
  method: "DELETE",
  path: `${path}/{domain}`,
  reconcile: goneIsDone
})

const retrieveAutoConfigure = Operation.make({
  name: "Domains.retrieveAutoConfigure",
  method: "GET",
  path: `${path}/{domain}/auto-configure`,
  success: DomainAutoConfigure
})

const startAutoConfigure = Operation.make({
  name: "Domains.startAutoConfigure",
  method: "POST",
  path: `${path}/{domain}/auto-configure/start`,
  payload: StartDomainAutoConfigure,
  success: DomainAutoConfigureLink
})

const diagnose = Operation.make({
  name: "Domains.diagnose",
  method: "POST",
  path: `${path}/{domain}/diagnose`,
  success: DomainDiagnosis,
  // It looks at the DNS, and stores nothing.
  repeat: "idempotent"
})

const verify = Operation.make({
  name: "Domains.verify",
  method: "POST",
  path: `${path}/{domain}/verify`,
  success: Domain,
  // It stores what the DNS says, which is the same the second time unless the DNS has changed.
  repeat: "idempotent"
})

/**
 * Creates, lists, changes and deletes domains, and looks after their DNS. A
 * domain is addressed by its name, in any case.
 *
 * **Gotchas**
 *
 * - Domains are a part of Novu's larger plans. Others fail with `PaymentRequired`,
 *   and a server without them with `NotFound` about the route: see `error.gate`.
 *
 * @see https://docs.novu.co/platform/inbound-email/overview
 * @category services
 * @since 0.1.0
 */
export class Domains extends Group.Service<Domains>()("Domains", {
  /** Returns one page, newest first. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListDomains) => ({ query })),

  /** Streams every domain that matches, page by page as `ChannelConnections.listAll` does. */
  listAll: Group.pages(
    list,
    (query?: Omit<ListDomains, "after" | "before">) => ({ query }),
    Paging.byCursor(({ name }: Domain) => name)
  ),

  /**
   * Creates a domain, which is `pending`: mail arrives once the DNS has
   * `expectedDnsRecords`, and `verify` says so. Fails with `Conflict` when the
   * name is taken, and with `PaymentRequired` or `Conflict` at the limit of
   * domains.
   *
   * **Gotchas**
   *
   * - Another environment, or another organisation, may have the name. The domain
   *   that is in the way is then not found.
   */
  create: Group.method(create, (payload: CreateDomain) => ({ payload })),

  /** Returns what is stored, and does not look at the DNS. Fails with `NotFound` when there is no such domain. */
  retrieve: Group.method(retrieve, (domain: string) => ({ params: { domain } })),

  /**
   * Replaces the data whole. Without `data` nothing changes. Fails with `NotFound`
   * when there is no such domain.
   *
   * @see https://docs.novu.co/api-reference/domains/update-a-domain
   */
  update: Group.method(update, (domain: string, payload: UpdateDomain) => ({ params: { domain }, payload })),

  /**
   * Deletes a domain with its routes: its mail is not read any more. Fails with
   * `NotFound` when there is no such domain, unless an earlier attempt of this
   * call may have deleted it.
   */
  delete: Group.method(remove, (domain: string) => ({ params: { domain } })),

  /** Says whether `startAutoConfigure` can have the DNS set up, and which records to add by hand otherwise. */
  retrieveAutoConfigure: Group.method(retrieveAutoConfigure, (domain: string) => ({ params: { domain } })),

  /**
   * Returns a link at which a person lets the provider of the DNS add the
   * records. Fails with `BadRequest` where that is not available.
   */
  startAutoConfigure: Group.method(
    startAutoConfigure,
    (domain: string, payload: StartDomainAutoConfigure) => ({ params: { domain }, payload })
  ),

  /**
   * Looks at the DNS now, and says what is wrong with it. Nothing is stored.
   *
   * **Gotchas**
   *
   * - It succeeds whatever it finds: look at `ok` and `issues`.
   */
  diagnose: Group.method(diagnose, (domain: string) => ({ params: { domain } })),

  /**
   * Looks at the DNS now, and stores whether it leads mail to Novu.
   *
   * **Gotchas**
   *
   * - It succeeds whatever it finds: look at `status`. A domain that was
   *   `verified` can become `pending`.
   * - A server that receives no mail fails with `BadRequest`.
   *
   * @see https://docs.novu.co/api-reference/domains/verify-a-domain
   */
  verify: Group.method(verify, (domain: string) => ({ params: { domain } }))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Domains.operations = Domains.operations
