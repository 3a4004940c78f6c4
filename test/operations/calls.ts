import { Effect, Layer } from "effect"
import { NovuClient, type NovuError, type NovuTransport } from "effect-novu"
import type { NovuResponse } from "effect-novu/Transport/NovuResponse"
import type { Repeat } from "effect-novu/Transport/Operation"
import type { RequestOptions } from "effect-novu/Transport/RequestOptions"
import type { AnyAttempt, AnyInput, AnyOperation, Case } from "./rows.ts"

/** Returns the names of a path's parameters, in their order. */
export const paramsOf = ({ path }: AnyOperation): ReadonlyArray<string> =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)

/**
 * Returns the arguments of a method. All methods take the parameters in the order
 * of the path, then the payload or the query, then the options. A write takes its
 * query among the options.
 */
const argumentsOf = (
  operation: AnyOperation,
  { params = {}, payload, query }: AnyInput,
  options?: RequestOptions
): ReadonlyArray<unknown> => {
  const isRead = operation.method === "GET"
  return [
    ...paramsOf(operation).map((name) => params[name]),
    ...(operation.payload === undefined ? [] : [payload]),
    ...(operation.query !== undefined && isRead ? [query] : []),
    operation.query === undefined || isRead ? options : { ...Object(query), ...options }
  ]
}

type AnyMethod = (...args: ReadonlyArray<unknown>) => Effect.Effect<NovuResponse<unknown>, NovuError>

/** Calls an operation as a user does, by the method of its group. */
export const ask = (
  { group, method, operation, row }: Case,
  input: AnyInput = {},
  options?: RequestOptions
): Effect.Effect<NovuResponse<unknown>, NovuError, NovuClient> =>
  Effect.flatMap(NovuClient, (novu) => {
    // The compiler does not know the rule above, which says what arguments a method takes.
    const methods = novu[group] as unknown as Readonly<Record<string, AnyMethod>>
    return methods[method]?.(
      ...(row.arguments === undefined ? argumentsOf(operation, input, options) : [...row.arguments(input), options])
    ) ?? Effect.die(`there is no ${group}.${method}`)
  })

/** Builds the client over a transport, and provides that transport too. */
export const withClient = <E, R>(transport: Layer.Layer<NovuTransport, E, R>) =>
  NovuClient.layerNoDeps.pipe(Layer.provideMerge(transport))

export type Part = "query" | "payload"

/** Returns the parts of an input that have a schema. */
export const partsOf = (operation: AnyOperation) =>
  (["query", "payload"] as const).flatMap((part) => {
    const schema = operation[part]
    return schema === undefined ? [] : [{ part, schema }]
  })

/** Returns how Novu's SDK describes these parts. */
export const descriptionsOf = ({ operation, row }: Case) =>
  partsOf(operation).flatMap(({ part, schema }) =>
    [row.takes?.[part] ?? []].flat().map((peer) => ({ part, schema, peer }))
  )

/** Returns the example of a row, and those of its variants. */
export const attemptsOf = ({ row }: Case): ReadonlyArray<AnyAttempt> => [row, ...(row.variants ?? [])]

/** Makes what an attempt needs. */
export const prepare = (needs: AnyAttempt["needs"] = []) => Effect.all(needs, { discard: true })

/** Returns the repeat class of a request. */
export const repeatOf = ({ method, repeat }: AnyOperation, input: AnyInput): Repeat =>
  typeof repeat === "function"
    ? repeat(input as never)
    : repeat ?? (method === "POST" || method === "PATCH" ? "unguarded" : "idempotent")
