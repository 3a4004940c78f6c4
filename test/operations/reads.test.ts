import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, type SchemaAST } from "effect"
import { bare, differences, isObject, replaceAt, valueAt, withoutAt } from "../peer/paths.ts"
import { type Limit, type Limits, none } from "../peer/peerLimits.ts"
import { type PeerSchema, wireOf } from "../peer/zodSchema.ts"
import { anatomyOf, type Member, membersOf, type Path } from "./members.ts"
import { all, type Case } from "./rows.ts"
import { inBatches, patience, samples, valuesOf } from "./samples.ts"

type Codec = Schema.Codec<unknown, unknown>

/** Decodes with our schema, and encodes the result again. */
const readBack = (schema: Codec, sent: unknown) =>
  Effect.flatMap(Schema.decodeUnknownEffect(schema)(sent), Schema.encodeEffect(schema))

/** Checks that our schema keeps unchanged what Novu sends according to the peer. */
const readsWhatIsDescribed = Effect.fnUntraced(function*(name: string, schema: Codec, peer: PeerSchema, wire: Codec) {
  for (const sent of yield* valuesOf(wire, name)) {
    assert.isTrue(peer.safeParse(sent).success, "generated as the peer describes it")
    assert.deepStrictEqual(yield* readBack(schema, sent), sent)
  }
})

/** Returns the part of a path that leads to an item of a list or of a page, whose items are in the named member. */
const outer = (path: Path, items: string) =>
  typeof path[0] === "number"
    ? path.slice(0, 1)
    : path[0] === items && typeof path[1] === "number"
    ? path.slice(0, 2)
    : []

/** Puts the rare value of a limit into an answer, or the first item of it. Returns nothing where it has no place for it. */
const withRare = (sent: unknown, { rare }: Limit, items: string) => {
  if (rare === undefined) return undefined
  const first = Array.isArray(sent) ? [0] : Array.isArray(valueAt(sent, [items])) ? [items, 0] : []
  const path = [...first, ...rare.at.split(".")]
  return isObject(valueAt(sent, path.slice(0, -1))) ? replaceAt(sent, path, rare.value) : undefined
}

/** Checks that the peer reads what ours can hold, except for its listed limits, each of which must occur. */
const isReadByThePeer = (
  name: string,
  schema: Codec,
  peer: PeerSchema,
  { items = "data", loses, refuses }: Limits
) => {
  const shown = new Set<Limit>()
  const isAt = (at: string, path: Path) => `${path.slice(outer(path, items).length).join(".")}.`.startsWith(`${at}.`)
  const check = (encoded: unknown) => {
    // A 204 has no body.
    if (encoded === undefined) return
    let wire: unknown = JSON.parse(JSON.stringify(encoded))
    const first = peer.safeParse(wire)
    for (const { message, path } of first.success ? [] : first.error.issues) {
      const limit = refuses.find(({ at }) => isAt(at, path))
      assert(limit !== undefined, `${path.join(".")}: ${message}`)
      shown.add(limit)
      wire = replaceAt(wire, path.slice(0, outer(path, items).length + limit.at.split(".").length), limit.instead)
    }
    const second = first.success ? first : peer.safeParse(wire)
    assert(second.success, "nothing but the limits is in the way")
    for (const path of differences(wire, second.data)) {
      const limit = loses.find(({ at }) => isAt(at, path))
      assert(limit !== undefined, `lost or changed at ${path.join(".")}`)
      shown.add(limit)
    }
  }
  const listed = [...refuses, ...loses]
  return Effect.gen(function*() {
    yield* inBatches(
      samples,
      Effect.fnUntraced(function*(batch) {
        for (const value of yield* valuesOf(schema, name, batch)) {
          const sent = yield* Schema.encodeEffect(schema)(value)
          check(sent)
          for (const limit of listed.filter((each) => !shown.has(each))) {
            const rare = withRare(sent, limit, items)
            if (rare !== undefined) check(yield* readBack(schema, rare))
          }
        }
      }),
      () => shown.size === listed.length
    )
    assert.deepStrictEqual(listed.filter((limit) => !shown.has(limit)), [], "listed, but did not show")
  })
}

/** Adds a member that only a newer release than ours would know. */
const newer = { added: ["since"] }

const isAtOrBelow = (at: Path) => (path: Path) => at.every((name, place) => path[place] === bare(name))

