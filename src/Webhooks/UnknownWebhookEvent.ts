/**
 * Describes what was posted and is no event of a known type. Novu adds types
 * between our releases, and a transformation of an endpoint may send any body.
 *
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { isRecord } from "../internal/schema/schema.ts"
import type { WireRecord } from "../internal/webhooks/eventSchema.ts"
import { isWebhookEventType } from "../internal/webhooks/eventTypes.ts"

const typeOf = (body: Schema.Json): unknown => isRecord<WireRecord>(body) ? body["type"] : undefined

/** An event of a known type is that or nothing: one that cannot be read must not pass for one of another type. */
const Body = Schema.Json.check(
  Schema.makeFilter((body: Schema.Json) =>
    !isWebhookEventType(typeOf(body)) || "Expected a type of event that is not known"
  )
)

const received = (body: Schema.Json): { readonly receivedType?: string } => {
  const type = typeOf(body)
  return isString(type) ? { receivedType: type } : {}
}

/**
 * Holds a body as it came. Its own `type` is `receivedType`, so that `type`
 * tells the known events apart.
 *
 * @category models
 * @since 0.1.0
 */
export class UnknownWebhookEvent extends Schema.Opaque<UnknownWebhookEvent>()(Body.pipe(
  Schema.decodeTo(
    Schema.Struct({
      type: Schema.Literal("unknown"),
      /** Absent where the body is no object, or has no text in `type`. */
      receivedType: Schema.optionalKey(Schema.String),
      body: Schema.Json
    }),
    {
      decode: SchemaGetter.transform((body: Schema.Json) => ({ type: "unknown" as const, ...received(body), body })),
      encode: SchemaGetter.transform(({ body }) => body)
    }
  )
)) {}
