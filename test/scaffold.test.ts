import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { groups } from "effect-novu/Client/groups"
import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import * as Novu from "../scripts/scaffold/names.ts"
import { scaffold } from "../scripts/scaffold/scaffold.ts"
import { readStock } from "../scripts/scaffold/standing.ts"
import { unfinished } from "../scripts/scaffold/unfinished.ts"
import { names } from "./fixtures/names.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const fixture = join(root, "test/fixtures/openapi.json")

const document: unknown = JSON.parse(await readFile(fixture, "utf8"))

const print = (group: string, only?: string) =>
  scaffold({ document, names, stock: readStock(join(root, "src")), group, only, since: "0.1.0" })

const parcels = print("Parcels")
const carriers = print("Carriers")
const [schemas = "", client = "", fake = "", rows = ""] = parcels.files.map(({ text }) => text)

/** Returns a text without its indentation, so that lines are found wherever they begin. */
const flat = (text = ""): string => text.replaceAll(/^ +/gm, "")

/** Joins lines one below the other. */
const below = (...lines: ReadonlyArray<string>): string => lines.join("\n")

describe("what scaffold prints for schemas", () => {
  it("answers are open: any constant, what may be absent or null, and other alternatives", () => {
    assert.include(
      flat(schemas),
      below("export const AnyParcelStatus = openLiterals([\"packed\", \"sent\", \"delivered\"])")
    )
    assert.include(flat(schemas), below("fragile: flagKey,", "/** TODO */", "count: countKey,"))
    assert.include(
      flat(schemas),
      below("note: nullableTextKey,", "/** TODO */", "weight: nullableKey(Schema.Finite, isNumber),")
    )
    assert.include(flat(schemas), below("carrier: nullishKey(Carrier, isRecord),"))
    assert.include(flat(schemas), below("// check: what tells these apart, and what else may come?", "/** TODO */"))
    assert.include(
      flat(schemas),
      below(
        "kind: nullishKey(Schema.Union([Letter, Crate, Schema.Record(Schema.String, Schema.Json)]), isRecord),"
      )
    )
  })

  it("requests are closed: known constants, limits, null only where Novu takes it", () => {
    assert.include(
      flat(schemas),
      below("export const ParcelStatus = Schema.Literals([\"packed\", \"sent\", \"delivered\"])")
    )
    assert.include(
      flat(schemas),
      below(
        "parcelKey: Schema.NonEmptyString.check(Schema.isMaxLength(20)).check(Schema.isPattern(/^[a-zA-Z]+$/)),"
      )
    )
    assert.include(
      flat(schemas),
      below(
        "// check: the document's pattern is no regular expression",
        "/** TODO */",
        "slug: Schema.optional("
      )
    )
    assert.include(flat(schemas), below("note: Schema.optional(Schema.NullOr(Schema.String)),"))
    assert.include(
      flat(schemas),
      below("priority: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 }))),")
    )
    assert.include(
      flat(schemas),
      below("parcels: Schema.Array(CreateParcel).check(Schema.isMinLength(1), Schema.isMaxLength(500))")
    )
    assert.include(flat(schemas), below("/** @deprecated TODO */", "old: Schema.optional(Schema.String),"))
  })

  it("times are times, and what may be a secret is one, with a mark", () => {
    assert.include(
      flat(schemas),
      below("deliveredAt: nullishKey(Timestamp, isString),", "/** TODO */", "createdAt: Timestamp")
    )
    assert.include(
      flat(schemas),
      below("// check: is it a secret?", "/** TODO */", "accessToken: nullishKey(Secret, isString),")
    )
    assert.include(
      flat(schemas),
      below("// check: is it a secret?", "/** TODO */", "accessToken: Schema.optional(Secret),")
    )
    assert.include(
      flat(schemas),
      below(
        "// check: is it a secret?",
        "/** TODO */",
        "credentials: Schema.optional(Schema.RedactedFromValue(CredentialsInput))"
      )
    )
  })

  it("a member that URLs show, too, is no secret", () => {
    assert.include(
      flat(schemas),
      below(
        "// check: no secret, since URLs show one of this name?",
        "/** TODO */",
        "parcelKey: Schema.String,"
      )
    )
  })

  it("a schema has Novu's noun and the name of its component", () => {
    assert.include(flat(schemas), below("export class Parcel extends entity<Parcel>()(\"ParcelResponseDto\", {"))
    assert.include(
      flat(schemas),
      below("export class CreateParcel extends entity<CreateParcel>()(\"CreateParcelRequestDto\", {")
    )
    assert.include(
      flat(schemas),
      below("export class ParcelPage extends entity<ParcelPage>()(\"ListParcelsResponse\", {")
    )
    assert.include(
      flat(carriers.files[0]?.text),
      below("export const CarrierPage = Page(Carrier, \"ListCarriersResponseDto\")")
    )
  })

  it("an entity that two groups reach is in the file of the first of them and imported by the other", () => {
    assert.include(flat(schemas), below("import { Address, Carrier, Stop } from \"./Carrier.ts\""))
    assert.notInclude(schemas, "export class Carrier ")
    assert.include(flat(carriers.files[0]?.text), below("// check: Parcels use it, too", "/**", "* TODO"))
    assert.include(parcels.notes, "src/Schema/Carrier.ts has no Carrier yet")
  })

  it("schemas that all hold are one, and a schema that holds itself is marked", () => {
    assert.include(
      flat(carriers.files[0]?.text),
      below("createdAt: Timestamp,", "// check: is it a time?", "/** TODO */")
    )
    assert.include(flat(schemas), below("// check: it holds itself", "/** TODO */", "boxes: Schema.Array(Schema.Json)"))
  })
})

