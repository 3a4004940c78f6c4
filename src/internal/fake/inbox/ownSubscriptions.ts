/** Finds the subscriptions to topics that the caller may see. */
import { sameKeys } from "../protocol/query.ts"
import type { HandlerInput } from "../protocol/route.ts"
import type { TopicSubscriptionRow } from "../store/rows.ts"
import { contextKeysOf } from "./caller.ts"

/** Clients before this version do not tell subscriptions of different contexts apart. */
const firstWithContexts = [3, 13, 0] as const

const knowsContexts = ({ request }: HandlerInput): boolean => {
  const [, ...version] = /@(\d+)\.(\d+)\.(\d+)/.exec(request.headers["novu-client-version"] ?? "") ?? []
  if (version.length === 0) return false
  const at = firstWithContexts.findIndex((part, index) => Number(version[index]) !== part)
  return at === -1 || Number(version[at]) > (firstWithContexts[at] ?? 0)
}

/** Returns the contexts of the caller's subscriptions. */
export const subscriptionContexts = (input: HandlerInput): ReadonlyArray<string> =>
  knowsContexts(input) ? contextKeysOf(input) : []

export const ownSubscriptions = (input: HandlerInput): ReadonlyArray<TopicSubscriptionRow> => {
  const { params: { subscriberId }, store } = input
  const isOld = !knowsContexts(input)
  const keys = contextKeysOf(input)
  return store.topicSubscriptions.createdAt.rows.filter((row) =>
    row.subscriberId === subscriberId && (isOld || sameKeys(row.contextKeys, keys))
  )
}
