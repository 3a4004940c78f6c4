/**
 * Defines the schema of `NovuError`, for RPCs, workflows and queues that carry
 * failures to another process. It is apart from the classes, so that other
 * programs do not bundle it.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { NovuError } from "./NovuError.ts"
import * as Reason from "./NovuErrorReason.ts"
import { RateLimit } from "./RateLimit.ts"

/** Describes the instances of a class by the members that its constructor takes. */
const instances = <Taken, Members extends Taken, Encoded, Failure extends Members>(
  Class: new(members: Taken) => Failure,
  members: Schema.Codec<Members, Encoded>
): Schema.Codec<Failure, Encoded> =>
  members.pipe(Schema.decodeTo(Schema.instanceOf<new(members: Taken) => Failure, Failure>(Class), {
    decode: SchemaGetter.transform((decoded: Members) => new Class(decoded)),
    encode: SchemaGetter.transform((failure: Failure) => failure)
  }))

const answer = {
  status: Schema.Int,
  detail: Schema.String,
  headers: Schema.Record(Schema.String, Schema.Array(Schema.String))
}

const gated = { ...answer, gate: Schema.optional(Schema.Literals(["plan", "build", "server", "environment"])) }

const retryAfter = Schema.DurationFromMillis

const resource = { resourceType: Schema.String, resourceId: Schema.String }

const issues = Schema.Array(Schema.Struct({ path: Schema.String, message: Schema.String }))

/** The body may hold tokens, so it is left out and comes back empty. */
const body = Schema.optionalKey(Schema.Never).pipe(Schema.decodeTo(Schema.Redacted(Schema.String), {
  decode: SchemaGetter.transformOptional(() => Option.some(Redacted.make(""))),
  encode: SchemaGetter.omit()
}))

const { TaggedStruct } = Schema

const reason: Schema.Codec<Reason.NovuErrorReason, { readonly _tag: string }> = Schema.Union([
  instances(Reason.InvalidInput, TaggedStruct("InvalidInput", { detail: Schema.String, issues })),
  instances(
    Reason.TransportFailed,
    TaggedStruct("TransportFailed", { detail: Schema.String, outcome: Schema.Literals(["not-sent", "unknown"]) })
  ),
  instances(
    Reason.TimedOut,
    TaggedStruct("TimedOut", { detail: Schema.String, scope: Schema.Literals(["attempt", "total"]) })
  ),
  instances(Reason.BadRequest, TaggedStruct("BadRequest", answer)),
  instances(Reason.Unauthorized, TaggedStruct("Unauthorized", gated)),
  instances(Reason.PaymentRequired, TaggedStruct("PaymentRequired", gated)),
  instances(Reason.Forbidden, TaggedStruct("Forbidden", gated)),
  instances(Reason.NotFound, TaggedStruct("NotFound", gated)),
  instances(
    Reason.Conflict,
    TaggedStruct("Conflict", {
      ...answer,
      existingIdentifier: Schema.optional(Schema.String),
      madeIdentifier: Schema.optional(Schema.String)
    })
  ),
  instances(Reason.InProgress, TaggedStruct("InProgress", { ...answer, retryAfter })),
  instances(Reason.PayloadTooLarge, TaggedStruct("PayloadTooLarge", answer)),
  instances(
    Reason.ValidationFailed,
    TaggedStruct("ValidationFailed", {
      ...answer,
      issues: Schema.Array(Schema.Struct({ field: Schema.String, messages: Schema.Array(Schema.String) }))
    })
  ),
  instances(Reason.IdempotencyKeyReused, TaggedStruct("IdempotencyKeyReused", answer)),
  instances(
    Reason.RateLimited,
    TaggedStruct("RateLimited", {
      ...answer,
      retryAfter: Schema.optional(retryAfter),
      rateLimit: Schema.optional(RateLimit)
    })
  ),
  instances(
    Reason.ServerFailed,
    TaggedStruct("ServerFailed", {
      ...answer,
      errorId: Schema.optional(Schema.String),
      retryAfter: Schema.optional(retryAfter),
      stored: Schema.Boolean,
      replayed: Schema.Boolean
    })
  ),
  instances(Reason.UnexpectedStatus, TaggedStruct("UnexpectedStatus", answer)),
  instances(
    Reason.ResponseDecodeFailed,
    TaggedStruct("ResponseDecodeFailed", {
      ...answer,
      answeredBy: Schema.optional(Schema.Literals(["novu", "other"])),
      issues,
      body
    })
  ),
  instances(
    Reason.NotTriggered,
    TaggedStruct("NotTriggered", {
      ...answer,
      outcome: Schema.String,
      transactionId: Schema.optional(Schema.String),
      errors: Schema.Array(Schema.String)
    })
  ),
  instances(
    Reason.AllFailed,
    TaggedStruct("AllFailed", {
      ...answer,
      failed: Schema.Array(
        Schema.Struct({ subscriberId: Schema.optionalKey(Schema.String), code: Schema.String, message: Schema.String })
      )
    })
  ),
  instances(
    Reason.PartialFailure,
    TaggedStruct("PartialFailure", {
      ...answer,
      failed: Schema.Array(Schema.Struct({ ...resource, message: Schema.String })),
      succeeded: Schema.Array(Schema.Struct({ ...resource, action: Schema.String }))
    })
  ),
  instances(Reason.WorkflowNotFound, TaggedStruct("WorkflowNotFound", { ...answer, workflowId: Schema.String })),
  instances(
    Reason.CircuitOpen,
    TaggedStruct("CircuitOpen", { detail: Schema.String, retryAfter: Schema.optional(retryAfter) })
  )
])

/**
 * An error is sent in this form.
 *
 * @category models
 * @since 0.1.0
 */
export interface NovuErrorEncoded {
  readonly _tag: "NovuError"
  readonly operation: string
  /** Holds the reason's members as JSON. Times are in milliseconds. */
  readonly reason: { readonly _tag: string }
  readonly attempts: number
  readonly idempotencyKey?: string | undefined
  readonly earlierUnknown?: boolean | undefined
  readonly readOnly?: boolean | undefined
}

/**
 * Encodes `NovuError` and its reasons as data, and decodes them to instances
 * with their getters.
 *
 * **Gotchas**
 *
 * - The data holds the idempotency key and the headers of Novu's answer, so
 *   keep it out of logs.
 * - The body of a `ResponseDecodeFailed` comes back empty, and a
 *   `TransportFailed` without its `cause`.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { NotFound, NovuError, NovuErrorSchema } from "effect-novu"
 *
 * const json = Schema.toCodecJson(NovuErrorSchema)
 * const sent = Schema.encodeSync(json)(
 *   new NovuError({
 *     operation: "ChannelConnections.retrieve",
 *     reason: new NotFound({ status: 404, detail: "no such connection", headers: {} }),
 *     attempts: 1
 *   })
 * )
 *
 * Schema.decodeSync(json)(sent).reason._tag // => "NotFound"
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const NovuErrorSchema: Schema.Codec<NovuError, NovuErrorEncoded> = instances(
  NovuError,
  TaggedStruct("NovuError", {
    operation: Schema.String,
    reason,
    attempts: Schema.Int,
    idempotencyKey: Schema.optional(Schema.String),
    earlierUnknown: Schema.optional(Schema.Boolean),
    readOnly: Schema.optional(Schema.Boolean)
  })
)
