import { Effect } from "effect"
import { Events } from "effect-novu"
import { byHand } from "./byHand.ts"
import { bare, ours, peer } from "./clients.ts"
import { event, eventOnWire, OrderShipped, peerEvent, triggered } from "./fixtures.ts"
import { inOneProgram, inProcess, times } from "./inProcess.ts"
import { interleaved, type Rounds } from "./rounds.ts"
import type { Row } from "./row.ts"
import { rowOf } from "./rowOf.ts"
import { wrapped } from "./wrapped.ts"

/** Measures one event, whose payload has a schema. The peer and the bare platform send what they are given. */
export const trigger = async (options: Rounds): Promise<Row> => {
  const fetch = inProcess(triggered)
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const effects = wrapped(novu)
  const hand = await byHand({ fetch })
  const samples = await interleaved({
    ours: (calls) =>
      runtime.runPromise(Events.use((events) => inOneProgram(calls, () => events.trigger(OrderShipped, event)))),
    peer: (calls) => times(calls, () => novu.trigger(peerEvent)),
    wrapped: (calls) => Effect.runPromise(inOneProgram(calls, effects.trigger)),
    byHand: (calls) => hand.runtime.runPromise(inOneProgram(calls, hand.trigger)),
    bare: (calls) => times(calls, () => bare({ fetch }, "/v1/events/trigger", eventOnWire))
  }, options)
  await runtime.dispose()
  await hand.runtime.dispose()
  return rowOf("`Events.trigger`, typed", "processor", samples)
}
