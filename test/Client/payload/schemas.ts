import { Draws } from "../../campaign/random.ts"

/** Is a JSON Schema that may be changed. */
export interface Mutable {
  [keyword: string]: unknown
}

/**
 * Few names, so that two schemas often speak of the same members. The last ones are found in every object.
 * `toString` and `valueOf` are not among them: Ajv throws where it compares objects that have them.
 */
const names = ["a", "b", "c", "x-1", "constructor", "isPrototypeOf"]

/** Lists texts of each format that is generated, and of none. */
const texts: Readonly<Record<string, ReadonlyArray<string>>> = {
  "date-time": ["2024-02-29T12:30:00Z", "1999-12-31T23:59:59.123+02:00"],
  date: ["2024-02-29", "1970-01-01"],
  uuid: ["0f8fad5b-d9cb-469f-a165-70867728950e"],
  email: ["ada@example.com"],
  none: ["", "a", "b", "ab", "😀", "a-long-text", "x1"]
}

const copyOf = <A>(value: A): A => structuredClone(value)

/** Generates schemas as Effect writes them, values of them, and changes of them. */
export class Schemas {
  readonly draws: Draws
  readonly definitions: Mutable

  constructor(seed: number) {
    this.draws = new Draws(seed)
    this.definitions = {}
    if (this.draws.chance(0.5)) {
      this.definitions["Leaf/~%"] = this.schema(1)
      this.definitions["Node"] = {
        type: "object",
        properties: { a: this.schema(1), b: { type: "array", items: { $ref: "#/definitions/Node" } } },
        required: ["b"],
        additionalProperties: true
      }
    }
  }

  /** Generates the whole schema of a payload. */
  payload(): Mutable {
    const whole = this.object(3)
    return Object.keys(this.definitions).length === 0 ? whole : { ...whole, definitions: copyOf(this.definitions) }
  }

  schema(depth: number): Mutable {
    const { draws } = this
    const simple = [() => this.text(), () => this.number(), () => this.listed(), () => ({ type: "boolean" })]
    if (depth <= 0) return draws.pick(simple)()
    return draws.pick([
      ...simple,
      () => this.object(depth - 1),
      () => this.object(depth - 1),
      () => this.list(depth - 1),
      () => this.tuple(depth - 1),
      () => this.record(depth - 1),
      () => ({ anyOf: [this.schema(depth - 1), this.schema(depth - 1)] }),
      () => ({ anyOf: [this.schema(depth - 1), { type: "null" }], description: "may be nothing" }),
      () => this.tagged(depth - 1),
      () => ({ type: ["string", "null"] }),
      () => ({ type: "string", allOf: [{ minLength: 1 }, { maxLength: draws.between(2, 12) }] }),
      () => Object.hasOwn(this.definitions, "Node") ? { $ref: "#/definitions/Node" } : {},
      () => Object.hasOwn(this.definitions, "Leaf/~%") ? { $ref: "#/definitions/Leaf~1~0%25" } : {}
    ])()
  }

  private text(): Mutable {
    const { draws } = this
    return {
      type: "string",
      ...draws.chance(0.3) ? { format: draws.pick(["date-time", "date", "uuid", "email"]) } : {},
      ...draws.chance(0.2) ? { minLength: draws.between(0, 3) } : {},
      ...draws.chance(0.2) ? { maxLength: draws.between(2, 40) } : {},
      ...draws.chance(0.1) ? { pattern: draws.pick(["^a", "^[a-z]*$"]) } : {}
    }
  }

  private number(): Mutable {
    const { draws } = this
    return {
      type: draws.pick(["number", "integer"]),
      ...draws.chance(0.3) ? { [draws.pick(["minimum", "exclusiveMinimum"])]: draws.between(-3, 1) } : {},
      ...draws.chance(0.3) ? { [draws.pick(["maximum", "exclusiveMaximum"])]: draws.between(3, 12) } : {},
      ...draws.chance(0.1) ? { multipleOf: draws.pick([1, 2, 4, 0.5]) } : {}
    }
  }

