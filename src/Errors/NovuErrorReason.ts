/**
 * Why an operation failed: one class a reason, all of them in
 * `NovuErrorReason`.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { RateLimit } from "./RateLimit.ts"

/** What every reason that stands for an HTTP answer carries. */
const answer = {
  /** HTTP status code. `0` when the platform hides it, as browsers do for a redirect. */
  status: Schema.Int,
  /** Novu's own words, or what the answer was where it had none. */
  detail: Schema.String,
  /** Lower-case names. Not enumerable, so that logging an error shows none. */
  headers: Schema.Record(Schema.String, Schema.Array(Schema.String))
}

/** How long Novu asked us to wait. Absent when it did not say; zero is a wait. */
const retryAfter = Schema.DurationFromMillis

const issues = Schema.Array(Schema.Struct({
  /** Dotted, for example `workspace.id`. Empty for the value as a whole. */
  path: Schema.String,
  /** What was expected, never what was found: it may be a token. */
  message: Schema.String
}))

/**
 * The input, the options or the configuration cannot be used. Nothing was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidInput extends Schema.TaggedError<InvalidInput>("effect-novu/InvalidInput")("InvalidInput", {
  /** The first issue, in words. */
  detail: Schema.String,
  issues
}) {}

/**
 * No complete response: DNS, TLS, a refused or closed connection.
 *
 * @category errors
 * @since 0.1.0
 */
export class TransportFailed
  extends Schema.TaggedError<TransportFailed>("effect-novu/TransportFailed")("TransportFailed", {
    detail: Schema.String,
    /**
     * `not-sent` when the connection was never made. `unknown` when Novu may have
     * acted: bytes had left, or may have.
     */
    outcome: Schema.Literals(["not-sent", "unknown"])
  })
{}

/**
 * No complete response in time, body included. Novu may have acted.
 *
 * @category errors
 * @since 0.1.0
 */
export class TimedOut extends Schema.TaggedError<TimedOut>("effect-novu/TimedOut")("TimedOut", {
  detail: Schema.String,
  /** Which limit: the one of an attempt, or the one of the whole call, sleeps included. */
  scope: Schema.Literals(["attempt", "total"])
}) {}

/**
 * 400: a rule of Novu refuses the request.
 *
 * @category errors
 * @since 0.1.0
 */
export class BadRequest extends Schema.TaggedError<BadRequest>("effect-novu/BadRequest")("BadRequest", answer) {}

/**
 * 401: the secret key is unknown or revoked, or the route takes no secret key.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unauthorized
  extends Schema.TaggedError<Unauthorized>("effect-novu/Unauthorized")("Unauthorized", answer)
{}

/**
 * 402: the plan does not include it.
 *
 * @category errors
 * @since 0.1.0
 */
export class PaymentRequired
  extends Schema.TaggedError<PaymentRequired>("effect-novu/PaymentRequired")("PaymentRequired", answer)
{}

/**
 * 403: the key may not do this, or the feature is off.
 *
 * @category errors
 * @since 0.1.0
 */
export class Forbidden extends Schema.TaggedError<Forbidden>("effect-novu/Forbidden")("Forbidden", answer) {}

/**
 * 404: no such resource in the environment of the secret key; also a feature that
 * is off, or a route the server is too old for. `detail` tells them apart.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotFound extends Schema.TaggedError<NotFound>("effect-novu/NotFound")("NotFound", answer) {}

/**
 * 409 without `Retry-After`: the resource exists already. Sending again cannot
 * help.
 *
 * @category errors
 * @since 0.1.0
 */
export class Conflict extends Schema.TaggedError<Conflict>("effect-novu/Conflict")("Conflict", {
  ...answer,
  /** Identifier of the resource in the way, where Novu names it. */
  existingIdentifier: Schema.optionalKey(Schema.String)
}) {}

/**
 * 409 with `Retry-After`: a request with the same idempotency key is still
 * running.
 *
 * @category errors
 * @since 0.1.0
 */
export class InProgress extends Schema.TaggedError<InProgress>("effect-novu/InProgress")("InProgress", {
  ...answer,
  retryAfter
}) {}

/**
 * 413: the body is over the limit of the route, 100 KB for most.
 *
 * @category errors
 * @since 0.1.0
 */
export class PayloadTooLarge
  extends Schema.TaggedError<PayloadTooLarge>("effect-novu/PayloadTooLarge")("PayloadTooLarge", answer)
{}

/**
 * 422 with issues, or 400 with a list of them on servers before 2025: the input
 * has the wrong shape for this server.
 *
 * @category errors
 * @since 0.1.0
 */
export class ValidationFailed
  extends Schema.TaggedError<ValidationFailed>("effect-novu/ValidationFailed")("ValidationFailed", {
    ...answer,
    /** The field, or `general` where Novu does not name it. Never the value: it may be a token. */
    issues: Schema.Array(Schema.Struct({ field: Schema.String, messages: Schema.Array(Schema.String) }))
  })
{}

