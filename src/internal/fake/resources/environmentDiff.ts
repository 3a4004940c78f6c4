/** Compares what two environments store, as Novu does before it copies from one to the other. */
import * as Equal from "effect/Equal"
import { copiedOfLayout, layoutsOf } from "../store/copyWorkflow.ts"
import type { LayoutRow, StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { workflowsOf } from "./layouts.ts"

/** Has what is compared, which may be there in one environment only. */
export interface Pair<R> {
  readonly source: R | undefined
  readonly target: R | undefined
}

type Members = Readonly<Record<string, unknown>>

type Action = "added" | "modified" | "deleted" | "moved"

interface Change {
  readonly resourceType: string
  readonly action: Action
  readonly [member: string]: unknown
}

interface Dependency {
  readonly resourceType: string
  readonly resourceId: string
  readonly resourceName: string
  readonly isBlocking: boolean
  readonly reason: string
}

/** Pairs rows by their identifier: those of the source first, then those that only the target has. */
const paired = <R>(
  source: ReadonlyArray<R>,
  target: ReadonlyArray<R>,
  keyOf: (row: R) => string
): ReadonlyArray<Pair<R>> => {
  const inTarget = new Map(target.map((row) => [keyOf(row), row]))
  const inSource = new Set(source.map(keyOf))
  return [
    ...source.map((row) => ({ source: row, target: inTarget.get(keyOf(row)) })),
    ...target.filter((row) => !inSource.has(keyOf(row))).map((row) => ({ source: undefined, target: row }))
  ]
}

/** What code defines is published with the code. */
const isPublished = ({ origin }: WorkflowRow): boolean => origin === "novu-cloud"

export const workflowPairs = (source: Store, target: Store): ReadonlyArray<Pair<WorkflowRow>> =>
  paired(
    source.workflows.createdAt.rows.filter(isPublished),
    target.workflows.createdAt.rows.filter(isPublished),
    ({ workflowId }) => workflowId
  )

export const layoutPairs = (source: Store, target: Store): ReadonlyArray<Pair<LayoutRow>> =>
  paired(source.layouts.createdAt.rows, target.layouts.createdAt.rows, ({ layoutId }) => layoutId)

const infoOf = (id: string, { name, updatedAt }: { readonly name: string; readonly updatedAt: number }) => ({
  id,
  name,
  updatedAt: new Date(updatedAt).toISOString()
})

/** Returns the members that differ, as they are in one of both. */
const differing = (row: Members, other: Members): Members =>
  Object.fromEntries(Object.entries(row).filter(([name, value]) => !Equal.equals(value, other[name])))

/** Says how two descriptions of a thing differ, one of which may be absent. */
const changeOf = (
  resourceType: string,
  source: Members | undefined,
  target: Members | undefined
): Change | undefined => {
  if (source === undefined) return { resourceType, action: "deleted" }
  if (target === undefined) return { resourceType, action: "added" }
  const diffs = { previous: differing(target, source), new: differing(source, target) }
  return Object.keys({ ...diffs.previous, ...diffs.new }).length === 0
    ? undefined
    : { resourceType, action: "modified", diffs }
}

const isChange = (change: Change | undefined): change is Change => change !== undefined

const ownOf = (row: WorkflowRow): Members => ({
  ...row.others,
  name: row.name,
  description: row.description ?? "",
  active: row.active,
  tags: row.tags,
  severity: row.severity,
  payloadSchema: row.payloadSchema,
  validatePayload: row.validatePayload,
  isTranslationEnabled: row.isTranslationEnabled,
  agent: row.agent,
  preferences: { user: row.userPreferences, default: row.preferences }
})

const partsOf = (step: StepRow): Members => ({
  ...step.others,
  name: step.name,
  type: step.type,
  active: step.active,
  controlValues: step.controls,
  providerOverrides: step.providerOverrides
})

const namesOf = (step: StepRow | undefined) => step === undefined ? null : { id: step.stepId, name: step.name }

const stepChanges = (source: WorkflowRow, target: WorkflowRow): ReadonlyArray<Change> =>
  paired(source.steps, target.steps, ({ stepId }) => stepId).flatMap(({ source: now, target: before }) => {
    const indexes = {
      previousIndex: before === undefined ? -1 : target.steps.indexOf(before),
      newIndex: now === undefined ? -1 : source.steps.indexOf(now)
    }
    const change = changeOf("step", now && partsOf(now), before && partsOf(before))
    const isMoved = now !== undefined && before !== undefined && indexes.previousIndex !== indexes.newIndex
    const found = [change, isMoved ? { resourceType: "step", action: "moved" as const } : undefined].filter(isChange)
    const more = {
      sourceResource: namesOf(now),
      targetResource: namesOf(before),
      stepType: (now ?? before)?.type,
      ...(isMoved && indexes)
    }
    return found.map((each) => Object.assign({}, each, more))
  })

export const workflowChanges = ({ source, target }: Pair<WorkflowRow>): ReadonlyArray<Change> => {
  const own = changeOf("workflow", source && ownOf(source), target && ownOf(target))
  const steps = source === undefined || target === undefined ? [] : stepChanges(source, target)
  return [own, ...steps].filter(isChange)
}

export const layoutChanges = ({ source, target }: Pair<LayoutRow>): ReadonlyArray<Change> =>
  [changeOf("layout", source && copiedOfLayout(source), target && copiedOfLayout(target))].filter(isChange)

/** A workflow cannot go where a layout of its e-mails is not. One that is there in another form is no obstacle. */
const layoutsNeeded = (
  source: Store,
  target: Store,
  { source: row }: Pair<WorkflowRow>
): ReadonlyArray<Dependency> =>
  (row === undefined ? [] : layoutsOf(source, row)).flatMap((layout) => {
    const there = target.layouts.byKey.get(layout.layoutId)
    if (layoutChanges({ source: layout, target: there }).length === 0) return []
    return [{
      resourceType: "layout",
      resourceId: layout.layoutId,
      resourceName: layout.name,
      isBlocking: there === undefined,
      reason: there === undefined ? "LAYOUT_REQUIRED_FOR_WORKFLOW" : "LAYOUT_EXISTS_IN_TARGET"
    }]
  })

/** A layout cannot go while a workflow of the target stands in it. */
const workflowsInNeed = (target: Store, pair: Pair<LayoutRow>): ReadonlyArray<Dependency> =>
  pair.source !== undefined || pair.target === undefined ? [] : workflowsOf(target, pair.target).map((row) => ({
    resourceType: "workflow",
    resourceId: row.workflowId,
    resourceName: row.name,
    isBlocking: true,
    reason: "LAYOUT_REQUIRED_FOR_WORKFLOW"
  }))

const resourceOf = <R extends { readonly name: string; readonly updatedAt: number }>(
  resourceType: string,
  { source, target }: Pair<R>,
  keyOf: (row: R) => string,
  changes: ReadonlyArray<Change>,
  dependencies: ReadonlyArray<Dependency>
) => {
  const count = (...actions: ReadonlyArray<Action>) => changes.filter(({ action }) => actions.includes(action)).length
  const [sourceResource, targetResource] = [source, target].map((row) => row ? infoOf(keyOf(row), row) : null)
  return {
    resourceType,
    sourceResource,
    targetResource,
    changes: changes.map((change) => Object.assign({ sourceResource, targetResource }, change)),
    summary: {
      added: count("added"),
      modified: count("modified", "moved"),
      deleted: count("deleted"),
      unchanged: 0
    },
    ...(dependencies.length > 0 && { dependencies })
  }
}

/** Lists what differs, the layouts first. */
export const differences = (source: Store, target: Store) => {
  const layouts = layoutPairs(source, target).map((pair) =>
    resourceOf(
      "layout",
      pair,
      ({ layoutId }) => layoutId,
      layoutChanges(pair),
      workflowsInNeed(target, pair)
    )
  )
  const workflows = workflowPairs(source, target).map((pair) =>
    resourceOf(
      "workflow",
      pair,
      ({ workflowId }) => workflowId,
      workflowChanges(pair),
      layoutsNeeded(source, target, pair)
    )
  )
  return [...layouts, ...workflows].filter(({ changes }) => changes.length > 0)
}
