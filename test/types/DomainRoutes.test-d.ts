import type { Effect } from "effect"
import { Schema } from "effect"
import type {
  CreateDomainRoute,
  DomainAutoConfigureLink,
  DomainRoute,
  DomainRoutes,
  Domains,
  NovuError,
  NovuResponse,
  ProviderReport,
  UpdateDomainRoute
} from "effect-novu"
import { Operation } from "effect-novu"
import type * as Redacted from "effect/Redacted"
import { expectTypeOf } from "vitest"

declare const routes: DomainRoutes["Service"]
declare const domains: Domains["Service"]
declare const create: (payload: CreateDomainRoute) => void
declare const update: (payload: UpdateDomainRoute) => void
declare const report: (report: ProviderReport) => void

// a route leads to an agent, which has to be named, or to webhooks, which have no agent
create({ address: "help", type: "agent", agentId: "helper" })
create({ address: "*", type: "webhook", data: { team: "support" } })
// @ts-expect-error an agent has to be named
create({ address: "help", type: "agent" })
// @ts-expect-error webhooks have no agent
create({ address: "help", type: "webhook", agentId: "helper" })
// @ts-expect-error data are texts
create({ address: "help", type: "webhook", data: { seats: 1 } })

update({})
update({ data: {} })
update({ agentId: "other" })
update({ type: "agent", agentId: "helper" })
// @ts-expect-error an agent has to be named
update({ type: "agent" })
// @ts-expect-error webhooks have no agent
update({ type: "webhook", agentId: "helper" })
// @ts-expect-error the address stays
update({ address: "other" })

expectTypeOf(routes.create("example.com", { address: "*", type: "webhook" })).toEqualTypeOf<
  Effect.Effect<NovuResponse<DomainRoute>, NovuError>
>()
expectTypeOf(domains.startAutoConfigure("example.com", {})).toEqualTypeOf<
  Effect.Effect<NovuResponse<DomainAutoConfigureLink>, NovuError>
>()
expectTypeOf<DomainAutoConfigureLink["applyUrl"]>().toEqualTypeOf<Redacted.Redacted>()
expectTypeOf<DomainRoute["type"]>().extract<"agent" | "webhook">().toEqualTypeOf<"agent" | "webhook">()

// a provider sends an object, or a list of them
report({ event: "delivered" })
report([{ event: "delivered" }])
// @ts-expect-error it is no text
report("delivered")

// an operation that checks the parameters of its path has to know all of them
Operation.make({
  name: "Things.get",
  method: "GET",
  path: "/things/{kind}/{id}",
  // @ts-expect-error there is a kind, too
  params: Schema.Struct({ id: Schema.NonEmptyString })
})
