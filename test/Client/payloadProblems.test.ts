import { assert, describe, it } from "@effect/vitest"
import { Ajv, type ValidateFunction } from "ajv"
import formats from "ajv-formats"
import { Arbitrary, Effect, Schema } from "effect"
import { Trigger } from "effect-novu"
import * as Engines from "effect-novu/Testing/Engines"
import { payloadProblems } from "../../src/internal/groups/payloadProblems.ts"
import { payloadReport, reportOf, type Taking } from "../../src/internal/groups/payloadReport.ts"
import { Schemas } from "./payload/schemas.ts"

/** More pairs take longer: `PAYLOAD_PAIRS=20000 npx vitest run test/Client/payloadProblems.test.ts`. */
const { PAYLOAD_PAIRS = "300", PAYLOAD_SEED = "1" } = process.env

const pairs = Number(PAYLOAD_PAIRS)

type Json = Parameters<typeof payloadProblems>[0]

/** Says each problem as `kind path`, and a warning in brackets. */
const said = (sent: Json, stored: unknown): ReadonlyArray<string> =>
  payloadProblems(sent, stored).map(({ kind, path, severity }) =>
    severity === "error" ? `${kind} ${path}` : `(${kind} ${path})`
  )

/** Compares schemas of a member `v`, which is always sent. */
const ofMember = (sent: unknown, stored: unknown, definitions?: unknown): ReadonlyArray<string> =>
  said(object({ v: sent }), { ...object({ v: stored }), ...definitions === undefined ? {} : { definitions } })

/** Writes an object as Effect does. All members are required, apart from those that are named as optional. */
const object = (properties: Record<string, unknown>, optional: ReadonlyArray<string> = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: true
})

const text = { type: "string" }
const number = { type: "number" }
const nothing = { type: "null" }

