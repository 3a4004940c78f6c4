/** Copies workflows, and the layouts of their e-mails, from one environment to another. */
import * as Equal from "effect/Equal"
import { addLayout } from "./layouts.ts"
import type { LayoutRow, WorkflowRow } from "./rows.ts"
import type { Store } from "./store.ts"

/** Returns what of a layout is copied. */
export const copiedOfLayout = ({ controlValues, isTranslationEnabled, layoutId, name }: LayoutRow) => ({
  layoutId,
  name,
  isTranslationEnabled,
  controlValues
})

/** Copies a layout over the one of the same identifier, unless they are the same. */
export const copyLayout = (target: Store, row: LayoutRow, now: number): LayoutRow => {
  const layout = copiedOfLayout(row)
  const existing = target.layouts.byKey.get(row.layoutId)
  if (existing === undefined) return addLayout(target, layout, now)
  return Equal.equals(copiedOfLayout(existing), layout)
    ? existing
    : target.layouts.replace(existing, { ...existing, ...layout, updatedAt: now })
}

/** Returns the layouts that the e-mails of a workflow stand in. */
export const layoutsOf = (store: Store, { steps }: WorkflowRow): ReadonlyArray<LayoutRow> =>
  steps.flatMap(({ controls: { layoutId }, type }) => {
    if (type !== "email" || typeof layoutId !== "string") return []
    const layout = store.layouts.byKey.get(layoutId) ?? store.layouts.byId.get(layoutId)
    return layout === undefined ? [] : [layout]
  })

/**
 * Copies a workflow over the one of the same identifier, or beside the others where
 * there is none. Steps are matched by their identifiers, and keep their ids.
 */
export const copyWorkflow = (source: Store, target: Store, row: WorkflowRow, now: number): WorkflowRow => {
  for (const layout of layoutsOf(source, row)) copyLayout(target, layout, now)
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