/** Checks that only the value at a place differs from what was sent. */
const survives = Effect.fnUntraced(function*(schema: Codec, sent: unknown, at: Path) {
  const read = yield* Effect.result(readBack(schema, sent))
  assert(read._tag === "Success", `${at.join(".")} of ${JSON.stringify(sent)}: ${JSON.stringify(read)}`)
  assert.deepStrictEqual(differences(sent, read.success).filter((path) => !isAtOrBelow(at)(path)), [])
  return read.success
})

const isEnum = (ast: SchemaAST.AST): boolean =>
  ast.annotations?.["identifier"] === "Time"
    ? false
    : ast._tag === "Literal"
    ? typeof ast.literal === "string"
    : ast._tag === "Union" && ast.types.some(isEnum)

/** Says whether there is no value, or only the default of a member that always has one. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false ||
  (typeof value === "object" && Object.values(value).every(isNothing))

/** Checks that an optional member may be missing or null, and that an enum may hold a constant newer than ours. */
const memberSurvives = Effect.fnUntraced(
  function*(schema: Codec, sent: unknown, { isOptional, path, signature }: Member) {
    for (const gone of isOptional ? [withoutAt(sent, path), replaceAt(sent, path, null)] : []) {
      const read = yield* survives(schema, gone, path)
      assert.isTrue(isNothing(valueAt(read, path)), `${path.join(".")} is not nothing`)
    }
    if (isEnum(signature.type)) {
      const read = yield* survives(schema, replaceAt(sent, path, "brand-new"), path)
      assert.strictEqual(valueAt(read, path), "brand-new")
    }
  }
)

/** Checks each member of a description in the first answer that has it. */
const membersSurvive = (name: string, schema: Codec, wire: Codec) => {
  const { ast } = Schema.toEncoded(wire)
  const left = new Set(membersOf(ast))
  const structs = new Set<SchemaAST.AST>()
  const check = Effect.fnUntraced(function*(sent: unknown) {
    const anatomy = anatomyOf(ast, sent)
    for (const { ast: struct, path } of anatomy.structs) {
      if (structs.has(struct)) continue
      structs.add(struct)
      yield* survives(schema, replaceAt(sent, [...path, "brandNew"], newer), [...path, "brandNew"])
    }
    for (const member of anatomy.members) {
      if (left.delete(member.signature)) yield* memberSurvives(schema, sent, member)
    }
  })
  return Effect.gen(function*() {
    yield* inBatches(
      50,
      Effect.fnUntraced(function*(batch) {
        for (const value of yield* valuesOf(wire, name, batch)) {
          const sent = yield* Schema.encodeEffect(wire)(value)
          if (sent !== undefined) yield* check(JSON.parse(JSON.stringify(sent)))
        }
      }),
      () => left.size === 0
    )
    assert.deepStrictEqual([...left].map(({ name: member }) => member), [], "no answer reaches these")
  })
}

const parts = ({ operation, row }: Case) => [operation.success, row.reads, row.wire, row.limits]

/** Operations whose answers are described alike are read alike, so that the first of them stands for all. */
const distinct = all.filter((each, index) =>
  each.operation.success !== undefined &&
  !all.slice(0, index).some((other) => parts(other).every((part, at) => part === parts(each)[at]))
)

describe.each(distinct)(
  "$name",
  ({ name, operation, row }: Case) => {
    const schema = operation.success ?? Schema.Never
    const { limits = none, reads } = row

    if (reads !== undefined) {
      const wire = row.wire ?? wireOf(reads)

      it.effect("reads what Novu's SDK describes", () => readsWhatIsDescribed(name, schema, reads, wire), patience)

      if (row.wire !== undefined) {
        it.effect("reads what Novu's SDK describes and Novu does not send", () =>
          Effect.gen(function*() {
            for (const sent of yield* valuesOf(wireOf(reads), name)) yield* Schema.decodeUnknownEffect(schema)(sent)
          }), patience)
      }

      it.effect(
        "returns nothing that Novu's SDK could not read, listed limits apart",
        () => isReadByThePeer(name, schema, reads, limits),
        patience
      )

      it.effect(
        "survives what Novu adds to the description of its SDK, or leaves out",
        () => membersSurvive(name, schema, wire),
        patience
      )
    }

    it.effect(
      "survives what Novu adds to our own description, or leaves out",
      () => membersSurvive(name, schema, schema),
      patience
    )
  }
)
