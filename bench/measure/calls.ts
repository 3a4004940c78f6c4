import { Effect } from "effect"
import { ChannelConnections } from "effect-novu"
import { byHand } from "./byHand.ts"
import { bare, ours, peer } from "./clients.ts"
import { conflict, created, payload, peerPayload, unavailable } from "./fixtures.ts"
import { inOneProgram, inProcess, times } from "./inProcess.ts"
import { interleaved, type Rounds } from "./rounds.ts"
import type { Row } from "./row.ts"
import { rowOf } from "./rowOf.ts"
import { tracing } from "./tracing.ts"
import { trigger } from "./trigger.ts"
import { wrapped } from "./wrapped.ts"

const create = (calls: number) =>
  ChannelConnections.use((connections) => inOneProgram(calls, () => connections.create(payload)))

const success = async (options: Rounds): Promise<ReadonlyArray<Row>> => {
  const fetch = inProcess(created)
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const effects = wrapped(novu)
  const hand = await byHand({ fetch })
  const promises = {
    peer: (calls: number) => times(calls, () => novu.channelConnections.create(peerPayload)),
    bare: (calls: number) => times(calls, () => bare({ fetch }))
  }
  const inLoop = await interleaved({
    ...promises,
    ours: (calls) => runtime.runPromise(create(calls)),
    wrapped: (calls) => Effect.runPromise(inOneProgram(calls, effects.create)),
    byHand: (calls) => hand.runtime.runPromise(inOneProgram(calls, hand.create))
  }, options)
  const asPromises = await interleaved({
    ...promises,
    ours: (calls) => times(calls, () => runtime.runPromise(ChannelConnections.use((each) => each.create(payload)))),
    wrapped: (calls) => times(calls, () => Effect.runPromise(effects.create())),
    byHand: (calls) => times(calls, () => hand.runtime.runPromise(hand.create()))
  }, options)
  const traced = await interleaved({
    ...promises,
    ours: (calls) => runtime.runPromise(Effect.provideContext(create(calls), tracing)),
    wrapped: (calls) => Effect.runPromise(Effect.provideContext(inOneProgram(calls, effects.create), tracing)),
    byHand: (calls) => hand.runtime.runPromise(Effect.provideContext(inOneProgram(calls, hand.create), tracing))
  }, options)
  await runtime.dispose()
  await hand.runtime.dispose()
  return [
    rowOf("success", "processor", inLoop, { against: "peer", atMost: 0.33 }, { against: "byHand", atMost: 1 }),
    rowOf("success", "wall", inLoop),
    rowOf("success, `runPromise` for each call", "processor", asPromises),
    rowOf("success, a tracer listening", "processor", traced, { against: "peer", atMost: 0.4 })
  ]
}

const refused = async (options: Rounds): Promise<Row> => {
  const fetch = inProcess(conflict)
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const effects = wrapped(novu)
  const hand = await byHand({ fetch })
  const once = { retryCodes: ["429", "5XX"] }
  const samples = await interleaved({
    ours: (calls) =>
      runtime.runPromise(
        ChannelConnections.use((connections) => inOneProgram(calls, () => Effect.flip(connections.create(payload))))
      ),
    peer: (calls) =>
      times(calls, () => novu.channelConnections.create(peerPayload, undefined, once).catch((error: unknown) => error)),
    wrapped: (calls) => Effect.runPromise(inOneProgram(calls, () => Effect.flip(effects.create(once)))),
    byHand: (calls) => hand.runtime.runPromise(inOneProgram(calls, () => Effect.flip(hand.create()))),
    bare: (calls) => times(calls, () => bare({ fetch }))
  }, options)
  await runtime.dispose()
  await hand.runtime.dispose()
  return rowOf("a 409 as a typed error", "processor", samples, { against: "peer", atMost: 0.6 })
}

const repeated = async (options: Rounds): Promise<Row> => {
  const answers = () => inProcess(unavailable, created)
  const runtime = ours({ fetch: answers(), impatient: true })
  const novu = peer({ fetch: answers(), impatient: true })
  const effects = wrapped(peer({ fetch: answers(), impatient: true }))
  const plain = answers()
  const samples = await interleaved({
    ours: (calls) => runtime.runPromise(create(calls)),
    peer: (calls) => times(calls, () => novu.channelConnections.create(peerPayload)),
    wrapped: (calls) => Effect.runPromise(inOneProgram(calls, effects.create)),
    bare: (calls) =>
      times(calls, async () => {
        for (;;) if ((await bare({ fetch: plain })).status === 201) return
      })
  }, options)
  await runtime.dispose()
  return rowOf("a 503, then success", "processor", samples)
}

export const calls = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const options = quick ? { calls: 300, rounds: 15, warmup: 5000 } : { calls: 400, rounds: 31, warmup: 10_000 }
  return [
    ...await success(options),
    await refused(options),
    await repeated({ ...options, calls: options.calls / 4, warmup: options.warmup / 4 }),
    await trigger(options)
  ]
}
