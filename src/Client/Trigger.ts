/**
 * A trigger says once what a workflow takes, and serves all sides: the program
 * that triggers it, the test that asserts what was sent, and the workflow's own
 * payload schema.
 *
 * @since 0.1.0
 */
import * as JsonSchema from "effect/JsonSchema"
import { isObject } from "effect/Predicate"
import * as Schema from "effect/Schema"
import { withTimeFormats } from "../internal/schema/dateTimeFormats.ts"

/**
 * Holds the identifier of a workflow and the schema of its payload.
 *
 * @category models
 * @since 0.1.0
 */
export interface Trigger<out Id extends string, in out Payload> {
  readonly id: Id
  readonly payload: Schema.Codec<Payload, unknown>
  /** Returns the business key of one occurrence, from which its `transactionId` is made. */
  readonly key: ((payload: Payload) => string) | undefined
}

/**
 * Is the payload that a trigger takes.
 *
 * @category utility types
 * @since 0.1.0
 */
export type PayloadOf<T> = T extends Trigger<string, infer Payload> ? Payload : never

/**
 * Declares a trigger. `payload` is a schema, or the fields of one; it is sent as
 * JSON, whatever it is in the program.
 *
 * With a `key`, the same occurrence triggered again is dropped by Novu's worker:
 * the `transactionId` is made of the workflow, the key and the recipients.
 *
 * **Gotchas**
 *
 * - A `Redacted` member travels in clear to Novu, and its activity feed shows it.
 * - Prefer `Schema.optionalKey` to `Schema.optional`: JSON has no `undefined`,
 *   so that an explicit one is sent as `null`.
 * - A `Schema.Duration` becomes an object that no template can print. Use
 *   `Schema.DurationFromMillis`.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { Trigger } from "effect-novu"
 *
 * const OrderShipped = Trigger.make("order-shipped", {
 *   payload: { orderId: Schema.String, at: Schema.DateTimeUtc },
 *   key: ({ orderId }) => orderId
 * })
 *
 * OrderShipped.id // => "order-shipped"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make: {
  <const Id extends string, Payload>(id: Id, options: {
    readonly payload: Schema.Codec<Payload, unknown>
    readonly key?: ((payload: Payload) => string) | undefined
  }): Trigger<Id, Payload>
  <const Id extends string, const Fields extends Schema.Struct.Fields>(id: Id, options: {
    readonly payload: Fields
    readonly key?: ((payload: Schema.Struct.Type<Fields>) => string) | undefined
  }): Trigger<Id, Schema.Struct.Type<Fields>>
} = <Payload>(id: string, { key, payload }: {
  readonly payload: Schema.Codec<Payload, unknown> | Schema.Struct.Fields
  readonly key?: ((payload: Payload) => string) | undefined
}) => ({
  id,
  payload: (Schema.isSchema(payload) ? payload : Schema.Struct(payload)) as Schema.Codec<Payload, unknown>,
  key
})

/**
 * Returns the JSON Schema (draft 7) of what is sent, which `Workflows.create`
 * and `@novu/framework` take as the payload schema of the workflow. Times have
 * the format `date-time`. It always has the type `object`, because Novu takes no other
 * payloads.
 *
 * @category utils
 * @since 0.1.0
 */
export const jsonSchema = <Payload>(
  trigger: Pick<Trigger<string, Payload>, "payload">
): Record<string, unknown> & { readonly type: "object" } => {
  const { definitions, schema } = JsonSchema.toDocumentDraft07(
    Schema.toJsonSchemaDocument(Schema.toCodecJson(trigger.payload))
  )
  const root = rootOf(schema, definitions)
  const whole: unknown = withTimeFormats(trigger.payload.ast, root)
  return {
    ...(isObject(whole) ? whole : root),
    ...(Object.keys(definitions).length === 0 ? {} : { definitions }),
    type: "object"
  }
}

const references = "#/definitions/"

/** A schema with an identifier is a reference, in which Novu sees no members. */
const rootOf = (schema: JsonSchema.JsonSchema, definitions: JsonSchema.Definitions): JsonSchema.JsonSchema => {
  const reference = schema["$ref"]
  if (typeof reference !== "string" || !reference.startsWith(references)) return schema
  const pointer = decodeURIComponent(reference.slice(references.length))
  return definitions[pointer.replaceAll("~1", "/").replaceAll("~0", "~")] ?? schema
}
