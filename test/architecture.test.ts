import { assert, describe, it } from "@effect/vitest"
import { existsSync, globSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { unfinished } from "../scripts/scaffold/unfinished.ts"

/**
 * Lists the rooms from the lowest to the highest. A file imports rooms below its
 * own, types counted, so the rooms are a directed graph without cycles.
 * `Schema`, `Transport`, `Webhooks` and `Testing` have two levels each: data, and the code
 * that needs the rooms between.
 */
const floors = [
  "src/Errors",
  "src/internal",
  "src/internal/input",
  "src/internal/headers",
  "src/Schema (data)",
  "src/internal/schema",
  "src/Schema",
  "src/Transport (data)",
  "src/internal/wire",
  "src/internal/call",
  "src/internal/groups",
  "src/internal/bulk",
  "src/Transport",
  "src/Client",
  "src/internal/promised",
  "src/Promised",
  "src/Webhooks (data)",
  "src/internal/webhooks",
  "src/Webhooks",
  "src/Testing (data)",
  "src/internal/fake/store",
  "src/internal/fake/seed",
  "src/internal/fake/worker",
  "src/internal/fake/engines",
  "src/internal/fake/protocol",
  "src/internal/fake/faults",
  "src/internal/fake/resources",
  "src/internal/fake/webhooks",
  "src/internal/fake/inbox",
  "src/internal/fake/doors/control",
  "src/internal/fake/doors",
  "src/internal/fake/doors/page",
  "src/Testing",
  "src",
  "src/bin/fake",
  "src/bin"
]

const data = new Set([
  "src/Schema/Entity.ts",
  "src/Transport/Bulk.ts",
  "src/Transport/NovuConfig.ts",
  "src/Transport/NovuResponse.ts",
  "src/Transport/Operation.ts",
  "src/Transport/RequestOptions.ts",
  "src/Transport/ResponseHeaders.ts",
  "src/Transport/RetryPolicy.ts",
  "src/Transport/TimeLimits.ts",
  "src/Webhooks/Delivery.ts",
  "src/Webhooks/WebhookError.ts",
  "src/Testing/FakeOptions.ts",
  "src/Testing/FakeState.ts",
  "src/Testing/FakeWebhooks.ts",
  "src/Testing/Fault.ts",
  "src/Testing/FaultRule.ts",
  "src/Testing/Seed.ts",
  "src/Testing/SeedNotifications.ts",
  "src/Testing/SeedStored.ts",
  "src/Testing/SeedWorkflows.ts"
])

const roomOf = (file: string): string => dirname(file) + (data.has(file) ? " (data)" : "")

interface Import {
  /** Is a path of ours, or the name of a package's module. */
  readonly from: string
  readonly isType: boolean
}

const importsOf = (file: string): ReadonlyArray<Import> =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (type )?[^;"]*?from "([^"]+)"$/gm)].map((
    [, type, from = ""]
  ) => ({
    from: from.startsWith(".") ? join(dirname(file), from) : from,
    isType: type !== undefined
  }))

const sources = globSync("src/**/*.ts")

const imports = new Map(sources.map((file) => [file, importsOf(file)]))

const isOurs = ({ from }: Import): boolean => from.startsWith("src/")

/** Returns the files of a cycle that can be reached from a file, if there is one. */
const cycleFrom = (file: string, path: ReadonlyArray<string>, done: Set<string>): ReadonlyArray<string> | undefined => {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
  if (done.has(file)) return undefined
  for (const { from } of imports.get(file)?.filter(isOurs) ?? []) {
    const cycle = cycleFrom(from, [...path, file], done)
    if (cycle !== undefined) return cycle
  }
  done.add(file)
  return undefined
}

describe("the rules of ARCHITECTURE.md", () => {
  it("every file is in a room, and every room has files", () => {
    assert.deepStrictEqual([...new Set(sources.map(roomOf))].toSorted(), floors.toSorted())
  })

  it("a file imports rooms below its own, types counted", () => {
    const upwards = sources.flatMap((file) =>
      importsOf(file).filter(isOurs).filter(({ from }) =>
        roomOf(from) !== roomOf(file) && floors.indexOf(roomOf(from)) > floors.indexOf(roomOf(file))
      ).map(({ from }) => `${file} imports ${from}`)
    )
    assert.deepStrictEqual(upwards, [])
  })

  it("there is no cycle of files, types counted", () => {
    const done = new Set<string>()
    assert.deepStrictEqual(sources.map((file) => cycleFrom(file, [], done)).filter((cycle) => cycle !== undefined), [])
  })

  it("schemas and errors know nothing of HTTP or of how a call is made", () => {
    const allowed: Readonly<Record<string, ReadonlyArray<string>>> = {
      "src/Schema": ["src/Schema", "src/Schema (data)", "src/internal/schema"],
      "src/Schema (data)": [],
      "src/Errors": ["src/Errors"]
    }
    for (const [room, rooms] of Object.entries(allowed)) {
      const others = sources.filter((file) => roomOf(file) === room).flatMap((file) =>
        importsOf(file).filter((each) =>
          isOurs(each) ? !rooms.includes(roomOf(each.from)) : each.from.startsWith("effect/http")
        ).map(({ from }) => `${file} imports ${from}`)
      )
      assert.deepStrictEqual(others, [])
    }
  })

  it("one public module speaks HTTP", () => {
    const speakers = sources.filter((file) => /^src\/(Client|Transport|Schema|Errors)\//.test(file)).flatMap((file) =>
      importsOf(file).filter(({ from, isType }) => !isType && from.startsWith("effect/http")).map(({ from }) =>
        `${file} imports ${from}`
      )
    )
    assert.deepStrictEqual(speakers, ["src/Transport/NovuTransport.ts imports effect/http/HttpClient"])
  })

  it("what Novu sends is received without what calls Novu", () => {
    const callers = /^src\/(Client|Transport|Testing|internal\/(call|groups|bulk|fake))\b/
    const users = sources.filter((file) => /^src\/(Webhooks\b|internal\/webhooks\/)/.test(file)).flatMap((file) =>
      importsOf(file).filter(({ from }) => callers.test(from)).map(({ from }) => `${file} imports ${from}`)
    )
    assert.deepStrictEqual(users, [])
  })

  it("of the packages, Effect alone is imported, and by the engines of the fake and the command their libraries", () => {
    const libraries = sources.flatMap((file) =>
      importsOf(file).filter((each) => !isOurs(each) && !/^(effect(-novu)?|node:.*)(\/|$)/.test(each.from)).map((
        { from }
      ) => `${file} imports ${from}`)
    )
    assert.deepStrictEqual(libraries.toSorted(), [
      "src/Testing/Engines.ts imports ajv",
      "src/Testing/Engines.ts imports ajv-formats",
      "src/Testing/Engines.ts imports liquidjs",
      "src/bin/fake/listen.ts imports @effect/platform-node/NodeHttpServer"
    ])
    // This catches imports of any other form, such as a dynamic one.
    const named = sources.filter((file) => /["'](?:liquidjs|ajv)/.test(readFileSync(file, "utf8")))
    assert.deepStrictEqual(named, ["src/Testing/Engines.ts"])
    assert.deepStrictEqual(
      sources.filter((file) => importsOf(file).some(({ from }) => from === "src/Testing/Engines.ts")),
      ["src/bin/fake/fake.ts"]
    )
  })

  it("the command alone is for Node.js, and nothing imports it", () => {
    const isBin = (file: string) => file.startsWith("src/bin/")
    const platform = sources.filter((file) =>
      !isBin(file) && importsOf(file).some(({ from }) => from.startsWith("node:"))
    )
    assert.deepStrictEqual(platform, [])
    const users = sources.filter((file) => !isBin(file) && /["'][^"'\n]*\/bin\//.test(readFileSync(file, "utf8")))
    assert.deepStrictEqual(users, [])
    const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"))
    assert.deepStrictEqual(bin, { "effect-novu": "dist/bin/effect-novu.cjs" })
    assert.isNull(exports["./bin/*"])
  })

  it("the client and the fake's client alone import the list of groups", () => {
    const users = sources.filter((file) => importsOf(file).some(({ from }) => from === "src/Client/groups.ts"))
    assert.deepStrictEqual(users.toSorted(), ["src/Client/NovuClient.ts", "src/Testing/FakeNovu.ts", "src/index.ts"])
  })

  it("every folder says in a README of one to three sentences what may live there", () => {
    for (const folder of new Set(sources.map(dirname))) {
      const text = readFileSync(join(folder, "README.md"), "utf8")
      const sentences = text.split(/[.:](?=\s|$)/).filter((each) => each.trim() !== "").length
      assert.isAtMost(sentences, 4, folder)
      assert.include(text, `# ${basename(folder)}`, folder)
    }
  })

  it("nothing that was scaffolded waits for its words or for a judgement", () => {
    const waiting = [...sources, ...globSync("test/operations/*.ts")].flatMap((file) =>
      unfinished(readFileSync(file, "utf8")).map((line) => `${file}: ${line}`)
    )
    assert.deepStrictEqual(waiting, [])
  })

  it("the page names files that exist", () => {
    const page = readFileSync("ARCHITECTURE.md", "utf8")
    const named = [...page.matchAll(/`((?:src|test|examples|docs|bench|scripts)(?:\/[\w./]+)?)`/g)].map((
      [, path = ""]
    ) => path)
    assert.isAbove(named.length, 20)
    assert.deepStrictEqual(named.filter((path) => !existsSync(path)), [])
  })
})
