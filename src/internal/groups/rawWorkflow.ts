/** Keeps workflows as they were answered, so that one can be written back without losing what this release does not know. */
import { isReadonlyObject } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { Workflow, type WorkflowChanges } from "../../Schema/Workflow.ts"
import type { StepChange } from "../../Schema/WorkflowStep.ts"
import { given } from "../input/given.ts"

export type Json = Readonly<Record<string, unknown>>

const Members = Schema.Record(Schema.String, Schema.Unknown)

/** Reads a workflow, and keeps what it was read from. */
export const RawWorkflow: Schema.Codec<RawWorkflow, unknown> = Members.pipe(
  Schema.decodeTo(
    Schema.Struct({ raw: Members, workflow: Workflow }),
    SchemaTransformation.transform({
      decode: (raw) => ({ raw, workflow: raw as typeof Workflow.Encoded }),
      encode: ({ raw }) => raw
    })
  )
)

export interface RawWorkflow {
  readonly raw: Json
  readonly workflow: Workflow
}

/** Novu writes these by itself. Every other member of an answer is written back. */
const readOnly: ReadonlySet<string> = new Set([
  "_id",
  "slug",
  "createdAt",
  "updatedAt",
  "updatedBy",
  "lastPublishedAt",
  "lastPublishedBy",
  "lastTriggeredAt",
  "status",
  "issues",
  "payloadExample"
])

const readOnlyOfStep: ReadonlySet<string> = new Set([
  "slug",
  "origin",
  "workflowId",
  "workflowDatabaseId",
  "issues",
  "stepResolverHash",
  "controls",
  "variables"
])

const without = (names: ReadonlySet<string>, members: Json): Json =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.has(name)))

export const objectIn = (value: unknown): Json => isReadonlyObject(value) ? value : {}

/** Returns the steps of an answer. Each of them was decoded, so that it is an object. */
export const stepsIn = (raw: Json): ReadonlyArray<Json> => {
  const { steps } = raw
  return Array.isArray(steps) ? steps.map(objectIn) : []
}

/** Returns what a step is set up with. Older servers show it in one of two places. */
export const valuesOf = (step: Json): Json => {
  const { controls, controlValues } = step
  return isReadonlyObject(controlValues) ? controlValues : objectIn(objectIn(controls)["values"])
}

/**
 * Returns a step as it is to be written. Values that are empty are left out:
 * Novu then keeps what is stored, and stores nothing where nothing was.
 */
const writableStep = (step: Json): Json => {
  const { controlValues: _, name, stepId, ...others } = without(readOnlyOfStep, step)
  const values = valuesOf(step)
  return {
    ...others,
    stepId,
    name: typeof name === "string" && name !== "" ? name : stepId,
    ...(Object.keys(values).length > 0 && { controlValues: values })
  }
}

/** Whether a workflow is active. Older servers say it in the status alone, and take a workflow without the flag as active. */
export const isActive = ({ active, status }: Json): boolean =>
  typeof active === "boolean" ? active : status !== "INACTIVE"

/** Returns the preferences as a request calls them. */
const preferencesIn = (raw: Json): Json => {
  const { default: workflow = null, user = null, ...others } = objectIn(raw["preferences"])
  return { ...others, user, workflow }
}

/** Returns a workflow as it is to be written to stay as it is. */
export const writable = (raw: Json): Json => ({
  ...without(readOnly, raw),
  active: isActive(raw),
  preferences: preferencesIn(raw),
  steps: stepsIn(raw).map(writableStep)
})

/** Finds the step that a change is of. A step that is given by neither of its names is a new one. */
export const stepOf = (raw: Json, { _id, stepId }: StepChange): Json | undefined =>
  _id === undefined
    ? stepsIn(raw).find((step) => stepId !== undefined && step["stepId"] === stepId)
    : stepsIn(raw).find((step) => step["_id"] === _id)

/** Returns a step as it is to be written with a change. */
export const changedStep = (raw: Json, change: StepChange): Json => {
  const step = stepOf(raw, change)
  const { _id, controlValues, name, providerOverrides, stepId, type } = change
  const changes = given({ name, type, controlValues, providerOverrides })
  return step === undefined
    ? { ...given({ _id, stepId }), ...changes }
    // A step keeps its identifier, whatever a request says.
    : { ...writableStep(step), ...changes }
}

/** Returns a workflow as it is to be written with changes. Steps are matched with those that it has. */
export const changed = (raw: Json, { preferences, steps, ...members }: WorkflowChanges): Json => {
  const before = writable(raw)
  return {
    ...before,
    ...given(members),
    ...(preferences !== undefined && { preferences: { ...objectIn(before["preferences"]), ...given(preferences) } }),
    ...(steps !== undefined && { steps: steps.map((step) => changedStep(raw, step)) })
  }
}
