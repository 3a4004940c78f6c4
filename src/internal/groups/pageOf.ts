import { isRecord } from "../input/isRecord.ts"

/**
 * Returns the query that asks for one page of a list, of `limit` items unless
 * the caller asks for another number. A value that is no query is left for its
 * schema to refuse.
 */
export const pageOf = (query: unknown, place: Readonly<Record<string, unknown>>, limit: number): unknown =>
  query === undefined
    ? { limit, ...place }
    : isRecord<{ readonly limit?: unknown }>(query)
    ? { ...query, limit: query.limit === undefined ? limit : query.limit, ...place }
    : query
