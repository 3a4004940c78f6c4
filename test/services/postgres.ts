/** Starts a Postgres for this test in a temporary directory on a free port, and stops it when the scope closes. */
import { Effect, Schedule } from "effect"
import { execFile, execFileSync, spawn } from "node:child_process"
import { chownSync, globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { freePort } from "./ports.ts"

/** Finds the programs of the newest version; Debian does not put them on the path. */
const program = (name: string): string => {
  const found = globSync(`/usr/lib/postgresql/*/bin/${name}`)
  return found.toSorted((one, other) => one.localeCompare(other, "en", { numeric: true })).at(-1) ?? name
}

/** Names the user that the package made, because Postgres refuses to run as root. */
const user = Effect.sync(() => {
  if (process.getuid?.() !== 0) return {}
  const number = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }))
  return { uid: number("-u"), gid: number("-g") }
})

const run = (name: string, args: ReadonlyArray<string>, options: { uid?: number; gid?: number; cwd: string }) =>
  Effect.tryPromise(() => promisify(execFile)(program(name), [...args], options))

const directory = (owner: { uid?: number; gid?: number }) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const path = mkdtempSync(join(tmpdir(), "postgres-"))
      if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path, owner.uid, owner.gid)
      return path
    }),
    (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
  )

/** Returns the URL of the database. */
export const startPostgres = Effect.gen(function*() {
  const owner = yield* user
  const cwd = yield* directory(owner)
  const data = join(cwd, "data")
  yield* run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], { ...owner, cwd })
  const port = yield* freePort
  yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(program("postgres"), ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", cwd, "-F"], {
        ...owner,
        cwd,
        stdio: "ignore"
      })
    ),
    (child) =>
      Effect.callback<void>((resume) => {
        child.once("exit", () => resume(Effect.void))
        if (child.exitCode !== null || !child.kill("SIGQUIT")) resume(Effect.void)
      })
  )
  const ready = run("pg_isready", ["-h", "127.0.0.1", "-p", String(port)], { ...owner, cwd })
  yield* Effect.retry(ready, { times: 100, schedule: Schedule.spaced("50 millis") })
  return `postgres://postgres@127.0.0.1:${port}/postgres`
})
