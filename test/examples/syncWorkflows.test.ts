import { NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { execFile } from "node:child_process"
import { createServer } from "node:http"

const served = FakeNovu.serve({ idempotency: true, seed: { layouts: ["old-layout"] } }).pipe(
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
)

const { GITHUB_RUN_ID: _, ...env } = process.env

interface Ended {
  readonly code: number
  readonly output: string
}

/** Runs the example against the served fake, as CI does for one environment. */
const run = (key: string, environment: string, ...flags: ReadonlyArray<string>) =>
  Effect.flatMap(HttpServer.HttpServer, ({ address }) =>
    Effect.promise(() =>
      new Promise<Ended>((resolve) => {
        const child = execFile(process.execPath, [
          "--conditions=effect-novu:source",
          "examples/sync-workflows.ts",
          ...flags
        ], {
          env: {
            ...env,
            NO_COLOR: "1",
            NOVU_SECRET_KEY: key,
            NOVU_API_URL: HttpServer.formatAddress(address),
            NOVU_ENVIRONMENT: environment,
            // One run of CI syncs all environments.
            GITHUB_RUN_ID: "7"
          }
        }, (_error, output) => resolve({ code: child.exitCode ?? -1, output }))
      })
    ))

it.live("the example brings each environment in line, and says where one is not", () =>
  Effect.gen(function*() {
    const before = yield* run("sk_fake", "Development", "--check")
    assert.deepStrictEqual([before.code, /2 of 2 differ/.test(before.output)], [1, true], before.output)
    assert.deepStrictEqual((yield* (yield* FakeNovu).state).workflows, [])
    for (const [key, environment] of [["sk_fake", "Development"], ["sk_fake_production", "Production"]] as const) {
      const written = yield* run(key, environment)
      assert.deepStrictEqual([written.code, /2 of 2 written/.test(written.output)], [0, true], written.output)
      const after = yield* run(key, environment, "--check", "--prune")
      assert.deepStrictEqual([after.code, /0 of 2 differ/.test(after.output)], [0, true], after.output)
      assert.strictEqual(/not in code: layout old-layout/.test(after.output), environment === "Development")
    }
    const { environments, layouts, workflows } = yield* (yield* FakeNovu).state
    const own = workflows.map(({ workflowId }) => workflowId)
    assert.deepStrictEqual(own, ["order-shipped"])
    assert.deepStrictEqual(environments[0]?.state.workflows.map(({ workflowId }) => workflowId), own)
    assert.deepStrictEqual(layouts.map(({ layoutId }) => layoutId), ["old-layout", "main-layout"])
  }).pipe(Effect.provide(served)), 60_000)
