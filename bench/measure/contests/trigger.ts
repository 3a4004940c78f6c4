import { Effect } from "effect"
import { Events } from "effect-novu"
import { byHand } from "../byHand.ts"
import { bare, ours, peer } from "../clients.ts"
import { event, eventOnWire, OrderShipped, peerEvent, triggered } from "../fixtures.ts"
import { inOneProgram, inProcess, times } from "../inProcess.ts"
import { wrapped } from "../wrapped.ts"
import type { Contest } from "./contests.ts"

const fetch = inProcess(triggered)

/** Sends one event, whose payload has a schema. The peer and the bare platform send what they are given. */
export const trigger: Contest = {
  ours: () => {
    const runtime = ours({ fetch })
    return (calls) =>
      runtime.runPromise(Events.use((events) => inOneProgram(calls, () => events.trigger(OrderShipped, event))))
  },
  peer: () => {
    const novu = peer({ fetch })
    return (calls) => times(calls, () => novu.trigger(peerEvent))
  },
  wrapped: () => {
    const effects = wrapped(peer({ fetch }))
    return (calls) => Effect.runPromise(inOneProgram(calls, effects.trigger))
  },
  byHand: async () => {
    const hand = await byHand({ fetch })
    return (calls) => hand.runtime.runPromise(inOneProgram(calls, hand.trigger))
  },
  bare: () => (calls) => times(calls, () => bare({ fetch }, "/v1/events/trigger", eventOnWire))
}
