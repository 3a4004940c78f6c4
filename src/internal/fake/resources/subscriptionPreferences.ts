/** Reads and writes what a subscription to a topic says of single workflows. */
import { isReadonlyObject } from "effect/Predicate"
import type { SubscriptionPreference, TopicSubscriptionRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

const textsOf = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

const workflowBy = (store: Store, id: unknown): ReadonlyArray<WorkflowRow> => {
  const found = store.workflows.byKey.get(String(id)) ?? store.workflows.byId.get(String(id))
  return found === undefined ? [] : [found]
}

/** Finds the workflows that an entry is about. What is unknown is skipped. */
const workflowsOf = (store: Store, entry: unknown): ReadonlyArray<WorkflowRow> => {
  if (!isReadonlyObject(entry)) return workflowBy(store, entry)
  const { filter } = entry
  if (!isReadonlyObject(filter)) return workflowBy(store, entry["workflowId"])
  const tags = textsOf(filter["tags"])
  return [
    ...textsOf(filter["workflowIds"]).flatMap((id) => workflowBy(store, id)),
    ...store.workflows.createdAt.rows.filter((row) => row.tags.some((tag) => tags.includes(tag)))
  ]
}

/** The form that names one workflow loses its `enabled` on the way. */
const isEnabled = (entry: unknown): boolean =>
  !isReadonlyObject(entry) || !isReadonlyObject(entry["filter"]) || entry["enabled"] !== false

const conditionOf = (entry: unknown): SubscriptionPreference["condition"] =>
  isReadonlyObject(entry) && isReadonlyObject(entry["condition"]) ? entry["condition"] : undefined

/** Reads the preferences of a request, one per workflow. */
export const readPreferences = (store: Store, sent: unknown): ReadonlyArray<SubscriptionPreference> => {
  const byWorkflow = new Map<string, SubscriptionPreference>()
  for (const entry of textsOf(sent)) {
    for (const { _id: workflowId } of workflowsOf(store, entry)) {
      byWorkflow.set(workflowId, { workflowId, enabled: isEnabled(entry), condition: conditionOf(entry) })
    }
  }
  return [...byWorkflow.values()]
}

const showWorkflow = (row: WorkflowRow | undefined) =>
  row === undefined ? null : {
    id: row._id,
    identifier: row.workflowId,
    name: row.name,
    critical: row.critical,
    tags: row.tags,
    severity: row.severity
  }

export const showPreferences = (store: Store, { identifier, preferences }: TopicSubscriptionRow) =>
  preferences.map(({ condition, enabled, workflowId }) => ({
    subscriptionId: identifier,
    workflow: showWorkflow(store.workflows.byId.get(workflowId)),
    enabled,
    ...(condition === undefined ? undefined : { condition })
  }))
