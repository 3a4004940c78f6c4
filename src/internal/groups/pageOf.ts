import type { PageRequest } from "../../Schema/Page.ts"
import { isRecord } from "../input/isRecord.ts"

/** Items a page, unless the caller asks for another number: the most there may be. */
const limit = 100

/**
 * What to ask for to get one page of all. What is no query is left for its
 * schema to refuse.
 *
 * @internal
 */
export const pageOf = <Query extends typeof PageRequest.Type>(
  query: Query | undefined,
  after: string | undefined
): Query | (typeof PageRequest.Type) =>
  query === undefined
    ? { limit, after }
    : isRecord<Query>(query)
    ? { ...query, limit: query.limit === undefined ? limit : query.limit, after }
    : query
