import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { compare } from "../scripts/drift/compare.ts"
import * as Describe from "../scripts/drift/describe.ts"
import { ourDocument } from "../scripts/drift/ourDocument.ts"

const json = (schema: object) => ({ content: { "application/json": { schema } } })

const object = (properties: object, ...required: ReadonlyArray<string>) => ({ type: "object", properties, required })

const text = { type: "string" }

/** What the comparison says of two documents with these operations under one path. */
const differences = (ours: object, novu: object) => {
  const [mine, theirs] = [ours, novu].map((operations) => ({ paths: { "/v1/things": operations } }))
  return compare(Describe.describe(mine, Describe.groupsOf(mine)), Describe.describe(theirs, Describe.groupsOf(mine)))
    .map(({ operation, place, what }) => `${operation} | ${place} | ${what}`)
}

describe("the comparison of two documents", () => {
  it("finds parameters that are missing, required or of another type", () => {
    const parameter = (name: string, schema: object, required: boolean) => ({ name, in: "query", schema, required })
    assert.deepStrictEqual(
      differences(
        { get: { parameters: [parameter("a", text, false), parameter("b", text, false), parameter("d", text, true)] } },
        {
          get: {
            parameters: [
              parameter("b", text, true),
              parameter("c", text, true),
              parameter("d", { type: "number" }, true)
            ]
          }
        }
      ),
      [
        "GET /v1/things | query a | only we have it",
        "GET /v1/things | query b | we also take nothing",
        "GET /v1/things | query d | we also take string; Novu also takes number",
        "GET /v1/things | query c | only Novu has it, required"
      ]
    )
  })

  it("finds members, enums and items of bodies, and says nothing of what is below a missing one", () => {
    const body = (schema: object, status: number) => ({
      post: {
        requestBody: { required: true, ...json(schema) },
        responses: { [status]: json({ type: "array", items: schema }) }
      }
    })
    const ours = object(
      { kind: { anyOf: [{ enum: ["a", "b"] }, { type: "null" }] }, inner: object({ x: text }, "x") },
      "kind"
    )
    const novu = object({ kind: { type: "string", enum: ["a", "c"] }, extra: object({ y: text }) }, "kind", "extra")
    assert.sameMembers(
      [...differences(body(ours, 200), body(novu, 201))],
      ["body", "response[]"].flatMap((place) => [
        `POST /v1/things | ${place}.kind | we also take "b", null; Novu also takes "c"`,
        `POST /v1/things | ${place}.inner | only we have it`,
        `POST /v1/things | ${place}.extra | only Novu has it, required`
      ])
    )
  })

  it("takes a union of objects for what it is, whether it has tags or is written as one object", () => {
    const tagged = (tag: string, member: string) =>
      object({ type: { type: "string", enum: [tag] }, [member]: text }, "type", member)
    const body = (schema: object) => ({ post: { requestBody: { required: true, ...json(schema) } } })
    const apart = body({ anyOf: [object({ x: text }, "x"), object({ y: text }, "y")] })
    assert.deepStrictEqual(differences(apart, body(object({ x: text, y: text }))), [])
    assert.deepStrictEqual(
      differences(
        body({ anyOf: [tagged("one", "x"), tagged("two", "y")] }),
        body({ oneOf: [tagged("one", "y"), tagged("three", "y"), tagged("two", "y")] })
      ),
      [
        "POST /v1/things | body<one>.x | only we have it, required",
        "POST /v1/things | body<one>.y | only Novu has it, required",
        "POST /v1/things | body<three> | only Novu has it"
      ]
    )
  })

  it("finds operations that only one of them has, and leaves other groups alone", () => {
    assert.deepStrictEqual(differences({ get: {} }, { put: {} }), [
      "GET /v1/things |  | only we have it",
      "PUT /v1/things |  | only Novu has it"
    ])
    const other = { paths: { "/v1/others": { get: {} } } }
    assert.strictEqual(Describe.describe(other, new Set(["/v1/things"])).size, 0)
  })

  it("ends, where a schema holds itself", () => {
    const operation = { get: { responses: { 200: json({ $ref: "#/components/schemas/Tree" }) } } }
    const tree = object({ children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } })
    const document = { paths: { "/v1/things": operation }, components: { schemas: { Tree: tree } } }
    const places = Describe.describe(document, new Set(["/v1/things"])).get("GET /v1/things")
    assert.deepStrictEqual([...places?.keys() ?? []], ["response", "response.children", "response.children[]"])
  })
})

const script = fileURLToPath(new URL("../scripts/drift.ts", import.meta.url))

/** Runs the command over a document and a list of explanations. */
const drift = (document: unknown, explanations: ReadonlyArray<object>) =>
  Effect.promise(async () => {
    const folder = await mkdtemp(join(tmpdir(), "drift-"))
    try {
      const files = [join(folder, "openapi.json"), join(folder, "explained.json")] as const
      await writeFile(files[0], JSON.stringify(document))
      await writeFile(files[1], JSON.stringify(explanations))
      const child = spawn(process.execPath, [
        "--conditions=effect-novu:source",
        script,
        files[0],
        "--explained",
        files[1]
      ])
      let output = ""
      child.stdout.on("data", (chunk) => output += chunk)
      const code = await new Promise((resolve) => child.once("close", resolve))
      return { code, output }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

describe("npm run drift", () => {
  const identifier = { name: "identifier", in: "path", required: true, schema: text }
  const force = { name: "force", in: "query", required: true, schema: { type: "boolean" } }
  const made = {
    paths: {
      "/v1/channel-connections/{identifier}": { delete: { parameters: [identifier, force], responses: { 204: {} } } }
    }
  }
  const operation = "DELETE /v1/channel-connections/{identifier}"
  const others = { operation: "*", place: "", what: "only we have it", reason: "the document is made up" }
  const explained = { operation, place: "query force", what: "only Novu has it, required", reason: "made up, too" }

  it.live("ends with 0 over our own document", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(ourDocument(), [])
      assert.deepStrictEqual([code, output], [0, "0 differences explained, 0 not\n"])
    }), 30_000)

  it.live("prints a difference that is not explained and ends with 1", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(made, [others])
      assert.strictEqual(code, 1)
      assert.include(output, `${operation}  query force\n    only Novu has it, required\n`)
    }), 30_000)

  it.live("ends with 0 when every difference is explained", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* drift(made, [others, explained])).code, 0)
    }), 30_000)

  it.live("prints an explanation that nothing needs and ends with 1", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(made, [others, explained, { ...explained, place: "query gone" }])
      assert.strictEqual(code, 1)
      assert.include(output, `explained, but not there any more: ${operation}  query gone\n`)
    }), 30_000)
})
