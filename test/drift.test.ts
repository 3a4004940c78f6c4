import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { formBody, FormFile } from "effect-novu"
import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { compare, type Difference, statementsOf, wordsOf } from "../scripts/drift/compare.ts"
import * as Describe from "../scripts/drift/describe.ts"
import { type Exception, exceptions, explanationsOf } from "../scripts/drift/exceptions.ts"
import { explain } from "../scripts/drift/explain.ts"
import { documentOf, ourDocument } from "../scripts/drift/ourDocument.ts"
import { coverage, report } from "../scripts/drift/report.ts"
import { rules } from "../scripts/drift/rules.ts"
import { since319 } from "../scripts/drift/since319.ts"
import { type Case, rows } from "./support/driftRules.ts"

const json = (schema: object) => ({ content: { "application/json": { schema } } })

const object = (properties: object, ...required: ReadonlyArray<string>) => ({ type: "object", properties, required })

const text = { type: "string" }

const described = (operations: object, path = "/v1/things") => Describe.describe({ paths: { [path]: operations } })

const inWords = (difference: Difference) =>
  `${difference.operation} | ${difference.place} | ${wordsOf(statementsOf(difference))}`

/** Returns what the comparison says of two documents with these operations under one path. */
const differences = (ours: object, novu: object) => compare(described(ours), described(novu)).map(inWords)

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
    // A constant that they share tells nothing apart.
    assert.deepStrictEqual(
      differences(
        body({ anyOf: [tagged("one", "x"), tagged("one", "y")] }),
        body(object({ type: { type: "string", enum: ["one"] }, x: text, y: text }, "type"))
      ),
      []
    )
  })

  it("finds operations that only one of them has, and leaves other groups alone", () => {
    assert.deepStrictEqual(differences({ get: {} }, { put: {} }), [
      "GET /v1/things |  | only we have it",
      "PUT /v1/things |  | only Novu has it"
    ])
    assert.deepStrictEqual(compare(described({}), described({ get: {} }, "/v1/others")), [])
    const ofTwo = new Map([...described({ get: {} }), ...described({ get: {} }, "/v1/others")])
    assert.deepStrictEqual(compare(described({ get: {} }), ofTwo), [])
  })

  it("ends, where a schema holds itself", () => {
    const operation = { get: { responses: { 200: json({ $ref: "#/components/schemas/Tree" }) } } }
    const tree = object({ children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } })
    const document = { paths: { "/v1/things": operation }, components: { schemas: { Tree: tree } } }
    const places = Describe.describe(document).get("GET /v1/things")
    assert.deepStrictEqual([...places?.keys() ?? []], ["response", "response.children", "response.children[]"])
  })

  it("says on which side a difference is and what it consists of", () => {
    const [difference] = compare(
      described({ get: { responses: { 200: json(object({ x: text })) } } }),
      described({ get: { responses: { 200: json(object({ x: { type: "number" } }, "x")) } } })
    )
    assert.deepStrictEqual(difference, {
      operation: "GET /v1/things",
      place: "response.x",
      part: "response",
      ours: new Set(["string", "nothing"]),
      novu: new Set(["number"])
    })
    assert.deepStrictEqual(difference && statementsOf(difference).map(({ by, value }) => [by, value]), [
      ["ours", "nothing"],
      ["ours", "string"],
      ["novu", "number"]
    ])
  })

  it("tells a form from JSON, and a file from a text", () => {
    const upload = (type: string, format?: string) => ({
      post: { requestBody: { required: true, content: { [type]: { schema: object({ file: { ...text, format } }) } } } }
    })
    assert.deepStrictEqual(differences(upload("multipart/form-data"), upload("multipart/form-data", "binary")), [
      "POST /v1/things | form.file | we also take string; Novu also takes file"
    ])
    assert.deepStrictEqual(differences(upload("application/json"), upload("multipart/form-data")), [
      "POST /v1/things | body | only we have it, required",
      "POST /v1/things | form | only Novu has it, required"
    ])
    assert.include(
      differences({ post: {} }, upload("text/csv")),
      "POST /v1/things | body as text/csv | only Novu has it, required"
    )
  })
})

