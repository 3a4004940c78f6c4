/**
 * Defines why a webhook is not taken. `WebhookError` has a `reason`, of which
 * `Effect.catchReason` handles one.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import type * as Redacted from "effect/Redacted"
import type { InvalidInput } from "../Errors/NovuErrorReason.ts"

/** Names the type that `Data.TaggedError` returns, so that declarations can use it. */
interface ReasonClass<Tag extends string> extends ReturnType<typeof Data.TaggedError<Tag>> {}

/** Makes the class of a reason, whose message is its `detail`. */
const reason = <Tag extends string>(tag: Tag): ReasonClass<Tag> => {
  const Reason = Data.TaggedError(tag)
  Object.defineProperty(Reason.prototype, "message", {
    get() {
      return this["detail"]
    }
  })
  return Reason
}

/**
 * A header that says who sent the webhook is missing or empty.
 *
 * @category errors
 * @since 0.1.0
 */
export class MissingHeader extends reason("MissingHeader")<{
  readonly header: string
}> {
  get detail(): string {
    return `the header ${this.header} is missing`
  }
}

/**
 * A header is there and cannot be what Novu sends.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidHeader extends reason("InvalidHeader")<{
  readonly header: string
  readonly detail: string
}> {}

/**
 * The webhook was sent longer ago than the tolerance allows. Where it happens
 * to all of them, this machine's clock is fast.
 *
 * @category errors
 * @since 0.1.0
 */
export class TimestampTooOld extends reason("TimestampTooOld")<{
  readonly age: Duration.Duration
}> {
  get detail(): string {
    return `sent ${Duration.toSeconds(this.age)} s ago`
  }
}

/**
 * The webhook was sent in the future. Where it happens to all of them, this
 * machine's clock is slow.
 *
 * @category errors
 * @since 0.1.0
 */
export class TimestampTooNew extends reason("TimestampTooNew")<{
  readonly ahead: Duration.Duration
}> {
  get detail(): string {
    return `sent ${Duration.toSeconds(this.ahead)} s in the future`
  }
}

/**
 * No signature is that of the body by one of the secrets: the body was changed
 * on its way, the secret is that of another endpoint, or Novu did not send it.
 *
 * @category errors
 * @since 0.1.0
 */
export class SignatureMismatch extends reason("SignatureMismatch")<{
  /** The versions of the signatures that came. */
  readonly versions: ReadonlyArray<string>
  /** Says what often is the cause, where the body looks like it. */
  readonly hint?: string | undefined
}> {
  get detail(): string {
    return `no signature is that of the body by a secret of this endpoint${
      this.hint === undefined ? "" : `: ${this.hint}`
    }`
  }
}

/**
 * All signatures have a version that cannot be checked with a secret, such as
 * `v1a`, which is ed25519.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnsupportedSignature extends reason("UnsupportedSignature")<{
  readonly versions: ReadonlyArray<string>
}> {
  get detail(): string {
    return `the signatures have the versions ${this.versions.join(", ")}, and v1 is supported`
  }
}

/**
 * The webhook is authentic and its body is no JSON. A transformation of the
 * endpoint may have made it so.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidJson extends reason("InvalidJson")<{
  readonly detail: string
}> {}

/**
 * The webhook is authentic and of a known type, and its data does not match.
 *
 * @category errors
 * @since 0.1.0
 */
export class DecodeFailed extends reason("DecodeFailed")<{
  /** The type of the event, or `undefined` where it has none. */
  readonly type: string | undefined
  readonly detail: string
  /** Says where the data does not match, and never what was found there. */
  readonly issues: ReadonlyArray<{ readonly path: string; readonly message: string }>
  /** The whole body as text: what Novu sends is personal data. */
  readonly body: Redacted.Redacted
}> {}

/**
 * A secret cannot be that of an endpoint. Layers fail with it.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidSecret extends reason("InvalidSecret")<{
  /** Says why in words that do not show the secret. */
  readonly why: string
}> {
  get detail(): string {
    return `the secret ${this.why}`
  }
}

/**
 * Holds why a webhook is not taken. `InvalidInput` is about an option that
 * cannot be used.
 *
 * @category errors
 * @since 0.1.0
 */
export type WebhookErrorReason =
  | MissingHeader
  | InvalidHeader
  | TimestampTooOld
  | TimestampTooNew
  | SignatureMismatch
  | UnsupportedSignature
  | InvalidJson
  | DecodeFailed
  | InvalidSecret
  | InvalidInput

/**
 * Says why a webhook is not taken. However it is printed, it shows no secret,
 * signature or body.
 *
 * @category errors
 * @since 0.1.0
 */
export class WebhookError extends Data.TaggedError("WebhookError")<{
  readonly reason: WebhookErrorReason
}> {
  override get message(): string {
    return `${this.reason._tag}: ${this.reason.detail}`
  }

  override get cause(): WebhookErrorReason {
    return this.reason
  }

  /** Whether Novu sent the webhook, although it cannot be read. */
  get isAuthentic(): boolean {
    return this.reason._tag === "InvalidJson" || this.reason._tag === "DecodeFailed"
  }

  override toJSON(): unknown {
    return { _tag: this._tag, message: this.message, reason: this.reason._tag }
  }
}
