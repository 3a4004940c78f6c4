import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Contexts } from "effect-novu/Client/Contexts"
import { noTypeFilter, protoInData } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Rows } from "./row.ts"

const params = { type: "tenant", id: "acme" }

const acme = made(Contexts.operations.create, { payload: { ...params, data: { plan: "free" } } })

const answer = { reads: dto.GetContextResponseDto$inboundSchema, limits: Limits.context }

export const contexts: Rows<typeof Contexts> = {
  create: {
    asks: (novu, { payload }) => novu.contexts.create(payload),
    takes: { payload: dto.CreateContextRequestDto$outboundSchema },
    ...answer,
    faults: [protoInData],
    example: { payload: { ...params, data: { plan: "pro", seats: [1, 2] }, bridgeUrl: "https://bridge.test" } },
    lost: "found"
  },
  list: {
    asks: (novu, { query }) => novu.contexts.list(query),
    takes: { query: requests.ContextsControllerListContextsRequest$outboundSchema },
    reads: dto.ListContextsResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.context),
    faults: [noTypeFilter],
    needs: [acme],
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { id, type } }) => novu.contexts.retrieve(id, type),
    ...answer,
    example: { params },
    needs: [acme],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { id, type }, payload }) =>
      novu.contexts.update({ id, type, updateContextRequestDto: payload }),
    takes: { payload: dto.UpdateContextRequestDto$outboundSchema },
    ...answer,
    faults: [protoInData],
    example: { params, payload: { data: { plan: "pro" }, bridgeUrl: "https://bridge.test" } },
    needs: [acme],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { id, type } }) => novu.contexts.delete(id, type),
    example: { params },
    needs: [acme],
    lost: "gone"
  }
}
