import * as dto from "@novu/api/models/components/index.js"
import { Schema } from "effect"
import type { Messages } from "effect-novu/Client/Messages"
import { emptyContextKeys, emptyTransactionIds, pageByDefault, strippedActionPayload } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { aNumber, wireOf } from "../peer/zodSchema.ts"
import { inbox, triggered } from "./inboxNeeds.ts"
import type { Rows } from "./row.ts"

const { messageId, subscriberId, transactionId } = inbox

const needs = [triggered()]

/** Leaves out what Novu shows less of than the SDK requires. */
const wire = wireOf(dto.MessageResponseDto$inboundSchema, { subscriber: undefined, template: undefined })

const answer = { reads: dto.MessageResponseDto$inboundSchema, wire, limits: Limits.message }

export const messages: Rows<typeof Messages> = {
  list: {
    asks: (novu, { query }) => novu.messages.retrieve(query ?? {}),
    // The SDK describes the numbers without their bounds.
    takes: { query: [] },
    reads: dto.MessagesResponseDto$inboundSchema,
    wire: wireOf(dto.MessagesResponseDto$inboundSchema, { data: Schema.Array(wire) }),
    limits: Limits.numberedPageOf(Limits.message),
    unreadable: true,
    faults: [emptyContextKeys, emptyTransactionIds, ...pageByDefault],
    needs,
    lost: "same"
  },
  delete: {
    asks: (novu, { params }) => novu.messages.delete(params.messageId),
    reads: dto.DeleteMessageResponseDto$inboundSchema,
    limits: Limits.deletedMessage,
    example: { params: { messageId } },
    unknown: { messageId: 422 },
    needs,
    lost: "gone"
  },
  deleteByTransaction: {
    asks: (novu, { params, query: { channel } }) => novu.messages.deleteByTransactionId(params.transactionId, channel),
    // The SDK describes the query together with the path.
    takes: { query: [] },
    example: { params: { transactionId } },
    needs,
    lost: "gone"
  },
  markActionAsSeen: {
    asks: (novu, { params, payload }) =>
      novu.subscribers.messages.updateAsSeen({ ...params, markMessageActionAsSeenDto: payload }),
    takes: { payload: dto.MarkMessageActionAsSeenDto$outboundSchema },
    ...answer,
    unreadable: true,
    unknown: { subscriberId: 400, type: "answered" },
    faults: [strippedActionPayload],
    example: { params: { subscriberId, messageId, type: "primary" }, payload: { status: "done" } },
    needs,
    lost: "same"
  },
  markAll: {
    asks: (novu, { params, payload }) => novu.subscribers.messages.markAll(payload, params.subscriberId),
    takes: { payload: dto.MarkAllMessageAsRequestDto$outboundSchema },
    reads: aNumber,
    example: { params: { subscriberId }, payload: { markAs: "read" } },
    needs,
    lost: "once"
  },
  markAs: {
    asks: (novu, { params, payload }) => novu.subscribers.messages.markAllAs(payload, params.subscriberId),
    takes: { payload: dto.MessageMarkAsRequestDto$outboundSchema },
    accepts: ({ messageId: ids }) => !Array.isArray(ids) || ids.length > 0,
    reads: dto.MessageResponseDto$inboundSchema.array(),
    wire: Schema.Array(wire),
    limits: Limits.message,
    unreadable: true,
    example: { params: { subscriberId }, payload: { messageId, markAs: "read" } },
    needs,
    lost: "same"
  }
}
