import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { Store } from "../store/store.ts"
import type { Availability } from "./availability.ts"
import type { Query } from "./query.ts"
import type { Category, Cost } from "./rateLimit.ts"
import type { Rejection } from "./rejection.ts"

/** A handler sees a request in this form: matched, authenticated and parsed. */
interface HandlerInput {
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: unknown
  readonly now: number
  readonly store: Store
  /** Reads the fields of a form. A body of another kind has none. */
  readonly form: Effect.Effect<FormData>
}

/**
 * Validates a request and carries it out. The result goes through the envelope and
 * is sent with the status of the route, unless `withStatus` gives it another one.
 */
export type Handler = (
  input: HandlerInput
) => Result.Result<unknown, Rejection> | Effect.Effect<unknown, Rejection>

/** Novu answers a success with one of these. A 204 has no body, whatever its handler returns. */
export type Status = 200 | 201 | 204

/**
 * A level says how closely a route follows Novu.
 *
 * - `stored`: it reads and writes what is stored, by Novu's rules.
 * - `changed`: it changes what is stored as Novu does, and makes up what Novu gets
 *   from elsewhere, such as a provider's token.
 * - `example`: it checks its input by Novu's rules, and its answer has Novu's form.
 *   The answer claims nothing about how Novu computes its own.
 */
export type Level = "stored" | "changed" | "example"

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
  /** Novu's path as a template, with `{name}` for a parameter. */
  readonly path: string
  readonly status: Status
  readonly category: Category
  readonly cost: Cost
  readonly level: Level
  readonly availability: Availability
  /** Whether it needs no key. It is then about the fake's own environment, and no limit counts it. */
  readonly isPublic: boolean
  readonly handler: Handler
}

type Traits = Pick<Route, "category" | "level"> & Partial<Pick<Route, "availability" | "cost" | "isPublic">>

/**
 * Makes the routes of one resource, which share their traits as the routes of a
 * controller do in Novu. A route may override some of them.
 */
export const makeRoute = (shared: Traits) =>
(
  method: Route["method"],
  path: string,
  status: Status,
  handler: Handler,
  overrides?: Partial<Traits>
): Route => ({
  method,
  path,
  status,
  handler,
  cost: "single",
  availability: {},
  isPublic: false,
  ...shared,
  ...overrides
})

/** Holds a result with a status that its handler chose. `withStatus` makes it. */
export class Reply {
  readonly status: Status
  readonly body: unknown

  constructor(status: Status, body: unknown) {
    this.status = status
    this.body = body
  }
}

/**
 * Sends a result with another status than that of its route: 200 in place of 201
 * where nothing had to be created, or 204 where there is nothing to show.
 *
 * **Gotchas**
 *
 * A replay under an idempotency key has the status of the route again, because
 * Novu does not read back the one that was sent first.
 */
export const withStatus = (status: Status, body?: unknown): Reply => new Reply(status, body)
