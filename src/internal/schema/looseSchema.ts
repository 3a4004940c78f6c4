/**
 * Describes members of answers that servers fill differently. One odd member
 * must not fail its row, and one odd row must not fail its page. These schemas
 * run for every member of every row, so they return the option that they got
 * where they can, and make no new one.
 */
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import type { NullishKey } from "../../Schema/Entity.ts"
import { isRecord } from "../input/isRecord.ts"

/**
 * Accepts any value, and describes it as `wire`, which is what a server
 * documents. What decodes the value also checks it.
 */
export const loosely = <I>(wire: Schema.Codec<I>): Schema.Codec<I> => Schema.make(Schema.Unknown.annotate({ wire }).ast)

const holds = <I>(given: Option.Some<unknown>, fits: (value: unknown) => value is I): given is Option.Some<I> =>
  fits(given.value)

/** Returns a text. A number is taken as one, too. */
const textOf = (given: Option.Option<unknown>): Option.Option<string> => {
  if (Option.isNone(given)) return Option.none()
  if (holds(given, isString)) return given
  return typeof given.value === "number" ? Option.some(String(given.value)) : Option.none()
}

/** How a member is read. What callers send needs no such care. */
const reading = <I>(decode: (given: Option.Option<unknown>) => Option.Option<I>) => ({
  decode: SchemaGetter.transformOptional(decode),
  encode: SchemaGetter.passthrough<I>()
})

const none = Option.some(null)

const textOrNull = (given: Option.Option<unknown>): Option.Option<string | null> => {
  const text = textOf(given)
  return Option.isSome(text) ? text : none
}

export const isTexts = (value: unknown): value is ReadonlyArray<string> => Array.isArray(value) && value.every(isString)

/**
 * Describes a key that may be omitted or `null`. It is absent either way, and
 * where `fits` says that its value cannot be read.
 */
export const nullishKey = <A, I>(
  value: Schema.Codec<A, I>,
  fits: (value: unknown) => value is I
): NullishKey<A, I> =>
  Schema.optionalKey(loosely(Schema.NullOr(Schema.toEncoded(value)))).pipe(
    Schema.decodeTo(
      Schema.optionalKey(value),
      reading((given) => Option.isSome(given) && holds(given, fits) ? given : Option.none())
    )
  )

/** Describes the same, but keeps a `null`. */
export const nullableKey = <A, I>(
  value: Schema.Codec<A, I>,
  fits: (value: unknown) => value is I
): NullishKey<A | null, I | null> =>
  nullishKey(Schema.NullOr(value), (given): given is I | null => given === null || fits(given))

/**
 * Describes a key that may be omitted or `null`, of whose value only the parts
 * count that `kept` returns. It is absent where there are none.
 */
export const partsKey = <A, I>(
  value: Schema.Codec<A, I>,
  kept: (value: unknown) => Option.Option<I>
): NullishKey<A, I> =>
  Schema.optionalKey(loosely(Schema.NullOr(Schema.toEncoded(value)))).pipe(
    Schema.decodeTo(Schema.optionalKey(value), reading<I>(Option.flatMap(kept)))
  )

/** Returns what is an object. */
export const recordOf = <I extends object>(value: unknown): Option.Option<I> =>
  isRecord<I>(value) ? Option.some(value) : Option.none()

/** Returns the items of a list that are objects. */
export const objectsOf = <I extends object>(value: unknown): Option.Option<ReadonlyArray<I>> =>
  Array.isArray(value) ? Option.some(value.filter((item) => isRecord<I>(item))) : Option.none()

/** Returns the members of an object of which `member` returns something. */
export const membersOf =
  <I>(member: (value: unknown) => Option.Option<I>) => (value: unknown): Option.Option<Readonly<Record<string, I>>> =>
    isRecord(value)
      ? Option.some(
        Object.fromEntries(
          Object.entries(value).flatMap(([name, each]) => {
            const kept = member(each)
            return Option.isSome(kept) ? [[name, kept.value] as const] : []
          })
        )
      )
      : Option.none()

