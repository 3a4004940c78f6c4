import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { byHand } from "../byHand.ts"
import { bare, ours, peer } from "../clients.ts"
import { conflict, payload, peerPayload } from "../fixtures.ts"
import { inOneProgram, inProcess, times } from "../inProcess.ts"
import { wrapped } from "../wrapped.ts"
import type { Contest } from "./contests.ts"

const fetch = inProcess(conflict)

/** Keeps the peer from repeating a conflict. */
const once = { retryCodes: ["429", "5XX"] }

export const refused: Contest = {
  ours: () => {
    const runtime = ours({ fetch })
    return (calls) =>
      runtime.runPromise(
        ChannelConnections.use((connections) => inOneProgram(calls, () => Effect.flip(connections.create(payload))))
      )
  },
  peer: () => {
    const novu = peer({ fetch })
    const create = () => novu.channelConnections.create(peerPayload, undefined, once)
    return (calls) => times(calls, () => create().catch((error: unknown) => error))
  },
  wrapped: () => {
    const effects = wrapped(peer({ fetch }))
    return (calls) => Effect.runPromise(inOneProgram(calls, () => Effect.flip(effects.create(once))))
  },
  byHand: async () => {
    const hand = await byHand({ fetch })
    return (calls) => hand.runtime.runPromise(inOneProgram(calls, () => Effect.flip(hand.create())))
  },
  bare: () => (calls) => times(calls, () => bare({ fetch }))
}
