import { Context, Effect, Tracer } from "effect"
import { ChannelConnections } from "effect-novu"
import { bare, ours, peer } from "./clients.ts"
import { conflict, created, payload, peerPayload, unavailable } from "./fixtures.ts"
import { interleaved, type Samples, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

/** Answers from memory, in turn. Each contestant has a function of its own, because its retries count too. */
const inProcess = (...answers: ReadonlyArray<() => Response>): typeof globalThis.fetch => {
  let next = 0
  return async () => {
    const response = answers[next++ % answers.length]
    if (response === undefined) throw new Error("nothing to answer")
    return response()
  }
}

const times = async (calls: number, run: () => Promise<unknown>): Promise<void> => {
  for (let call = 0; call < calls; call++) await run()
}

type Service = ChannelConnections["Service"]

const create = (connections: Service) => connections.create(payload)

/** Calls as a service does, within one running program. */
const inOneProgram = <A, E>(calls: number, call: (connections: Service) => Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const connections = yield* ChannelConnections
    for (let i = 0; i < calls; i++) yield* call(connections)
  })

/** This tracer keeps nothing, but the client has to make spans for it. */
const tracing = Context.make(Tracer.Tracer, Tracer.make({ span: (options) => new Tracer.NativeSpan(options) }))

type Kind = keyof Samples

const row = (
  what: string,
  kind: Kind,
  samples: { readonly ours: Samples; readonly peer: Samples; readonly bare: Samples },
  asked?: Row["asked"]
): Row => ({
  what: `${what}, ${kind === "wall" ? "elapsed" : "processor"}`,
  unit: "µs",
  ours: typical(samples.ours[kind]),
  peer: typical(samples.peer[kind]),
  bare: typical(samples.bare[kind]),
  ...(asked === undefined ? {} : { asked })
})

const success = async (options: Parameters<typeof interleaved>[1]): Promise<ReadonlyArray<Row>> => {
  const fetch = inProcess(created)
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const others = {
    peer: (calls: number) => times(calls, () => novu.channelConnections.create(peerPayload)),
    bare: (calls: number) => times(calls, () => bare({ fetch }))
  }
  const inLoop = await interleaved({
    ...others,
    ours: (calls) => runtime.runPromise(inOneProgram(calls, create))
  }, options)
  const asPromises = await interleaved({
    ...others,
    ours: (calls) => times(calls, () => runtime.runPromise(ChannelConnections.use(create)))
  }, options)
  const traced = await interleaved({
    ...others,
    ours: (calls) => runtime.runPromise(Effect.provideContext(inOneProgram(calls, create), tracing))
  }, options)
  await runtime.dispose()
  return [
    row("success", "processor", inLoop, { against: "peer", atMost: 0.4 }),
    row("success", "wall", inLoop),
    row("success, `runPromise` for each call", "processor", asPromises),
    row("success, a tracer listening", "processor", traced)
  ]
}

const refused = async (options: Parameters<typeof interleaved>[1]): Promise<Row> => {
  const fetch = inProcess(conflict)
  const runtime = ours({ fetch })
  const novu = peer({ fetch })
  const once = { retryCodes: ["429", "5XX"] }
  const samples = await interleaved({
    ours: (calls) => runtime.runPromise(inOneProgram(calls, (connections) => Effect.flip(create(connections)))),
    peer: (calls) =>
      times(calls, () => novu.channelConnections.create(peerPayload, undefined, once).catch((error: unknown) => error)),
    bare: (calls) => times(calls, () => bare({ fetch }))
  }, options)
  await runtime.dispose()
  return row("a 409 as a typed error", "processor", samples)
}

const repeated = async (options: Parameters<typeof interleaved>[1]): Promise<Row> => {
  const runtime = ours({ fetch: inProcess(unavailable, created), impatient: true })
  const novu = peer({ fetch: inProcess(unavailable, created), impatient: true })
  const plain = inProcess(unavailable, created)
  const samples = await interleaved({
    ours: (calls) => runtime.runPromise(inOneProgram(calls, create)),
    peer: (calls) => times(calls, () => novu.channelConnections.create(peerPayload)),
    bare: (calls) =>
      times(calls, async () => {
        for (;;) if ((await bare({ fetch: plain })).status === 201) return
      })
  }, options)
  await runtime.dispose()
  return row("a 503, then success", "processor", samples)
}

export const calls = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const options = quick ? { calls: 300, rounds: 21, warmup: 5000 } : { calls: 400, rounds: 51, warmup: 10_000 }
  return [
    ...await success(options),
    await refused(options),
    await repeated({ ...options, calls: options.calls / 4, warmup: options.warmup / 4 })
  ]
}
