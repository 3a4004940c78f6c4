import type { Novu } from "@novu/api"
import { DateTime, Effect, Layer, ManagedRuntime, Redacted, Result, Schema, Stream } from "effect"
import { Events, NovuTransport, Trigger } from "effect-novu"
import { FetchHttpClient } from "effect/http"
import { peer } from "./clients.ts"

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
const inGroups = Effect.fnUntraced(function*(count: number) {
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

/**
 * Makes functions that send so many typed events to a Novu: ours with `triggerAll`, and
 * the others with groups made by hand, bare being `triggerBulk` of the same client.
 */
export const eventSenders = (apiUrl: string) => {
  const runtime = ManagedRuntime.make(Events.layer.pipe(
    Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("fixture-secret-key"), apiUrl })),
    Layer.provide(FetchHttpClient.layer)
  ))
  const novu = peer({ fetch: globalThis.fetch, apiUrl })
  return {
    ours: (count: number) => runtime.runPromise(engine(count)),
    peer: (count: number) => byPeer(novu, count),
    bare: (count: number) => runtime.runPromise(inGroups(count))
  }
}
