/** Writes workflows and steps as Novu shows them. */
import { given } from "../../input/given.ts"
import { isSince } from "../store/eras.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { slug } from "./slugs.ts"
import { issuesOf, statusOf } from "./stepIssues.ts"
import { exampleOf, variablesOf } from "./workflowPayload.ts"
import { slugOf } from "./workflowRef.ts"

/** Returns when a workflow was last triggered, in epoch milliseconds. */
export const triggeredAt = (store: Store, { _id }: WorkflowRow): number | undefined =>
  store.runs.createdAt.rows.findLast(({ workflowId }) => workflowId === _id)?.createdAt

const textOfTime = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString()

/** Has what a workflow and its item in the list have in common. */
const shared = (store: Store, row: WorkflowRow) => ({
  _id: row._id,
  workflowId: row.workflowId,
  slug: slugOf(row),
  name: row.name,
  tags: row.tags,
  origin: row.origin,
  status: statusOf(store, row),
  ...(isSince(store, "2026-05") && { isTranslationEnabled: row.isTranslationEnabled }),
  ...timesOf(row),
  ...given({
    lastPublishedAt: textOfTime(row.lastPublishedAt),
    lastTriggeredAt: textOfTime(triggeredAt(store, row))
  })
})

/** The slugs of steps had another mark before. */
const stepSlug = (store: Store, step: StepRow): string => slug(step, isSince(store, "2026-05") ? "st" : "stp")

/** Older servers show the control values in one place, and nothing of providers. */
export const showStep = (store: Store, workflow: WorkflowRow, step: StepRow) => ({
  ...step.others,
  _id: step._id,
  stepId: step.stepId,
  slug: stepSlug(store, step),
  name: step.name,
  type: step.type,
  origin: workflow.origin,
  workflowId: workflow.workflowId,
  workflowDatabaseId: workflow._id,
  controls: { values: step.controls },
  ...(isSince(store, "2026-05") && { controlValues: step.controls }),
  ...(isSince(store, "2026-08") && given({ providerOverrides: step.providerOverrides })),
  variables: variablesOf(workflow, step),
  issues: issuesOf(store, workflow, step)
})

export const showWorkflow = (store: Store, row: WorkflowRow) => ({
  ...row.others,
  ...shared(store, row),
  ...given({ description: row.description }),
  active: row.active,
  validatePayload: row.validatePayload,
  ...(row.payloadSchema !== undefined && {
    payloadSchema: row.payloadSchema,
    payloadExample: exampleOf(row.payloadSchema)
  }),
  preferences: { user: row.userPreferences, default: row.preferences },
  ...(isSince(store, "2026-05") && { severity: row.severity }),
  ...(isSince(store, "2026-08") && { agent: row.agent }),
  steps: row.steps.map((step) => showStep(store, row, step))
})

/** The steps are newer than the list itself. */
export const showListed = (store: Store, row: WorkflowRow) => ({
  ...shared(store, row),
  stepTypeOverviews: row.steps.map(({ type }) => type),
  ...(isSince(store, "2026-05") && {
    steps: row.steps.map((step) => ({
      slug: stepSlug(store, step),
      type: step.type,
      issues: issuesOf(store, row, step)
    }))
  })
})
