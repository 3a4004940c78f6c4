/**
 * Runs the packed package on every runtime, over a real socket, against the fake
 * on a port. Prints one line per runtime; one that cannot be installed is `not run`.
 *
 *   npm run test:runtimes              writes the table in docs/runtimes.md, and in the README if it has one
 *   npm run test:runtimes -- --check   fails when the table says otherwise
 */
import { NodeHttpServer } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import * as Fault from "effect-novu/Testing/Fault"
import { HttpServer } from "effect/http"
import { build } from "esbuild"
import { execFileSync } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { pack } from "./checkPackage/pack.ts"
import { hasTable, type Row, withoutVersions, withTable } from "./runtimes/page.ts"
import type { Outcome } from "./runtimes/program.ts"
import { type Place, type Runtime, runtimes } from "./runtimes/runtimes.ts"

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } })
const pages = ["docs/runtimes.md", "README.md"]

const prepareApp = (folder: string): string => {
  execFileSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit" })
  const { tarball } = pack(folder)
  const app = join(folder, "app")
  mkdirSync(app)
  writeFileSync(join(app, "package.json"), JSON.stringify({ private: true, type: "module" }))
  copyFileSync("scripts/runtimes/program.ts", join(app, "program.ts"))
  const { version } = JSON.parse(readFileSync("node_modules/effect/package.json", "utf8")) as {
    readonly version: string
  }
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball, `effect@${version}`], {
    cwd: app,
    stdio: "ignore"
  })
  return app
}

const bundleOf = async (app: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(app, "program.ts")],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false
  })
  return outputFiles.map(({ text }) => text).join("")
}

/** Lists what is wrong, as seen from the runtime and from the server. */
const complaints = (
  outcome: Outcome,
  requests: ReadonlyArray<{
    readonly method: string
    readonly status: number | undefined
    readonly headers: Readonly<Record<string, string | undefined>>
  }>
): ReadonlyArray<string> => {
  const expect = (what: string, seen: unknown, wanted: unknown): ReadonlyArray<string> =>
    JSON.stringify(seen) === JSON.stringify(wanted)
      ? []
      : [`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`]
  const posts = requests.filter(({ method }) => method === "POST")
  return [
    ...expect("created", outcome.created, "made-here"),
    ...expect("listed", outcome.listed, ["made-here", "seeded"]),
    ...expect("missing", outcome.missing, "NotFound 404 1"),
    ...expect("creating", posts.map(({ status }) => status), [500, 201]),
    ...expect("keys", new Set(posts.map(({ headers }) => headers["idempotency-key"])).size, 1),
    ...expect("requests", requests.map(({ status }) => status), [500, 201, 200, 200, 404, 302]),
    ...expect("redirected", outcome.redirected.startsWith("UnexpectedStatus "), true),
    ...expect("refused", outcome.refused.startsWith("TransportFailed "), true),
    ...expect("received", outcome.received, [204, 204, 401, 1])
  ]
}

const report = (row: Row, detail: string): Row => {
  console.log(`${row.name} ${row.version}: ${row.result}${detail === "" ? "" : ` (${detail})`}`)
  if (row.result === "failed") process.exitCode = 1
  return row
}

const notThere = (name: string, error: unknown): Row =>
  report(
    { name, version: "", result: "not run", redirected: "", refused: "" },
    (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? ""
  )

const tryOn = Effect.fnUntraced(function*(runtime: Runtime, folder: string, place: Place) {
  const fake = yield* FakeNovu
  const installed = yield* Effect.result(Effect.try({
    try: () => runtime.install(folder),
    catch: (error) => error
  }))
  if (installed._tag === "Failure") return notThere(runtime.name, installed.failure)
  const { run, version } = installed.success

  yield* fake.reset
  yield* fake.seed({
    connections: [{ integrationIdentifier: "slack-prod", identifier: "seeded", subscriberId: "ada" }]
  })
  yield* fake.script(
    Fault.respond({ status: 500, body: { message: "Internal server error" } }),
    Fault.pass,
    Fault.pass,
    Fault.pass,
    Fault.pass,
    Fault.respond({ status: 302, headers: { location: "/v1/elsewhere" } })
  )
  const outcome = yield* Effect.result(Effect.tryPromise({ try: () => run(place), catch: String }))
  const heard = { name: runtime.name, version }
  if (outcome._tag === "Failure") {
    return report({ ...heard, result: "failed", redirected: "", refused: "" }, outcome.failure)
  }
  const requests = (yield* fake.requests).filter(({ url }) => url.startsWith("/v1/"))
  const wrong = complaints(outcome.success, requests)
  const agents = [...new Set(requests.map(({ headers }) => headers["user-agent"]))]
  const { redirected, refused } = outcome.success
  return report(
    { ...heard, result: wrong.length === 0 ? "passed" : "failed", redirected, refused },
    wrong.length === 0 ? `user agent: ${agents.join(", ")}` : wrong.join("; ")
  )
})

/** Finds a port that the system gave out and took back. `fetch` refuses some low ports without trying them. */
const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

const everywhere = Effect.gen(function*() {
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "effect-novu-runtimes-"))),
    (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
  )
  const app = prepareApp(folder)
  const bundle = yield* Effect.promise(() => bundleOf(app))
  const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
  const closed = yield* Effect.promise(closedPort)
  const place: Place = { app, bundle, apiUrl: address, closedUrl: `http://127.0.0.1:${closed}` }
  return yield* Effect.forEach(runtimes, (runtime, index) => tryOn(runtime, join(folder, `runtime-${index}`), place))
}).pipe(
  Effect.scoped,
  Effect.provide(
    FakeNovu.serve().pipe(Layer.provideMerge(
      NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1", gracefulShutdownTimeout: "1 second" })
    ))
  )
)

const rows = await Effect.runPromise(everywhere)
for (const document of pages) {
  const page = readFileSync(document, "utf8")
  if (!hasTable(page)) continue
  const updated = withTable(page, rows)
  if (!values.check) writeFileSync(document, updated)
  else if (withoutVersions(updated) !== withoutVersions(page)) {
    console.error(`${document} says otherwise: run npm run test:runtimes and commit it`)
    process.exitCode = 1
  }
}
