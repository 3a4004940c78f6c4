/** Runs one process of a fleet. It calls as fast as the shared limit allows, then prints what it saw. */
import { NodeRedis } from "@effect/platform-node"
import { Clock, Effect, Layer, Redacted, References } from "effect"
import { ChannelConnections, NovuTransport, RateLimits } from "effect-novu"
import { FetchHttpClient } from "effect/http"
import { RateLimiter } from "effect/persistence"

const [apiUrl = "", redisUrl = "", millis = "0"] = process.argv.slice(2)

const Limits = RateLimits.layerStore.pipe(
  Layer.provide(RateLimiter.layerStoreRedis({ prefix: "fleet:" })),
  Layer.provide(NodeRedis.layer({ url: redisUrl }))
)

const Client = ChannelConnections.layer.pipe(
  Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl })),
  Layer.provide(Limits),
  Layer.provide(FetchHttpClient.layer)
)

const work = Effect.gen(function*() {
  const connections = yield* ChannelConnections
  const until = (yield* Clock.currentTimeMillis) + Number(millis)
  const counts = { succeeded: 0, failed: 0 }
  const caller = Effect.gen(function*() {
    while ((yield* Clock.currentTimeMillis) < until) {
      const exit = yield* Effect.exit(connections.list({ limit: 1 }))
      counts[exit._tag === "Success" ? "succeeded" : "failed"]++
    }
  })
  yield* Effect.all(Array.from({ length: 8 }, () => caller), { concurrency: "unbounded", discard: true })
  return counts
})

const counts = await Effect.runPromise(
  work.pipe(Effect.provide(Client), Effect.provideService(References.MinimumLogLevel, "Warning"))
)
console.log(JSON.stringify(counts))
