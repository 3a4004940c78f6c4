import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"

/**
 * A string that autocompletes to the known values but accepts any other.
 *
 * Novu adds providers and channels between our releases; a response with one
 * must still decode.
 *
 * @internal
 */
export const openLiterals = <const Known extends ReadonlyArray<string>>(
  known: Known
): Schema.Codec<Known[number] | (string & {}), string> =>
  Schema.Union([
    Schema.Literals(known),
    Schema.StringForLiteralAutocomplete
  ])

/**
 * An identifier that a caller gives a resource. `.` and `..` are refused: no
 * path could name it afterwards.
 *
 * @internal
 */
export const NewIdentifier = Schema.NonEmptyString.check(
  Schema.isPattern(/^(?!\.{1,2}$)/, { expected: "an identifier other than \".\" and \"..\"" })
)

/** Epoch milliseconds in a string: the form of Novu's documented samples. */
const epochMillis = /^-?\d{10,17}$/

/** Engines read far more as a date, such as `"12"`. */
const isoDate = /^(\d{4}|[+-]\d{6})-\d{2}-\d{2}/

const parseTime = (text: string): Option.Option<DateTime.Utc> => {
  const input = epochMillis.test(text) ? Number(text) : isoDate.test(text) ? text : undefined
  return input === undefined ? Option.none() : Option.map(DateTime.make(input), DateTime.toUtc)
}

const fromText = SchemaTransformation.transformEffect({
  decode: (text: string, options) =>
    Option.match(parseTime(text), {
      onNone: () =>
        Effect.fail(
          new SchemaIssue.InvalidValue({ expected: "an ISO-8601 or epoch-millisecond timestamp" }, text, options)
        ),
      onSome: Effect.succeed
    }),
  encode: (time: DateTime.Utc) => Effect.succeed(DateTime.formatIso(time))
})

const isUtc = (value: unknown): value is DateTime.Utc => DateTime.isDateTime(value) && DateTime.isUtc(value)

/** `Schema.DateTimeUtc` without its ranges, which are a third of a KB of a bundle. */
const Utc = Schema.declare(isUtc, {
  expected: "DateTime.Utc",
  toCodecJson: () => Schema.link<DateTime.Utc>()(Schema.String, fromText),
  toCodecArbitrary: () =>
    Schema.link<DateTime.Utc>()(Schema.Int, {
      decode: SchemaGetter.transform((millis) => DateTime.fromDateUnsafe(new Date(millis % 4e12))),
      encode: SchemaGetter.transform(DateTime.toEpochMillis)
    })
})

/**
 * A point in time: ISO-8601 or epoch milliseconds in a string on the wire,
 * `DateTime.Utc` here. Encodes to ISO-8601.
 *
 * @internal
 */
export const Timestamp: Schema.Codec<DateTime.Utc, string> = Schema.String.pipe(Schema.decodeTo(Utc, fromText))

const concealed = {
  decode: SchemaGetter.transform((text: string) => Redacted.make(text)),
  encode: SchemaGetter.transform((secret: Redacted.Redacted) => Redacted.value(secret))
}

// `Schema.RedactedFromValue` makes two of each, and what it does for other types
// than text is half a KB of a bundle.
const redacted = (text: Schema.Codec<string>, expected: string): Schema.Codec<Redacted.Redacted, string> => {
  const isText = Schema.is(text)
  const toText = () => Schema.link<Redacted.Redacted>()(text, concealed)
  return text.pipe(
    Schema.decodeTo(
      Schema.declare(
        (value): value is Redacted.Redacted => Redacted.isRedacted(value) && isText(Redacted.value(value)),
        { expected, toCodecJson: toText, toCodecArbitrary: toText }
      ),
      concealed
    )
  )
}

/**
 * A text that is redacted here and in clear on the wire.
 *
 * @internal
 */
export const Secret = redacted(Schema.String, "a Redacted text")

/**
 * The same where a caller gives it: an empty one is refused.
 *
 * @internal
 */
export const NonEmptySecret = redacted(Schema.NonEmptyString, "a Redacted text that is not empty")

/**
 * A key of a response that Novu may omit or send as `null`: absent either way.
 *
 * @internal
 */
export const nullishKey = <A, I>(
  value: Schema.Codec<A, I>
): Schema.decodeTo<
  Schema.optionalKey<Schema.toType<Schema.Codec<A, I>>>,
  Schema.optionalKey<Schema.NullOr<Schema.Codec<A, I>>>
> =>
  Schema.optionalKey(Schema.NullOr(value)).pipe(
    Schema.decodeTo(Schema.optionalKey(Schema.toType(value)), {
      decode: SchemaGetter.transformOptional(Option.filter((decoded) => decoded !== null)),
      encode: SchemaGetter.passthrough()
    })
  )

/**
 * A time that Novu stores as text without looking at it: absent unless it can
 * be read, because one odd row must not fail a whole page.
 *
 * @internal
 */
export const uncheckedTimeKey = Schema.optionalKey(Schema.NullOr(Schema.String)).pipe(
  Schema.decodeTo(Schema.optionalKey(Utc), {
    decode: SchemaGetter.transformOptional(
      Option.flatMap((text: string | null) => text === null ? Option.none() : parseTime(text))
    ),
    encode: SchemaGetter.transformOptional(Option.map(DateTime.formatIso))
  })
)
