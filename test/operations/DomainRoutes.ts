import * as dto from "@novu/api/models/components/index.js"
import { Effect } from "effect"
import { DomainRoutes } from "effect-novu/Client/DomainRoutes"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { protoInData } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const params = { domain: "mail.example.com" }

const one = { ...params, address: "help+a/b" }

/** A domain, and an agent to which routes can lead. */
const domain: Need = Effect.flatMap(
  FakeNovu,
  (fake) => fake.seed({ agents: [{ identifier: "helper" }], domains: [params.domain] })
)

const route = made(DomainRoutes.operations.create, {
  params,
  payload: { address: one.address, type: "agent", agentId: "helper", data: { team: "support" } }
})

const wildcard = made(DomainRoutes.operations.create, { params, payload: { address: "*", type: "webhook" } })

const answer = { reads: dto.DomainRouteResponseDto$inboundSchema, limits: Limits.domainRoute }

const mail = { from: { address: "ada@example.com", name: "Ada" }, subject: "Help", text: "Please", html: "<p>Please" }

export const domainRoutes: Rows<typeof DomainRoutes> = {
  list: {
    asks: (novu, { params, query }) => novu.domains.routes.list({ ...params, ...Object(query) }),
    takes: { query: [] },
    reads: dto.ListDomainRoutesResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.domainRoute),
    example: { params, query: { agentId: "helper" } },
    needs: [domain, route, wildcard],
    lost: "same"
  },
  create: {
    asks: (novu, { params: { domain }, payload }) => novu.domains.routes.create(payload, domain),
    takes: { payload: dto.DomainRouteDto$outboundSchema },
    // A webhook has no agent.
    accepts: ({ agentId, type }) => (type === "agent") === (agentId !== undefined),
    ...answer,
    faults: [protoInData],
    example: { params, payload: { address: " help ", type: "agent", agentId: "helper", data: { team: "support" } } },
    needs: [domain],
    lost: "found",
    variants: [{ example: { params, payload: { address: "*", type: "webhook" } }, needs: [domain], lost: "found" }]
  },
  retrieve: {
    asks: (novu, { params: { address, domain } }) => novu.domains.routes.retrieve(domain, address),
    ...answer,
    example: { params: one },
    needs: [domain, route],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { address, domain }, payload }) => novu.domains.routes.update(payload, domain, address),
    takes: { payload: dto.UpdateDomainRouteDto$outboundSchema },
    accepts: ({ agentId, type }) => type === undefined || (type === "agent") === (agentId !== undefined),
    ...answer,
    faults: [protoInData],
    example: { params: one, payload: { type: "webhook", data: { team: "sales" } } },
    needs: [domain, route],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { address, domain } }) => novu.domains.routes.delete(domain, address),
    example: { params: one },
    needs: [domain, route],
    lost: "gone"
  },
  test: {
    asks: (novu, { params: { address, domain }, payload }) => novu.domains.routes.test(payload, domain, address),
    takes: { payload: dto.TestDomainRouteDto$outboundSchema },
    reads: dto.TestDomainRouteResponseDto$inboundSchema,
    limits: Limits.testedDomainRoute,
    example: { params: one, payload: mail },
    needs: [domain, route],
    // An address without a route is no failure.
    unknown: { address: "answered" },
    lost: "twice",
    variants: [{ example: { params: one, payload: { ...mail, dryRun: true } }, needs: [domain, route], lost: "same" }]
  }
}
