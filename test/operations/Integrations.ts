import * as dto from "@novu/api/models/components/index.js"
import type { Integrations } from "effect-novu/Client/Integrations"
import { contextFaults } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { hasOwner } from "./owner.ts"
import type { Rows } from "./row.ts"

const url = { reads: dto.GenerateChatOAuthUrlResponseDto$inboundSchema }

const answer = { reads: dto.IntegrationResponseDto$inboundSchema.array(), limits: Limits.integration }

const ada = { integrationIdentifier: "slack-prod", subscriberId: "ada", context: { tenant: "acme" } }

export const integrations: Rows<typeof Integrations> = {
  generateConnectOAuthUrl: {
    asks: (novu, { payload }) => novu.integrations.generateConnectOAuthUrl(payload),
    takes: { payload: dto.GenerateConnectOauthUrlRequestDto$outboundSchema },
    accepts: hasOwner,
    ...url,
    faults: contextFaults,
    example: { payload: ada },
    lost: "once"
  },
  generateLinkUserOAuthUrl: {
    asks: (novu, { payload }) => novu.integrations.generateLinkUserOAuthUrl(payload),
    takes: { payload: dto.GenerateLinkUserOauthUrlRequestDto$outboundSchema },
    ...url,
    faults: contextFaults,
    example: { payload: ada },
    lost: "once"
  },
  linkChannelEndpoint: {
    asks: (novu, { payload }) => novu.integrations.linkChannelEndpoint(payload),
    takes: { payload: dto.LinkChannelEndpointRequestDto$outboundSchema },
    reads: dto.LinkChannelEndpointResponseDto$inboundSchema,
    limits: Limits.link,
    faults: contextFaults,
    example: { payload: { ...ada, integrationIdentifier: "telegram-prod" } },
    lost: "once"
  },
  list: { asks: (novu) => novu.integrations.list(), ...answer, lost: "same" },
  listActive: { asks: (novu) => novu.integrations.listActive(), ...answer, lost: "same" }
}