describe("a problem of a payload", () => {
  it("is missing, a warning, where the workflow names what the trigger never sends", () => {
    const stored = object({ a: text, order: object({ b: text }, ["b"]) }, ["a", "order"])
    assert.deepStrictEqual(said(object({ order: object({}) }), stored), ["(missing order.b)", "(missing a)"])
  })

  it("is not missing where one branch of a union has it", () => {
    const sent = { anyOf: [object({ a: text }), object({ b: text })], type: "object" }
    assert.deepStrictEqual(said(sent, object({ a: text, b: text }, ["a", "b"])), [])
  })

  it("is required where the workflow requires what is lacking or may be left out", () => {
    const sent = object({ a: text, order: object({ b: text }, ["b"]) }, ["a"])
    const stored = object({ a: text, order: object({ b: text }), c: text })
    assert.deepStrictEqual(said(sent, stored), ["required order.b", "required a", "required c"])
  })

  it("is not required where Novu fills in a default, which has to fit as well", () => {
    const withDefault = (value: unknown, schema: object = text) => object({ a: { ...schema, default: value } })
    assert.deepStrictEqual(said(object({ a: text }, ["a"]), withDefault("x")), [])
    assert.deepStrictEqual(said(object({}), withDefault("x")), ["(missing a)"])
    assert.deepStrictEqual(said(object({ a: text }, ["a"]), withDefault(1)), ["type a"])
    assert.deepStrictEqual(said(object({ a: text }, ["a"]), withDefault("no uuid", { ...text, format: "uuid" })), [
      "format a"
    ])
    // Ajv fills in nothing within a union.
    assert.deepStrictEqual(said(object({ a: text }, ["a"]), { anyOf: [withDefault("x")] }), ["required a"])
    // The first schema fills in what the second one refuses.
    const refusing = { allOf: [{ properties: { a: { default: "x" } } }, { additionalProperties: false }] }
    assert.deepStrictEqual(said(object({}), refusing), ["extra a", "(missing a)"])
  })

  it("is extra, an error only without additional properties", () => {
    const sent = object({ a: text, order: object({ items: { type: "array", items: object({ sku: text }) } }) })
    const stored = (additionalProperties: unknown) => ({
      ...object({ order: object({ items: { type: "array", items: { type: "object", additionalProperties } } }) })
    })
    assert.deepStrictEqual(said(sent, stored(true)), ["(extra order.items[].sku)", "(extra a)"])
    assert.deepStrictEqual(said(sent, stored(false)), ["extra order.items[].sku", "(extra a)"])
    assert.deepStrictEqual(said(sent, stored(text)), ["(extra a)"])
    assert.deepStrictEqual(said(sent, stored(number)), ["type order.items[].sku", "(extra a)"])
  })

  it("is extra for records without names", () => {
    assert.deepStrictEqual(ofMember({ type: "object", additionalProperties: text }, { additionalProperties: false }), [
      "extra v.*"
    ])
    assert.deepStrictEqual(ofMember({ type: "object" }, { properties: { a: text } }), ["type v.a"])
    assert.deepStrictEqual(ofMember({ type: "object" }, { type: "object" }), [])
  })

  for (
    const [sent, stored, expected] of [
      [text, number, "type v"],
      [number, { type: "integer" }, "type v"],
      [{ type: "integer" }, number, undefined],
      [{ anyOf: [text, nothing] }, text, "type v"],
      [{ type: "array", items: text }, { type: "array", items: number }, "type v[]"],
      [{ type: "array", items: [text, number] }, { type: "array", items: [text, text] }, "type v[1]"],
      [{ type: "array", items: [text], maxItems: 1 }, { items: [text], additionalItems: false }, undefined],
      [{ type: "array", items: text }, { items: [text], additionalItems: false }, "constraint v[]"],
      [{ type: "array", items: text }, { prefixItems: [number] }, "type v[0]"],
      [text, { ...text, format: "date-time" }, "format v"],
      [{ ...text, format: "date" }, { ...text, format: "date-time" }, "format v"],
      [{ ...text, format: "date-time" }, { ...text, format: "iso-date-time" }, undefined],
      [number, { format: "date-time" }, undefined],
      [number, { format: "int32" }, "format v"],
      [{ type: "integer" }, { format: "int64" }, undefined],
      [text, { enum: ["a"] }, "enum v"],
      [{ ...text, enum: ["a", "b"] }, { enum: ["a"] }, "enum v"],
      [{ ...text, enum: ["a"] }, { enum: ["b", "a"] }, undefined],
      [{ enum: [{ a: 1, b: [2] }] }, { enum: [{ b: [2], a: 1 }] }, undefined],
      [{ type: "boolean" }, { enum: [true, false] }, undefined],
      [text, { const: "a" }, "constraint v"],
      [{ ...text, enum: ["a"] }, { const: "a" }, undefined],
      [text, { minLength: 1 }, "constraint v"],
      [{ ...text, minLength: 2 }, { minLength: 1, maxItems: 0 }, undefined],
      [{ ...text, enum: ["😀"] }, { minLength: 2 }, "constraint v"],
      [text, { pattern: "^a" }, "constraint v"],
      [{ ...text, pattern: "^a" }, { pattern: "^a" }, undefined],
      [{ ...number, minimum: 1 }, { exclusiveMinimum: 0 }, undefined],
      [{ ...number, minimum: 0 }, { exclusiveMinimum: 0 }, "constraint v"],
      [{ ...number, exclusiveMaximum: 5 }, { maximum: 5 }, undefined],
      [{ ...number, multipleOf: 6 }, { multipleOf: 3 }, undefined],
      [{ ...number, multipleOf: 0.3 }, { multipleOf: 0.1 }, "constraint v"],
      [text, { not: nothing }, "constraint v"],
      [{ not: nothing }, { not: nothing }, undefined],
      [text, { if: nothing, else: { minLength: 1 } }, "constraint v"],
      [{ type: "array" }, { uniqueItems: true }, "constraint v"],
      [{ type: "array", maxItems: 1 }, { uniqueItems: true }, undefined],
      [{ type: "array" }, { contains: text }, "constraint v"],
      [object({ a: text }), { propertyNames: { maxLength: 1 } }, "constraint v"],
      [object({ a: text }), { dependencies: { a: ["b"] } }, "constraint v"],
      [object({ a: text }), { patternProperties: { "^b": number } }, "type v.a"],
      [object({ a: text }), { minProperties: 1, maxProperties: 1 }, undefined],
      [object({ a: text }, ["a"]), { minProperties: 1 }, "constraint v"],
      [text, { unevaluatedSomething: false }, "constraint v"],
      [text, { "x-order": 1, title: "V", examples: [1], default: 1, $comment: "" }, undefined],
      [text, true, undefined],
      [text, false, "constraint v"],
      [text, { oneOf: [text, nothing] }, undefined],
      [text, { oneOf: [text, {}] }, "constraint v"]
    ] as const
  ) {
    it(`${JSON.stringify(sent)} for ${JSON.stringify(stored)} is ${expected ?? "none"}`, () => {
      // What is not named is no matter here.
      const found = ofMember(sent, stored).filter((each) => !each.startsWith("("))
      assert.deepStrictEqual(found, expected === undefined ? [] : [expected])
    })
  }

  it("is told once for a path, with errors first, and in words", () => {
    const [error, warning] = payloadProblems(object({ b: text, a: { anyOf: [text, nothing] } }), object({ a: number }))
    assert.deepInclude(error, {
      kind: "type",
      path: "a",
      message: "the trigger sends string, and the workflow takes number"
    })
    assert.deepInclude(warning, { kind: "extra", path: "b", severity: "warning" })
  })

  it("of a union is one of the branch that fits best", () => {
    const stored = { anyOf: [object({ a: object({ b: number, c: text }) }), nothing] }
    assert.deepStrictEqual(ofMember(object({ a: object({ b: text, c: text }) }), stored), ["type v.a.b"])
  })
})

