/**
 * Makes services of groups of operations. Each method stands in one place, with
 * its documentation, its signature and the operation that it runs.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { NovuError } from "../Errors/NovuError.ts"
import { pageOf } from "../internal/groups/pageOf.ts"
import { isRecord } from "../internal/input/isRecord.ts"
import type { NovuResponse } from "./NovuResponse.ts"
import { NovuTransport } from "./NovuTransport.ts"
import type { Call, Input, Operation } from "./Operation.ts"
import type { Paging } from "./Paging.ts"
import type { RequestOptions } from "./RequestOptions.ts"

/**
 * Stands for a method of a group that has no transport yet.
 *
 * @category models
 * @since 0.1.0
 */
export interface Method<out Op, out Function> {
  (call: Call): Function
  readonly operation: Op
}

/**
 * Lists what a caller may set for one call of an operation. A write takes the
 * query parameters that Novu reads from its URL here, beside the other options.
 *
 * @category utility types
 * @since 0.1.0
 */
export type OptionsOf<Query, In> = [Query] extends [never] ? RequestOptions
  : "query" extends keyof In ? RequestOptions
  : RequestOptions & Query

/** Counts the arguments that stand before the options. */
const arityOf = ({ method, path, payload, query }: {
  readonly method: string
  readonly path: string
  readonly payload?: unknown
  readonly query?: unknown
}): number =>
  path.split("{").length - 1 + (payload === undefined ? 0 : 1) + (query === undefined || method !== "GET" ? 0 : 1)

/** Returns the members of an options object that go into the URL. */
const queryIn = (options: unknown): object => {
  if (!isRecord<RequestOptions>(options)) return {}
  const { attemptTimeout: _a, idempotencyKey: _i, retry: _r, totalTimeout: _t, ...query } = options
  return query
}

/**
 * Makes a method that runs one operation. `input` turns its arguments into what
 * the operation takes. A query that `input` leaves out is taken from the
 * options.
 *
 * @example
 * ```ts
 * import * as Group from "effect-novu/Transport/Group"
 * import * as Operation from "effect-novu/Transport/Operation"
 *
 * const archive = Operation.make({ name: "Things.archive", method: "POST", path: "/v1/things/{id}/archive" })
 *
 * class Things extends Group.Service<Things>()("Things", {
 *   archive: Group.method(archive, (id: string) => ({ params: { id } }))
 * }) {}
 *
 * Things.operations.archive.name // => "Things.archive"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const method = <
  Path extends string,
  Query,
  Payload,
  Success,
  const Args extends ReadonlyArray<unknown>,
  In extends Input<Path, Query, Payload>
>(
  operation: Operation<Path, Query, Payload, Success>,
  input: (...args: Args) => In
): Method<
  Operation<Path, Query, Payload, Success>,
  (...args: [...Args, options?: OptionsOf<Query, In>]) => Effect.Effect<NovuResponse<Success>, NovuError>
> => {
  const arity = arityOf(operation)
  const takesQuery = operation.query !== undefined && operation.method !== "GET"
  const bind = (call: Call) => (...args: ReadonlyArray<unknown>) => {
    const options = args[arity] as RequestOptions | undefined
    const asked: Input<Path, Query, Payload> = input(...args.slice(0, arity) as unknown as Args)
    return call(operation, takesQuery ? { ...asked, query: queryIn(options) } : asked, options)
  }
  return Object.assign(bind, { operation })
}

/** Returns the same input with the query for the page at a place. */
const atPlace = <In extends object>(asked: In, place: Readonly<Record<string, unknown>>, limit: number): In =>
  Object.assign({}, asked, { query: pageOf("query" in asked ? asked.query : undefined, place, limit) })

/**
 * Makes a method that reads every page of a list operation, as a stream.
 * `input` is as for `method`; `paging` knows how one page leads to the next;
 * `limit` is the number of items per page that it asks for unless the caller
 * does, 100 by default, which is the most that Novu allows on most lists.
 *
 * @category constructors
 * @since 0.1.0
 */
export const pages = <Path extends string, Query, Success, Item, const Args extends ReadonlyArray<unknown>>(
  operation: Operation<Path, Query, never, Success>,
  input: (...args: Args) => Input<Path, Query, never>,
  paging: Paging<Success, Item>,
  limit = 100
) =>
(call: Call) =>
(...args: [...Args, options?: RequestOptions]): Stream.Stream<Item, NovuError> => {
  const arity = arityOf(operation)
  const options = args[arity] as RequestOptions | undefined
  const asked = input(...args.slice(0, arity) as unknown as Args)
  return paging(operation.name, (place) => call(operation, atPlace(asked, place, limit), options))
}

/**
 * Gives the functions that methods become once there is a transport.
 *
 * @category utility types
 * @since 0.1.0
 */
export type Functions<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (call: Call) => infer Function ? Function : never
}

/**
 * Gives the operations that methods run, by the name of the method.
 *
 * @category utility types
 * @since 0.1.0
 */
export type Operations<Methods> = {
  readonly [
    Name in keyof Methods as Methods[Name] extends { readonly operation: unknown } ? Name : never
  ]: Methods[Name] extends { readonly operation: infer Op } ? Op : never
}

/**
 * Is the class of a group.
 *
 * @category models
 * @since 0.1.0
 */
export interface Class<Self, Name extends string, Methods>
  extends Context.ServiceClass<Self, `effect-novu/Client/${Name}`, Functions<Methods>>
{
  /**
   * Provides the group over a transport.
   *
   * **Gotchas**
   *
   * - It is never shared, unlike most layers. In a program with two transports,
   *   the second would otherwise get the group of the first, and with it the
   *   key.
   */
  readonly layer: Layer.Layer<Self, never, NovuTransport>
  /** The operations of the group, as data. */
  readonly operations: Operations<Methods>
}

type AnyMethods = Readonly<Record<string, (call: Call) => unknown>>

/**
 * Declares the service of a group.
 *
 * @category constructors
 * @since 0.1.0
 */
export const Service =
  <Self>() =>
  <const Name extends string, Methods extends AnyMethods>(name: Name, methods: Methods): Class<Self, Name, Methods> => {
    const Base = Context.Service<Self, Functions<Methods>>()(`effect-novu/Client/${name}` as const)
    const entries = Object.entries(methods)
    const bind = ({ call }: NovuTransport["Service"]) =>
      Object.fromEntries(entries.map(([key, each]) => [key, each(call)])) as Functions<Methods>
    const operations = Object.fromEntries(
      entries.flatMap(([key, each]) => "operation" in each ? [[key, each.operation]] : [])
    ) as Operations<Methods>
    return Object.assign(Base, { layer: Layer.fresh(Layer.effect(Base, Effect.map(NovuTransport, bind))), operations })
  }
