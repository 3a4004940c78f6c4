import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { byHand } from "../byHand.ts"
import { bare, ours, peer } from "../clients.ts"
import { created, payload, peerPayload } from "../fixtures.ts"
import { inOneProgram as loop, inProcess, times } from "../inProcess.ts"
import { tracing } from "../tracing.ts"
import { wrapped } from "../wrapped.ts"
import type { Contest } from "./contests.ts"

const fetch = inProcess(created)

const create = ChannelConnections.use((connections) => connections.create(payload))

const createAll = (calls: number) =>
  ChannelConnections.use((connections) => loop(calls, () => connections.create(payload)))

/** These know nothing of effects, so they take part in each contest alike. */
const promises: Contest = {
  peer: () => {
    const novu = peer({ fetch })
    return (calls) => times(calls, () => novu.channelConnections.create(peerPayload))
  },
  bare: () => (calls) => times(calls, () => bare({ fetch }))
}

/** Lets calls follow each other within one program. */
export const inOneProgram: Contest = {
  ...promises,
  ours: () => {
    const runtime = ours({ fetch })
    return (calls) => runtime.runPromise(createAll(calls))
  },
  wrapped: () => {
    const effects = wrapped(peer({ fetch }))
    return (calls) => Effect.runPromise(loop(calls, effects.create))
  },
  byHand: async () => {
    const hand = await byHand({ fetch })
    return (calls) => hand.runtime.runPromise(loop(calls, hand.create))
  }
}

/** Runs each call as a program of its own. */
export const asPromises: Contest = {
  ...promises,
  ours: () => {
    const runtime = ours({ fetch })
    return (calls) => times(calls, () => runtime.runPromise(create))
  },
  wrapped: () => {
    const effects = wrapped(peer({ fetch }))
    return (calls) => times(calls, () => Effect.runPromise(effects.create()))
  },
  byHand: async () => {
    const hand = await byHand({ fetch })
    return (calls) => times(calls, () => hand.runtime.runPromise(hand.create()))
  }
}

/** Lets a tracer listen, where there are spans. */
export const traced: Contest = {
  ...promises,
  ours: () => {
    const runtime = ours({ fetch })
    return (calls) => runtime.runPromise(Effect.provideContext(createAll(calls), tracing))
  },
  wrapped: () => {
    const effects = wrapped(peer({ fetch }))
    return (calls) => Effect.runPromise(Effect.provideContext(loop(calls, effects.create), tracing))
  },
  byHand: async () => {
    const hand = await byHand({ fetch })
    return (calls) => hand.runtime.runPromise(Effect.provideContext(loop(calls, hand.create), tracing))
  }
}