describe("the document of our operations", () => {
  const operation = { name: "Things.do", path: "/v1/things" }

  const placesOf = (document: unknown) =>
    [...Describe.describe(document).values()].map((places) =>
      Object.fromEntries([...places].map(([place, holds]) => [place, [...holds].join(", ")]))
    )

  it("says what the body of a DELETE holds", () => {
    const payload = Schema.Struct({ ids: Schema.Array(Schema.String) })
    assert.deepStrictEqual(placesOf(documentOf([{ ...operation, method: "DELETE", payload }])), [
      { body: "object", "body.ids": "array", "body.ids[]": "string", response: "nothing" }
    ])
  })

  it("names the members of an object that takes others, too", () => {
    const payload = Schema.StructWithRest(Schema.Struct({ a: Schema.String }), [
      Schema.Record(Schema.String, Schema.Json)
    ])
    assert.deepStrictEqual(placesOf(documentOf([{ ...operation, method: "PUT", payload }])), [
      { body: "object", "body.a": "string", response: "nothing" }
    ])
  })

  it("says what the fields and files of a form hold", () => {
    const payload = Schema.Struct({ kind: Schema.Literals(["a", "b"]), files: Schema.Array(FormFile) })
    assert.deepStrictEqual(placesOf(documentOf([{ ...operation, method: "PUT", body: formBody, payload }])), [
      {
        form: "object",
        "form.kind": "\"a\", \"b\"",
        "form.files": "array",
        "form.files[]": "file",
        response: "nothing"
      }
    ])
  })

  it("has an idempotency key where the transport sends one", () => {
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const
    const places = methods.map((method) => placesOf(documentOf([{ ...operation, method }])))
    assert.deepStrictEqual(methods.filter((_, index) => "header idempotency-key" in (places[index]?.[0] ?? {})), [
      "POST",
      "PATCH"
    ])
  })
})

const differing = ([operation, place, ours, novu]: Case): Difference => ({
  operation,
  place,
  part: place.startsWith("response") ? "response" : "request",
  ours: ours && new Set(ours),
  novu: novu && new Set(novu)
})

/** Puts what is left of a difference into words. */
const left = (each: Case, by: Parameters<typeof explain>[1]) =>
  explain([differing(each)], by).unexplained.map(({ statements }) => wordsOf(statements)).join()

describe("the rules of what may differ", () => {
  it("each have a row here", () => {
    assert.sameMembers(Object.keys(rows), [...new Set(rules.map(({ name }) => name))])
  })

  it.each(Object.entries(rows))("%s, and no more", (name, { all, not }) => {
    const rule = rules.filter((each) => each.name === name)
    assert.strictEqual(left(all, rule), "")
    for (const [each, words] of not) assert.strictEqual(left(each, rule), words)
  })

  it("together explain what none explains alone, and leave the rest", () => {
    const known = ["\"email\""]
    const open = ["\"email\"", "\"tool\"", "string", "null", "nothing"]
    const place = "response.data[].channel"
    assert.strictEqual(left(["GET /v1/x", place, open, known], rules), "")
    assert.strictEqual(left(["GET /v1/x", place, open, [...known, "\"fax\""]], rules), "Novu also takes \"fax\"")
    const { parts } = explain([differing(["GET /v1/x", place, open, known])], rules)
    assert.deepStrictEqual([...parts].filter(([, count]) => count > 0).map(([name]) => name), [
      "an enum in an answer is open",
      "a member of an answer may be missing",
      "null in an answer means absent",
      "since Novu 3.19"
    ])
  })

  it("speak of members and values that our document has, and of operations as they are called", () => {
    const ours = Describe.describe(ourDocument())
    const statements = [...ours].flatMap(([operation, places]) =>
      [...places].flatMap(([place, holds]) =>
        [undefined, ["\"another\""]].flatMap((novu) => statementsOf(differing([operation, place, [...holds], novu])))
      )
    )
    for (const { entry, explains } of since319) assert.isTrue(statements.some(explains), entry)
    for (const { novu, operations, places } of exceptions) {
      const isLacking = novu?.includes(undefined) === true
      for (const operation of operations) {
        assert.strictEqual(ours.has(operation), !isLacking || places[0] !== "", operation)
      }
    }
  })
})

describe("an exception", () => {
  const exception: Exception = {
    why: "made up",
    operations: ["GET /v1/things", "PATCH /v1/things"],
    places: ["response.x"],
    ours: ["null"],
    novu: ["number"]
  }
  const by = explanationsOf(exception)

  it("explains the values that it lists at the place of a row, alone or in a list", () => {
    for (const place of ["response.x", "response[].x", "response.data[].x"]) {
      assert.strictEqual(left(["GET /v1/things", place, ["string", "null"], ["string", "number"]], by), "")
    }
  })

  it("explains no other value, side, place or operation", () => {
    assert.strictEqual(
      left(["GET /v1/things", "response.x", ["null", "array"], ["object"]], by),
      "we also take array; Novu also takes object"
    )
    assert.strictEqual(
      left(["GET /v1/things", "response.x", ["number"], ["null"]], by),
      "we also take number; Novu also takes null"
    )
    assert.strictEqual(left(["GET /v1/things", "response.x", undefined, ["number"]], by), "only Novu has it, required")
    assert.strictEqual(
      left(["GET /v1/things", "response.x.y", ["null"], ["number"]], by),
      "we also take null; Novu also takes number"
    )
    assert.strictEqual(
      left(["PUT /v1/things", "response.x", ["null"], ["number"]], by),
      "we also take null; Novu also takes number"
    )
  })

  it("is not used up by one of its operations", () => {
    const { unused } = explain([differing(["GET /v1/things", "response.x", ["null"], ["number"]])], by)
    assert.deepStrictEqual(unused.map(({ entry }) => entry), [
      "PATCH /v1/things  response.x  null",
      "PATCH /v1/things  response.x  number"
    ])
  })
})

