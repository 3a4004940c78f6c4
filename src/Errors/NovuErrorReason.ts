/**
 * Why an operation failed: one class a reason, all of them in
 * `NovuErrorReason`.
 *
 * Plain errors: as schemas they would be a twentieth of a bundle. Their schema
 * is `NovuErrorSchema`.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import type * as Redacted from "effect/Redacted"
import type { RateLimit } from "./RateLimit.ts"

/** What every reason that stands for an HTTP answer carries. */
interface Answer {
  /** HTTP status code. `0` when the platform hides it, as browsers do for a redirect. */
  readonly status: number
  /**
   * Novu's own words, at most 500 characters of them and on one line, or what the
   * answer was where it had none. What cannot be seen in them, such as controls and
   * marks of direction, is replaced by `U+FFFD`, and secrets of the call by
   * `<redacted>`.
   */
  readonly detail: string
  /** Lower-case names. Not enumerable, so that logging an error shows none. */
  readonly headers: Readonly<Record<string, ReadonlyArray<string>>>
}

/**
 * A member that does not match, and what was expected there.
 *
 * @category models
 * @since 0.1.0
 */
export interface Issue {
  /** Dotted, for example `workspace.id`. Empty for the value as a whole. */
  readonly path: string
  /** What was expected, never what was found: it may be a token. */
  readonly message: string
}

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
  "answeredBy",
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
        if (this[key] !== undefined) {
          json[key] = Duration.isDuration(this[key])
            ? `${Duration.toSeconds(this[key])} s`
            : this[key]
        }
      }
      return json
    }
  }
}

/** What `Data.TaggedError` returns, as a name that declarations can use. */
interface ReasonClass<Tag extends string> extends ReturnType<typeof Data.TaggedError<Tag>> {}

const reason = <Tag extends string>(tag: Tag): ReasonClass<Tag> => {
  const Reason = Data.TaggedError(tag)
  Object.defineProperties(Reason.prototype, conduct)
  return Reason
}

/** A reason that stands for an HTTP answer. */
const answer = <Tag extends string>(tag: Tag): ReasonClass<Tag> => {
  const Reason = reason(tag)
  // Assigned by the constructor; redefined on the instance as not enumerable,
  // because loggers copy and print what is enumerable.
  Object.defineProperty(Reason.prototype, "headers", {
    set(value: unknown) {
      Object.defineProperty(this, "headers", { value })
    }
  })
  return Reason
}

/**
 * The input, the options or the configuration cannot be used. Nothing was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidInput extends reason("InvalidInput")<{
  /** The first three issues in words, at most 500 characters of them. */
  readonly detail: string
  /** At most 100. */
  readonly issues: ReadonlyArray<Issue>
}> {}

/**
 * No complete response: DNS, TLS, a proxy, a refused or closed connection.
 * `detail` names the host that was called, and what the HTTP client failed with.
 *
 * @category errors
 * @since 0.1.0
 */
export class TransportFailed extends reason("TransportFailed")<{
  readonly detail: string
  /**
   * `not-sent` when the connection was never made: a name that was not found, a
   * refused connection, a certificate that does not hold, a proxy that refused
   * the tunnel. `unknown` when Novu may have acted: bytes had left, or may have.
   */
  readonly outcome: "not-sent" | "unknown"
  /**
   * What the HTTP client said: class, `code` and message, without secrets. For
   * a debugger; absent after a journey to another process.
   */
  readonly cause?: Error
}> {}

/**
 * No complete response in time, body included. Novu may have acted.
 *
 * @category errors
 * @since 0.1.0
 */
export class TimedOut extends reason("TimedOut")<{
  readonly detail: string
  /** Which limit: the one of an attempt, or the one of the whole call, sleeps included. */
  readonly scope: "attempt" | "total"
}> {}

/**
 * 400: a rule of Novu refuses the request.
 *
 * @category errors
 * @since 0.1.0
 */
export class BadRequest extends answer("BadRequest")<Answer> {}

/**
 * 401: the secret key is unknown or revoked, or the route takes no secret key.
 * `detail` names the host that was asked, since each region has keys of its own.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unauthorized extends answer("Unauthorized")<Answer> {}

/**
 * 402: the plan does not include it.
 *
 * @category errors
 * @since 0.1.0
 */
export class PaymentRequired extends answer("PaymentRequired")<Answer> {}

/**
 * 403: the key may not do this, or the feature is off.
 *
 * @category errors
 * @since 0.1.0
 */
export class Forbidden extends answer("Forbidden")<Answer> {}

