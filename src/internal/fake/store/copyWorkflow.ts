/** Copies workflows, and the layouts of their e-mails, from one environment to another. */
import { addLayout } from "./layouts.ts"
import type { LayoutRow, WorkflowRow } from "./rows.ts"
import type { Store } from "./store.ts"

const copyLayout = (target: Store, { controlValues, isTranslationEnabled, layoutId, name }: LayoutRow, now: number) => {
  const layout = { layoutId, name, isTranslationEnabled, controlValues }
  const existing = target.layouts.byKey.get(layoutId)
  if (existing === undefined) addLayout(target, layout, now)
  else target.layouts.replace(existing, { ...existing, ...layout, updatedAt: now })
}

/**
 * Copies a workflow over the one of the same identifier, or beside the others where
 * there is none. Steps are matched by their identifiers, and keep their ids.
 */
export const copyWorkflow = (source: Store, target: Store, row: WorkflowRow, now: number): WorkflowRow => {
  for (const { controls: { layoutId }, type } of row.steps) {
    if (type !== "email" || typeof layoutId !== "string") continue
    const layout = source.layouts.byKey.get(layoutId) ?? source.layouts.byId.get(layoutId)
    if (layout !== undefined) copyLayout(target, layout, now)
  }
  const existing = target.workflows.byKey.get(row.workflowId)
  const copy: WorkflowRow = {
    ...row,
    _id: existing?._id ?? target.ids.objectId(now),
    steps: row.steps.map((step) => ({
      ...step,
      _id: existing?.steps.find(({ stepId }) => stepId === step.stepId)?._id ?? target.ids.objectId(now)
    })),
    lastPublishedAt: existing?.lastPublishedAt,
    isErrorHidden: false,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now
  }
  source.workflows.replace(row, { ...row, lastPublishedAt: now })
  return existing === undefined ? target.workflows.insert(copy) : target.workflows.replace(existing, copy)
}
