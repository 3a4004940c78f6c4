/** Starts a Redis for this test on a free port, and stops it when the scope closes. */
import { Effect, Schedule } from "effect"
import { spawn } from "node:child_process"
import { connect, createServer } from "node:net"

const freePort = Effect.callback<number>((resume) => {
  const server = createServer()
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    server.close(() => resume(Effect.succeed(port)))
  })
})

const reachable = (port: number) =>
  Effect.callback<void, Error>((resume) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => {
      socket.destroy()
      resume(Effect.void)
    })
    socket.once("error", (error) => resume(Effect.fail(error)))
  })

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
