import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { bare, ours, peer } from "../clients.ts"
import { created, payload, peerPayload, unavailable } from "../fixtures.ts"
import { inOneProgram, inProcess, times } from "../inProcess.ts"
import { wrapped } from "../wrapped.ts"
import type { Contest } from "./contests.ts"

const impatient = { fetch: inProcess(unavailable, created), impatient: true }

/** Sends each request until it succeeds. A client by hand does not, so it takes no part. */
export const repeated: Contest = {
  ours: () => {
    const runtime = ours(impatient)
    return (calls) =>
      runtime.runPromise(
        ChannelConnections.use((connections) => inOneProgram(calls, () => connections.create(payload)))
      )
  },
  peer: () => {
    const novu = peer(impatient)
    return (calls) => times(calls, () => novu.channelConnections.create(peerPayload))
  },
  wrapped: () => {
    const effects = wrapped(peer(impatient))
    return (calls) => Effect.runPromise(inOneProgram(calls, effects.create))
  },
  bare: () => (calls) =>
    times(calls, async () => {
      for (;;) if ((await bare(impatient)).status === 201) return
    })
}
