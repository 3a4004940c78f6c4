import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { Store } from "../store/store.ts"
import type { Query } from "./query.ts"
import type { Category } from "./rateLimit.ts"
import type { Rejection } from "./rejection.ts"

/** What a handler is given. */
interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: unknown
  readonly now: number
  readonly store: Store
}

/**
 * Validation and use case of one route. What it returns goes through the
 * envelope.
 *
 * @internal
 */
export type Handler = (
  call: Call
) => Result.Result<unknown, Rejection> | Effect.Effect<unknown, Rejection>

/** @internal */
export interface Route {
  readonly method: string
  /** With `{name}` for a parameter. */
  readonly path: string
  readonly status: 200 | 201 | 204
  readonly category: Category
  readonly handler: Handler
}
