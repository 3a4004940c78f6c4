import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { replaceAt, valueAt, withoutAt } from "../peer/paths.ts"
import { plain } from "../peer/plain.ts"
import { requiredOf } from "../peer/zodSchema.ts"
import { ask, attemptsOf, descriptionsOf, paramsOf, type Part, partsOf } from "./calls.ts"
import { anatomyOf, type Member, membersOf, type Path } from "./members.ts"
import { all, type AnyInput, type Case } from "./rows.ts"
import { inBatches, inputsOf, patience } from "./samples.ts"

/** Whatever is expected, some of these values are wrong. */
const others: ReadonlyArray<unknown> = [7, "other", null, true, [7], { other: 7 }, 1n]

const isAt = (at: Path) => ({ path }: { readonly path: string }) =>
  at.length === 0 || path === at.join(".") || path.startsWith(`${at.join(".")}.`)

/** Checks that the call fails before anything is sent, and says where. */
const refuses = Effect.fnUntraced(function*(each: Case, input: AnyInput, at: Path) {
  const { attempts, reason } = yield* Effect.flip(ask(each, input))
  assert(reason._tag === "InvalidInput", `${at.join(".")}: ${reason._tag}`)
  assert.isTrue(reason.issues.some(isAt(at)), `${reason.detail} names no ${at.join(".")}`)
  assert.strictEqual(attempts, 0)
  assert.lengthOf(yield* (yield* FakeNovu).requests, 0)
})

/** Holds a wrong part of an input, and the place that the call should name. */
interface Wrong {
  readonly part: unknown
  readonly at: Path
}

/** Returns the place of the whole variant of a union, if nothing is left in it that says which variant was meant. */
const emptied = (part: unknown, { isOfVariant, path, signature }: Member): Path => {
  const outer = path.slice(0, -1)
  // Without its constant, a variant is none of the union's, and what is missing is that of another.
  if (isOfVariant && signature.type._tag === "Literal") return outer
  const left = Object.values(Object(valueAt(part, outer))).filter((member) => member !== undefined)
  return isOfVariant && left.length === 0 ? outer : path
}

const without = (whole: unknown, member: Member): Wrong => {
  const part = withoutAt(whole, member.path)
  return { part, at: emptied(part, member) }
}

/**
 * Returns the part without a required member, and with other values in its place. If
 * another variant of a union accepts the changed part, it is not wrong and left out.
 */
const wrongOnes = (
  schema: Schema.Codec<unknown, unknown>,
  whole: unknown,
  member: Member
): ReadonlyArray<Wrong> => {
  const { isOfVariant, isOptional, path, signature } = member
  const isMember = Schema.is(Schema.make(signature.type))
  const changed = others.filter((other) => !isMember(other)).slice(0, 3).map((other): Wrong => ({
    part: replaceAt(whole, path, other),
    at: isOfVariant && signature.type._tag === "Literal" ? path.slice(0, -1) : path
  }))
  const isPart = Schema.is(Schema.toType(schema))
  return [...(isOptional ? [] : [without(whole, member)]), ...changed].filter(({ part }) => !isPart(part))
}

/** Checks each member of a part in the first example or generated input that has it. */
const refusesMembers = (each: Case, part: Part, schema: Schema.Codec<unknown, unknown>) => {
  const { ast } = Schema.toType(schema)
  const { row: { example = {} } } = each
  const left = new Set(membersOf(ast))
  const check = Effect.fnUntraced(function*(whole: unknown) {
    for (const member of anatomyOf(ast, whole).members) {
      if (!left.delete(member.signature)) continue
      const wrong = wrongOnes(schema, whole, member)
      assert.isNotEmpty(wrong, `nothing is wrong at ${member.path.join(".")}`)
      for (const { at, part: instead } of wrong) yield* refuses(each, { ...example, [part]: instead }, at)
    }
  })
  return Effect.gen(function*() {
    for (const attempt of attemptsOf(each)) yield* check(attempt.example?.[part])
    yield* inBatches(
      50,
      Effect.fnUntraced(function*(batch) {
        for (const input of yield* inputsOf(each.operation, batch)) yield* check(input[part])
      }),
      () => left.size === 0
    )
    assert.deepStrictEqual([...left].map(({ name }) => name), [], "no input reaches these")
  })
}

const takesInput = ({ operation }: Case) => paramsOf(operation).length + partsOf(operation).length > 0

describe.each(all.filter(takesInput))("$name", (each) => {
  const { operation, row } = each
  const { example = {} } = row

  for (const name of paramsOf(operation)) {
    it.effect(`refuses a path without its ${name}`, () =>
      Effect.gen(function*() {
        for (const value of [undefined, null, "", ".", "..", 7, "\ud800"]) {
          yield* refuses(each, { ...example, params: { ...example.params, [name]: value } }, [name])
        }
      }).pipe(Effect.provide(FakeNovu.layerClient())))
  }

  for (const { part, schema } of partsOf(operation)) {
    it.effect(
      `refuses a ${part} with a wrong member, or without a required one`,
      () => refusesMembers(each, part, schema).pipe(Effect.provide(FakeNovu.layerClient())),
      patience
    )

    // The query of a write is no argument of its own, because its members are among the options.
    if (part === "query" && operation.method !== "GET") continue

    it.effect(`refuses something else than a ${part}`, () =>
      Effect.gen(function*() {
        for (const other of ["other", 7, [7]]) yield* refuses(each, { ...example, [part]: other }, [])
      }).pipe(Effect.provide(FakeNovu.layerClient())))
  }

  const descriptions = descriptionsOf(each).filter(({ peer, part }) =>
    example[part] !== undefined && peer.safeParse(plain(example[part])).success
  )
  if (descriptions.length > 0) {
    it.effect("refuses an input without what Novu's SDK requires", () =>
      Effect.gen(function*() {
        for (const { part, peer } of descriptions) {
          for (const path of requiredOf(peer, plain(example[part]))) {
            // The method completes an event that has no payload.
            if (row.completed !== undefined && path.join(".") === "payload") continue
            yield* refuses(each, { ...example, [part]: withoutAt(example[part], path) }, path)
          }
        }
      }).pipe(Effect.provide(FakeNovu.layerClient())))
  }
})
