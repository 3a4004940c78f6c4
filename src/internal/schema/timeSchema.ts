import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import type { NullishKey, TimeKey } from "../../Schema/Entity.ts"
import { loosely, nullishKey } from "./looseSchema.ts"

/** Matches epoch seconds, in which providers give expiry times. They have ten digits from 2001 to 2286. */
const epochSeconds = /^-?\d{10}(\.\d+)?$/

/**
 * Matches epoch milliseconds, as in Novu's documented samples. They have
 * thirteen digits from 2001 to 2286, and twelve before.
 */
const epochMillis = /^-?\d{12,13}(\.\d+)?$/

/** Matches the beginning of an ISO date. Engines read far more as a date, such as `"12"`. */
const isoDate = /^(\d{4}|[+-]\d{6})-\d{2}-\d{2}/

/**
 * Reads a time, or returns `undefined`. A number with other digits is no time:
 * it would be one in a year that nobody meant.
 */
const parseTime = (value: unknown): DateTime.Utc | undefined => {
  const text = typeof value === "number" ? String(value) : value
  if (typeof text !== "string") return undefined
  if (isoDate.test(text)) {
    // Novu's own times name their zone, so they need none of the care of others.
    return text.endsWith("Z")
      ? utc(new Date(text))
      : Option.getOrUndefined(Option.map(DateTime.make(text), DateTime.toUtc))
  }
  const millis = epochMillis.test(text) ? Number(text) : epochSeconds.test(text) ? Number(text) * 1000 : Number.NaN
  return utc(new Date(Math.floor(millis)))
}

const utc = (date: Date): DateTime.Utc | undefined =>
  Number.isNaN(date.getTime()) ? undefined : DateTime.fromDateUnsafe(date)

const fromText = SchemaTransformation.transformEffect({
  decode: (text: string, options) => {
    const time = parseTime(text)
    return time === undefined
      ? Effect.fail(new SchemaIssue.InvalidValue({ expected: "an ISO-8601 or epoch timestamp" }, text, options))
      : Effect.succeed(time)
  },
  encode: (time: DateTime.Utc) => Effect.succeed(DateTime.formatIso(time))
})

const isUtc = (value: unknown): value is DateTime.Utc => DateTime.isDateTime(value) && DateTime.isUtc(value)

/** Does what `Schema.DateTimeUtc` does, without the ranges of that schema, which would enlarge every bundle. */
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
 * Describes a point in time. It is `DateTime.Utc` in the program, and ISO-8601,
 * epoch seconds or epoch milliseconds on the wire, as text or number. It
 * encodes to ISO-8601.
 */
export const Timestamp: Schema.Codec<DateTime.Utc, string> = loosely(Schema.String).pipe(Schema.decodeTo(Utc, fromText))

/**
 * Describes a time that Novu stores as text without checking it. It is absent
 * where there is none, and `undefined` where the text is not a time: one odd
 * row must not fail a whole page, and must not look as if it held nothing.
 */
export const uncheckedTimeKey: TimeKey = Schema.optionalKey(loosely(Schema.NullOr(Schema.String))).pipe(
  Schema.decodeTo(Schema.optional(Utc), {
    decode: SchemaGetter.transformOptional<DateTime.Utc | undefined, string | null>((given) =>
      Option.isNone(given) || given.value === null || given.value === ""
        ? Option.none()
        : Option.some(parseTime(given.value))
    ),
    encode: SchemaGetter.transformOptional((given) =>
      Option.isNone(given) || given.value === undefined
        ? Option.none()
        : Option.some(DateTime.formatIso(given.value))
    )
  })
)

/** Describes such a time that keeps a `null`. */
export const nullableTimeKey: TimeKey<DateTime.Utc | null> = Schema.optionalKey(loosely(Schema.NullOr(Schema.String)))
  .pipe(
    Schema.decodeTo(Schema.optional(Schema.NullOr(Utc)), {
      decode: SchemaGetter.transformOptional<DateTime.Utc | null | undefined, string | null>((given) =>
        Option.isNone(given) || given.value === ""
          ? Option.none()
          : Option.some(given.value === null ? null : parseTime(given.value))
      ),
      encode: SchemaGetter.transformOptional((given) =>
        Option.isNone(given) || given.value === undefined
          ? Option.none()
          : Option.some(given.value === null ? null : DateTime.formatIso(given.value))
      )
    })
  )

/** Describes a time that Novu takes as a number of epoch milliseconds, where a caller gives it. */
export const EpochMillis: Schema.Codec<DateTime.Utc, number> = Schema.Finite.pipe(
  Schema.decodeTo(Utc, {
    decode: SchemaGetter.transform((millis) => DateTime.fromDateUnsafe(new Date(millis))),
    encode: SchemaGetter.transform(DateTime.toEpochMillis)
  })
)

const areTimes = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((each) => parseTime(each) !== undefined)

/** Describes a list of times that is absent where an answer has none, or something that is not a list of times. */
export const timesKey: NullishKey<ReadonlyArray<DateTime.Utc>, ReadonlyArray<string>> = nullishKey(
  Schema.Array(Timestamp),
  areTimes
)
