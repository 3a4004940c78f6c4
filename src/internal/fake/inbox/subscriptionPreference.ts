/** Changes what a subscription to a topic says of single workflows. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { notFound, type Rejection } from "../protocol/rejection.ts"
import type { HandlerInput } from "../protocol/route.ts"
import { showPreferences } from "../resources/subscriptionPreferences.ts"
import { workflowBy } from "../resources/workflowRef.ts"
import type { SubscriptionPreference } from "../store/rows.ts"
import { ownSubscriptions } from "./ownSubscriptions.ts"

type Item = Readonly<Record<string, unknown>>

/** A condition replaces the one before it, and a switch leaves it as it is. */
const changed = (before: SubscriptionPreference, { condition, enabled }: Item): SubscriptionPreference => ({
  ...before,
  ...(typeof enabled === "boolean" ? { enabled } : undefined),
  ...(isReadonlyObject(condition) ? { condition } : undefined)
})

/** Changes one preference and shows it. */
export const updateSubscriptionPreference = (
  input: HandlerInput,
  item: Item
): Result.Result<unknown, Rejection> =>
  Result.gen(function*() {
    const { now, store } = input
    const identifier = String(item["subscriptionIdentifier"])
    const id = String(item["workflowId"])
    const row = ownSubscriptions(input).find((each) => each.identifier === identifier)
    if (row === undefined) return yield* Result.fail(notFound(`Subscription with identifier ${identifier} not found`))
    const workflow = workflowBy(store, id)
    if (workflow === undefined) return yield* Result.fail(notFound(`Workflow with id: ${id} is not found`))
    const workflowId = workflow._id
    const before = row.preferences.find((each) => each.workflowId === workflowId)
    const next = changed(before ?? { workflowId, enabled: true, condition: undefined }, item)
    const preferences = before === undefined
      ? [...row.preferences, next]
      : row.preferences.map((each) => each === before ? next : each)
    const stored = store.topicSubscriptions.replace(row, { ...row, preferences, updatedAt: now })
    const [shown] = showPreferences(store, { ...stored, preferences: [next] })
    return shown
  })

export const updateSubscriptionPreferences = (
  input: HandlerInput,
  items: ReadonlyArray<Item>
): Result.Result<ReadonlyArray<unknown>, Rejection> => {
  const shown: Array<unknown> = []
  for (const item of items) {
    const one = updateSubscriptionPreference(input, item)
    if (Result.isFailure(one)) return Result.fail(one.failure)
    shown.push(one.success)
  }
  return Result.succeed(shown)
}
