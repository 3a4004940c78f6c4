/** Copies a workflow to another environment. */
import type { LayoutRow, WorkflowRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** Gives a copy the ids of what it takes the place of, or ids of its own. */
const placed = <R extends { readonly _id: string; readonly createdAt: number; readonly updatedAt: number }>(
  store: Store,
  row: R,
  existing: R | undefined,
  now: number
): R => ({
  ...row,
  _id: existing?._id ?? store.ids.objectId(now),
  createdAt: existing?.createdAt ?? now,
  updatedAt: now
})

/** Copies a layout, by its identifier. Which one is the default is up to each environment. */
export const copyLayout = (row: LayoutRow, to: Store, now: number): LayoutRow => {
  const existing = to.layouts.byKey.get(row.layoutId)
  const isDefault = existing?.isDefault ?? to.layouts.byKey.size === 0
  const copy = placed(to, { ...row, isDefault }, existing, now)
  return existing === undefined ? to.layouts.insert(copy) : to.layouts.replace(existing, copy)
}

/** Copies a workflow by its identifier, with the layouts of its e-mails. Steps are matched by theirs, and keep their ids. */
export const copyWorkflow = (from: Store, row: WorkflowRow, to: Store, now: number): WorkflowRow => {
  const layouts = new Set(row.steps.map(({ controls }) => controls["layoutId"]))
  for (const layout of from.layouts.createdAt.rows) if (layouts.has(layout.layoutId)) copyLayout(layout, to, now)
  const existing = to.workflows.byKey.get(row.workflowId)
  const steps = row.steps.map((step) => ({
    ...step,
    _id: existing?.steps.find(({ stepId }) => stepId === step.stepId)?._id ?? to.ids.objectId(now)
  }))
  const copy = placed(to, { ...row, steps, lastPublishedAt: existing?.lastPublishedAt }, existing, now)
  from.workflows.replace(row, { ...row, lastPublishedAt: now })
  return existing === undefined ? to.workflows.insert(copy) : to.workflows.replace(existing, copy)
}
