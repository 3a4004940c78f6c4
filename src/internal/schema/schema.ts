import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import type { JsonObjectSchema } from "../../Schema/Entity.ts"
import { isLost, lost, revealed } from "../input/redactedText.ts"

export * from "../input/isRecord.ts"
export * from "./looseSchema.ts"
export * from "./timeSchema.ts"

/**
 * Describes a string that autocompletes to the known values but accepts any
 * other.
 *
 * Novu adds providers and channels between our releases, and a response with
 * one must still decode. Any text stands first, so that decoding looks no further.
 */
export const openLiterals = <const Known extends ReadonlyArray<string>>(
  known: Known
): Schema.Codec<Known[number] | (string & {}), string> =>
  Schema.Union([
    Schema.StringForLiteralAutocomplete,
    Schema.Literals(known)
  ])

/** Describes an object of JSON, whatever its members hold. */
export const JsonObject: JsonObjectSchema = Schema.Record(Schema.String, Schema.Json)

/**
 * Accepts an identifier that a caller gives a resource. `.` and `..` are
 * refused, because no path could name the resource afterwards.
 */
export const NewIdentifier = Schema.NonEmptyString.check(
  Schema.isPattern(/^(?!\.{1,2}$)/, { expected: "an identifier other than \".\" and \"..\"" })
)

const concealed = {
  decode: SchemaGetter.transform((text: string) => Redacted.make(text)),
  encode: SchemaGetter.transform((secret: Redacted.Redacted) => Redacted.value(secret))
}

// `Schema.RedactedFromValue` makes two `Redacted` per secret, and what it does for
// other types than text would enlarge every bundle.
/** Describes what `text` accepts, redacted in the program and in clear on the wire. */
export const redacted = (text: Schema.Codec<string>, expected: string): Schema.Codec<Redacted.Redacted, string> => {
  const isText = Schema.is(text)
  const holdsText = (secret: Redacted.Redacted<unknown>): secret is Redacted.Redacted => isText(revealed(secret))
  const toText = () => Schema.link<Redacted.Redacted>()(text, concealed)
  const holding = Schema.declareConstructor<Redacted.Redacted>()(
    [],
    () => (value, ast, options) => {
      if (!Redacted.isRedacted(value)) return Effect.fail(new SchemaIssue.InvalidType(ast, value, options))
      if (isLost(value)) return Effect.fail(new SchemaIssue.InvalidValue({ message: `Got ${lost}` }, value, options))
      return holdsText(value) ? Effect.succeed(value) : Effect.fail(new SchemaIssue.InvalidType(ast, value, options))
    },
    { expected, toCodecJson: toText, toCodecArbitrary: toText }
  )
  return text.pipe(Schema.decodeTo(holding, concealed))
}

/** Describes a text that is redacted in the program and in clear on the wire. */
export const Secret = redacted(Schema.String, "a Redacted text")

/** Describes the same where a caller gives it, and refuses an empty text. */
export const NonEmptySecret = redacted(Schema.NonEmptyString, "a Redacted text that is not empty")
