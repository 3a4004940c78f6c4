/** Runs the cases of many at once, with this client and with `@novu/api`, over the fake, in virtual time. */
import { Effect, Fiber, Layer, ManagedRuntime, Redacted, Result, Stream } from "effect"
import { Events, NovuTransport, type TriggerEvent } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { TestClock } from "effect/testing"
import { type BulkCase, type BulkConduct, eventCount } from "./bulkCases.ts"
import { eventOf } from "./events.ts"
import { describeError, fetcherOf, peerOver } from "./peer.ts"
import { inVirtualTime } from "./virtualTime.ts"

const events: ReadonlyArray<TriggerEvent> = Array.from({ length: eventCount }, (_, index) => ({
  name: "welcome",
  to: `person-${index}`
}))

const Fake = FakeNovu.layer({ seed: { workflows: [{ id: "welcome", steps: ["in_app"] }] } })

const Client = Events.layer.pipe(
  Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake") })),
  Layer.provideMerge(Fake)
)

/** Lets the first group pass, and then strikes one request after the other. */
const strike = (on: BulkCase["on"]) =>
  FakeNovu.use(({ script }) => script(Fault.pass, ...on.map((name) => eventOf(name).fault)))

const found = Effect.gen(function*() {
  const fake = yield* FakeNovu
  yield* fake.flush
  const reached = (yield* fake.sent()).map(({ subscriberId }) => subscriberId)
  const carriedOut = new Set(reached).size
  return { requests: (yield* fake.requests).length, carriedOut, twice: reached.length - carriedOut }
})

const counted = (tags: ReadonlyArray<string>): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(tags)].map((tag) => [tag, tags.filter((each) => each === tag).length]))

export const measureBulk = (on: BulkCase["on"]) =>
  Effect.gen(function*() {
    yield* strike(on)
    const { triggerAll } = yield* Events
    const results: Array<Result.Result<unknown, string>> = []
    const running = yield* triggerAll(events, { concurrency: 1 }).pipe(
      Stream.runForEach(({ result }) =>
        Effect.sync(() => results.push(Result.mapError(result, ({ reason }) => reason._tag)))
      ),
      Effect.match({ onSuccess: () => undefined, onFailure: ({ reason }) => reason._tag }),
      Effect.forkChild
    )
    yield* TestClock.adjust("1 hour")
    const ended = yield* Fiber.join(running)
    const conduct: BulkConduct = {
      ...yield* found,
      taken: results.filter(Result.isSuccess).length,
      failed: counted(results.flatMap((result) => Result.isFailure(result) ? [result.failure] : [])),
      ...(ended === undefined ? {} : { ended })
    }
    return conduct
  }).pipe(Effect.provide(Layer.fresh(Client)), Effect.provide(TestClock.layer()), Effect.orDie)

export interface PeerBulkConduct extends BulkConduct {
  readonly lasted: number
}

/** Sends the same groups with a loop of a user's own, which goes on after a group that failed. */
export const measurePeerBulk = async (on: BulkCase["on"]): Promise<PeerBulkConduct> => {
  const runtime = ManagedRuntime.make(Fake)
  const failed: Array<string> = []
  let taken = 0
  const { lasted, value } = await inVirtualTime(async () => {
    await runtime.runPromise(strike(on))
    const novu = peerOver(fetcherOf(runtime))
    for (let from = 0; from < eventCount; from += 100) {
      const group = events.slice(from, from + 100).map(({ name, to }) => ({
        workflowId: name,
        to: String(to),
        payload: {}
      }))
      await novu.triggerBulk({ events: group }).then(
        ({ result }) => (taken += result.length),
        (error) => failed.push(...group.map(() => describeError(error)))
      )
    }
    return true
  })
  return {
    ...await runtime.runPromise(found),
    taken,
    failed: counted(failed),
    lasted: Math.round(lasted),
    ...(value === undefined ? { ended: "never ends" } : {})
  }
}
