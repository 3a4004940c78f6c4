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
import type { InvalidInput, NovuErrorReason } from "../Errors/NovuErrorReason.ts"
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
 * Finds out what an earlier attempt achieved: the response that it would have
 * had, or `undefined` when the failure stands. `call` looks things up in the time
 * of the call.
 *
 * @category models
 * @since 0.1.0
 */
export type Reconcile<in I, out Success> = (
  failure: AmbiguousFailure,
  input: I,
  call: Call
) => Effect.Effect<NovuResponse<Success> | undefined, NovuError> | undefined

/**
 * A body that is not JSON, and the content type that says so.
 *
 * @category models
 * @since 0.1.0
 */
export interface EncodedBody {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

/**
 * Writes an encoded payload out, or says what is wrong with it.
 *
 * @category models
 * @since 0.1.0
 */
export type BodyFormat = (payload: unknown) => EncodedBody | InvalidInput

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
   * How the payload is written: JSON, unless `formBody` stands here. That happens
   * once per call, so that all attempts send the same bytes.
   */
  readonly body?: BodyFormat | undefined
  /**
   * Absent when the response has no body worth reading. The call then succeeds
   * with an empty 204, with `{}`, and with anything under `data` or
   * `acknowledged`, unless that is `acknowledged: false`. Where Novu answers 204
   * instead of a result, the schema has to take `undefined`.
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
  readonly reconcile?: Reconcile<Input<Path, Query, Payload>, Success> | undefined
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

/**
 * The same operation with a result that this release does not read whole: spread
 * the fields of our schema and add your own. A write whose answer is lost is then
 * not looked up: a repeated `create` that meets a conflict fails with it, and
 * `error.mayHaveActed` says that it may have been the call's own.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { Contexts, NovuContext, Operation } from "effect-novu"
 *
 * class MyContext extends Schema.Opaque<MyContext>()(
 *   Schema.Struct({ ...NovuContext.fields, region: Schema.optionalKey(Schema.String) })
 * ) {}
 *
 * // For `call` of `NovuTransport`, with `{ params: { type, id } }`.
 * const retrieve = Operation.withSuccess(Contexts.operations.retrieve, MyContext)
 *
 * retrieve.name // => "Contexts.retrieve"
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const withSuccess = <Path extends string, Query, Payload, Before, Success>(
  operation: Operation<Path, Query, Payload, Before>,
  success: Schema.Codec<Success, unknown>
): Operation<Path, Query, Payload, Success> => {
  // What it reconciles with is read by our schema, which lacks what was added.
  const { reconcile: _, success: _before, ...rest } = operation
  return { ...rest, success }
}
