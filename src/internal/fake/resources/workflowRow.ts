/** Writes workflows and their steps as Novu shows them. */
import { given } from "../../input/given.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { timesOf } from "../store/table.ts"
import { timeOf } from "./messageRow.ts"
import { slug } from "./slugs.ts"
import { hasIssues, issuesOf } from "./stepIssues.ts"
import { payloadExampleOf, variablesOf } from "./stepVariables.ts"
import { slugOf } from "./workflowRef.ts"

/** Returns the slug of a step, which changes with its name. */
const stepSlugOf = ({ _id, name }: StepRow): string => slug({ _id, name }, "st")

export const toStep = (store: Store, row: WorkflowRow, step: StepRow) => ({
  ...step.others,
  _id: step._id,
  stepId: step.stepId,
  name: step.name,
  slug: stepSlugOf(step),
  type: step.type,
  origin: row.origin,
  workflowId: row.workflowId,
  workflowDatabaseId: row._id,
  controls: { values: step.controls, dataSchema: { type: "object", additionalProperties: true } },
  controlValues: step.controls,
  ...given({ providerOverrides: step.providerOverrides }),
  variables: variablesOf(row, step),
  issues: issuesOf(store, step, row.origin)
})

/** A PATCH writes the status, and hides that a step has issues. */
const statusOf = (store: Store, row: WorkflowRow): string => {
  if (row.patchedStatus !== undefined) return row.patchedStatus
  if (!row.active) return "INACTIVE"
  return row.steps.some((step) => hasIssues(store, step, row.origin)) ? "ERROR" : "ACTIVE"
}

const lastTriggeredAt = (store: Store, { _id }: WorkflowRow): string | undefined => {
  const run = store.runs.createdAt.rows.findLast(({ workflowId }) => workflowId === _id)
  return run && timesOf(run).createdAt
}

const shared = (store: Store, row: WorkflowRow) => ({
  _id: row._id,
  workflowId: row.workflowId,
  name: row.name,
  slug: slugOf(row),
  tags: row.tags,
  origin: row.origin,
  status: statusOf(store, row),
  isTranslationEnabled: row.isTranslationEnabled,
  ...timesOf(row),
  ...given({ lastTriggeredAt: lastTriggeredAt(store, row), lastPublishedAt: timeOf(row.lastPublishedAt) })
})

export const toWorkflow = (store: Store, row: WorkflowRow) => ({
  ...row.others,
  ...shared(store, row),
  description: row.description,
  active: row.active,
  validatePayload: row.validatePayload,
  payloadSchema: row.payloadSchema,
  payloadExample: payloadExampleOf(row),
  severity: row.severity,
  agent: row.agent,
  preferences: { user: row.userPreferences, default: row.preferences },
  steps: row.steps.map((step) => toStep(store, row, step))
})

export const toListed = (store: Store, row: WorkflowRow) => ({
  ...shared(store, row),
  stepTypeOverviews: row.steps.map(({ type }) => type),
  steps: row.steps.map((step) => ({
    slug: stepSlugOf(step),
    type: step.type,
    issues: issuesOf(store, step, row.origin)
  }))
})
