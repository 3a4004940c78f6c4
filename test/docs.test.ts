import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { globSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import { basename } from "node:path"
import { deadLinks } from "../scripts/links/deadLinks.ts"
import { all } from "./operations/rows.ts"

/** Returns the words of a shell block's commands, with quotes and continued lines resolved. */
const commandsOf = (page: string): ReadonlyArray<ReadonlyArray<string>> =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.replace(/^#.*$/gm, "").split(/(?=^curl )/m).filter((text) => text.startsWith("curl ")).map((command) =>
      [...command.matchAll(/'([^']*)'|([^\s\\]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "")
    )
  )

/** Does what curl does with the options that the page uses. */
const curl = async (words: ReadonlyArray<string>, address: string): Promise<number> => {
  const valueOf = (option: string) => words.flatMap((word, index) => word === option ? [words[index + 1] ?? ""] : [])
  const url = words.find((word) => word.startsWith("localhost:")) ?? ""
  const [body] = valueOf("-d")
  const headers = Object.fromEntries(
    valueOf("-H").map((line): [string, string] => {
      const [name = "", value = ""] = line.split(": ")
      return [name.toLowerCase(), value]
    })
  )
  const send = () =>
    fetch(
      url.replace(/^localhost:\d+/, address),
      body === undefined
        ? { method: valueOf("-X")[0] ?? "GET", headers }
        : { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, body }
    )
  const { status } = await send()
  return status === 503 && words.includes("--retry") ? (await send()).status : status
}

describe("the pages", () => {
  it.live("show commands that a served fake accepts", () =>
    Effect.gen(function*() {
      const commands = commandsOf(readFileSync("docs/testing.md", "utf8"))
      const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
      const statuses = yield* Effect.forEach(commands, (words) => Effect.promise(() => curl(words, address)))
      assert.deepStrictEqual(statuses, [204, 204, 201, 204, 200, 200, 204, 200, 200, 200])
    }).pipe(Effect.provide(
      FakeNovu.serve().pipe(
        Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
      )
    )))

  it("link to files, pictures and headings that exist", () => {
    const pages = globSync("**/*.md", { exclude: (name) => ["node_modules", "html"].includes(name) })
    const { dead, links } = deadLinks(".", [...pages, ...globSync(".changeset/*.md"), "llms.txt"])
    assert.isAbove(links, 100)
    assert.deepStrictEqual(dead, [])
  })

  it("serve to this machine alone, as do the examples", () => {
    const files = [...globSync("docs/*.md"), ...globSync("*.md"), ...globSync("{examples,scripts}/**/*.ts")]
    const servers = files.flatMap((file) =>
      readFileSync(file, "utf8").match(/NodeHttpServer\.layer\([^{]*\{[^}]*\}/g) ?? []
    )
    assert.isAbove(servers.length, 4)
    assert.deepStrictEqual(servers.filter((server) => !server.includes("host: \"127.0.0.1\"")), [])
  })

  it("say of each group how its calls fail", () => {
    const page = readFileSync("docs/errors.md", "utf8")
    const named = new Set([...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name = ""]) => name))
    const left = all.map(({ operation }) => operation.name.split(".")[0] ?? "").filter((group) => !named.has(group))
    assert.deepStrictEqual([...new Set(left)], [])
  })

  it("are all in the index", () => {
    const index = readFileSync("docs/README.md", "utf8")
    const left = globSync("docs/*.md").map((file) => basename(file)).filter((file) => !index.includes(`](${file})`))
    assert.deepStrictEqual(left, ["README.md"])
  })
})
