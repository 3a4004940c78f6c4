/** Measures how many requests one call sends while everything fails. */
import { Effect, Fiber, Layer, Random, References } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { Client, operations, struck } from "./measure.ts"
import { peerOver } from "./peer.ts"
import { inVirtualTime } from "./virtualTime.ts"

export const concurrencies = [1, 10, 1000] as const

const outage = struck(["503"])

/** A wave has this many calls, whatever the number of callers. */
const calls = 1000

/** Measures the requests per call in each of `waves` waves, one after the other. */
const requestsPerCall = <R>(call: Effect.Effect<unknown, unknown, R>, concurrency: number, waves: number) =>
  Effect.gen(function*() {
    yield* outage
    const fake = yield* FakeNovu
    const figures: Array<number> = []
    let before = 0
    for (let wave = 0; wave < waves; wave++) {
      const callers = Effect.forEach(Array.from({ length: calls }), () => Effect.exit(call), {
        concurrency,
        discard: true
      })
      const fiber = yield* Effect.forkChild(callers)
      yield* TestClock.adjust("1000 hours")
      yield* Fiber.join(fiber)
      const after = (yield* fake.requests).length
      figures.push((after - before) / calls)
      before = after
    }
    return figures
  }).pipe(Random.withSeed("storm"), Effect.provideService(References.MinimumLogLevel, "Error"))

/** Measures this client. The first wave finds the budget full, the second finds it spent. */
export const ourStorm = (concurrency: number): Effect.Effect<ReadonlyArray<number>> =>
  requestsPerCall(operations.idempotent, concurrency, 2).pipe(
    Effect.provide(Layer.fresh(Client)),
    Effect.provide(TestClock.layer()),
    Effect.orDie
  )

/** Measures Effect's own `retryTransient`, asked for two retries. */
export const transientStorm = (concurrency: number): Effect.Effect<ReadonlyArray<number>> =>
  requestsPerCall(
    HttpClient.HttpClient.use((client) =>
      HttpClient.retryTransient(client, { times: 2 }).get("https://api.novu.co/v1/channel-connections")
    ),
    concurrency,
    1
  ).pipe(
    Effect.provide(Layer.fresh(FakeNovu.layer())),
    Effect.provide(TestClock.layer())
  )

/** Measures `@novu/api` with its defaults, which are an hour of retries per call. */
export const peerStorm = async (concurrency: number): Promise<number> => {
  let requests = 0
  const novu = peerOver(async () => {
    requests++
    return Response.json({ statusCode: 503, message: "Service Unavailable" }, { status: 503 })
  })
  await inVirtualTime(() =>
    Promise.all(
      Array.from({ length: concurrency }, () => novu.channelConnections.retrieve("c").catch(() => undefined))
    )
  )
  return requests / concurrency
}