describe("schemas of equal meaning", () => {
  const node = (at: string) => object({ name: text, kids: { type: "array", items: { $ref: at } } })
  const tagged = (tag: string, body: object) => object({ _tag: { ...text, enum: [tag] }, ...body })
  const union = [tagged("A", { a: text }), tagged("B", { b: number })]
  for (
    const [name, sent, stored, definitions] of [
      ["a reference", text, { $ref: "#/definitions/T" }, { T: text }],
      ["an escaped reference", text, { $ref: "#/definitions/a~1b~0c%25/items" }, { "a/b~c%": { items: text } }],
      ["a chain of references", text, { allOf: [{ $ref: "#/definitions/T" }] }, {
        T: { $ref: "#/definitions/U" },
        U: text
      }],
      ["anyOf with null and a list of types", { anyOf: [text, nothing] }, { type: ["null", "string"] }],
      ["anyOf with null and nullable", { anyOf: [text, nothing] }, { type: "string", nullable: true }],
      ["a list of types and anyOf", { type: ["string", "null"] }, { anyOf: [nothing, text] }],
      ["enum and const", { enum: ["a", "b"] }, { anyOf: [{ const: "b" }, { const: "a" }] }],
      ["allOf and siblings", { ...text, minLength: 1, maxLength: 2 }, {
        allOf: [{ minLength: 1 }, { maxLength: 2 }, text]
      }],
      ["anyOf and oneOf with tags", { anyOf: union }, { oneOf: union.toReversed() }],
      ["additionalProperties left out", object({ a: text }), { properties: { a: text }, required: ["a"] }],
      ["additionalProperties false", object({ a: text }), { ...object({ a: text }), additionalProperties: false }],
      ["a recursive schema", { $ref: "#/definitions/N" }, { $ref: "#/definitions/N" }, { N: node("#/definitions/N") }],
      ["another recursive schema", { $ref: "#/definitions/N" }, { $ref: "#/definitions/N" }, {
        N: node("#/definitions/M"),
        M: node("#/definitions/N")
      }]
    ] as const
  ) {
    it(`are equal: ${name}`, () => {
      const whole = { ...object({ v: sent }), definitions: { N: node("#/definitions/N") } }
      assert.deepStrictEqual(said(whole, { ...object({ v: stored }), definitions: definitions ?? {} }), [])
    })
  }

  it("are those of a real trigger, whatever else they say", () => {
    interface Category {
      readonly name: string
      readonly kids: ReadonlyArray<Category>
    }
    const Category = Schema.Struct({
      name: Schema.String,
      kids: Schema.Array(Schema.suspend((): Schema.Codec<Category> => Category))
    }).annotate({ identifier: "Category" })
    class Item extends Schema.Class<Item>("Item")({
      sku: Schema.NonEmptyString,
      count: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 }))
    }) {}
    const trigger = Trigger.make("order-shipped", {
      payload: {
        orderId: Schema.String.pipe(Schema.brand("OrderId")),
        at: Schema.DateTimeUtc,
        due: Schema.optionalKey(Schema.Date),
        note: Schema.optional(Schema.String),
        items: Schema.NonEmptyArray(Item),
        category: Category,
        carrier: Schema.Union([
          Schema.TaggedStruct("Ship", { port: Schema.String }),
          Schema.TaggedStruct("Van", { plate: Schema.Finite })
        ]),
        place: Schema.Tuple([Schema.Finite, Schema.optionalKey(Schema.Finite)]),
        labels: Schema.Record(Schema.String, Schema.Literals(["a", "b"])),
        more: Schema.StructWithRest(Schema.Struct({ a: Schema.String }), [Schema.Record(Schema.String, Schema.Json)]),
        price: Schema.BigInt,
        other: Schema.Unknown
      }
    })
    const schema = Trigger.jsonSchema(trigger)
    assert.deepStrictEqual(payloadProblems(schema, schema), [])
    assert.deepStrictEqual(payloadProblems(schema, JSON.parse(JSON.stringify(schema))), [])
    assert.deepStrictEqual(said(schema, { ...schema, additionalProperties: false }), [])
    const without = { ...schema.properties as Record<string, unknown>, at: text, due: { $ref: "#/definitions/None" } }
    assert.deepStrictEqual(said(schema, { ...schema, properties: without }), [
      "constraint "
    ])
  })
})

