/** Makes the schemas of what a seed holds, each of which has a name that errors and editors show. */
import * as Schema from "effect/Schema"

type Absent<A, Fields> = { readonly [Name in Exclude<keyof Fields, keyof A>]: never }

/**
 * Makes the schema of an interface of `Seed`. It has to name each of its members and no
 * other, so that the interface and the schema cannot part.
 */
export const shape =
  <A extends object>() =>
  <const Fields extends { readonly [Name in keyof A]-?: Schema.Codec<unknown, unknown> }>(
    name: string,
    fields: Fields & Absent<A, Fields>
  ) => {
    const members: Fields = fields
    return Schema.Struct(members).annotate({ identifier: name })
  }

/** Makes a member that may be absent. */
export const maybe = <S extends Schema.Constraint>(schema: S): Schema.optionalKey<S> => Schema.optionalKey(schema)

/** Is a member that a person may write as an object with whatever in it. */
export const ObjectJson = Schema.Record(Schema.String, Schema.Unknown)

export const Texts = Schema.Array(Schema.String)

const timeLike = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/u

const expected = "a time such as \"2026-01-31T12:00:00.000Z\""

/** Is a time with its time zone, so that it is the same on every machine. */
export const Time = Schema.String.check(
  Schema.isPattern(timeLike, { expected }),
  Schema.makeFilter((text: string) => !Number.isNaN(Date.parse(text)), { expected })
)

export const ClearedTime = Schema.NullOr(Time)

/** Has the members of everything that is stored. */
export const stored = { _id: maybe(Schema.String), createdAt: maybe(Time), updatedAt: maybe(Time) }

const ContextsJson = Schema.Record(
  Schema.String,
  Schema.Union([
    Schema.String,
    Schema.Struct({ id: Schema.String, data: maybe(ObjectJson) }).annotate({
      identifier: "ContextOfType",
      title: "context"
    })
  ])
)

const ContextKey = Schema.String.check(
  Schema.isPattern(/^[^:]+:.+$/u, { expected: "the key of a context such as \"tenant:acme\"" })
)

/** Has the members of everything that can be in contexts. */
export const inContexts = { context: maybe(ContextsJson), contextKeys: maybe(Schema.Array(ContextKey)) }