describe("what scaffold prints for the client", () => {
  it("an operation has its place and its schemas, and the default class: nothing says more", () => {
    assert.include(
      flat(client),
      below(
        "const create = Operation.make({",
        "name: \"Parcels.create\",",
        "method: \"POST\",",
        "path,",
        "query: CreateParcelOptions,",
        "payload: CreateParcel,",
        "success: Parcel",
        "})"
      )
    )
    assert.notInclude(client, "repeat:")
  })

  it("a form is sent as one, and a delete without a result is done where nothing is left", () => {
    assert.include(flat(client), below("payload: PrintParcelLabel,", "body: formBody,"))
    assert.include(flat(client), below("path: `${path}/{parcelKey}`,", "reconcile: goneIsDone"))
  })

  it("a method takes the parameters of the path, then the payload or the query", () => {
    assert.include(flat(client), below("create: Group.method(create, (payload: CreateParcel) => ({ payload })),"))
    assert.include(
      flat(client),
      below("retrieve: Group.method(retrieve, (parcelKey: string) => ({ params: { parcelKey } })),")
    )
    assert.include(flat(client), below("* @deprecated TODO", "*/", "printLabel: Group.method("))
  })

  it("a list has all its pages, whichever of the four shapes they have", () => {
    const text = `${client}${carriers.files[1]?.text}`
    for (const way of ["byOffset", "byLastKey", "byCursor", "byPageNumber"]) assert.include(text, `Paging.${way}(`)
    assert.include(flat(client), below("(query?: Omit<ListParcels, \"offset\">) => ({ query }),"))
  })
})

describe("what scaffold prints for the fake and the tests", () => {
  it("rules and routes are data, and answers are examples", () => {
    assert.include(flat(fake), below("parcelKey: required(string),", "slug: optional(string),"))
    assert.include(flat(fake), below("status: optional(oneOf([\"packed\", \"sent\", \"delivered\"])),"))
    assert.include(flat(fake), "const route = makeRoute({ category: \"global\", level: \"example\" })")
    assert.include(
      flat(fake),
      below("// check: when is it one of 200, 201?", "route(\"POST\", \"/v2/parcels\", 201, create),")
    )
    assert.include(flat(fake), "route(\"DELETE\", \"/v2/parcels/{parcelKey}\", 204, remove),")
    assert.include(flat(fake), "route(\"POST\", \"/v2/parcels/bulk\", 201, createBulk, { cost: \"bulk\" })")
  })

  it("every operation has a row with the smallest input", () => {
    for (const method of Object.keys(names["Parcels"] ?? {})) assert.match(rows, new RegExp(`^  ${method}: \\{$`, "m"))
    assert.include(flat(rows), below("params: { parcelKey: \"parcelKey\" }"))
  })
})

describe("what scaffold prints", () => {
  it("holds no sentence, no example and no title of the document", () => {
    assert.include(JSON.stringify(document), "A sentence of the document.")
    for (const { text } of [...parcels.files, ...carriers.files]) assert.notMatch(text, /of the document\./)
  })

  it("waits for its words in every public place", () => {
    for (const text of [schemas, client, fake, rows]) assert.isAtLeast(unfinished(text).length, 3)
    const members = client.match(/^ {2}(?! )\w+: Group\./gm) ?? []
    assert.strictEqual(unfinished(client).filter((line) => line === "/** TODO */").length, members.length - 1)
  })

  it("is one operation where one is asked for", () => {
    const texts = print("Parcels", "POST /v2/parcels/bulk").files.map(({ text }) => text)
    assert.include(
      flat(texts[1]),
      below(
        "export class Parcels extends Group.Service<Parcels>()(\"Parcels\", {",
        "/** TODO */",
        "createBulk:"
      )
    )
    for (const text of texts) assert.notInclude(text, "printLabel")
    assert.notInclude(texts[0] ?? "", "class UpdateParcel")
  })

  it("says what the document has more or less than the names", () => {
    assert.include(carriers.notes, "names.ts has no name for GET /v2/parcels/forgotten")
    assert.include(carriers.notes, "the document has no POST /v1/carriers/{identifier}/close")
  })
})

