import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Effect } from "effect"
import { Domains } from "effect-novu/Client/Domains"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { protoInData } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const params = { domain: "mail.example.com" }

const domain = made(Domains.operations.create, { payload: { name: params.domain, data: { team: "support" } } })

/** A domain whose DNS is with a provider that can set it up. */
const hosted: Need = Effect.flatMap(
  FakeNovu,
  (fake) => fake.seed({ domains: [{ name: params.domain, dnsProvider: "Cloudflare" }] })
)

const answer = { reads: dto.DomainResponseDto$inboundSchema, limits: Limits.domain }

export const domains: Rows<typeof Domains> = {
  list: {
    asks: (novu, { query }) => novu.domains.list(query),
    takes: { query: requests.DomainsControllerListDomainsRequest$outboundSchema },
    reads: dto.ListDomainsResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.domain),
    example: { query: { name: "example" } },
    needs: [domain],
    lost: "same"
  },
  create: {
    asks: (novu, { payload }) => novu.domains.create(payload),
    // The SDK takes any text for a name.
    takes: { payload: [] },
    ...answer,
    faults: [protoInData],
    example: { payload: { name: "Mail.Example.com", data: { team: "support" } } },
    lost: "found"
  },
  retrieve: {
    asks: (novu, { params: { domain } }) => novu.domains.retrieve(domain),
    ...answer,
    example: { params },
    needs: [domain],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { domain }, payload }) => novu.domains.update(payload, domain),
    takes: { payload: dto.UpdateDomainDto$outboundSchema },
    ...answer,
    faults: [protoInData],
    example: { params, payload: { data: { team: "sales" } } },
    needs: [domain],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { domain } }) => novu.domains.delete(domain),
    example: { params },
    needs: [domain],
    lost: "gone"
  },
  retrieveAutoConfigure: {
    asks: (novu, { params: { domain } }) => novu.domains.autoConfigure.retrieve(domain),
    reads: dto.DomainConnectStatusResponseDto$inboundSchema,
    limits: Limits.domainAutoConfigure,
    example: { params },
    needs: [hosted],
    lost: "same"
  },
  startAutoConfigure: {
    asks: (novu, { params: { domain }, payload }) => novu.domains.autoConfigure.start(payload, domain),
    takes: { payload: dto.CreateDomainConnectApplyUrlDto$outboundSchema },
    reads: dto.DomainConnectApplyUrlResponseDto$inboundSchema,
    limits: Limits.domainAutoConfigureLink,
    example: { params, payload: { redirectUri: "https://example.com/done" } },
    needs: [hosted],
    lost: "once"
  },
  diagnose: {
    asks: (novu, { params: { domain } }) => novu.domains.diagnose(domain),
    reads: dto.DiagnoseDomainResponseDto$inboundSchema,
    limits: Limits.domainDiagnosis,
    example: { params },
    needs: [domain],
    lost: "same"
  },
  verify: {
    asks: (novu, { params: { domain } }) => novu.domains.verify(domain),
    ...answer,
    example: { params },
    needs: [domain],
    lost: "same"
  }
}
