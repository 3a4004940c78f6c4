import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, References } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { execFile } from "node:child_process"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { startRedis } from "../redis.ts"

const perSecond = 50
const seconds = 10
/** The bucket is as large as Novu's: 10 % more than the limit of its window of five seconds. */
const burst = perSecond * 5 * 1.1

const Novu = FakeNovu.serve({ rateLimit: { maximum: { configuration: perSecond } } }).pipe(
  Layer.provideMerge(
    NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 millis" })
  ),
  Layer.provide(Layer.succeed(References.MinimumLogLevel, "Error"))
)

const worker = fileURLToPath(new URL("worker.ts", import.meta.url))

const runWorker = (...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const { stderr, stdout } = await promisify(execFile)(process.execPath, [
      "--conditions=effect-novu:source",
      worker,
      ...args
    ])
    assert.strictEqual(stderr, "")
    const counts: unknown = JSON.parse(stdout)
    return counts
  })

describe("four processes that share one limit through Redis", () => {
  it.live("are never refused, and use at least nine tenths of it", () =>
    Effect.gen(function*() {
      const redis = yield* startRedis
      const { address } = yield* HttpServer.HttpServer
      const url = HttpServer.formatAddress(address)
      const workers = Array.from({ length: 4 }, () => runWorker(url, redis, String((seconds + 1) * 1000)))
      yield* Effect.all(workers, { concurrency: "unbounded" })

      const requests = yield* (yield* FakeNovu).requests
      assert.lengthOf(requests.filter(({ status }) => status === 429), 0)
      const first = requests[0]?.at ?? 0
      const inTime = requests.filter(({ at }) => at < first + seconds * 1000).length
      assert.isAtLeast(inTime, 0.9 * (burst + perSecond * seconds))
    }).pipe(Effect.scoped, Effect.provide(Novu)), 60_000)
})
