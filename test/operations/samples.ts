import { Arbitrary, Effect, Schema } from "effect"
import { paramsOf } from "./calls.ts"
import type { AnyInput, AnyOperation } from "./rows.ts"

const { OPERATIONS_SAMPLES = "300", OPERATIONS_SEED = "" } = process.env

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

const generated = <A>(arbitrary: Arbitrary.Arbitrary<A>, name: string, { count, number }: Batch) =>
  Arbitrary.sampleEffect(arbitrary, { count, seed: `${OPERATIONS_SEED}${name}${number === 0 ? "" : number}` })

/**
 * Runs on batches of generated values until it has seen all that it looks for,
 * which may be rare, and on ten of them at most.
 */
export const inBatches = Effect.fnUntraced(
  function*<E, R>(count: number, run: (batch: Batch) => Effect.Effect<void, E, R>, isDone: () => boolean) {
    for (let number = 0; number < 10; number++) {
      yield* run({ count, number })
      if (isDone()) return
    }
  }
)

/** Generates values of a schema. */
export const valuesOf = <A>(schema: Schema.Codec<A, unknown>, name: string, batch = whole) =>
  generated(Arbitrary.schema(schema), name, batch)

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

const inputOf = (operation: AnyOperation): Arbitrary.Arbitrary<AnyInput> =>
  Arbitrary.all({
    params: Arbitrary.all(Object.fromEntries(paramsOf(operation).map((name) => [name, segment]))),
    query: queryOf(operation.query),
    payload: Arbitrary.schema(operation.payload ?? Schema.Undefined)
  })

/** Generates inputs that an operation takes. */
export const inputsOf = (operation: AnyOperation, batch = whole) => generated(inputOf(operation), operation.name, batch)
