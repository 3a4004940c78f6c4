/**
 * These engines let a fake render texts and check payloads with the libraries that
 * Novu itself uses. This module alone imports them, so install them beside it:
 * `liquidjs`, `ajv` and `ajv-formats`.
 *
 * @since 0.1.0
 */
import { Ajv, type ValidateFunction } from "ajv"
import formats from "ajv-formats"
import * as Result from "effect/Result"
import { Liquid } from "liquidjs"
import { filters } from "../internal/fake/engines/filters.ts"
import { toPayloadIssue } from "../internal/fake/engines/payloadIssue.ts"
import { printed } from "../internal/fake/engines/printed.ts"
import type { PayloadEngine, PayloadIssue, TextEngine } from "./FakeOptions.ts"

/** Makes a Liquid that reads no files, and prints times in UTC wherever it runs. */
const makeLiquid = (): Liquid => {
  const liquid = new Liquid({ templates: {}, ownPropertyOnly: true, outputEscape: printed, timezoneOffset: 0 })
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter)
  return liquid
}

const liquid = makeLiquid()

/**
 * Renders a text by Liquid, with the filters `json`, `digest`, `toSentence` and
 * `pluralize` of Novu. A name that leads nowhere is rendered as nothing. A template
 * that Liquid cannot parse or render has no text, and its step fails as in Novu.
 *
 * **Gotchas**
 *
 * - Write texts in a tag in single quotes. Novu renders within a JSON text, where
 *   double quotes break the template.
 * - `now` is the time of the machine, whatever a `TestClock` says. Times are in UTC.
 * - `pluralize` and `toSentence` know regular nouns only. Give `pluralize` the plural
 *   of any other.
 *
 * @category engines
 * @since 0.1.0
 */
export const text: TextEngine = (template, scope) => {
  const rendered = Result.try((): unknown => JSON.parse(liquid.parseAndRenderSync(JSON.stringify(template), scope)))
  return Result.isSuccess(rendered) && typeof rendered.success === "string" ? rendered.success : undefined
}

/** Compiles in an instance of its own, because schemas with the same `$id` exclude each other in one. */
const compile = (schema: object): ValidateFunction => {
  const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, logger: false })
  formats.default(ajv)
  return ajv.compile(schema)
}

const compiled = new WeakMap<object, ValidateFunction>()

const validatorOf = (schema: object): ValidateFunction => {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const validate = compile(schema)
  compiled.set(schema, validate)
  return validate
}

/**
 * Checks a payload by ajv, with all errors, defaults and formats, and in Novu's words.
 * The payload that was given stays as it is.
 *
 * A schema that cannot be compiled refuses every payload, with one issue of the field
 * `root` that says why; so does one with `$async`. Novu itself fails with a 500 there.
 *
 * **Gotchas**
 *
 * - A schema object is compiled once, so do not change it afterwards.
 * - `ajv` makes functions of text, which runtimes such as workers forbid.
 *
 * @category engines
 * @since 0.1.0
 */
export const payload: PayloadEngine = (schema, given) => {
  const copy = structuredClone(given)
  const checked = Result.try({
    try: () => {
      const validate = validatorOf(schema)
      if ("$async" in validate) throw new Error("it has $async")
      return validate(copy) ? [] : (validate.errors ?? []).map((error) => toPayloadIssue(error, given))
    },
    catch: (error) => refused(error, given)
  })
  return { payload: copy, issues: Result.merge(checked) }
}

const refused = (error: unknown, value: unknown): ReadonlyArray<PayloadIssue> => [{
  field: "root",
  message: `the payload schema cannot be used: ${error instanceof Error ? error.message : String(error)}`,
  value,
  schemaPath: "#"
}]

/**
 * Has both engines, as the option of the fake takes them.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Events } from "effect-novu"
 * import * as Engines from "effect-novu/Testing/Engines"
 * import { FakeNovu } from "effect-novu/Testing/FakeNovu"
 *
 * const program = Effect.gen(function*() {
 *   const fake = yield* FakeNovu
 *   yield* fake.workflow({
 *     id: "welcome",
 *     steps: [{ type: "in_app", controls: { body: "Hi {{payload.name | upcase}}" } }]
 *   })
 *   yield* (yield* Events).trigger({ name: "welcome", to: "ada", payload: { name: "Ada" } })
 *   return (yield* fake.messages())[0]?.content
 * })
 *
 * await Effect.runPromise(Effect.provide(program, FakeNovu.layerClient({ engines: Engines.novu }))) // => "Hi ADA"
 * ```
 *
 * @category engines
 * @since 0.1.0
 */
export const novu: { readonly payload: PayloadEngine; readonly text: TextEngine } = { payload, text }
