import * as Result from "effect/Result"
import { badRequest, notFound, type Rejection } from "./rejection.ts"
import type { Route } from "./route.ts"

/** @internal */
export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/**
 * Finds the route of a request. A wrong method is an unknown route: there is no
 * 405.
 *
 * @internal
 */
export type MatchRoute = (method: string, target: string, prefix: string) => Result.Result<Match, Rejection>

interface Pattern {
  readonly route: Route
  readonly segments: ReadonlyArray<string>
}

/** @internal */
export const makeRouter = (routes: ReadonlyArray<Route>): MatchRoute => {
  const patterns: ReadonlyArray<Pattern> = routes.map((route) => ({ route, segments: segmentsOf(route.path) }))
  return (method, target, prefix) => {
    const mark = target.indexOf("?")
    const path = mark === -1 ? target : target.slice(0, mark)
    if (path.startsWith(prefix)) {
      const segments = segmentsOf(path.slice(prefix.length))
      for (const { route, segments: pattern } of patterns) {
        if (route.method === method && fits(pattern, segments)) {
          return Result.map(paramsOf(pattern, segments), (params) => ({ route, params }))
        }
      }
    }
    return Result.fail(notFound(`Cannot ${method} ${target}`))
  }
}

/** One slash at the end is forgiven. */
const segmentsOf = (path: string): ReadonlyArray<string> =>
  (path.endsWith("/") ? path.slice(0, -1) : path).split("/").slice(1)

const fits = (pattern: ReadonlyArray<string>, segments: ReadonlyArray<string>): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, index) => {
    const segment = segments[index] ?? ""
    return part.startsWith("{") ? segment !== "" : part === segment.toLowerCase()
  })

const paramsOf = (
  pattern: ReadonlyArray<string>,
  segments: ReadonlyArray<string>
): Result.Result<Readonly<Record<string, string>>, Rejection> => {
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (!part.startsWith("{")) continue
    const segment = segments[index] ?? ""
    const decoded = Result.try({
      try: () => decodeURIComponent(segment),
      catch: () => badRequest(`Failed to decode param '${segment}'`)
    })
    if (Result.isFailure(decoded)) return Result.fail(decoded.failure)
    params[part.slice(1, -1)] = decoded.success
  }
  return Result.succeed(params)
}
