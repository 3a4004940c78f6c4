/**
 * Defines why an operation failed, with one class per reason. `NovuErrorReason`
 * is the union of them.
 *
 * The classes are plain errors and not schemas, which keeps bundles small.
 * Their schema is `NovuErrorSchema`.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import type * as Redacted from "effect/Redacted"
import type { RateLimit } from "./RateLimit.ts"

/** Holds what every reason that stands for an HTTP answer carries. */
interface Answer {
  /** The HTTP status code. It is `0` when the platform hides it, as browsers do for a redirect. */
  readonly status: number
  /**
   * Novu's own words on one line, at most 500 characters of them. Where the
   * answer had none, it says what the answer was. Invisible characters, such as
   * controls and direction marks, are replaced by `U+FFFD`, and secrets of the
   * call by `<redacted>`.
   */
  readonly detail: string
  /** The headers by lower-case name. They are not enumerable, so logging an error shows none. */
  readonly headers: Readonly<Record<string, ReadonlyArray<string>>>
}

/**
 * Names a member that does not match, and what was expected there.
 *
 * @category models
 * @since 0.1.0
 */
export interface Issue {
  /** The path with dots, for example `workspace.id`. It is empty for the value as a whole. */
  readonly path: string
  /** Says what was expected, but never what was found, because that may be a token. */
  readonly message: string
}

/**
 * Names what stands before a feature, so that a refusal says nothing about the
 * resource that was asked for.
 *
 * - `plan`: the plan of the organisation lacks it. Whoever owns the plan can
 *   change that.
 * - `build`: this server has no such route, because its version is older, or
 *   because it is one of your own, without what Novu's cloud adds.
 * - `server`: this server has the route, and is too old to let a secret key use
 *   it.
 * - `environment`: the request names an environment that is not the key's. Use
 *   the key of that environment, with a transport of its own.
 *
 * @category models
 * @since 0.1.0
 */
export type Gate = "plan" | "build" | "server" | "environment"

/** Is carried by the reasons that a gate gives. */
interface Gated {
  /** Is present where a gate refused the request, and not a rule about what was asked for. */
  readonly gate?: Gate | undefined
}

