import { Arbitrary, Effect, Schema, SchemaAST } from "effect"
import { paramsOf } from "./calls.ts"
import type { AnyInput, AnyOperation } from "./rows.ts"

const { OPERATIONS_SAMPLES = "100", OPERATIONS_SEED = "" } = process.env

/** A suite generates this many inputs or answers per operation. `npm run campaign -- --operations` asks for more. */
export const samples = Number(OPERATIONS_SAMPLES)

/** At least this many of them have to be usable. */
export const enough = samples / 4

/** A test that generates them may take this many milliseconds while all others run. */
export const patience = samples * 200

interface Batch {
  readonly count: number
  readonly number: number
}

const whole: Batch = { count: samples, number: 0 }

/** Returns how many members the largest struct of a schema requires. */
const widthOf = (ast: SchemaAST.AST): number => {
  switch (ast._tag) {
    case "Objects":
      return Math.max(
        ast.propertySignatures.filter(({ type }) => !SchemaAST.isOptional(type)).length,
        ...[...ast.propertySignatures, ...ast.indexSignatures].map(({ type }) => widthOf(type))
      )
    case "Arrays":
      return Math.max(0, ...[...ast.elements, ...ast.rest].map(widthOf))
    case "Union":
      return Math.max(0, ...ast.types.map(widthOf))
    default:
      return 0
  }
}

/** Is the size of what is generated. A struct that requires as many members gets no optional ones. */
const defaultSize = 10

const generated = <A>(arbitrary: Arbitrary.Arbitrary<A>, name: string, { count, number }: Batch, width = 0) =>
  Arbitrary.sampleEffect(arbitrary, {
    count,
    seed: `${OPERATIONS_SEED}${name}${number === 0 ? "" : number}`,
    ...(width >= defaultSize ? { size: width + 3 } : undefined)
  })

/**
 * Runs on batches of generated values until it has seen all that it looks for,
 * which may be rare, and on forty of them at most.
 */
export const inBatches = Effect.fnUntraced(
  function*<E, R>(count: number, run: (batch: Batch) => Effect.Effect<void, E, R>, isDone: () => boolean) {
    for (let number = 0; number < 40; number++) {
      yield* run({ count, number })
      if (isDone()) return
    }
  }
)

/** Generates values of a schema. */
export const valuesOf = <A>(schema: Schema.Codec<A, unknown>, name: string, batch = whole) =>
  generated(Arbitrary.schema(schema), name, batch, widthOf(Schema.toType(schema).ast))

// A text with half a surrogate pair has no percent-encoding.
const isSendable = (text: unknown) => typeof text !== "string" || text.isWellFormed()

const segment = Arbitrary.filter(
  Arbitrary.schema(Schema.NonEmptyString),
  (text) => isSendable(text) && text !== "." && text !== ".."
)

const queryOf = (query: Schema.Codec<unknown, unknown> | undefined) =>
  query === undefined ? Arbitrary.schema(Schema.Undefined) : Arbitrary.filter(
    Arbitrary.schema(query),
    (filter) => Object.values(Object(filter)).flat().every(isSendable)
  )

/** Generates parameters of a path, of which an operation may refuse some. */
const paramsArbitrary = (operation: AnyOperation) =>
  Arbitrary.filter(
    Arbitrary.all(Object.fromEntries(paramsOf(operation).map((name) => [name, segment]))),
    operation.params === undefined ? () => true : Schema.is(operation.params)
  )

const inputOf = (operation: AnyOperation): Arbitrary.Arbitrary<AnyInput> =>
  Arbitrary.all({
    params: paramsArbitrary(operation),
    query: queryOf(operation.query),
    payload: Arbitrary.schema(operation.payload ?? Schema.Undefined)
  })

/** Generates inputs that an operation takes. */
export const inputsOf = (operation: AnyOperation, batch = whole) => generated(inputOf(operation), operation.name, batch)
