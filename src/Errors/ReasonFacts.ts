/**
 * States in one table what each reason means: whether Novu may have acted,
 * whether the same request may be sent again, and what it says of Novu's
 * health. Retries, the circuit breaker and the getters of `NovuError` read it.
 *
 * @since 0.1.0
 */
import type { NovuErrorReason } from "./NovuErrorReason.ts"

/**
 * @category models
 * @since 0.1.0
 */
export interface ReasonFacts {
  /** Whether the request may have been carried out although it failed. */
  readonly acted: boolean
  /** When it can help to send the same request again: never, only where repeating it is harmless, or always. */
  readonly again: "never" | "where-safe" | "always"
  /**
   * What the reason says of Novu's health. It is `unknown` when Novu was not
   * asked, asked us to wait, or repeated an old answer.
   */
  readonly health: "good" | "bad" | "unknown"
}

/** Novu worked, and refused the request for what it is. */
const refused: ReasonFacts = { acted: false, again: "never", health: "good" }

/** Nothing was sent, and sending it could not help. */
const unsendable: ReasonFacts = { acted: false, again: "never", health: "unknown" }

type Reason<Tag> = Extract<NovuErrorReason, { readonly _tag: Tag }>

type Table = {
  readonly [Tag in NovuErrorReason["_tag"]]: ReasonFacts | ((reason: Reason<Tag>) => ReasonFacts)
}

const table: Table = {
  InvalidInput: unsendable,
  TransportFailed: ({ outcome }) =>
    outcome === "not-sent"
      ? { acted: false, again: "always", health: "bad" }
      : { acted: true, again: "where-safe", health: "bad" },
  TimedOut: { acted: true, again: "where-safe", health: "bad" },
  BadRequest: refused,
  Unauthorized: refused,
  PaymentRequired: refused,
  Forbidden: refused,
  NotFound: refused,
  Conflict: ({ madeIdentifier }) => madeIdentifier === undefined ? refused : { ...refused, acted: true },
  // The request that is still running has the same idempotency key, so it is this one.
  InProgress: { acted: true, again: "always", health: "unknown" },
  PayloadTooLarge: refused,
  ValidationFailed: refused,
  IdempotencyKeyReused: refused,
  RateLimited: { acted: false, again: "always", health: "unknown" },
  ServerFailed: ({ replayed, retryAfter, status, stored }) => ({
    acted: true,
    // Novu would only repeat an outcome that it keeps under the key. A 503 with
    // `Retry-After` asks for the same request later.
    again: stored || replayed ? "never" : status === 503 && retryAfter !== undefined ? "always" : "where-safe",
    health: replayed ? "unknown" : "bad"
  }),
  UnexpectedStatus: ({ status }) => status === 408 ? { acted: false, again: "always", health: "bad" } : refused,
  ResponseDecodeFailed: { acted: true, again: "never", health: "unknown" },
  NotTriggered: refused,
  AllFailed: refused,
  // Novu would refuse the rest again.
  PartialFailure: ({ succeeded }) => ({ ...refused, acted: succeeded.length > 0 }),
  WorkflowNotFound: refused,
  CircuitOpen: { acted: false, again: "always", health: "unknown" }
}

/**
 * Returns what a reason means.
 *
 * @example
 * ```ts
 * import { NotFound } from "effect-novu/Errors/NovuErrorReason"
 * import { factsOf } from "effect-novu/Errors/ReasonFacts"
 *
 * factsOf(new NotFound({ status: 404, detail: "no such connection", headers: {} })).again // => "never"
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const factsOf = <Tag extends NovuErrorReason["_tag"]>(
  reason: Reason<Tag> & { readonly _tag: Tag }
): ReasonFacts => {
  const facts: Table[Tag] = table[reason._tag]
  return typeof facts === "function" ? facts(reason) : facts
}
