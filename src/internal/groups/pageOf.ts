import { isRecord } from "../input/isRecord.ts"

/** Items per page, unless the caller asks for another number. Novu allows no more. */
const limit = 100

/** Returns the query that asks for one page of a list. A value that is no query is left for its schema to refuse. */
export const pageOf = (query: unknown, place: Readonly<Record<string, unknown>>): unknown =>
  query === undefined
    ? { limit, ...place }
    : isRecord<{ readonly limit?: unknown }>(query)
    ? { ...query, limit: query.limit === undefined ? limit : query.limit, ...place }
    : query
