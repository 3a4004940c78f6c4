import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Engines from "effect-novu/Testing/Engines"
import type { Seed } from "effect-novu/Testing/FakeNovu"
import { FetchHttpClient, HttpServer } from "effect/http"
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { promisify } from "node:util"
import { runInNewContext } from "node:vm"
import { readSeed } from "../src/internal/fake/seed/readSeed.ts"
import { served } from "./Testing/served.ts"
import { send } from "./Testing/wire.ts"

const page = readFileSync("docs/end-to-end.md", "utf8")

const blocksOf = (language: string): ReadonlyArray<string> =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, block = ""]) => block)

/** Lists the rows of the tables of the page, as their cells. */
const rows = [...page.matchAll(/^\| (.+) \|$/gm)].map(([, row = ""]) => row.split(" | ").map((cell) => cell.trim()))

const namesIn = (cell: string): ReadonlyArray<string> => [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name)

const seed: Seed = {
  subscribers: [{ subscriberId: "ada", email: "ada@example.com" }],
  workflows: [{
    id: "forgot",
    steps: [{ type: "email", controls: { body: "<a href=\"{{payload.link}}\">Set it</a>" } }]
  }]
}

const fake = Effect.provide(served(FetchHttpClient.layer, { seed, anyWorkflow: true, engines: Engines.novu }))

const url = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

/** Stands for a browser with a product in it, which sends a mail when a button is pressed. */
const browser = (origin: string) => {
  const visited: Array<string> = []
  const trigger = () =>
    fetch(`${origin}/v1/events/trigger`, {
      method: "POST",
      headers: { authorization: "ApiKey sk_fake", "content-type": "application/json" },
      body: JSON.stringify({ name: "forgot", to: "ada", payload: { link: "https://shop.test/set?token=once" } })
    })
  return {
    visited,
    page: {
      goto: async (path: string) => visited.push(path),
      getByLabel: (label: string) => ({ label, fill: async () => undefined }),
      getByRole: () => ({ click: trigger })
    }
  }
}

describe("the page on end-to-end tests", () => {
  it.live("has tests in Python that pass, by its standard library alone", () =>
    Effect.gen(function*() {
      const origin = yield* url
      const [example = ""] = blocksOf("python")
      const names = [...example.matchAll(/^def (test_\w+)/gm)].map(([, name]) => name)
      assert.lengthOf(names, 2)
      // This calls the tests as pytest does.
      const program = `${example}\n${names.map((name) => `${name}()\nprint("${name} passed")`).join("\n")}\n`
      const { stdout } = yield* Effect.promise(() =>
        promisify(execFile)("python3", ["-c", program], { env: { ...process.env, NOVU_API_URL: origin } })
      )
      assert.deepStrictEqual(stdout.trim().split("\n"), names.map((name) => `${name} passed`))
    }).pipe(fake), 30_000)

  it.live("has a test for Playwright that follows the link of a mail", () =>
    Effect.gen(function*() {
      const origin = yield* url
      const { page, visited } = browser(origin)
      const tests: Array<(fixtures: object) => Promise<void>> = []
      const seen: Array<string> = []
      runInNewContext((blocksOf("js")[0] ?? "").replaceAll(/^import .*$/gm, ""), {
        test: (_: string, run: (fixtures: object) => Promise<void>) => tests.push(run),
        expect: ({ label }: { readonly label: string }) => ({ toBeVisible: async () => seen.push(label) }),
        ask: async (path: string, query: Record<string, string>) =>
          (await fetch(`${origin}${path}?${new URLSearchParams(query)}`)).json()
      })
      for (const run of tests) yield* Effect.promise(() => run({ page }))
      assert.deepStrictEqual(visited, ["/forgot-password", "https://shop.test/set?token=once"])
      assert.deepStrictEqual(seen, ["New password"])
    }).pipe(fake))

  it.effect("has a seed that the fake reads", () =>
    Effect.gen(function*() {
      const [example = ""] = blocksOf("json")
      const { messages } = yield* readSeed(example)
      assert.lengthOf(messages ?? [], 1)
    }))

  it.live("names the parameters that the routes take", () =>
    Effect.gen(function*() {
      const asked = rows.filter(([cell = ""]) => /_fake\/(sent|messages)`$/.test(cell))
      assert.lengthOf(asked, 3)
      for (const [route = "", parameters = ""] of asked) {
        const [, method = "GET", path = ""] = /^`(GET|DELETE) (\S+)`$/.exec(route) ?? []
        const { text } = yield* send(method === "DELETE" ? "DELETE" : "GET", `${path}?nothing=1`, { key: null })
        const [, takes = ""] = /which takes ([\w, ]+)/.exec(text) ?? []
        assert.deepStrictEqual(namesIn(parameters), takes.split(", "), route)
      }
    }).pipe(fake))

  it.live("names routes that answer", () =>
    Effect.gen(function*() {
      const paths = rows.flatMap(([cell = ""]) => {
        const [, path] = /^`GET (\S+)`$/.exec(cell) ?? []
        return path === undefined ? [] : [path]
      })
      assert.lengthOf(paths, 6)
      for (const path of paths) assert.strictEqual((yield* send("GET", path, { key: null })).status, 200, path)
    }).pipe(fake))
})