/** Logs may show these members of a reason. Headers and bodies are not among them, because they may hold secrets. */
const shown = [
  "status",
  "detail",
  "gate",
  "outcome",
  "scope",
  "existingIdentifier",
  "madeIdentifier",
  "retryAfter",
  "errorId",
  "stored",
  "replayed",
  "answeredBy",
  "issues",
  "workflowId",
  "transactionId"
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

/** Names the type that `Data.TaggedError` returns, so that declarations can use it. */
interface ReasonClass<Tag extends string> extends ReturnType<typeof Data.TaggedError<Tag>> {}

const reason = <Tag extends string>(tag: Tag): ReasonClass<Tag> => {
  const Reason = Data.TaggedError(tag)
  Object.defineProperties(Reason.prototype, conduct)
  return Reason
}

/** Makes the class of a reason that stands for an HTTP answer. */
const answer = <Tag extends string>(tag: Tag): ReasonClass<Tag> => {
  const Reason = reason(tag)
  // The constructor assigns the headers. This setter makes them not enumerable,
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
  /** Holds at most 100 issues. */
  readonly issues: ReadonlyArray<Issue>
}> {}

/**
 * No complete response arrived: DNS, TLS, a proxy or the connection failed.
 * `detail` names the host that was called, and what the HTTP client failed
 * with.
 *
 * @category errors
 * @since 0.1.0
 */
export class TransportFailed extends reason("TransportFailed")<{
  readonly detail: string
  /**
   * Is `not-sent` when no connection was made: the name was not found, the
   * connection was refused, the certificate was not valid, or a proxy refused
   * the tunnel. Is `unknown` when Novu may have acted, because the request may
   * have left.
   */
  readonly outcome: "not-sent" | "unknown"
  /**
   * The HTTP client's error for a debugger: class, `code` and message, without
   * secrets. It is absent after the error was sent to another process.
   */
  readonly cause?: Error
}> {}

/**
 * No complete response, body included, arrived in time. Novu may have acted.
 *
 * @category errors
 * @since 0.1.0
 */
export class TimedOut extends reason("TimedOut")<{
  readonly detail: string
  /** Names the limit that passed: that of one attempt, or that of the whole call with its waits. */
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
 * 401: the secret key is unknown or revoked, or, with the `gate` `server`, the
 * server is too old to let a secret key use the route. `detail` names the host that was asked, since each region has keys of its own.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unauthorized extends answer("Unauthorized")<Answer & Gated> {}

/**
 * 402: the plan does not include what the request needs. Its `gate` is `plan`.
 *
 * @category errors
 * @since 0.1.0
 */
export class PaymentRequired extends answer("PaymentRequired")<Answer & Gated> {}

/**
 * 403: the key may not do this, or the feature is off. With the `gate`
 * `environment`, the request is about an environment that has another key.
 *
 * @category errors
 * @since 0.1.0
 */
export class Forbidden extends answer("Forbidden")<Answer & Gated> {}

/**
 * 404: the environment of the secret key has no such resource, or the feature is
 * off, which `detail` tells apart.
 *
 * **Gotchas**
 *
 * - With the `gate` `build`, this server has no such route. That says nothing
 *   about the resource, so do not take it for absent.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotFound extends answer("NotFound")<Answer & Gated> {}

/**
 * 409 without `Retry-After`: the resource exists already. Sending again cannot
 * help. It is also given for a success that made something under another
 * identifier, which `madeIdentifier` then names.
 *
 * @category errors
 * @since 0.1.0
 */
export class Conflict extends answer("Conflict")<
  Answer & {
    /** Identifier of the resource that exists, where Novu names it. */
    readonly existingIdentifier?: string | undefined
    /**
     * Identifier of what Novu made instead, with a success, because another resource
     * has the one that was asked for.
     */
    readonly madeIdentifier?: string | undefined
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
 * 422 with issues, or 400 with a list of them on servers before 2025 and for the
 * content of a layout: the input has the wrong shape for this server.
 *
 * @category errors
 * @since 0.1.0
 */
export class ValidationFailed extends answer("ValidationFailed")<
  Answer & {
    /** Each names a field, or `general` where Novu names none. Values are left out, because they may be tokens. */
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
 * 429: there were more requests than the plan allows.
 *
 * **Gotchas**
 *
 * - With `RateLimits`, it may also be that nothing was sent, because the
 *   request's turn comes after the call's time limit. There are no headers
 *   then.
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
    /** Quote it to Novu support. It is absent when a proxy answered. */
    readonly errorId?: string | undefined
    readonly retryAfter?: Duration.Duration | undefined
    /** Novu keeps this outcome under the idempotency key for 24 hours and will repeat it. */
    readonly stored: boolean
    /** Whether this answer is such a repetition. */
    readonly replayed: boolean
  }
> {}

/**
 * Novu answered with any other status. A redirect, which is never followed, is
 * one.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnexpectedStatus extends answer("UnexpectedStatus")<Answer> {}

/**
 * 2xx, but the body is not what the operation returns. A write may have been
 * carried out or not, because a captive portal or a proxy may have answered in
 * Novu's place.
 *
 * @category errors
 * @since 0.1.0
 */
export class ResponseDecodeFailed extends answer("ResponseDecodeFailed")<
  Answer & {
    /**
     * Is `novu` when the body is JSON in Novu's form that this release cannot
     * read, or in which Novu says that it did nothing. Is `other` for anything
     * else.
     */
    readonly answeredBy?: "novu" | "other" | undefined
    readonly issues: ReadonlyArray<Issue>
    /** Holds the first 32 768 characters of the body, which may hold tokens. */
    readonly body: Redacted.Redacted
  }
> {}

/**
 * Novu took a trigger and did not start it, which it says with a 201: the
 * workflow is inactive, the tenant is unknown, or no recipient is usable. Nothing
 * is sent to anybody, and the `transactionId` may be used again.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotTriggered extends answer("NotTriggered")<
  Answer & {
    /** Novu's own status, for example `trigger_not_active` or `no_tenant_found`. New ones may come. */
    readonly outcome: string
    readonly transactionId?: string | undefined
    /** Novu's words, where it has some. It has them for events of a bulk request only. */
    readonly errors: ReadonlyArray<string>
  }
> {}

/**
 * Says which item of a request was not carried out, and why.
 *
 * @category models
 * @since 0.1.0
 */
export interface FailedItem {
  /** Is absent where the item was named otherwise. */
  readonly subscriberId?: string
  /** Novu's own code, for example `SUBSCRIBER_NOT_FOUND`. New ones may come. */
  readonly code: string
  readonly message: string
}

/**
 * Novu carried out no item of a request for several: it refused each for itself,
 * with a 400, or with a success that holds nothing. Nothing was written.
 *
 * @category errors
 * @since 0.1.0
 */
export class AllFailed extends answer("AllFailed")<
  Answer & {
    readonly failed: ReadonlyArray<FailedItem>
  }
> {}

/**
 * Names a resource that was not published or deleted, and why.
 *
 * @category models
 * @since 0.1.0
 */
export interface FailedResource {
  /** Is `workflow`, `layout` or another kind. New ones may come. */
  readonly resourceType: string
  /** The identifier, for example the `workflowId`. */
  readonly resourceId: string
  readonly message: string
}

/**
 * Names a resource that was published or deleted.
 *
 * @category models
 * @since 0.1.0
 */
export interface SucceededResource {
  readonly resourceType: string
  readonly resourceId: string
  /** Is `created`, `updated` or `deleted`. New ones may come. */
  readonly action: string
}

/**
 * Novu carried out some of a request for several resources and not the rest,
 * which it says with a 200. What succeeded stays.
 *
 * @category errors
 * @since 0.1.0
 */
export class PartialFailure extends answer("PartialFailure")<
  Answer & {
    readonly failed: ReadonlyArray<FailedResource>
    /** Is empty where nothing was written. */
    readonly succeeded: ReadonlyArray<SucceededResource>
  }
> {}

/**
 * No workflow of the environment has this identifier. Nothing is sent to anybody.
 *
 * @category errors
 * @since 0.1.0
 */
export class WorkflowNotFound extends answer("WorkflowNotFound")<
  Answer & {
    readonly workflowId: string
  }
> {}

/**
 * Nothing was sent: too many calls have failed, and a `CircuitBreaker` lets
 * none through for a while. Without a circuit breaker no call fails with it.
 *
 * @category errors
 * @since 0.1.0
 */
export class CircuitOpen extends reason("CircuitOpen")<{
  readonly detail: string
  /** The wait until a call may try again. It is absent while another call is trying. */
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
  | NotTriggered
  | AllFailed
  | PartialFailure
  | WorkflowNotFound
  | CircuitOpen
