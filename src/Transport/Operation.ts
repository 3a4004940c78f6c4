/**
 * Describes an API operation as data: method, path, the schemas around it, and
 * whether it may be repeated.
 *
 * Groups declare operations and `NovuTransport.call` runs them. Declare your
 * own to reach an endpoint that this release does not cover.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import type { NovuError } from "../Errors/NovuError.ts"
import type { InvalidInput, NovuErrorReason } from "../Errors/NovuErrorReason.ts"
import { given } from "../internal/input/given.ts"
import type { NovuResponse } from "./NovuResponse.ts"
import type { RequestOptions } from "./RequestOptions.ts"

/**
 * @category models
 * @since 0.1.0
 */
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE"

/**
 * Says what happens when a request that may have been carried out is sent
 * again.
 *
 * - `idempotent`: the outcome is the same as if it had been sent once.
 * - `guarded`: a rule of the server refuses the second, as with a connection
 *   that exists already.
 * - `unguarded`: it may act twice.
 *
 * @category models
 * @since 0.1.0
 */
export type Repeat = "idempotent" | "guarded" | "unguarded"

/**
 * Turns `"/a/{x}/b/{y}"` into `{ readonly x: string; readonly y: string }`.
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
 * Is what a caller passes: only the parts that the operation declares.
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
 * Describes the failure of an attempt after an earlier attempt of the same call
 * may have been carried out.
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
   * Whether a resource that Novu made at this time is older than the call. It
   * goes by Novu's clock, as the answer's `Date` shows it. Without a `Date` it
   * allows for five minutes of difference.
   */
  readonly isOlder: (createdAt: DateTime.Utc) => boolean
}

/**
 * Finds out what an earlier attempt achieved: the response that it would have
 * had, or `undefined` when the failure stands. `call` sends the look-ups,
 * within the time limit of the original call.
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
 * Holds a body that is not JSON, and its content type.
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
 * Judges an answer by more than its status. Both functions are asked once per
 * attempt, before anything is repeated. `words` makes a text of the server's fit
 * for an error: without the secrets of the call, on one line, at most 500
 * characters.
 *
 * @category models
 * @since 0.1.0
 */
export interface Verdict<in I, Success = never> {
  /** Returns the reason for which a 2xx is a failure, if it is one. */
  readonly ofSuccess?: (
    response: NovuResponse<unknown>,
    input: I,
    words: (text: string) => string
  ) => NovuErrorReason | undefined
  /**
   * Returns a reason that says more than that of the status, or the same one.
   * `body` returns the JSON of the refusal, or `undefined` where there is none.
   */
  readonly ofFailure?: (
    reason: NovuErrorReason,
    input: I,
    words: (text: string) => string,
    body: () => unknown
  ) => NovuErrorReason
  /** Returns the result with `words` applied to the texts of which the caller makes errors. */
  reworded?(result: Success, words: (text: string) => string): Success
}

/**
 * @category models
 * @since 0.1.0
 */
export interface Operation<Path extends string, Query, Payload, Success> {
  /** The name as `Group.method`. Spans, metrics and `NovuError.operation` show it. */
  readonly name: string
  readonly method: Method
  /**
   * Template below `apiUrl`, such as `/v1/messages/{id}`; each `{parameter}` is
   * percent-encoded and never more than one segment. A call whose template could
   * lead elsewhere fails with `InvalidInput`, and sends nothing.
   */
  readonly path: Path
  /** Checks the parameters of the path before they are percent-encoded, where not every text will do. */
  readonly params?: Schema.Codec<PathParams<Path>, unknown> | undefined
  /** Encodes to texts, numbers, booleans and lists of texts. */
  readonly query?: Schema.Codec<Query, unknown> | undefined
  readonly payload?: Schema.Codec<Payload, unknown> | undefined
  /**
   * Writes the payload: as JSON, unless it is `formBody`. It runs once per
   * call, so that all attempts send the same bytes.
   */
  readonly body?: BodyFormat | undefined
  /**
   * Decodes the result. Leave it out when the response has no body worth
   * reading: the call then succeeds with an empty 204, with `{}`, and with
   * anything under `data` or `acknowledged`, except `false` under `acknowledged`.
   * Where Novu answers 204 instead of a result, the schema must take
   * `undefined`.
   */
  readonly success?: Schema.Codec<Success, unknown> | undefined
  /**
   * Novu wraps most results in an object whose only key is `data`, which is
   * taken off. Use `"none"` for a result that is itself such an object.
   *
   * @default "data"
   */
  readonly envelope?: "data" | "none" | undefined
  /**
   * Says what a repeated request does. Pass a function where that depends on
   * the input.
   *
   * @default "unguarded" for POST and PATCH, "idempotent" for the rest
   */
  readonly repeat?: Repeat | ((input: Input<Path, Query, Payload>) => Repeat) | undefined
  /**
   * Runs when an attempt fails after an earlier one of the same call may have
   * been carried out. It returns what the earlier one achieved, or `undefined`
   * when the failure stands.
   */
  readonly reconcile?: Reconcile<Input<Path, Query, Payload>, Success> | undefined
  /** Judges answers whose meaning is not in their status. */
  readonly verdict?: Verdict<Input<Path, Query, Payload>, Success> | undefined
  /**
   * The least time, in milliseconds, before a request that may have been carried
   * out is sent again. It is for guards of the server that need a moment to see
   * the first request.
   *
   * @default 0
   */
  readonly settleMillis?: number | undefined
  /**
   * Says how many requests Novu's rate limit counts it for: one, or 100.
   *
   * @default "single"
   * @see https://docs.novu.co/api-reference/rate-limiting
   */
  readonly cost?: "single" | "bulk" | undefined
  /**
   * Returns the id of the workflow that a call is about, for its span and its
   * metrics. It is asked before the input is checked, and must not throw.
   */
  readonly workflowOf?: ((input: Input<Path, Query, Payload>) => string | undefined) | undefined
}

/**
 * Declares an operation.
 *
 * **Gotchas**
 *
 * - The path must begin with `/`. Without it, the host that gets the key would
 *   be another one.
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
 * Returns the operation with another schema for its result, to read what this
 * release does not: spread the fields of our schema and add your own.
 *
 * **Gotchas**
 *
 * - A write whose answer is lost is then not looked up. A repeated `create`
 *   that meets a conflict fails with it, and `error.mayHaveActed` says that the
 *   call itself may have caused it.
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
  // What reads the result knows our schema, which lacks the members that were added.
  const { reconcile: _, success: _before, verdict, ...rest } = operation
  const { ofFailure, ofSuccess } = verdict ?? {}
  return { ...rest, success, ...(verdict && { verdict: given({ ofFailure, ofSuccess }) }) }
}
