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
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { invalidInput } from "../internal/input/invalidInput.ts"
import { ledgerSettings, newToken } from "../internal/webhooks/ledger.ts"

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
 * An option of a ledger cannot be used. Layers fail with it.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidLedger extends Data.TaggedError("InvalidLedger")<{
  readonly reason: InvalidInput
}> {
  override get message(): string {
    return this.reason.detail
  }
}

/**
 * @category options
 * @since 0.1.0
 */
export interface LedgerOptions {
  /**
   * Names the service that handles the events, such as `"billing"`. All of its
   * processes have the same name, and no other service has it.
   */
  readonly consumer: string
  /**
   * How long it is remembered that an event was handled. Novu delivers again
   * for 27 hours by itself, and for days when somebody asks for it.
   *
   * @default "7 days"
   */
  readonly retention?: Duration.Input | undefined
}

/**
 * @category options
 * @since 0.1.0
 */
export interface MemoryLedgerOptions extends LedgerOptions {
  /**
   * How many events are remembered; the oldest are forgotten first.
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
}>()("effect-novu/Webhooks/WebhookLedger") {
  /**
   * Remembers in this process, which suits tests and services of one process
   * that may handle an event again after a restart.
   */
  static readonly layerMemory = (options: MemoryLedgerOptions): Layer.Layer<WebhookLedger, InvalidLedger> =>
    Layer.effect(WebhookLedger, makeMemory(options))
}

const makeMemory = Effect.fnUntraced(function*(options: MemoryLedgerOptions) {
  const settings = ledgerSettings(options)
  const { capacity = 100_000 } = options
  if (settings instanceof InvalidInput) return yield* new InvalidLedger({ reason: settings })
  if (!Number.isInteger(capacity) || capacity < 1) {
    return yield* new InvalidLedger({ reason: invalidInput("capacity", "must be a whole number above zero") })
  }
  const rows = new Map<string, { readonly token: string; readonly isDone: boolean; readonly until: number }>()

  /** Puts a row last, because the first are forgotten first. */
  const write = (id: string, token: string, isDone: boolean, until: number): void => {
    rows.delete(id)
    rows.set(id, { token, isDone, until })
    const [oldest] = rows.keys()
    if (rows.size > capacity && oldest !== undefined) rows.delete(oldest)
  }

  return WebhookLedger.of({
    claim: (id, lease) =>
      Effect.map(Clock.currentTimeMillis, (now): Claim => {
        const row = rows.get(id)
        if (row !== undefined && row.until > now) {
          return row.isDone ? { _tag: "Done" } : { _tag: "Running", remaining: Duration.millis(row.until - now) }
        }
        const token = newToken()
        write(id, token, false, now + Duration.toMillis(lease))
        return { _tag: "Fresh", token }
      }),
    complete: (id, token) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        if (rows.get(id)?.token === token) write(id, token, true, now + Duration.toMillis(settings.retention))
      }),
    release: (id, token) =>
      Effect.sync(() => {
        const row = rows.get(id)
        if (row?.token === token && !row.isDone) rows.delete(id)
      }),
    forget: (id) => Effect.sync(() => void rows.delete(id))
  })
})
