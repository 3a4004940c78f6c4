import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { resolve } from "node:path"

const modules = globSync("**/*.ts", { cwd: "src" }).filter((file) => !/^(internal|bin)\//.test(file)).toSorted()

describe("the public modules", () => {
  it("export these names, and no others", async ({ expect }) => {
    const names: Record<string, ReadonlyArray<string>> = {}
    for (const file of modules) {
      const subpath = file === "index.ts" ? "effect-novu" : `effect-novu/${file.replace(/\.ts$/, "")}`
      const exported: object = await import(resolve("src", file))
      names[subpath] = Object.keys(exported).toSorted()
    }
    await expect(`${JSON.stringify(names, null, 2)}\n`).toMatchFileSnapshot("__snapshots__/api.json")
  })

  it("are all reached from the root, apart from promises, the testing kit and what receives webhooks", () => {
    const root = readFileSync("src/index.ts", "utf8")
    const left = modules.filter((file) =>
      !/^(Promised\b|Testing\/|Webhooks\b)/.test(file) && !root.includes(`"./${file}"`)
    )
    assert.deepStrictEqual(left, ["index.ts"])
  })

  it("of webhooks are all reached from their own root, apart from the ledgers that need a store", () => {
    const root = readFileSync("src/Webhooks.ts", "utf8")
    const left = modules.filter((file) => file.startsWith("Webhooks/") && !root.includes(`"./${file}"`))
    assert.deepStrictEqual(left, ["Webhooks/WebhookLedgerRedis.ts", "Webhooks/WebhookLedgerSql.ts"])
  })

  it("of promises are all reached from their own root, with all that inputs and results are made of", () => {
    const root = readFileSync("src/Promised.ts", "utf8")
    const left = modules.filter((file) => /^(Promised|Schema|Errors)\//.test(file) && !root.includes(`"./${file}"`))
    assert.deepStrictEqual(left, ["Errors/ReasonFacts.ts"])
  })
})
