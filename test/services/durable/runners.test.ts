import { assert, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { shardLockExpiration } from "../../../examples/support/engine.ts"
import { freePort } from "../ports.ts"
import { startPostgres } from "../postgres.ts"
import { between, CountingNovu, numbersOf, requestsPerChunk, send } from "./killing.ts"

const total = 60_000
const chunk = 1000

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)

it.live(
  `of three runners on Postgres, another goes on with the chunk of one that was killed (SEED=${seed})`,
  () =>
    Effect.gen(function*() {
      const url = yield* startPostgres
      const ports = yield* Effect.all([freePort, freePort, freePort, freePort])
      const novu = yield* Effect.acquireRelease(
        Effect.promise(() => CountingNovu.start(chunk, true)),
        (started) => Effect.promise(() => started[Symbol.asyncDispose]())
      )
      const start = (index: number, ...flags: ReadonlyArray<string>) =>
        Effect.acquireRelease(
          Effect.sync(() =>
            send({
              example: "examples/campaign.ts",
              args: ["--total", String(total), "--chunk", String(chunk), ...flags],
              env: {
                DATABASE_URL: url,
                RUNNER_PORT: String(ports[index]),
                NOVU_API_URL: novu.url,
                NOVU_ENVIRONMENT: "production"
              },
              key: `sk_fake_runner_${index}`
            })
          ),
          ({ stop }) => Effect.sync(stop)
        )
      const runners = [yield* start(0, "--serve"), yield* start(1, "--serve"), yield* start(2)]
      const next = numbersOf(seed)
      const request = between(next, 2, requestsPerChunk(chunk) - 1)
      yield* Effect.promise(() => novu.kill(runners, request, between(next, 3, 12)))

      const ended = yield* Effect.promise(() => Promise.race(runners.map((each) => each.ended.then(() => each))))
      const started = runners[2]
      // Whoever starts the same campaign again joins it.
      const reporting = ended === started ? yield* start(3) : started
      const { output } = yield* Effect.promise(async () => await reporting?.ended ?? { output: "" })
      assert.match(output, /sent 60000, failed 0/)
      const { customers, ids, killed, queued, twice, wentOn } = yield* Effect.promise(() => novu.counts())
      assert.deepStrictEqual({ customers, ids, queued, twice }, {
        customers: total,
        ids: total,
        queued: total,
        twice: 0
      })
      assert.isDefined(killed)
      assert.isDefined(wentOn)
      assert.notStrictEqual(wentOn?.sender, killed?.sender)
      const most = Duration.toMillis(shardLockExpiration) + 30_000
      assert.isAtMost((wentOn?.at ?? Infinity) - (killed?.at ?? 0), most)
    }).pipe(Effect.scoped),
  180_000
)