/** Runs a command in a folder, and returns what it prints and how it ends. */
const run = (folder: string, command: string, ...args: ReadonlyArray<string>) =>
  Effect.callback<{ readonly code: unknown; readonly output: string; readonly errors: string }>((resume) => {
    // Without these variables, the command does not take itself for a part of this test run.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")))
    execFile(command, args, { cwd: folder, encoding: "utf8", env, maxBuffer: 2 ** 26 }, (error, output, errors) => {
      resume(Effect.succeed({ code: error === null ? 0 : error.code, output, errors }))
    })
  })

const bin = (name: string) => join(root, "node_modules/.bin", name)

const files = [...parcels.files, ...carriers.files]

/** Adds a line after the last line that matches. */
const afterLast = (pattern: RegExp, ...lines: ReadonlyArray<string>) => (text: string) => {
  const last = text.split("\n").findLastIndex((line) => pattern.test(line))
  return text.split("\n").toSpliced(last + 1, 0, ...lines).join("\n")
}

/** Names the three lists that need a line for one more group. */
const lists: Readonly<Record<string, (text: string) => string>> = {
  "src/Client/groups.ts": (text) =>
    afterLast(/^import /, "import { Carriers } from \"./Carriers.ts\"", "import { Parcels } from \"./Parcels.ts\"")(
      text.replace("export const groups = {", "export const groups = {\n  carriers: Carriers,\n  parcels: Parcels,")
    ),
  "test/operations/rows.ts": (text) =>
    afterLast(/^import /, "import { carriers } from \"./Carriers.ts\"", "import { parcels } from \"./Parcels.ts\"")(
      text.replace("const rows: AllRows = {", "const rows: AllRows = { carriers, parcels,")
    ),
  "src/internal/fake/resources/routes.ts": (text) =>
    afterLast(
      /^import /,
      "import { routes as carriers } from \"./carriers.ts\"",
      "import { routes as parcels } from \"./parcels.ts\""
    )(text.replace(/(export const routes: ReadonlyArray<Route> = \[)/, "$1\n  ...carriers,\n  ...parcels,"))
}

/** Makes a copy of the sources with the printed files in their places. */
const staged = Effect.acquireRelease(
  Effect.promise(async () => {
    await mkdir(join(root, "scaffolded"), { recursive: true })
    const folder = await mkdtemp(join(root, "scaffolded/house-"))
    for (const part of ["src", "test/operations", "test/peer", "test/support", "package.json", "vitest.config.ts"]) {
      await cp(join(root, part), join(folder, part), { recursive: true })
    }
    for (const { path, text } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    for (const [path, edit] of Object.entries(lists)) {
      const before = await readFile(join(folder, path), "utf8")
      await writeFile(join(folder, path), edit(before))
    }
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: "../../tsconfig.json", include: ["src", "test"] })
    )
    return folder
  }),
  (folder) => Effect.promise(() => rm(folder, { recursive: true }))
)

describe("the printed files in their places", () => {
  it.live("compile, are formatted, and pass the linter", () =>
    Effect.gen(function*() {
      const folder = yield* staged
      const compiled = yield* run(folder, bin("tsc"), "-p", ".")
      assert.deepStrictEqual([compiled.output, compiled.code], ["", 0])
      const paths = files.map(({ path }) => join(folder, path))
      const formatted = yield* run(
        root,
        bin("dprint"),
        "check",
        "--list-different",
        "--no-gitignore",
        "--excludes-override=**/node_modules",
        "--includes-override",
        ...paths.map((path) => relative(root, path)),
        "--"
      )
      assert.deepStrictEqual([formatted.output, formatted.code], ["", 0])
      const sources = paths.filter((path) => path.includes("/src/"))
      const linted = yield* run(root, bin("oxlint"), "--deny-warnings", "--no-ignore", ...sources)
      assert.strictEqual(linted.code, 0, linted.output)
      assert.include(linted.output, `on ${sources.length} files`)
    }).pipe(Effect.scoped), 60_000)
})