/**
 * 422: the idempotency key belongs to an earlier request with another body, made
 * in the last 24 hours by any environment of the organisation.
 *
 * @category errors
 * @since 0.1.0
 */
export class IdempotencyKeyReused
  extends Schema.TaggedError<IdempotencyKeyReused>("effect-novu/IdempotencyKeyReused")("IdempotencyKeyReused", answer)
{}

/**
 * 429: more requests than the plan allows. With `RateLimits` also a request that
 * was not sent, because its turn comes after the call's time; it has no headers.
 *
 * @category errors
 * @since 0.1.0
 */
export class RateLimited extends Schema.TaggedError<RateLimited>("effect-novu/RateLimited")("RateLimited", {
  ...answer,
  retryAfter: Schema.optionalKey(retryAfter),
  rateLimit: Schema.optionalKey(RateLimit)
}) {}

/**
 * 5xx: Novu, or a proxy before it, failed. Novu may have acted.
 *
 * @category errors
 * @since 0.1.0
 */
export class ServerFailed extends Schema.TaggedError<ServerFailed>("effect-novu/ServerFailed")("ServerFailed", {
  ...answer,
  /** Quote it to Novu support. Absent when a proxy answered. */
  errorId: Schema.optionalKey(Schema.String),
  retryAfter: Schema.optionalKey(retryAfter),
  /** Novu keeps this outcome under the idempotency key for 24 hours and will repeat it. */
  stored: Schema.Boolean,
  /** This is such a repetition. */
  replayed: Schema.Boolean
}) {}

/**
 * Any other status; a redirect, which is never followed, among them.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnexpectedStatus
  extends Schema.TaggedError<UnexpectedStatus>("effect-novu/UnexpectedStatus")("UnexpectedStatus", answer)
{}

/**
 * 2xx, but the body is not what it should be. Whatever the operation writes, it
 * wrote.
 *
 * @category errors
 * @since 0.1.0
 */
export class ResponseDecodeFailed
  extends Schema.TaggedError<ResponseDecodeFailed>("effect-novu/ResponseDecodeFailed")("ResponseDecodeFailed", {
    ...answer,
    issues,
    /** The body as text, cut at 64 KB. It may hold tokens. */
    body: Schema.Redacted(Schema.String)
  })
{}

/**
 * Not sent: too many calls have failed, and a `CircuitBreaker` lets none through
 * for a while. Never without one.
 *
 * @category errors
 * @since 0.1.0
 */
export class CircuitOpen extends Schema.TaggedError<CircuitOpen>("effect-novu/CircuitOpen")("CircuitOpen", {
  detail: Schema.String,
  /** When a call may try again. Absent while another one is trying. */
  retryAfter: Schema.optionalKey(retryAfter)
}) {}

/**
 * @category errors
 * @since 0.1.0
 */
export const NovuErrorReason = Schema.Union([
  InvalidInput,
  TransportFailed,
  TimedOut,
  BadRequest,
  Unauthorized,
  PaymentRequired,
  Forbidden,
  NotFound,
  Conflict,
  InProgress,
  PayloadTooLarge,
  ValidationFailed,
  IdempotencyKeyReused,
  RateLimited,
  ServerFailed,
  UnexpectedStatus,
  ResponseDecodeFailed,
  CircuitOpen
])

/**
 * @category errors
 * @since 0.1.0
 */
export type NovuErrorReason = typeof NovuErrorReason.Type

/** What a log may show of a reason: nothing that came in a header or a body, Novu's words apart. */
const shown = [
  "status",
  "detail",
  "outcome",
  "scope",
  "existingIdentifier",
  "retryAfter",
  "errorId",
  "stored",
  "replayed",
  "issues"
]

const conduct: PropertyDescriptorMap & ThisType<Record<string, unknown>> = {
  message: {
    get() {
      return this["detail"]
    }
  },
  toJSON: {
    value() {
      const json: Record<string, unknown> = { _tag: this["_tag"] }
      for (const key of shown) {
        if (this[key] !== undefined) json[key] = Duration.isDuration(this[key]) ? Duration.format(this[key]) : this[key]
      }
      return json
    }
  }
}

// Assigned by the constructor; redefined on the instance as not enumerable,
// because loggers copy and print what is enumerable.
const hiddenHeaders: PropertyDescriptor & ThisType<object> = {
  set(value: unknown) {
    Object.defineProperty(this, "headers", { value })
  }
}

// On the prototypes, since a class apiece for them would triple this file.
for (const { fields, prototype } of NovuErrorReason.members) {
  Object.defineProperties(prototype, "headers" in fields ? { ...conduct, headers: hiddenHeaders } : conduct)
}