describe("a schema that nobody vouches for", () => {
  const whole = (stored: unknown) => said(object({ a: text }), stored)

  for (
    const [name, stored] of [
      ["a reference that leads nowhere", { $ref: "#/definitions/None" }],
      ["one that is not of the document", { $ref: "https://example.com/schema.json" }],
      ["one to what every object has", { $ref: "#/constructor" }],
      ["one in a branch that is not needed", { anyOf: [{}, { $ref: "#/none" }] }],
      ["a reference to itself", { $ref: "#" }],
      ["references in a circle", { allOf: [{ $ref: "#/definitions/A" }], definitions: { A: { $ref: "#" } } }],
      ["a union of itself", { anyOf: [{ $ref: "#" }] }],
      ["a newer draft, which Novu's Ajv does not know", { $schema: "https://json-schema.org/draft/2020-12/schema" }],
      ["an $id within", { properties: { a: { $id: "https://example.com/a" } } }],
      ["a pattern that is none", { properties: { b: { pattern: "(" } } }],
      ["a type that is none", { properties: { b: { type: "text" } } }],
      ["a malformed keyword", { properties: { b: { minLength: "1" } } }],
      ["malformed members", { properties: ["a"] }],
      ["nullable without a type", { nullable: true }],
      ["a text", "schema"],
      ["null", null],
      ["a list", []]
    ] as const
  ) it(`is a constraint: ${name}`, () => assert.deepStrictEqual(whole(stored), ["constraint "]))

  it("may name members as JavaScript does", () => {
    const stored: unknown = JSON.parse(`{"properties":{"__proto__":{"type":"number"},"a":{"type":"string"}}}`)
    assert.deepStrictEqual(whole(stored), [])
    assert.deepStrictEqual(whole({ properties: { a: text, constructor: text } }), [
      "constraint constructor",
      "(missing constructor)"
    ])
    assert.deepStrictEqual(whole({ properties: { a: text }, required: ["constructor"] }), ["required constructor"])
    const sent: Json = JSON.parse(
      `{"type":"object","properties":{"__proto__":{"type":"string"}},"required":["__proto__"],"additionalProperties":true}`
    )
    assert.deepStrictEqual(said(sent, { additionalProperties: false }), ["extra __proto__"])
  })

  const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
    let schema: unknown = {}
    for (let level = 0; level < levels; level++) schema = wrap(schema)
    return schema
  }
  for (
    const [name, stored] of [
      ["not", nested(50_000, (not) => ({ not }))],
      ["properties", nested(50_000, (a) => ({ properties: { a } }))],
      ["allOf", nested(50_000, (each) => ({ allOf: [each] }))],
      ["anyOf", nested(50_000, (each) => ({ anyOf: [each] }))],
      ["enum", { enum: [nested(50_000, (each) => [each])] }],
      ["unions of unions", { anyOf: Array.from({ length: 9 }, () => ({ anyOf: [{ $ref: "#" }, { $ref: "#" }] })) }],
      [
        "references that double",
        {
          allOf: [{ $ref: "#/definitions/0" }],
          definitions: Object.fromEntries(
            Array.from({ length: 60 }, (_, level) => [
              level,
              level === 59 ? {} : { allOf: [0, 1].map(() => ({ $ref: `#/definitions/${level + 1}` })) }
            ])
          )
        }
      ],
      ["a pattern that takes years", { properties: { a: { pattern: "^(a+)+$" } } }]
    ] as const
  ) {
    it(`ends soon, with an error: ${name}`, () => {
      const sent = object({ a: { ...text, enum: [`${"a".repeat(40)}!`] } })
      const start = performance.now()
      assert.isTrue(payloadProblems(sent, stored).some(({ severity }) => severity === "error"))
      assert.isBelow(performance.now() - start, 3000)
    })
  }

  it("may be large", () => {
    const members = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`member${index}`, { anyOf: [text, nothing] }])
    )
    const values = Array.from({ length: 1000 }, (_, index) => `value ${index}`)
    assert.deepStrictEqual(said(object(members), object(members)), [])
    assert.deepStrictEqual(ofMember({ enum: values }, { enum: values.toReversed() }), [])
  })
})