  private listed(): Mutable {
    const values = ["a", "b", "ab", 1, 2, 2.5, null, true, { a: 1 }, ["a"]].filter(() => this.draws.chance(0.3))
    return this.draws.chance(0.3) || values.length === 0
      ? { type: "string", enum: ["a", "b", "ab"].slice(0, this.draws.between(1, 3)) }
      : this.draws.chance(0.2)
      ? { const: values[0] }
      : { enum: values }
  }

  private object(depth: number): Mutable {
    const { draws } = this
    const own = names.filter((_, index) => draws.chance(index < 3 ? 0.6 : 0.08))
    const others = draws.pick([true, true, true, false, undefined, { type: "string" }])
    return {
      type: "object",
      properties: Object.fromEntries(own.map((name) => [name, this.schema(depth)])),
      required: own.filter(() => draws.chance(0.7)),
      ...others === undefined ? {} : { additionalProperties: others }
    }
  }

  private record(depth: number): Mutable {
    return this.draws.chance(0.7)
      ? { type: "object", additionalProperties: this.schema(depth) }
      : { type: "object", patternProperties: { "^x-": this.schema(depth) }, additionalProperties: true }
  }

  private tagged(depth: number): Mutable {
    const branch = (tag: string): Mutable => ({
      type: "object",
      properties: { _tag: { type: "string", enum: [tag] }, a: this.schema(depth) },
      required: ["_tag", "a"],
      additionalProperties: true
    })
    return { [this.draws.pick(["anyOf", "oneOf"])]: [branch("A"), branch("B")] }
  }

  private list(depth: number): Mutable {
    const { draws } = this
    return {
      type: "array",
      ...draws.chance(0.9) ? { items: this.schema(depth) } : {},
      ...draws.chance(0.2) ? { minItems: draws.between(0, 2) } : {},
      ...draws.chance(0.2) ? { maxItems: draws.between(1, 4) } : {},
      ...draws.chance(0.1) ? { uniqueItems: true } : {}
    }
  }

  private tuple(depth: number): Mutable {
    const items = Array.from({ length: this.draws.between(1, 3) }, () => this.schema(depth))
    return this.draws.chance(0.5)
      ? { type: "array", items, minItems: this.draws.between(0, items.length), maxItems: items.length }
      : { type: "array", items, minItems: items.length, additionalItems: this.schema(depth) }
  }

  /** Generates a value, which a schema of what Effect writes allows in most cases. */
  value(schema: unknown, depth = 5): unknown {
    const { draws } = this
    if (typeof schema !== "object" || schema === null) return draws.pick([1, "a", null])
    const {
      additionalItems,
      additionalProperties,
      allOf,
      anyOf,
      const: only,
      enum: values,
      items,
      oneOf,
      patternProperties,
      properties,
      required,
      $ref,
      type,
      ...bounds
    } = schema as Mutable
    if ("const" in schema) return copyOf(only)
    if (Array.isArray(values)) return copyOf(draws.pick(values))
    if (typeof $ref === "string") return this.value(this.definitions[$ref.endsWith("Node") ? "Node" : "Leaf/~%"], depth)
    const union = anyOf ?? oneOf
    if (Array.isArray(union)) return this.value(draws.pick(union), depth)
    if (Array.isArray(allOf)) return this.value(Object.assign({}, { type, ...bounds }, ...allOf), depth)
    if (Array.isArray(type)) return this.value({ type: draws.pick(type) }, depth)
    switch (type) {
      case "boolean":
        return draws.chance(0.5)
      case "null":
        return null
      case "string":
        return draws.pick(texts[String(bounds["format"] ?? "none")] ?? [])
      case "integer":
        return draws.between(-4, 12)
      case "number":
        return draws.between(-8, 24) / 2
      case "array": {
        const first = Array.isArray(items) ? items : []
        const rest = Array.isArray(items) ? additionalItems : items
        const least = Number(bounds["minItems"] ?? 0)
        const length = draws.between(least, Math.max(least, Math.min(Number(bounds["maxItems"] ?? 4), depth)))
        return Array.from({ length }, (_, index) => this.value(first[index] ?? rest, depth - 1))
      }
      case "object": {
        const found: Mutable = {}
        for (const [name, member] of Object.entries(Object(properties))) {
          if ((required as Array<string>).includes(name) || draws.chance(0.5)) {
            found[name] = this.value(member, depth - 1)
          }
        }
        const others = additionalProperties === true
          ? Object.values(Object(patternProperties)).map((each) => ["x-1", each] as const)
          : additionalProperties === false
          ? []
          : names.map((name) => [name, additionalProperties] as const)
        for (const [name, member] of others) {
          if (!Object.hasOwn(found, name) && !Object.hasOwn(Object(properties), name) && draws.chance(0.3)) {
            found[name] = this.value(member, depth - 1)
          }
        }
        return found
      }
      default:
        return draws.pick([1, "a", null, true, [], {}, { a: 1 }])
    }
  }

