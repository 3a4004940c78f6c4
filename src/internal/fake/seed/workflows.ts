import type { SeedWorkflow } from "../../../Testing/SeedWorkflows.ts"
import { given } from "../../input/given.ts"
import type { WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { othersOf, workflowMembers } from "../store/workflowMembers.ts"
import { completePreferences, criticalPreferences, defaultPreferences, makeWorkflow } from "../store/workflows.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"
import { savedStep, stepsOf } from "./steps.ts"
import { maybeTimeOf, millisOf } from "./times.ts"

/** Makes the row of a workflow, and puts it nowhere. */
export const workflowOf = (seeding: Seeding, seed: SeedWorkflow): WorkflowRow => {
  const { now, store } = seeding
  const { active, agent, critical = false, data, description, id, name = id, origin, payloadSchema, severity } = seed
  const { isErrorHidden, isTranslationEnabled, more, tags, triggerStatus } = seed
  const userPreferences = completePreferences(seed.preferences?.user) ?? null
  const preferences = completePreferences(seed.preferences?.workflow) ??
    (critical ? criticalPreferences : defaultPreferences)
  const stamp = stampOf(seeding, seed, store.workflows.byKey.get(id))
  const row = makeWorkflow(store, {
    workflowId: id,
    name,
    steps: stepsOf(store, seed.steps, now),
    preferences,
    userPreferences,
    payloadSchema,
    validatePayload: seed.validatePayload ?? payloadSchema !== undefined,
    ...given({
      active,
      agent,
      data,
      description,
      isErrorHidden,
      isTranslationEnabled,
      lastPublishedAt: millisOf(seed.lastPublishedAt),
      origin,
      others: more === undefined ? undefined : othersOf(more, workflowMembers),
      severity,
      tags,
      triggerStatus
    })
  }, now)
  return { ...row, ...stamp }
}

export const seedWorkflow = (seeding: Seeding, seed: SeedWorkflow): void => {
  const { workflows } = seeding.store
  put(workflows, workflows.byKey.get(seed.id), workflowOf(seeding, seed))
}

export const savedWorkflow = (row: WorkflowRow): SeedWorkflow => ({
  id: row.workflowId,
  name: row.name,
  ...given({ description: row.description }),
  active: row.active,
  origin: row.origin,
  tags: row.tags,
  severity: row.severity,
  ...given({ data: row.data, payloadSchema: row.payloadSchema }),
  validatePayload: row.validatePayload,
  preferences: { user: row.userPreferences, workflow: row.preferences },
  isTranslationEnabled: row.isTranslationEnabled,
  agent: row.agent,
  ...(Object.keys(row.others).length === 0 ? undefined : { more: row.others }),
  ...given({ triggerStatus: row.triggerStatus, lastPublishedAt: maybeTimeOf(row.lastPublishedAt) }),
  isErrorHidden: row.isErrorHidden,
  steps: row.steps.map(savedStep),
  ...savedStamp(row)
})

export const savedWorkflows = ({ workflows }: Store): ReadonlyArray<SeedWorkflow> =>
  workflows.createdAt.rows.map(savedWorkflow)
