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
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { consumerProblem, periodMillis } from "../internal/webhooks/ledgerOptions.ts"
import { memoryLedger } from "../internal/webhooks/memoryLedger.ts"

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
 * A ledger cannot be made with these options. `detail` names the option and
 * says what it has to be.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidLedger extends Data.TaggedError("InvalidLedger")<{
  readonly detail: string
}> {
  override get message(): string {
    return this.detail
  }
}

/**
 * @category options
 * @since 0.1.0
 */
export interface WebhookLedgerOptions {
  /**
   * Names what handles the webhooks, such as `"billing"`. Every process of one
   * service has the same, and services that share a store each have their own.
   */
  readonly consumer: string
  /**
   * Sets how long a handled webhook is remembered. It has to be longer than one
   * webhook is delivered for, which is about 28 hours.
   *
   * @default "7 days"
   */
  readonly retention?: Duration.Input | undefined
}

/**
 * @category options
 * @since 0.1.0
 */
export interface WebhookLedgerMemoryOptions extends WebhookLedgerOptions {
  /**
   * Limits how many handled webhooks are remembered. Beyond it, the one that was
   * handled first is forgotten.
   *
   * @default 100_000
   */
  readonly capacity?: number | undefined
}

/**
 * @category services
 * @since 0.1.0
 */
export class WebhookLedger extends Context.Service<WebhookLedger, {
  /**
   * Claims the webhook with this id for the time of the lease, after which it
   * can be claimed again. Of many who claim one id at once, one gets `Fresh`.
   * The id is any text of up to 1000 characters.
   */
  readonly claim: (id: string, lease: Duration.Duration) => Effect.Effect<Claim, WebhookLedgerError>
  /**
   * Records that a webhook was handled, also after the lease has ended. Does
   * nothing when the claim is another's by now, was released, or was forgotten.
   */
  readonly complete: (id: string, token: string) => Effect.Effect<void, WebhookLedgerError>
  /** Gives a claim back, so that the next delivery is handled. Does nothing when the claim is another's by now. */
  readonly release: (id: string, token: string) => Effect.Effect<void, WebhookLedgerError>
  /**
   * Forgets that a webhook was handled, so that it is handled again when it is
   * resent by hand from Novu's dashboard.
   */
  readonly forget: (id: string) => Effect.Effect<void, WebhookLedgerError>
}>()("effect-novu/Webhooks/WebhookLedger") {
  /**
   * Remembers within this process. Each layer that this returns is a ledger of
   * its own.
   *
   * **Gotchas**
   *
   * - Another process, and this one after a restart, knows nothing of what was
   *   handled here. `WebhookLedgerRedis` and `WebhookLedgerSql` do.
   *
   * @example
   * ```ts
   * import { WebhookLedger } from "effect-novu/Webhooks/WebhookLedger"
   *
   * const Ledger = WebhookLedger.layerMemory({ consumer: "billing", retention: "3 days" })
   * ```
   */
  static readonly layerMemory = (options: WebhookLedgerMemoryOptions): Layer.Layer<WebhookLedger, InvalidLedger> =>
    Layer.effect(WebhookLedger, Effect.suspend(() => makeMemory(options)))
}

const makeMemory = (
  { consumer, retention, capacity = 100_000 }: WebhookLedgerMemoryOptions
): Effect.Effect<WebhookLedger["Service"], InvalidLedger> => {
  const problem = consumerProblem(consumer)
  if (problem !== undefined) return Effect.fail(new InvalidLedger({ detail: problem }))
  const kept = periodMillis("retention", retention, "7 days")
  if (typeof kept === "string") return Effect.fail(new InvalidLedger({ detail: kept }))
  return Number.isSafeInteger(capacity) && capacity > 0
    ? Effect.succeed(memoryLedger(kept, capacity))
    : Effect.fail(new InvalidLedger({ detail: "capacity: must be a whole number above zero" }))
}
