import { isRecord } from "../input/isRecord.ts"

/** Items per page, unless the caller asks for another number: the most there may be. */
const limit = 100

/** What to ask for to get one page of all. What is no query is left for its schema to refuse. */
export const pageOf = (query: unknown, place: Readonly<Record<string, unknown>>): unknown =>
  query === undefined
    ? { limit, ...place }
    : isRecord<{ readonly limit?: unknown }>(query)
    ? { ...query, limit: query.limit === undefined ? limit : query.limit, ...place }
    : query
