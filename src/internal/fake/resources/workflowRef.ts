import type { WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { isSlugOf, slug } from "./slugs.ts"

/** Returns the slug of a workflow, which changes with its name. */
export const slugOf = (row: WorkflowRow): string => slug(row, "wf")

/** Finds a workflow by the identifier by which it is triggered, or by Novu's id. */
export const workflowBy = (store: Store, id: string): WorkflowRow | undefined =>
  store.workflows.byKey.get(id) ?? store.workflows.byId.get(id)

/** Finds a workflow by any of its three names. Of a slug only the end counts. */
export const workflowByAny = (store: Store, id: string): WorkflowRow | undefined =>
  workflowBy(store, id) ??
    store.workflows.createdAt.rows.find((row) => isSlugOf(row, "wf", id))
