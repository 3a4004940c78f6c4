import * as dto from "@novu/api/models/components/index.js"
import { Topics } from "effect-novu/Client/Topics"
import { escape } from "effect/RegExp"
import { protoInData } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Rows } from "./row.ts"

const key = "crew"

const payload = { key, name: "The crew", data: { plan: "pro", tags: ["a"] } }

const crew = made(Topics.operations.create, { payload })

const answer = { reads: dto.TopicResponseDto$inboundSchema, limits: Limits.topic }

const params = { topicKey: key }

export const topics: Rows<typeof Topics> = {
  create: {
    asks: (novu, { payload: sent, query }) => novu.topics.create(sent, Object(query).failIfExists),
    takes: { payload: dto.CreateUpdateTopicRequestDto$outboundSchema, query: [] },
    ...answer,
    faults: [protoInData],
    example: { payload },
    lost: "same",
    variants: [{ example: { payload, query: { failIfExists: true } }, lost: "found" }]
  },
  list: {
    asks: (novu, { query }) => {
      const { key: wanted, name, ...rest }: { readonly key?: string; readonly name?: string } = query ?? {}
      return novu.topics.list({ ...rest, key: wanted && escape(wanted), name: name && escape(name) })
    },
    // The SDK sends the filters as they are, although the server takes them for regular expressions.
    takes: { query: [] },
    accepts: ({ after, before }) => after === undefined || before === undefined,
    limits: Limits.pageOf(Limits.topic),
    reads: dto.ListTopicsResponseDto$inboundSchema,
    example: { query: { key: "cre" } },
    needs: [crew],
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { topicKey } }) => novu.topics.get(topicKey),
    ...answer,
    example: { params },
    needs: [crew],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { topicKey }, payload: sent }) => novu.topics.update(sent, topicKey),
    takes: { payload: dto.UpdateTopicRequestDto$outboundSchema },
    ...answer,
    faults: [protoInData],
    example: { params, payload: { name: "Everybody", data: null } },
    needs: [crew],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { topicKey } }) => novu.topics.delete(topicKey),
    reads: dto.DeleteTopicResponseDto$inboundSchema,
    example: { params },
    needs: [crew],
    lost: "gone"
  }
}
