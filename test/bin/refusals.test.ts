import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { once } from "node:events"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { networkInterfaces, tmpdir } from "node:os"
import { join } from "node:path"
import { fake } from "../../src/bin/fake/fake.ts"

const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "effect-novu-files-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"))

describe("effect-novu fake refuses in one sentence", () => {
  it.effect("a file that is missing or broken, and shows nothing of what is in it", () =>
    Effect.gen(function*() {
      const here = yield* folder
      const file = (name: string) => join(here, name)
      const texts = {
        "broken.json": "{ \"connections\": [{ \"auth\": { \"accessToken\": xoxb-hidden } }] }",
        "unknown.json": "{ \"subscribers\": [{ \"subscriberId\": \"ada\", \"mail\": \"a@b.c\" }] }",
        "typed.json": "{ \"connections\": [{ \"auth\": { \"accessToken\": [\"xoxb-hidden\"] } }] }",
        "list.json": "[]"
      }
      for (const [name, text] of Object.entries(texts)) yield* Effect.promise(() => writeFile(file(name), text))
      const cases: ReadonlyArray<readonly [ReadonlyArray<string>, ReadonlyArray<string>]> = [
        [["--seed", file("none.json")], ["none.json is not there", "--init"]],
        [["--seed", here], ["is a folder", "--init"]],
        [["--seed", file("broken.json")], ["broken.json", "not JSON", "--init"]],
        [["--seed", file("unknown.json")], ["unknown.json", "mail", "subscribers"]],
        [["--seed", file("typed.json")], ["typed.json", "connections"]],
        [["--state", file("list.json")], ["list.json", "delete it"]],
        [["--state", here], ["is a folder"]],
        [["--state", join(here, "no", "state.json")], ["state.json is not there"]],
        [["--init", "--seed", file("list.json")], ["list.json is there already", "--seed my-list.json"]]
      ]
      for (const [args, says] of cases) {
        const { message } = yield* Effect.flip(fake([...args, "--port", "0"]))
        for (const part of says) assert.include(message, part)
        assert.match(message, /^[^\n]+\.$/)
        assert.notInclude(message, "xoxb")
      }
      assert.strictEqual(yield* Effect.promise(() => readFile(file("list.json"), "utf8")), "[]")
    }))

  it.live("a port that is in use on either address", () =>
    Effect.gen(function*() {
      for (const host of hasIpv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"]) {
        const server = yield* Effect.acquireRelease(
          Effect.promise(async () => {
            const listening = createServer().listen(0, host)
            await once(listening, "listening")
            return listening
          }),
          (listening) => Effect.sync(() => listening.close())
        )
        const address = server.address()
        const port = typeof address === "object" ? address?.port : undefined
        const { message } = yield* Effect.flip(fake(["--port", `${port}`]))
        assert.match(message, new RegExp(`^Port ${port} is in use: .* such as --port \\d+\\.$`))
      }
    }))

  it.live("an address that is not of this machine", () =>
    Effect.gen(function*() {
      for (const host of ["192.0.2.1", "no.such.host.invalid"]) {
        const { message } = yield* Effect.flip(fake(["--port", "0", "--host", host]))
        assert.strictEqual(
          message,
          `${host} is no address of this machine: choose another one with --host, such as 0.0.0.0.`
        )
      }
    }))
})