describe("the report", () => {
  const identifier = { name: "identifier", in: "path", required: true, schema: text }
  const force = { name: "force", in: "query", required: true, schema: { type: "boolean" } }
  const key = { name: "idempotency-key", in: "header", required: false, schema: text }
  const path = "/v1/things/{identifier}"
  const operation = `DELETE ${path}`
  const ours = described({ delete: { parameters: [identifier], responses: { 204: {} } } }, path)
  const novu = described({ delete: { parameters: [identifier, force, key], responses: { 204: {} } } }, path)
  const rule = rules.slice(0, 1)
  const forced: Exception = { why: "made up", operations: [operation], places: ["query force"], novu: [undefined] }

  it("says what is not explained", () => {
    const { isClean, lines } = report(ours, novu, rule, [])
    assert.isFalse(isClean)
    assert.include(lines, `${operation}  query force\n    only Novu has it, required`)
    assert.strictEqual(lines.at(-1), "1 differences explained, 1 not")
  })

  it("says how many differences each rule and each exception explains", () => {
    const { isClean, lines } = report(ours, novu, rule, [forced])
    assert.isTrue(isClean)
    assert.deepStrictEqual(lines, [
      "by rule (several may share a difference)",
      `    1  ${rule[0]?.name}: ${rule[0]?.why}`,
      "",
      "exceptions",
      "    1  made up",
      "",
      "2 differences explained, 0 not"
    ])
  })

  it("says which rule and which exception nothing needs", () => {
    const gone = { ...forced, places: ["query force", "query gone"] }
    const { isClean, lines } = report(ours, novu, rules.slice(0, 2), [gone])
    assert.isFalse(isClean)
    assert.include(lines, `explained, but not there any more: made up: ${operation}  query gone`)
    assert.include(lines, `explained, but not there any more: ${rules[1]?.name}`)
    assert.strictEqual(lines.filter((line) => line.startsWith("explained, but")).length, 2)
  })

  it("counts the operations of a document that we have, by group, and names those that we lack", () => {
    const groups = Describe.groupsOf({
      paths: {
        [path]: { delete: { tags: ["Things", "Others"] } },
        "/v1/things": { get: { tags: ["Things"] } },
        "/v1/lists/{id}/things": { post: { tags: ["Things"] } },
        "/v2/others/{id}": { get: {} }
      }
    })
    assert.deepStrictEqual(coverage(ours, groups), [
      "    0 of 1   /v2/others",
      "              GET /v2/others/{id}",
      "    1 of 3   Things",
      "              GET /v1/things",
      "              POST /v1/lists/{id}/things",
      "1 of 4 operations of the document"
    ])
  })
})

const script = fileURLToPath(new URL("../scripts/drift.ts", import.meta.url))

/** Runs the command over a document. */
const drift = (document: unknown, ...flags: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const folder = await mkdtemp(join(tmpdir(), "drift-"))
    try {
      const file = join(folder, "openapi.json")
      await writeFile(file, JSON.stringify(document))
      const child = spawn(process.execPath, ["--conditions=effect-novu:source", script, file, ...flags])
      let output = ""
      child.stdout.on("data", (chunk) => output += chunk)
      const code = await new Promise((resolve) => child.once("close", resolve))
      return { code, output }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

describe("npm run drift", () => {
  const force = { name: "force", in: "query", required: true, schema: { type: "boolean" } }
  const made = { paths: { "/v1/channel-connections/{identifier}": { delete: { parameters: [force] } } } }

  it.live("ends with 0 over our own document", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(ourDocument(), "--exact")
      assert.strictEqual(code, 0)
      assert.match(output, /^0 differences explained, 0 not\n(\d+) of \1 operations of the document\n$/)
    }), 30_000)

  it.live("names an operation that is not here and ends with 1", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift({ paths: { "/v9/things": { get: {} } } }, "--exact")
      assert.strictEqual(code, 1)
      assert.include(output, "not here: GET /v9/things\n0 of 1 operations of the document\n")
    }), 30_000)

  it.live("prints a difference that is not explained and ends with 1", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(made, "--exact")
      assert.strictEqual(code, 1)
      assert.include(
        output,
        "DELETE /v1/channel-connections/{identifier}  query force\n    only Novu has it, required\n"
      )
    }), 30_000)

  it.live("prints the rules and exceptions that nothing needs and ends with 1", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(ourDocument())
      assert.strictEqual(code, 1)
      assert.include(output, "explained, but not there any more: since Novu 3.19: /v2/contexts .bridgeUrl\n")
      assert.include(output, "GET /v2/contexts  query type\n")
    }), 30_000)

  it.live("counts the operations that we have and ends with 0, whatever differs in them", () =>
    Effect.gen(function*() {
      const { code, output } = yield* drift(made, "--all")
      assert.deepStrictEqual([code, output], [
        0,
        "    1 of 1   /v1/channel-connections\n1 of 1 operations of the document\n"
      ])
    }), 30_000)
})
