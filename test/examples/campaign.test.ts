import { NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"

const workflows = [{ id: "spring-sale", steps: ["in_app"] }]

const served = FakeNovu.serve({
  idempotency: true,
  seed: { workflows, environments: [{ name: "Production", seed: { workflows } }] }
}).pipe(Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" })))

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "campaign-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

const run = (key: string, environment: string, file: string) =>
  Effect.flatMap(HttpServer.HttpServer, ({ address }) =>
    Effect.promise(async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--conditions=effect-novu:source",
        "examples/campaign.ts",
        "--total",
        "300",
        "--chunk",
        "100"
      ], {
        env: {
          ...process.env,
          NOVU_SECRET_KEY: key,
          NOVU_API_URL: HttpServer.formatAddress(address),
          NOVU_ENVIRONMENT: environment,
          DATABASE_FILE: file
        }
      })
      return stdout
    }))

const runsOf = Effect.gen(function*() {
  const { environments, runs } = yield* (yield* FakeNovu).state
  return [runs.length, environments.find(({ name }) => name === "Production")?.state.runs.length]
})

it.live("a campaign that was rehearsed in one environment sends to all in another", () =>
  Effect.gen(function*() {
    const path = yield* folder
    assert.match(yield* run("sk_fake", "development", join(path, "rehearsal.db")), /sent 300, failed 0/)
    assert.deepStrictEqual(yield* runsOf, [300, 0])
    assert.match(yield* run("sk_fake_production", "production", join(path, "real.db")), /sent 300, failed 0/)
    assert.deepStrictEqual(yield* runsOf, [300, 300])
  }).pipe(Effect.scoped, Effect.provide(served)), 60_000)

it.live(
  "with the name of the same environment it would reach nobody, and report success",
  () =>
    Effect.gen(function*() {
      const path = yield* folder
      yield* run("sk_fake", "shared", join(path, "rehearsal.db"))
      assert.match(yield* run("sk_fake_production", "shared", join(path, "real.db")), /sent 300, failed 0/)
      assert.deepStrictEqual(yield* runsOf, [300, 0])
    }).pipe(Effect.scoped, Effect.provide(served)),
  60_000
)
