/**
 * Defines the one error that every call fails with.
 *
 * `NovuError` says which operation failed, its `reason` says why. Handle one
 * reason with `Effect.catchReason`, several with `Effect.catchReasons`, or lift
 * them all into the error channel with `Effect.unwrapReason`.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import type { Gate, NovuErrorReason } from "./NovuErrorReason.ts"
import { factsOf } from "./ReasonFacts.ts"

/**
 * Holds the members that a `NovuError` is made from.
 *
 * @category models
 * @since 0.1.0
 */
export interface NovuErrorMembers {
  /** `Group.method`, for example `"ChannelConnections.create"`. */
  readonly operation: string
  readonly reason: NovuErrorReason
  /**
   * The number of requests that were sent or about to be sent. It is `0` when
   * the input could not be used, or when a rate limit or an open circuit held
   * the call back.
   */
  readonly attempts: number
  /** The key that all attempts carried. It is absent where none is sent, as for `GET` and `DELETE`. */
  readonly idempotencyKey?: string | undefined
  /**
   * Is `true` when an earlier attempt of a write got no answer that settles
   * what it did. `reason` is then that of the last attempt.
   */
  readonly earlierUnknown?: boolean | undefined
  /** Is `true` when every request whose outcome is unknown was a read. */
  readonly readOnly?: boolean | undefined
}

/** Says what to do where a gate refused a request. */
const advice: Readonly<Record<Gate, string>> = {
  plan: "the plan of the organisation does not include this",
  build: "this server has no such route: compare its version and its edition",
  server: "this server is too old to let a secret key use this route",
  environment: "use the secret key of that environment, with a transport of its own"
}

/**
 * Says which operation failed and why. However it is printed, it shows the
 * operation, the reason, the status, Novu's words and the number of attempts,
 * and nothing else: no header, body, input or secret.
 *
 * @example
 * ```ts
 * import * as Effect from "effect/Effect"
 * import { NovuError } from "effect-novu/Errors/NovuError"
 * import { NotFound } from "effect-novu/Errors/NovuErrorReason"
 *
 * const lookup = Effect.fail(
 *   new NovuError({
 *     operation: "ChannelConnections.retrieve",
 *     reason: new NotFound({ status: 404, detail: "no such connection", headers: {} }),
 *     attempts: 1
 *   })
 * )
 *
 * const found = lookup.pipe(
 *   Effect.catchReason("NovuError", "NotFound", () => Effect.succeed("none"))
 * )
 *
 * await Effect.runPromise(found) // => "none"
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class NovuError extends Data.TaggedError("NovuError")<NovuErrorMembers> {
  constructor(members: NovuErrorMembers) {
    super(members)
    // The key may be an input of the caller's, so logs must not show it.
    if (members.idempotencyKey !== undefined) Object.defineProperty(this, "idempotencyKey", { enumerable: false })
  }

  override get message(): string {
    const { attempts, operation, reason } = this
    const status = "status" in reason ? ` (HTTP ${reason.status})` : ""
    const tries = attempts > 1 ? ` after ${attempts} attempts` : ""
    const advised = this.gate === undefined ? "" : ` (${advice[this.gate]})`
    const earlier = this.earlierUnknown === true ? " (an earlier attempt may have been carried out)" : ""
    return `${operation} failed with ${reason._tag}${status}${tries}: ${reason.detail}${advised}${earlier}`
  }

  override get cause(): NovuErrorReason {
    return this.reason
  }

  /**
   * Whether the same request may succeed when it is sent again unchanged.
   *
   * **Gotchas**
   *
   * - It does not say that sending again is safe: after an unknown outcome,
   *   that may write twice. See `mayHaveActed`.
   */
  get isRetryable(): boolean {
    return factsOf(this.reason).again !== "never"
  }

  /**
   * Whether Novu may have written something that the call asked for, although
   * the call failed. It is `false` for calls that only read.
   *
   * **Gotchas**
   *
   * - Ask this and not the reason, which is that of the last attempt and says
   *   nothing of what an earlier one may have written.
   */
  get mayHaveActed(): boolean {
    return this.readOnly !== true && (this.earlierUnknown === true || factsOf(this.reason).acted)
  }

  /**
   * Names what stands before the feature, where that and nothing else refused the
   * request: `plan`, `build`, `server` or `environment`. What was asked for may
   * be there or not.
   */
  get gate(): Gate | undefined {
    return "gate" in this.reason ? this.reason.gate : undefined
  }

  /** Says how long Novu asked us to wait before sending again, if it did. */
  get retryAfter(): Duration.Duration | undefined {
    return "retryAfter" in this.reason ? this.reason.retryAfter : undefined
  }

  override toJSON(): unknown {
    const { _tag, attempts, message, operation, reason } = this
    return { _tag, message, operation, attempts, reason: reason.toJSON() }
  }
}
