import { isSince } from "../store/eras.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { idOf, isSlugOf, slug } from "./slugs.ts"

/** Returns the slug of a workflow, which changes with its name. */
export const slugOf = (row: WorkflowRow): string => slug(row, "wf")

/** Finds a workflow by the identifier by which it is triggered, or by Novu's id. */
export const workflowBy = (store: Store, id: string): WorkflowRow | undefined =>
  store.workflows.byKey.get(id) ?? store.workflows.byId.get(id)

/** Finds a workflow by any of its three names. Of a slug only the end counts. */
export const workflowByAny = (store: Store, id: string): WorkflowRow | undefined =>
  workflowBy(store, id) ??
    store.workflows.createdAt.rows.find((row) => isSlugOf(row, "wf", id))

/**
 * Returns the id that Novu looks for when it is given any name of a workflow or a
 * step. Older servers take the last 16 letters and digits of any text for those of
 * a slug, and find nothing by the id that they make of them.
 */
export const parsedId = (store: Store, kind: "wf" | "st", text: string): string => {
  if (/^[0-9a-f]{24}$/.test(text)) return text
  const [, mark, short] = /(?:(?:^|_)(wf|st)_)?([0-9A-Za-z]{16})$/.exec(text) ?? []
  return short !== undefined && (mark === kind || !isSince(store, "2026-05")) ? idOf(short) : text
}

/** Finds a workflow as the path of a request names it. */
export const workflowAt = (store: Store, text: string): WorkflowRow | undefined =>
  isSince(store, "2026-05") ? workflowByAny(store, text) : workflowBy(store, parsedId(store, "wf", text))

/** Finds a step as the path of a request names it. */
export const stepAt = (store: Store, { steps }: WorkflowRow, text: string): StepRow | undefined => {
  const id = parsedId(store, "st", text)
  return steps.find((step) =>
    step._id === id || step.stepId === id || isSince(store, "2026-05") && step.stepId === text
  )
}
