import { Effect } from "effect"
import { ChannelConnectionPage, ChannelConnections } from "effect-novu"
import { ours } from "../clients.ts"
import { fibers } from "../crowd.ts"
import { decoder } from "../decoder.ts"
import { conflict, created, pageSize, pageText, payload } from "../fixtures.ts"
import { inOneProgram, inProcess } from "../inProcess.ts"
import { withServer } from "../server.ts"
import { tracing } from "../tracing.ts"

/** Is what is profiled: how many calls, and what makes them. */
interface Workload {
  readonly unit: string
  readonly calls: number
  /** Gives the function that makes so many calls to who profiles it. */
  readonly use: (profile: (run: (calls: number) => Promise<unknown>) => Promise<void>) => Promise<void>
}

const create = ChannelConnections.use((connections) => connections.create(payload))

/** Makes calls on a fetch in memory, one after another in one program. */
const inMemory = <A, E>(
  answer: () => Response,
  call: Effect.Effect<A, E, ChannelConnections>,
  calls = 50_000
): Workload => ({
  unit: "call",
  calls,
  use: async (profile) => {
    const runtime = ours({ fetch: inProcess(answer) })
    await profile((count) => runtime.runPromise(inOneProgram(count, () => call)))
    await runtime.dispose()
  }
})

/** Reads pages of connections, with what is loaded before. */
const pages = (load: () => Promise<unknown> = async () => {}): Workload => ({
  unit: `page of ${pageSize}`,
  calls: 4000,
  use: async (profile) => {
    await load()
    const text = pageText(null, pageSize)
    const read = decoder(ChannelConnectionPage)
    await profile(async (count) => {
      for (let page = 0; page < count; page++) read(JSON.parse(text))
    })
  }
})

/** Names what can be profiled. */
export const workloads: Readonly<Record<string, Workload>> = {
  call: inMemory(created, create),
  refusal: inMemory(conflict, Effect.flip(create)),
  traced: inMemory(created, Effect.provideContext(create, tracing)),
  page: pages(),
  compiled: pages(() => import("effect/schema/SchemaJITCompiler/enable")),
  sockets: {
    unit: "call with 64 in flight over fetch",
    calls: 50_000,
    use: (profile) =>
      withServer(async (apiUrl) => {
        const runtime = ours({ fetch: globalThis.fetch, apiUrl })
        await profile((count) => runtime.runPromise(fibers(count, 64, () => {}, create)))
        await runtime.dispose()
      })
  }
}
