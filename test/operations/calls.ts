import { Effect, Layer } from "effect"
import { NovuClient, type NovuError, type NovuTransport } from "effect-novu"
import type { NovuResponse } from "effect-novu/Transport/NovuResponse"
import type { Repeat } from "effect-novu/Transport/Operation"
import type { RequestOptions } from "effect-novu/Transport/RequestOptions"
import type { AnyAttempt, AnyInput, AnyOperation, Case } from "./rows.ts"

/** The names of the parameters of a path, in its order. */
export const paramsOf = ({ path }: AnyOperation): ReadonlyArray<string> =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)

/**
 * The arguments of a method, by the rule that all keep: the parameters in the
 * order of the path, the payload or the query, the options, in which a write
 * takes its query.
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
  { group, method, operation }: Case,
  input: AnyInput = {},
  options?: RequestOptions
): Effect.Effect<NovuResponse<unknown>, NovuError, NovuClient> =>
  Effect.flatMap(NovuClient, (novu) => {
    // Which arguments a method takes is the rule above, and not known to the compiler.
    const methods = novu[group] as unknown as Readonly<Record<string, AnyMethod>>
    return methods[method]?.(...argumentsOf(operation, input, options)) ?? Effect.die(`there is no ${group}.${method}`)
  })

/** The client over a transport that stays in reach. */
export const withClient = <E, R>(transport: Layer.Layer<NovuTransport, E, R>) =>
  NovuClient.layerNoDeps.pipe(Layer.provideMerge(transport))

export type Part = "query" | "payload"

/** The parts of an input that have a schema. */
export const partsOf = (operation: AnyOperation) =>
  (["query", "payload"] as const).flatMap((part) => {
    const schema = operation[part]
    return schema === undefined ? [] : [{ part, schema }]
  })

/** How Novu's SDK describes these parts. */
export const descriptionsOf = ({ operation, row }: Case) =>
  partsOf(operation).flatMap(({ part, schema }) =>
    [row.takes?.[part] ?? []].flat().map((peer) => ({ part, schema, peer }))
  )

/** Its example, and those of its variants. */
export const attemptsOf = ({ row }: Case): ReadonlyArray<AnyAttempt> => [row, ...(row.variants ?? [])]

/** Makes what an attempt needs. */
export const prepare = (needs: AnyAttempt["needs"] = []) => Effect.all(needs, { discard: true })

/** What an operation says of a request that is sent again. */
export const repeatOf = ({ method, repeat }: AnyOperation, input: AnyInput): Repeat =>
  typeof repeat === "function"
    ? repeat(input as never)
    : repeat ?? (method === "POST" || method === "PATCH" ? "unguarded" : "idempotent")