/** Does for a text what `nullishKey` does. */
export const textKey: NullishKey<string> = Schema.optionalKey(loosely(Schema.NullOr(Schema.String))).pipe(
  Schema.decodeTo(Schema.optionalKey(Schema.String), reading(textOf))
)

/** Does for a text what `nullableKey` does. */
export const nullableTextKey: NullishKey<string | null> = Schema.optionalKey(loosely(Schema.NullOr(Schema.String)))
  .pipe(
    Schema.decodeTo(
      Schema.optionalKey(Schema.NullOr(Schema.String)),
      reading((given) => Option.isSome(given) && given.value === null ? none : textOf(given))
    )
  )

/** Describes a text that is always there, and is `null` where an answer has none. */
export const nullableText = <A extends string>(
  text: Schema.Codec<A, string>
): Schema.decodeTo<Schema.NullOr<Schema.Codec<A, string>>, Schema.optionalKey<Schema.Codec<string | null>>> =>
  Schema.optionalKey(loosely(Schema.NullOr(Schema.toEncoded(text)))).pipe(
    Schema.decodeTo(Schema.NullOr(text), reading(textOrNull))
  )

/** Describes a text without which a row cannot be read. A number is taken as one, too. */
export const numberOrText = loosely(Schema.String).pipe(
  Schema.decodeTo(Schema.String, {
    decode: SchemaGetter.transform<string, string>((value) => typeof value === "number" ? String(value) : value),
    encode: SchemaGetter.passthrough()
  })
)

/**
 * Describes an object whose members may all be absent. It is empty where an
 * answer has nothing in its place, or something that is no object.
 */
export const recordOrEmpty = <S extends Schema.Codec<unknown, object>>(
  value: S,
  empty: S["Encoded"]
): Schema.decodeTo<S, Schema.optionalKey<Schema.Codec<S["Encoded"]>>> =>
  Schema.optionalKey(loosely(Schema.toEncoded(value))).pipe(
    Schema.decodeTo(value, {
      decode: SchemaGetter.transformOptional((given) =>
        Option.isSome(given) && isRecord(given.value) ? given : Option.some(empty)
      ),
      encode: SchemaGetter.passthrough()
    })
  )

const flagOf = (value: unknown): Option.Option<boolean> =>
  typeof value === "boolean"
    ? Option.some(value)
    : value === "true" || value === "false"
    ? Option.some(value === "true")
    : Option.none()

/** Does for `true` and `false`, also as texts, what `nullishKey` does. */
export const flagKey: NullishKey<boolean> = Schema.optionalKey(loosely(Schema.NullOr(Schema.Boolean))).pipe(
  Schema.decodeTo(Schema.optionalKey(Schema.Boolean), reading(Option.flatMap(flagOf)))
)

/** Describes a flag that is always there, and is `false` where an answer does not say `true`. */
export const flag = Schema.optionalKey(loosely(Schema.Boolean)).pipe(
  Schema.decodeTo(Schema.Boolean, reading((given) => Option.orElseSome(Option.flatMap(given, flagOf), () => false)))
)

/**
 * Describes a cursor, which is `null` where a page leaves it out. Anything but
 * a text or a number fails: read as `null`, it would end a list early.
 */
export const cursor = Schema.optionalKey(loosely(Schema.NullOr(Schema.String))).pipe(
  Schema.decodeTo(Schema.NullOr(Schema.String), {
    decode: SchemaGetter.transformOptional<string | null, string | null>((given) => {
      const text = textOf(given)
      return Option.isSome(text) ? text : Option.isSome(given) ? given : none
    }),
    encode: SchemaGetter.passthrough()
  })
)

const countOf = (value: unknown): Option.Option<number> => {
  const count = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof count === "number" && Number.isFinite(count) ? Option.some(count) : Option.none()
}

/** Does for a number that counts something, also as text, what `nullishKey` does. */
export const countKey = Schema.optionalKey(loosely(Schema.Finite)).pipe(
  Schema.decodeTo(Schema.optionalKey(Schema.Finite), reading(Option.flatMap(countOf)))
)