/** Has as much of a report of vitest as the test reads. */
const Report = Schema.fromJsonString(Schema.Struct({
  testResults: Schema.Array(Schema.Struct({
    assertionResults: Schema.Array(Schema.Struct({ fullName: Schema.String, status: Schema.String }))
  }))
}))

describe("the printed rows", () => {
  it.live("pass in every suite", () =>
    Effect.gen(function*() {
      const folder = yield* staged
      const report = join(folder, "report.json")
      yield* run(
        folder,
        bin("vitest"),
        "run",
        "test/operations",
        "--reporter=json",
        `--outputFile=${report}`,
        "--testNamePattern=^(Carriers|Parcels)\\."
      )
      const { testResults } = yield* Schema.decodeEffect(Report)(
        yield* Effect.promise(() => readFile(report, "utf8"))
      )
      const ran = testResults.flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status }) => status === "passed" || status === "failed")
      assert.isAbove(ran.length, 100)
      assert.deepStrictEqual(ran.filter(({ status }) => status === "failed").map(({ fullName }) => fullName), [])
    }).pipe(Effect.scoped), 120_000)
})

const command = (...args: ReadonlyArray<string>) =>
  run(root, process.execPath, "--conditions=effect-novu:source", join(root, "scripts/scaffold.ts"), ...args)

const emptyFolder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "scaffold-"))),
  (folder) => Effect.promise(() => rm(folder, { recursive: true }))
)

describe("npm run scaffold", () => {
  it.live("prints each file under its path, and writes none", () =>
    Effect.gen(function*() {
      const { code, output } = yield* command(fixture, "Parcels", "--names", join(root, "test/fixtures/names.ts"))
      assert.strictEqual(code, 0)
      assert.strictEqual(output, parcels.files.map(({ path, text }) => `// ${path}\n\n${text}\n`).join(""))
    }), 30_000)

  it.live("keeps the names of what stands already", () =>
    Effect.gen(function*() {
      const { output } = yield* command(join(root, "test/fixtures/contexts.json"), "Contexts")
      assert.deepStrictEqual(output.match(/^\/\/ (?:src|test)\/.*/gm), [
        "// src/Schema/Context.ts",
        "// src/Client/Contexts.ts",
        "// src/internal/fake/resources/contexts.ts",
        "// test/operations/Contexts.ts"
      ])
      assert.include(output, "export class NovuContext extends entity<NovuContext>()(\"GetContextResponseDto\", {")
    }), 30_000)

  it.live("writes into an empty folder, and never over a file", () =>
    Effect.gen(function*() {
      const folder = yield* emptyFolder
      const args = [join(root, "test/fixtures/contexts.json"), "Contexts", "--out", folder]
      assert.strictEqual((yield* command(...args)).code, 0)
      const written = yield* Effect.promise(() => readFile(join(folder, "src/Client/Contexts.ts"), "utf8"))
      assert.include(written, "export class Contexts ")
      const again = yield* command(...args)
      assert.strictEqual(again.code, 1)
      assert.include(again.errors, `${folder} is not empty, and nothing is overwritten\n`)
    }).pipe(Effect.scoped), 30_000)

  it.live("fails in one line where there is no such group or operation", () =>
    Effect.gen(function*() {
      const group = yield* command(fixture, "Parcels")
      assert.strictEqual(group.code, 1)
      assert.match(group.errors, /^Parcels is none of Contexts, .*\n$/)
      const operation = yield* command(fixture, "Contexts", "--only", "POST /v2/nowhere")
      assert.strictEqual(operation.code, 1)
      assert.match(operation.errors, /^the document has no operation .*: POST \/v2\/nowhere\n$/)
    }), 30_000)
})

describe("the names", () => {
  const places = Object.values(Novu.names).flatMap((methods) => Object.values(methods))

  it("are those of 149 operations and more in 21 groups, no two for one place", () => {
    assert.strictEqual(Object.keys(Novu.names).length, 21)
    assert.isAtLeast(places.length, 149)
    assert.strictEqual(new Set(places).size, places.length)
  })

  it("are those of the groups that are here", () => {
    for (const group of Object.values(groups)) {
      const named = Object.entries(group.operations).map(([method, operation]) =>
        [`${operation.name.replace(/\..*/, "")}.${method}`, `${operation.method} ${operation.path}`] as const
      )
      assert.isAbove(named.length, 0)
      for (const [name, place] of named) {
        const [key = "", method = ""] = name.split(".")
        assert.strictEqual(Novu.names[key]?.[method], place, name)
      }
    }
  })
})