describe("a report", () => {
  const trigger = { id: "welcome", schema: object({ a: text }) }
  const kinds = (workflow: Taking | undefined) => {
    const report = payloadReport([reportOf(trigger, workflow)])
    return [report.ok, ...report.workflows.flatMap(({ problems }) => problems.map(({ kind }) => kind))]
  }
  const workflow = { active: true, payloadSchema: object({ a: text }), validatePayload: true }

  it("is ok without errors", () => {
    assert.deepStrictEqual(kinds(workflow), [true])
    assert.deepStrictEqual(kinds({ ...workflow, payloadSchema: null }), [true, "withoutSchema"])
    assert.deepStrictEqual(kinds({ ...workflow, validatePayload: false }), [true, "notValidated"])
    assert.deepStrictEqual(kinds({}), [true, "withoutSchema", "notValidated"])
    assert.isTrue(payloadReport([]).ok)
  })

  it("is not ok with one", () => {
    assert.deepStrictEqual(kinds(undefined), [false, "workflowMissing"])
    assert.deepStrictEqual(kinds({ ...workflow, active: false }), [false, "inactive"])
    assert.deepStrictEqual(kinds({ ...workflow, payloadSchema: object({ a: number }) }), [false, "type"])
  })
})

describe("generated pairs of schemas", () => {
  const compile = (schema: object): ValidateFunction => {
    const ajv = new Ajv({ strict: false, logger: false, validateSchema: false, meta: false })
    formats.default(ajv)
    return ajv.compile(schema)
  }

  interface Outcome {
    readonly isOk: boolean
    readonly samples: number
    /** Is a sample that Novu's engine refuses. */
    readonly refused: unknown
  }

  const outcomeOf = (seed: number): Outcome => {
    const schemas = new Schemas(seed)
    const sent = schemas.payload()
    const stored = schemas.changed(sent, schemas.draws.pick([0, 1, 1, 1, 2, 3, 4]))
    const isOk = payloadProblems(sent as Json, stored).every(({ severity }) => severity === "warning")
    const isSent = compile(sent)
    const samples = Array.from({ length: 6 }, () => schemas.value(sent)).filter((value) => isSent(value))
    const refused = samples.find((value) => Engines.payload(stored, value as Json).issues.length > 0)
    return {
      isOk,
      samples: samples.length,
      refused: refused === undefined ? undefined : { seed, sent, stored, refused }
    }
  }

  it.effect("are ok only where Ajv refuses no sample", () =>
    Effect.sync(() => {
      const outcomes = Array.from({ length: pairs }, (_, index) => outcomeOf(Number(PAYLOAD_SEED) * 1_000_003 + index))
      const ok = outcomes.filter(({ isOk }) => isOk)
      assert.deepStrictEqual(ok.flatMap(({ refused }) => refused ?? []), [])
      assert.isAtLeast(ok.length, pairs * 0.3)
      assert.isAtLeast(ok.reduce((sum, { samples }) => sum + samples, 0), pairs)
      // Pairs that are not ok are often refused, so that the samples tell.
      const others = outcomes.filter(({ isOk }) => !isOk)
      assert.isAtLeast(others.filter(({ refused }) => refused !== undefined).length, others.length * 0.3)
    }), 10_000 + pairs * 100)

  it.effect("agree with a real trigger's own payloads", () =>
    Effect.gen(function*() {
      const trigger = Trigger.make("order-shipped", {
        payload: {
          at: Schema.DateTimeUtc,
          note: Schema.optionalKey(Schema.NullOr(Schema.String)),
          items: Schema.Array(Schema.Struct({ sku: Schema.String, price: Schema.Finite }))
        }
      })
      const stored = {
        ...object({
          at: { ...text, format: "date-time" },
          note: { type: "string", nullable: true },
          items: { type: "array", items: { ...object({ price: number, sku: text }), additionalProperties: false } }
        }, ["note"]),
        additionalProperties: false
      }
      assert.deepStrictEqual(payloadProblems(Trigger.jsonSchema(trigger), stored), [])
      const encode = Schema.encodeUnknownEffect(Schema.toCodecJson(trigger.payload))
      for (
        const payload of yield* Arbitrary.sampleEffect(Arbitrary.schema(trigger.payload), { count: 50, seed: "1" })
      ) {
        const sent = yield* encode(payload)
        // Years of more than four digits are no RFC 3339.
        if (/"at":"[+-]/.test(JSON.stringify(sent))) continue
        assert.deepStrictEqual(Engines.payload(stored, sent as Json).issues, [])
      }
    }))
})
