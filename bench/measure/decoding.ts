import { GetChannelConnectionResponseDto$inboundSchema } from "@novu/api/models/components/getchannelconnectionresponsedto.js"
import { GetSubscriberNotificationsResponseDto$inboundSchema } from "@novu/api/models/components/getsubscribernotificationsresponsedto.js"
import { ListChannelConnectionsResponseDto$inboundSchema } from "@novu/api/models/components/listchannelconnectionsresponsedto.js"
import { WorkflowResponseDto$inboundSchema } from "@novu/api/models/components/workflowresponsedto.js"
import { ChannelConnection, ChannelConnectionPage, InboxNotificationPage, Workflow } from "effect-novu"
import { decoder } from "./decoder.ts"
import { connection, pageText } from "./fixtures.ts"
import { inboxText } from "./inboxFixture.ts"
import { interleaved, type Rounds, typical } from "./rounds.ts"
import type { Asked, Row } from "./row.ts"
import { workflowText } from "./workflowFixture.ts"

/** Measures decoding from text to value, as a client does it; bare is `JSON.parse` alone. */
const measure = async (
  what: string,
  text: string,
  readers: { readonly ours: (json: unknown) => unknown; readonly peer: (json: unknown) => unknown },
  options: Rounds,
  ...asked: ReadonlyArray<Asked>
): Promise<Row> => {
  const repeat = (read: (json: unknown) => unknown) => async (calls: number): Promise<void> => {
    for (let call = 0; call < calls; call++) read(JSON.parse(text))
  }
  const { bare, ours, peer } = await interleaved({
    ours: repeat(readers.ours),
    peer: repeat(readers.peer),
    bare: repeat((json) => json)
  }, options)
  return {
    what,
    unit: "µs",
    ours: typical(ours.wall),
    peer: typical(peer.wall),
    bare: typical(bare.wall),
    ...(asked.length === 0 ? {} : { asked })
  }
}

/** Measures single answers and pages; `pageGoal` is what a page of connections may take of the peer's time. */
export const decoding = async (quick: boolean, pageGoal: number): Promise<ReadonlyArray<Row>> => {
  const rounds = quick ? 7 : 11
  return [
    await measure("one connection", JSON.stringify(connection), {
      ours: decoder(ChannelConnection),
      peer: (json) => GetChannelConnectionResponseDto$inboundSchema.parse(json)
    }, { calls: 3000, rounds, warmup: 20_000 }),
    await measure(
      "a page of 100 connections",
      pageText(null, 100),
      {
        ours: decoder(ChannelConnectionPage),
        peer: (json) => ListChannelConnectionsResponseDto$inboundSchema.parse(json)
      },
      { calls: 40, rounds, warmup: 200 },
      { against: "peer", atMost: pageGoal }
    ),
    await measure("a page of 100 of an inbox", inboxText, {
      ours: decoder(InboxNotificationPage),
      peer: (json) => GetSubscriberNotificationsResponseDto$inboundSchema.parse(json)
    }, { calls: 40, rounds, warmup: 200 }),
    await measure("a workflow of five steps", workflowText, {
      ours: decoder(Workflow),
      peer: (json) => WorkflowResponseDto$inboundSchema.parse(json)
    }, { calls: 200, rounds, warmup: 1000 })
  ]
}