  /** Returns another schema, which often means the same, or takes more. */
  changed(schema: Mutable, times: number): Mutable {
    const changed = copyOf(schema)
    for (let count = 0; count < times; count++) this.change(this.draws.pick(this.schemasIn(changed)), changed)
    return changed
  }

  private schemasIn(schema: unknown): ReadonlyArray<Mutable> {
    if (typeof schema !== "object" || schema === null) return []
    const { additionalItems, additionalProperties, allOf, anyOf, definitions, items, oneOf, properties } =
      schema as Mutable
    return [
      schema as Mutable,
      ...[items, additionalItems, additionalProperties, allOf, anyOf, oneOf].flat().flatMap((each) =>
        this.schemasIn(each)
      ),
      ...[definitions, properties].flatMap((each) =>
        Object.values(Object(each)).flatMap((member) => this.schemasIn(member))
      )
    ]
  }

  private change(schema: Mutable, whole: Mutable): void {
    const { draws } = this
    const replaceBy = (other: Mutable) => {
      for (const keyword of Object.keys(schema)) {
        if (schema !== whole || keyword !== "definitions") delete schema[keyword]
      }
      Object.assign(schema, other)
    }
    const { definitions: _, ...old } = copyOf(schema)
    const { properties, required } = schema
    const members = Object.keys(Object(properties))
    const same = [
      () => Object.assign(schema, { title: "Other", description: "words", examples: [1], "x-note": 1 }),
      () => replaceBy(Object.fromEntries(Object.entries(old).toReversed())),
      () => replaceBy({ allOf: [old] }),
      () => replaceBy({ anyOf: [{ type: "null" }, old] }),
      () => replaceBy({ oneOf: [old, { type: "null" }] }),
      () => {
        const name = `Moved ${Object.keys(Object(whole["definitions"])).length}`
        whole["definitions"] = Object.assign(whole["definitions"] ?? {}, { [name]: old })
        replaceBy({ $ref: `#/definitions/${encodeURIComponent(name)}` })
      },
      () => typeof schema["type"] === "string" && Object.assign(schema, { nullable: true }),
      () => typeof schema["type"] === "string" && Object.assign(schema, { type: [schema["type"], "array"] })
    ]
    const more = [
      () => delete schema[draws.pick(["minLength", "maxLength", "minimum", "maximum", "format", "pattern", "enum"])],
      () => delete schema[draws.pick(["minItems", "maxItems", "uniqueItems", "additionalProperties", "type"])],
      () => schema["type"] === "integer" && Object.assign(schema, { type: "number" }),
      () => Array.isArray(required) && required.length > 0 && required.pop(),
      () => Array.isArray(schema["enum"]) && schema["enum"].push("more", 2),
      () => typeof schema["maxLength"] === "number" && (schema["maxLength"] += 1),
      () => typeof schema["minimum"] === "number" && (schema["minimum"] -= 1)
    ]
    const less = [
      () => replaceBy(this.schema(1)),
      () => Object.assign(schema, { not: draws.pick([{ type: "null" }, { required: ["c"] }, { const: "a" }]) }),
      () => Object.assign(schema, { if: { type: "number" }, else: { minLength: 1 } }),
      () => Object.assign(schema, { oneOf: [this.schema(1), this.schema(1)] }),
      () => Object.assign(schema, { const: draws.pick(["a", 1, null]) })
    ]
    const lessOfUnion = () => {
      replaceBy({ ...old, oneOf: old["anyOf"] })
      delete schema["anyOf"]
    }
    const lessOfList = () => Array.isArray(schema["enum"]) && schema["enum"].length > 1 && schema["enum"].pop()
    const lessOf: Readonly<Record<string, ReadonlyArray<() => unknown>>> = {
      string: [
        () => Object.assign(schema, { minLength: draws.between(0, 2) }),
        () => Object.assign(schema, { maxLength: draws.between(1, 12) }),
        () => Object.assign(schema, { format: draws.pick(["date-time", "date", "int32", "password"]) }),
        () => Object.assign(schema, { pattern: draws.pick(["^a", "^[a-z]*$", "b"]) })
      ],
      number: [
        () => Object.assign(schema, { [draws.pick(["minimum", "exclusiveMinimum"])]: draws.between(-5, 2) }),
        () => Object.assign(schema, { [draws.pick(["maximum", "exclusiveMaximum"])]: draws.between(2, 13) }),
        () => Object.assign(schema, { multipleOf: draws.pick([1, 2, 0.5]) }),
        () => Object.assign(schema, { type: "integer" })
      ],
      array: [
        () => Object.assign(schema, { minItems: draws.between(0, 2) }),
        () => Object.assign(schema, { maxItems: draws.between(1, 4) }),
        () => Object.assign(schema, { uniqueItems: draws.chance(0.5) }),
        () => Object.assign(schema, { contains: this.schema(0) }),
        () => Object.assign(schema, { items: [this.schema(0)], additionalItems: draws.pick([true, false]) }),
        () => Array.isArray(schema["items"]) && Object.assign(schema["items"][0], { default: "a" })
      ],
      object: [
        () => Object.assign(schema, { additionalProperties: false }),
        () => Object.assign(schema, { additionalProperties: draws.pick([{ type: "string" }, { type: "number" }, {}]) }),
        () => Array.isArray(required) && members.length > 0 && Object.assign(schema, { required: members }),
        () => Array.isArray(required) && !required.includes("c") && required.push("c"),
        () => members.length > 0 && delete Object(properties)[draws.pick(members)],
        () => Object.assign(schema, { properties: { ...Object(properties), [draws.pick(names)]: this.schema(1) } }),
        () => members.length > 0 && this.addDefault(Object(properties)[draws.pick(members)]),
        () => Object.assign(schema, { allOf: [{ properties: { c: { default: "a" } } }] }),
        () => Object.assign(schema, { [draws.pick(["minProperties", "maxProperties"])]: draws.between(0, 3) }),
        () => Object.assign(schema, { patternProperties: { "^x-": draws.pick([this.schema(0), {}]) } }),
        () => Object.assign(schema, { propertyNames: { maxLength: 4 } }),
        () => Object.assign(schema, { dependencies: { a: ["b"] } }),
        () => Object.assign(schema, { anyOf: [{ properties: { a: this.schema(0) } }, { required: ["a"] }] })
      ]
    }
    const typed = lessOf[schema["type"] === "integer" ? "number" : String(schema["type"])] ?? less
    const narrower = Array.isArray(schema["anyOf"]) ? [...less, lessOfUnion, lessOfUnion] : typed
    draws.pick(draws.pick([same, more, Array.isArray(schema["enum"]) ? [...less, lessOfList] : narrower, narrower]))()
  }

  private addDefault(schema: Mutable): void {
    Object.assign(schema, { default: this.draws.pick(["a", 1, {}, null]) })
  }
}
