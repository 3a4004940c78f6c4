import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Running, start } from "./program.ts"

const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "effect-novu-state-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

const call = ({ url }: Running, method: string, path: string, body?: unknown, key = "sk_fake") =>
  Effect.promise(async () => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    return { status: answer.status, json: await answer.json() }
  })

const end = ({ child, ended }: Running) =>
  Effect.promise(() => {
    child.kill("SIGTERM")
    return ended
  })

describe("effect-novu fake --state", { timeout: 30_000 }, () => {
  it.live("goes on with what was stored, in every environment, and changes what was deleted to nothing", () =>
    Effect.gen(function*() {
      const here = yield* folder
      const file = join(here, "state.json")
      const flags = ["--state", file, "--key", "sk_fake", "--key", "ci=sk_ci"]
      const first = yield* start(flags)
      assert.include(first.banner, file)
      yield* call(first, "POST", "/v2/subscribers", { subscriberId: "lin", firstName: "Lin" })
      yield* call(first, "DELETE", "/v2/subscribers/grace")
      yield* call(first, "POST", "/v2/subscribers", { subscriberId: "kim" }, "sk_ci")
      yield* call(first, "POST", "/v1/channel-connections", {
        identifier: "kept",
        integrationIdentifier: "slack-prod",
        subscriberId: "lin",
        workspace: { id: "T1" },
        auth: { accessToken: "xoxb-kept" }
      })
      const before = yield* call(first, "GET", "/v1/channel-connections/kept")
      assert.deepStrictEqual(yield* end(first), { code: 0, stdout: first.banner, stderr: "" })

      assert.deepStrictEqual(yield* Effect.promise(() => readdir(here)), ["state.json"])
      assert.strictEqual((yield* Effect.promise(() => stat(file))).mode & 0o777, 0o600)
      const text = yield* Effect.promise(() => readFile(file, "utf8"))

      const second = yield* start(flags)
      assert.deepStrictEqual(yield* call(second, "GET", "/v1/channel-connections/kept"), before)
      assert.strictEqual((yield* call(second, "GET", "/v2/subscribers/lin")).json.data.firstName, "Lin")
      assert.strictEqual((yield* call(second, "GET", "/v2/subscribers/grace")).status, 404)
      assert.strictEqual((yield* call(second, "GET", "/v2/subscribers/kim", undefined, "sk_ci")).status, 200)
      assert.strictEqual((yield* call(second, "GET", "/v2/subscribers/kim")).status, 404)
      yield* end(second)
      assert.strictEqual(yield* Effect.promise(() => readFile(file, "utf8")), text)

      const rekeyed = yield* start(["--state", file, "--key", "ci=sk_new"])
      assert.strictEqual((yield* call(rekeyed, "GET", "/v2/subscribers/kim", undefined, "sk_new")).status, 200)
      assert.strictEqual((yield* call(rekeyed, "GET", "/v2/subscribers/kim", undefined, "sk_ci")).status, 401)
    }))
})
