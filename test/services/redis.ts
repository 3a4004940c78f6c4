/** Starts a Redis for this test on a free port, and stops it when the scope closes. */
import { Effect, Schedule } from "effect"
import { spawn } from "node:child_process"
import { freePort, reachable } from "./ports.ts"

export const startRedis = Effect.gen(function*() {
  const port = yield* freePort
  yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn("redis-server", ["--port", String(port), "--save", "", "--appendonly", "no"], { stdio: "ignore" })
    ),
    (child) => Effect.sync(() => child.kill())
  )
  yield* Effect.retry(reachable(port), { times: 100, schedule: Schedule.spaced("50 millis") })
  return `redis://127.0.0.1:${port}`
})
