import type { CreateSubscriber, FailedSubscriber, SubscriberBulkResult } from "../../Schema/Subscriber.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"

/** Returns the ids without as many of each as are taken away. Novu's answer has every row once, also one that is named twice. */
const without = (ids: ReadonlyArray<string>, taken: ReadonlyArray<string>): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const id of taken) counts.set(id, (counts.get(id) ?? 0) + 1)
  // Of a row that is named twice, Novu writes the first one first, so that the last ones are left.
  return ids.filter((id) => {
    const count = counts.get(id) ?? 0
    counts.set(id, count - 1)
    return count <= 0
  })
}

const idOf = ({ subscriberId }: { readonly subscriberId: string }): string => subscriberId.trim()

/** Names the failed rows. The database reports them in the order of the request, and leaves out which they are. */
const named = (
  failed: ReadonlyArray<FailedSubscriber>,
  left: ReadonlyArray<string>
): ReadonlyArray<FailedSubscriber> => {
  const unnamed = without(left, failed.flatMap(({ subscriberId }) => subscriberId === undefined ? [] : [subscriberId]))
  const ids = unnamed[Symbol.iterator]()
  const told = failed.map((row): FailedSubscriber => {
    if (row.subscriberId !== undefined) return row
    const next = ids.next()
    return next.done === true ? row : { ...row, subscriberId: next.value }
  })
  return [...told, ...Array.from(ids, (subscriberId): FailedSubscriber => ({ subscriberId }))]
}

/** Adds to the failed rows of an answer the ids of the request that were neither created nor updated. */
export const withFailedIds = (
  rows: ReadonlyArray<CreateSubscriber>,
  { headers, result }: NovuResponse<SubscriberBulkResult>
): NovuResponse<SubscriberBulkResult> => {
  const left = without(rows.map(idOf), [...result.created, ...result.updated].map(idOf))
  return { headers, result: { ...result, failed: named(result.failed, left) } }
}