/**
 * 404: no such resource in the environment of the secret key; also a feature that
 * is off, or a route the server is too old for. `detail` tells them apart.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotFound extends answer("NotFound")<Answer> {}

/**
 * 409 without `Retry-After`: the resource exists already. Sending again cannot
 * help.
 *
 * @category errors
 * @since 0.1.0
 */
export class Conflict extends answer("Conflict")<
  Answer & {
    /** Identifier of the resource in the way, where Novu names it. */
    readonly existingIdentifier?: string | undefined
  }
> {}

/**
 * 409 with `Retry-After`: a request with the same idempotency key is still
 * running.
 *
 * @category errors
 * @since 0.1.0
 */
export class InProgress extends answer("InProgress")<
  Answer & {
    readonly retryAfter: Duration.Duration
  }
> {}

/**
 * 413: the body is over the limit of the route, 100 KB for most.
 *
 * @category errors
 * @since 0.1.0
 */
export class PayloadTooLarge extends answer("PayloadTooLarge")<Answer> {}

/**
 * 422 with issues, or 400 with a list of them on servers before 2025: the input
 * has the wrong shape for this server.
 *
 * @category errors
 * @since 0.1.0
 */
export class ValidationFailed extends answer("ValidationFailed")<
  Answer & {
    /** The field, or `general` where Novu does not name it. Never the value: it may be a token. */
    readonly issues: ReadonlyArray<{ readonly field: string; readonly messages: ReadonlyArray<string> }>
  }
> {}

/**
 * 422: the idempotency key belongs to an earlier request with another body, made
 * in the last 24 hours by any environment of the organisation.
 *
 * @category errors
 * @since 0.1.0
 */
export class IdempotencyKeyReused extends answer("IdempotencyKeyReused")<Answer> {}

/**
 * 429: more requests than the plan allows. With `RateLimits` also a request that
 * was not sent, because its turn comes after the call's time; it has no headers.
 *
 * @category errors
 * @since 0.1.0
 */
export class RateLimited extends answer("RateLimited")<
  Answer & {
    readonly retryAfter?: Duration.Duration | undefined
    readonly rateLimit?: RateLimit | undefined
  }
> {}

/**
 * 5xx: Novu, or a proxy before it, failed. Novu may have acted.
 *
 * @category errors
 * @since 0.1.0
 */
export class ServerFailed extends answer("ServerFailed")<
  Answer & {
    /** Quote it to Novu support. Absent when a proxy answered. */
    readonly errorId?: string | undefined
    readonly retryAfter?: Duration.Duration | undefined
    /** Novu keeps this outcome under the idempotency key for 24 hours and will repeat it. */
    readonly stored: boolean
    /** This is such a repetition. */
    readonly replayed: boolean
  }
> {}

/**
 * Any other status; a redirect, which is never followed, among them.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnexpectedStatus extends answer("UnexpectedStatus")<Answer> {}

/**
 * 2xx, but the body is not what it should be. What the operation writes may have
 * been written, and may not: a portal or a proxy can have answered in Novu's
 * place.
 *
 * @category errors
 * @since 0.1.0
 */
export class ResponseDecodeFailed extends answer("ResponseDecodeFailed")<
  Answer & {
    /**
     * `novu` when the body is JSON as Novu writes it, which this release cannot
     * read, or in which Novu says that it did nothing. `other` for anything else.
     */
    readonly answeredBy?: "novu" | "other" | undefined
    readonly issues: ReadonlyArray<Issue>
    /** The first 32 768 characters of the body. It may hold tokens. */
    readonly body: Redacted.Redacted
  }
> {}

/**
 * Not sent: too many calls have failed, and a `CircuitBreaker` lets none through
 * for a while. Never without one.
 *
 * @category errors
 * @since 0.1.0
 */
export class CircuitOpen extends reason("CircuitOpen")<{
  readonly detail: string
  /** When a call may try again. Absent while another one is trying. */
  readonly retryAfter?: Duration.Duration | undefined
}> {}

/**
 * @category errors
 * @since 0.1.0
 */
export type NovuErrorReason =
  | InvalidInput
  | TransportFailed
  | TimedOut
  | BadRequest
  | Unauthorized
  | PaymentRequired
  | Forbidden
  | NotFound
  | Conflict
  | InProgress
  | PayloadTooLarge
  | ValidationFailed
  | IdempotencyKeyReused
  | RateLimited
  | ServerFailed
  | UnexpectedStatus
  | ResponseDecodeFailed
  | CircuitOpen
