/**
 * An API operation as data: method, path, the schemas around it, and whether
 * it may be repeated.
 *
 * Groups declare them and `NovuTransport.call` runs them. Declare your own to
 * reach an endpoint that this release does not cover.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type { NovuError } from "../Errors/NovuError.ts"
import type { NovuErrorReason } from "../Errors/NovuErrorReason.ts"
import type { NovuResponse } from "./NovuResponse.ts"
import type { RequestOptions } from "./RequestOptions.ts"

/**
 * @category models
 * @since 0.1.0
 */
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE"

/**
 * What happens when a request that may have been carried out is sent again.
 *
 * - `idempotent`: the same as if it had been sent once.
 * - `guarded`: a rule of the server refuses the second, as with a connection
 *   that exists already.
 * - `unguarded`: it may act twice.
 *
 * @category models
 * @since 0.1.0
 */
export type Repeat = "idempotent" | "guarded" | "unguarded"

/**
 * `"/a/{x}/b/{y}"` to `{ readonly x: string; readonly y: string }`.
 *
 * @category utility types
 * @since 0.1.0
 */
export type PathParams<Path extends string> = {
  readonly [K in ParamName<Path>]: string
}

type ParamName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamName<Rest>
  : never

/**
 * What a caller passes: only the parts the operation declares.
 *
 * @category utility types
 * @since 0.1.0
 */
export type Input<Path extends string, Query, Payload> =
  & ([ParamName<Path>] extends [never] ? {} : { readonly params: PathParams<Path> })
  & ([Query] extends [never] ? {} : { readonly query?: Query | undefined })
  & ([Payload] extends [never] ? {} : { readonly payload: Payload })

/**
 * Runs an operation.
 *
 * @category models
 * @since 0.1.0
 */
export interface Call {
  <Path extends string, Query, Payload, Success>(
    operation: Operation<Path, Query, Payload, Success>,
    input: Input<Path, Query, Payload>,
    options?: RequestOptions | undefined
  ): Effect.Effect<NovuResponse<Success>, NovuError>
}

/**
 * The failure of an attempt where an earlier attempt of the same call may have
 * been carried out.
 *
 * @category models
 * @since 0.1.0
 */
export interface AmbiguousFailure {
  readonly reason: NovuErrorReason
  /**
   * Whether Novu itself answered, and about the resource that was asked for: not
   * a gateway, and not about a route that does not exist or is switched off.
   */
  readonly isAboutResource: boolean
  /**
   * Whether something that Novu made at this time is older than the call. Novu's
   * clock counts, as the answer's `Date` shows it; without one, five minutes
   * of difference are allowed for.
   */
  readonly isOlder: (createdAt: DateTime.Utc) => boolean
}

/**
 * @category models
 * @since 0.1.0
 */
export interface Operation<Path extends string, Query, Payload, Success> {
  /** `Group.method`: span name, metric attribute, `NovuError.operation`. */
  readonly name: string
  readonly method: Method
  /**
   * Template below `apiUrl`, such as `/v1/messages/{id}`; each `{parameter}` is
   * percent-encoded and never more than one segment. A call whose template could
   * lead elsewhere fails with `InvalidInput`, and sends nothing.
   */
  readonly path: Path
  /** Encodes to texts, numbers, booleans and lists of texts. */
  readonly query?: Schema.Codec<Query, unknown> | undefined
  readonly payload?: Schema.Codec<Payload, unknown> | undefined
  /**
   * Absent when the response has no body worth reading. The call then succeeds
   * with an empty 204, with `{}`, and with anything under `data` or
   * `acknowledged`, unless that is `acknowledged: false`.
   */
  readonly success?: Schema.Codec<Success, unknown> | undefined
  /**
   * Novu wraps most results in an object whose only key is `data`, which is
   * taken off. `"none"` for a result that itself is such an object.
   *
   * @default "data"
   */
  readonly envelope?: "data" | "none" | undefined
  /**
   * A function where it depends on what is asked.
   *
   * @default "unguarded" for POST and PATCH, "idempotent" for the rest
   */
  readonly repeat?: Repeat | ((input: Input<Path, Query, Payload>) => Repeat) | undefined
  /**
   * Asked when an attempt fails after an earlier one of the same call may have
   * been carried out: what that earlier one achieved, or `undefined` when the
   * failure stands.
   */
  readonly reconcile?:
    | ((
      failure: AmbiguousFailure,
      input: Input<Path, Query, Payload>,
      call: Call
    ) => Effect.Effect<NovuResponse<Success> | undefined, NovuError> | undefined)
    | undefined
}

/**
 * The path has to begin with `/`: without it, the host that gets the key would
 * be another one.
 *
 * @example
 * ```ts
 * import * as Operation from "effect-novu/Transport/Operation"
 *
 * const archive = Operation.make({
 *   name: "Messages.archive",
 *   method: "POST",
 *   path: "/v1/messages/{id}/archive"
 * })
 *
 * archive.path // => "/v1/messages/{id}/archive"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <const Path extends `/${string}`, Query = never, Payload = never, Success = void>(
  operation: Operation<Path, Query, Payload, Success>
): Operation<Path, Query, Payload, Success> => operation
