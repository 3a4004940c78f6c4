/** Starts a Postgres for this test on a free port, and stops it when the scope closes. */
import { Effect, Schedule } from "effect"
import { execFileSync, spawn } from "node:child_process"
import { globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort, reachable } from "./ports.ts"

/** Postgres does not run as root. Debian's package makes a user for it. */
const asUser = (command: string, args: ReadonlyArray<string>): readonly [string, ReadonlyArray<string>] =>
  process.getuid?.() === 0 ?
    ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", command, ...args]] :
    [
      command,
      args
    ]

const binary = (name: string): string => {
  const found = globSync(`/usr/lib/postgresql/*/bin/${name}`).toSorted().at(-1)
  if (found === undefined) throw new Error(`${name} is not installed: apt-get install postgresql`)
  return found
}

const directory = Effect.acquireRelease(
  Effect.sync(() => {
    const path = mkdtempSync(join(tmpdir(), "novu-postgres-"))
    if (process.getuid?.() === 0) execFileSync("chown", ["postgres:postgres", path])
    return path
  }),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

export const startPostgres = Effect.gen(function*() {
  const data = yield* directory
  const port = yield* freePort
  const [initdb, how] = asUser(binary("initdb"), ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync"])
  execFileSync(initdb, how, { stdio: "ignore" })
  const [postgres, args] = asUser(binary("postgres"), [
    ...["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"],
    ...["-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=50"]
  ])
  yield* Effect.acquireRelease(
    Effect.sync(() => spawn(postgres, args, { stdio: "ignore" })),
    (child) =>
      Effect.callback<void>((resume) => {
        child.once("exit", () => resume(Effect.void))
        child.kill("SIGINT")
      })
  )
  yield* Effect.retry(reachable(port), { times: 200, schedule: Schedule.spaced("50 millis") })
  return `postgres://postgres@127.0.0.1:${port}/postgres`
})
