/**
 * Remembers which webhooks were handled, because Novu delivers at least once.
 *
 * A ledger belongs to one consumer, which its layer names: the id of a webhook
 * is the same at every endpoint, so two services that share a store must not
 * take each other's events for handled.
 *
 * @see https://docs.svix.com/retries
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"

/**
 * Says whether a webhook is to be handled. `Fresh` has the token of the claim,
 * by which it is completed or released. `Running` says how long another claim
 * may still last.
 *
 * @category models
 * @since 0.1.0
 */
export type Claim =
  | { readonly _tag: "Fresh"; readonly token: string }
  | { readonly _tag: "Running"; readonly remaining: Duration.Duration }
  | { readonly _tag: "Done" }

/**
 * The store of a ledger cannot be reached, or cannot do what it is asked for.
 *
 * @category errors
 * @since 0.1.0
 */
export class WebhookLedgerError extends Data.TaggedError("WebhookLedgerError")<{
  readonly method: "claim" | "complete" | "release" | "forget"
  readonly cause: unknown
}> {
  override get message(): string {
    return `the webhook ledger failed to ${this.method}`
  }
}

/**
 * @category services
 * @since 0.1.0
 */
export class WebhookLedger extends Context.Service<WebhookLedger, {
  /**
   * Claims the webhook with this id for the time of the lease, after which it
   * can be claimed again.
   */
  readonly claim: (id: string, lease: Duration.Duration) => Effect.Effect<Claim, WebhookLedgerError>
  /** Records that a webhook was handled. Does nothing when the claim is another's by now. */
  readonly complete: (id: string, token: string) => Effect.Effect<void, WebhookLedgerError>
  /** Gives a claim back, so that the next delivery is handled. Does nothing when the claim is another's by now. */
  readonly release: (id: string, token: string) => Effect.Effect<void, WebhookLedgerError>
  /**
   * Forgets that a webhook was handled, so that it is handled again when it is
   * resent by hand from Novu's dashboard.
   */
  readonly forget: (id: string) => Effect.Effect<void, WebhookLedgerError>
}>()("effect-novu/Webhooks/WebhookLedger") {}
