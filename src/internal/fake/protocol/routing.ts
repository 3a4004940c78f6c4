import * as Result from "effect/Result"
import { badRequest, notFound, type Rejection } from "./rejection.ts"
import type { Route } from "./route.ts"

export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/**
 * Finds the route of a request. A wrong method is an unknown route, because Novu
 * has no 405.
 */
export type MatchRoute = (method: string, target: string, prefix: string) => Result.Result<Match, Rejection>

interface Pattern {
  readonly route: Route
  readonly segments: ReadonlyArray<string>
}

/**
 * Makes a router whose answers do not depend on the order of its routes. Where
 * several routes fit, the first segment in which they differ decides: a literal
 * wins over a parameter.
 */
export const makeRouter = (routes: ReadonlyArray<Route>): MatchRoute => {
  const patternsByShape = Map.groupBy(
    routes.map(patternOf).toSorted((a, b) => rankOf(a).localeCompare(rankOf(b))),
    ({ route, segments }) => shapeOf(route.method, segments)
  )
  return (method, target, prefix) => {
    const mark = target.indexOf("?")
    const path = mark === -1 ? target : target.slice(0, mark)
    if (path.startsWith(prefix)) {
      const segments = segmentsOf(path.slice(prefix.length))
      const pattern = patternsByShape.get(shapeOf(method, segments))?.find((each) => fits(each.segments, segments))
      if (pattern !== undefined) {
        return Result.map(paramsOf(pattern.segments, segments), (params) => ({ route: pattern.route, params }))
      }
    }
    return Result.fail(notFound(`Cannot ${method} ${target}`))
  }
}

/** Express matches paths whatever their case, so literals are kept in lower case. */
const patternOf = (route: Route): Pattern => ({
  route,
  segments: segmentsOf(route.path).map((part) => isParameter(part) ? part : part.toLowerCase())
})

const isParameter = (part: string): boolean => part.startsWith("{")

/** Sorts literals before parameters, from left to right. */
const rankOf = ({ segments }: Pattern): string => segments.map((part) => isParameter(part) ? "1" : "0").join("")

const shapeOf = (method: string, segments: ReadonlyArray<string>): string => `${method} ${segments.length}`

/** Ignores one slash at the end. */
const segmentsOf = (path: string): ReadonlyArray<string> =>
  (path.endsWith("/") ? path.slice(0, -1) : path).split("/").slice(1)

/** Compares a pattern with a path of as many segments. */
const fits = (pattern: ReadonlyArray<string>, segments: ReadonlyArray<string>): boolean =>
  pattern.every((part, index) => {
    const segment = segments[index] ?? ""
    return isParameter(part) ? segment !== "" : part === segment.toLowerCase()
  })

const paramsOf = (
  pattern: ReadonlyArray<string>,
  segments: ReadonlyArray<string>
): Result.Result<Readonly<Record<string, string>>, Rejection> => {
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (!isParameter(part)) continue
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
