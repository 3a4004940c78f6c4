import type { Novu } from "@novu/api"
import { DateTime, Effect, Layer, ManagedRuntime, Redacted, Result, Schema, Stream } from "effect"
import { Events, NovuTransport, Trigger } from "effect-novu"
import { FetchHttpClient } from "effect/http"
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { promisify } from "node:util"
import { peer } from "./clients.ts"
import { interleaved, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

const million = join(import.meta.dirname, "../../test/services/million")

const Reading = Trigger.make("reading", {
  payload: { number: Schema.String, at: Schema.DateTimeUtc },
  key: ({ number }) => number
})

interface Event {
  readonly to: string
  readonly payload: typeof Reading.payload.Type
}

const at = DateTime.makeUnsafe(0)

const readings = function*(count: number): Generator<Event> {
  for (let number = 0; number < count; number++) {
    yield { to: `meter-${number}`, payload: { number: String(number), at } }
  }
}

/** Each contestant sends as many at a time, and has as many requests in flight. */
const groupSize = 100
const inFlight = 3

const idOf = ({ payload, to }: Event): string => `${Reading.id}:${payload.number}:${to}`

const check = (count: number, taken: number): void => {
  if (taken !== count) throw new Error(`${taken} of ${count} events were taken`)
}

const engine = Effect.fnUntraced(function*(count: number) {
  const { triggerAll } = yield* Events
  const taken = yield* triggerAll(Reading, readings(count)).pipe(
    Stream.filter(({ result }) => Result.isSuccess(result)),
    Stream.runCount
  )
  check(count, taken)
})

const encode = Schema.encodeEffect(Schema.Struct({ number: Schema.String, at: Schema.DateTimeUtcFromString }))

/** Encodes each payload, gives each event its id, and sends groups, as a user without `triggerAll` would. */
const byHand = Effect.fnUntraced(function*(count: number) {
  const { triggerBulk } = yield* Events
  const send = Effect.fnUntraced(function*(group: ReadonlyArray<Event>) {
    const events = yield* Effect.forEach(group, (event) =>
      Effect.map(encode(event.payload), (payload) => ({
        name: Reading.id,
        to: event.to,
        payload,
        transactionId: idOf(event)
      })))
    return (yield* triggerBulk(events)).result.filter(({ result }) => Result.isSuccess(result)).length
  })
  const taken = yield* Stream.fromIterable(readings(count)).pipe(
    Stream.grouped(groupSize),
    Stream.mapEffect(send, { concurrency: inFlight }),
    Stream.runFold(() => 0, (sum, sent) => sum + sent)
  )
  check(count, taken)
})

const byPeer = async (novu: Novu, count: number): Promise<void> => {
  const events = readings(count)
  let taken = 0
  const worker = async (): Promise<void> => {
    for (;;) {
      const group: Array<Event> = []
      while (group.length < groupSize) {
        const next = events.next()
        if (next.done === true) break
        group.push(next.value)
      }
      if (group.length === 0) return
      const { result } = await novu.triggerBulk({
        events: group.map((event) => ({
          workflowId: Reading.id,
          to: event.to,
          payload: { number: event.payload.number, at: DateTime.formatIso(event.payload.at) },
          transactionId: idOf(event)
        }))
      })
      taken += result.filter(({ acknowledged }) => acknowledged).length
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  check(count, taken)
}

const processor = async (apiUrl: string, quick: boolean): Promise<Row> => {
  const runtime = ManagedRuntime.make(Events.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("fixture-secret-key"), apiUrl })),
    Layer.provide(FetchHttpClient.layer)
  ))
  const novu = peer({ fetch: globalThis.fetch, apiUrl })
  const samples = await interleaved({
    ours: (events) => runtime.runPromise(engine(events)),
    peer: (events) => byPeer(novu, events),
    bare: (events) => runtime.runPromise(byHand(events))
  }, quick ? { calls: 10_000, rounds: 9, warmup: 20_000 } : { calls: 20_000, rounds: 21, warmup: 50_000 })
  await runtime.dispose()
  return {
    what: "`triggerAll`, an event, processor",
    unit: "µs",
    ours: typical(samples.ours.processor),
    peer: typical(samples.peer.processor),
    bare: typical(samples.bare.processor),
    asked: [{ against: "bare", atMost: 1.5 }]
  }
}

/** Ends with an error where the heap is not enough. */
const memory = async (apiUrl: string): Promise<Row> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--max-old-space-size=64",
    "--conditions=effect-novu:source",
    join(million, "program.ts"),
    apiUrl,
    "1000000"
  ])
  const { peak, taken } = JSON.parse(stdout) as { readonly taken: number; readonly peak: number }
  check(1_000_000, taken)
  return { what: "a million events in a heap of 64 MB, memory of the process at most", unit: "MB", ours: peak / 1000 }
}

/** Measures many events at once, sent to a process that counts them. */
export const bulk = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const novu = spawn(process.execPath, [join(million, "novu.ts")], { stdio: ["ignore", "pipe", "inherit"] })
  try {
    const [port] = await once(novu.stdout, "data")
    const apiUrl = `http://127.0.0.1:${String(port).trim()}`
    return [await processor(apiUrl, quick), ...(quick ? [] : [await memory(apiUrl)])]
  } finally {
    novu.kill()
  }
}
