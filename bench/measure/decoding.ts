import { GetChannelConnectionResponseDto$inboundSchema } from "@novu/api/models/components/getchannelconnectionresponsedto.js"
import { ListChannelConnectionsResponseDto$inboundSchema } from "@novu/api/models/components/listchannelconnectionsresponsedto.js"
import { Exit, Schema } from "effect"
import { ChannelConnection, ChannelConnectionPage } from "effect-novu"
import { connection, pageText } from "./fixtures.ts"
import { interleaved, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

/** Measures decoding from text to value, as a client does it; bare is `JSON.parse` alone. */
const measure = async (
  what: string,
  text: string,
  readers: { readonly ours: (json: unknown) => unknown; readonly peer: (json: unknown) => unknown },
  options: Parameters<typeof interleaved>[1]
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
    bare: typical(bare.wall)
  }
}

const decoder = <A>(schema: Schema.Codec<A, unknown>): (json: unknown) => A => {
  const decode = Schema.decodeUnknownExit(schema)
  return (json) => {
    const exit = decode(json)
    if (Exit.isSuccess(exit)) return exit.value
    throw new Error("the fixture does not decode")
  }
}

export const decoding = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const rounds = quick ? 11 : 31
  return [
    await measure("one connection", JSON.stringify(connection), {
      ours: decoder(ChannelConnection),
      peer: (json) => GetChannelConnectionResponseDto$inboundSchema.parse(json)
    }, { calls: 3000, rounds, warmup: 20_000 }),
    await measure("a page of 100", pageText(null, 100), {
      ours: decoder(ChannelConnectionPage),
      peer: (json) => ListChannelConnectionsResponseDto$inboundSchema.parse(json)
    }, { calls: 40, rounds, warmup: 200 })
  ]
}
