/** Makes the rows of workflows of what requests say. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, conflict, type Rejection } from "../protocol/rejection.ts"
import { isSince } from "../store/eras.ts"
import type { StepRow, WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { othersOf, stepMembers, workflowMembers } from "../store/workflowMembers.ts"
import { completePreferences, defaultPreferences, judged, makeWorkflow } from "../store/workflows.ts"
import { objectOf, textOf } from "../worker/values.ts"
import { emailValues } from "./emailValues.ts"
import { slugified } from "./slugs.ts"
import { checkLimit, checkSteps } from "./workflowRules.ts"

type Input = Readonly<Record<string, unknown>>

const stepsIn = ({ steps }: Input): ReadonlyArray<Input> => Array.isArray(steps) ? steps.map(objectOf) : []

const flagOr = (value: unknown, otherwise: boolean): boolean => typeof value === "boolean" ? value : otherwise

const textOr = (value: unknown, otherwise: string): string => typeof value === "string" ? value : otherwise

/** Only a text is a tag by the rules. */
const tagsOr = (value: unknown, otherwise: ReadonlyArray<string>): ReadonlyArray<string> =>
  Array.isArray(value) ? value.map(String) : otherwise

const suffixed = (store: Store, id: string): string => `${id}-${store.ids.token(4).toLowerCase()}`

/** A name without a letter or digit leads to no identifier. */
const idFrom = (store: Store, name: string): string => slugified(name) || store.ids.token(8).toLowerCase()

/** Older servers make the identifier of the name. What newer ones do about one that is taken is an option. */
const freeId = (store: Store, { name, workflowId }: Input): Result.Result<string, Rejection> => {
  const isDerived = !isSince(store, "2026-05")
  const wanted = isDerived ? idFrom(store, String(name)) : String(workflowId)
  if (!store.workflows.byKey.has(wanted)) return Result.succeed(wanted)
  return !isDerived && store.options.takenIdentifier === "refused"
    ? Result.fail(conflict(`Workflow with id ${wanted} already exists`))
    : Result.succeed(suffixed(store, wanted))
}

/** Returns an identifier for a step that was given none. */
const freeStepId = (store: Store, name: string, taken: ReadonlySet<string>): string => {
  const wanted = idFrom(store, name)
  return taken.has(wanted) ? suffixed(store, wanted) : wanted
}

/** Returns the control values after a write: absent values stay, `null` clears them, and an object replaces them. */
const controlsOf = (
  store: Store,
  origin: string,
  { controlValues, type }: Input,
  before: StepRow | undefined
): Result.Result<StepRow["controls"], Rejection> => {
  if (!isReadonlyObject(controlValues)) return Result.succeed(controlValues === null ? {} : before?.controls ?? {})
  return type === "email" ? emailValues(store, origin, controlValues) : Result.succeed(controlValues)
}

/** Values that are cleared take what is set per provider with them, unless that is sent, too. */
const overridesOf = (
  { controlValues, providerOverrides }: Input,
  before: StepRow | undefined
): StepRow["providerOverrides"] =>
  isReadonlyObject(providerOverrides)
    ? providerOverrides
    : providerOverrides === null || controlValues === null
    ? undefined
    : before?.providerOverrides

/**
 * Makes the steps of a workflow. One with the `_id` of a step of it is that step,
 * and keeps its identifier. Any other is new: it has the identifier that it was
 * given, or one of its name that no step has or had.
 */
const stepsOf = (
  store: Store,
  input: Input,
  row: WorkflowRow | undefined,
  now: number
): Result.Result<ReadonlyArray<StepRow>, Rejection> =>
  Result.gen(function*() {
    const sent = stepsIn(input)
    yield* checkSteps(sent)
    const taken = new Set(row?.steps.map(({ stepId }) => stepId))
    const steps: Array<StepRow> = []
    for (const step of sent) {
      const { _id } = step
      const before = row?.steps.find((each) => each._id === _id)
      if (row !== undefined && before === undefined && textOf(_id) !== undefined && isSince(store, "2026-08")) {
        return yield* Result.fail(badRequest(`Step with id ${String(_id)} does not belong to this workflow`))
      }
      const name = String(step["name"])
      const stepId = before?.stepId ?? textOf(step["stepId"]) ?? freeStepId(store, name, taken)
      taken.add(stepId)
      steps.push({
        _id: before?._id ?? store.ids.objectId(now),
        stepId,
        name,
        type: String(step["type"]),
        active: before?.active ?? true,
        controls: yield* controlsOf(store, row?.origin ?? "novu-cloud", step, before),
        providerOverrides: overridesOf(step, before),
        others: othersOf(step, stepMembers)
      })
    }
    return steps
  })

/** Servers of one's own have no translations. */
const translates = ({ options }: Store, sent: unknown, otherwise: boolean): boolean =>
  options.plan === "self-hosted" ? otherwise : flagOr(sent, otherwise)

const schemaOr = (sent: unknown, otherwise: WorkflowRow["payloadSchema"]): WorkflowRow["payloadSchema"] =>
  isReadonlyObject(sent) ? sent : otherwise

/** Is the schema of a workflow that was given none, which takes any payload. */
const openSchema = { type: "object", properties: {}, required: [], additionalProperties: true }

const preferencesIn = (input: Input): Pick<WorkflowRow, "preferences" | "userPreferences"> => {
  const { user, workflow } = objectOf(input["preferences"])
  return {
    userPreferences: completePreferences(user) ?? null,
    preferences: completePreferences(workflow) ?? defaultPreferences
  }
}

/** Adds a workflow. */
export const createWorkflow = (store: Store, input: Input, now: number): Result.Result<WorkflowRow, Rejection> =>
  Result.gen(function*() {
    yield* checkLimit(store)
    const steps = yield* stepsOf(store, input, undefined, now)
    const workflow = {
      workflowId: yield* freeId(store, input),
      name: String(input["name"]),
      description: textOr(input["description"], ""),
      tags: tagsOr(input["tags"], []),
      active: flagOr(input["active"], true),
      validatePayload: flagOr(input["validatePayload"], true),
      payloadSchema: schemaOr(input["payloadSchema"], openSchema),
      isTranslationEnabled: translates(store, input["isTranslationEnabled"], false),
      severity: textOr(input["severity"], "none"),
      agent: isReadonlyObject(input["agent"]) ? input["agent"] : null,
      ...preferencesIn(input),
      steps,
      others: othersOf(input, workflowMembers)
    }
    return store.workflows.insert(makeWorkflow(store, workflow, now))
  })

/** Replaces the steps and the preferences of a workflow, and what else is sent. Members that are absent stay. */
export const updateWorkflow = (
  store: Store,
  row: WorkflowRow,
  input: Input,
  now: number
): Result.Result<WorkflowRow, Rejection> =>
  Result.map(stepsOf(store, input, row, now), (steps) => {
    const { agent, payloadSchema } = input
    return store.workflows.replace(
      row,
      judged({
        ...row,
        name: String(input["name"]),
        description: typeof input["description"] === "string" ? input["description"] : row.description,
        tags: tagsOr(input["tags"], row.tags),
        active: flagOr(input["active"], true),
        validatePayload: flagOr(input["validatePayload"], row.validatePayload),
        payloadSchema: payloadSchema === null ? undefined : schemaOr(payloadSchema, row.payloadSchema),
        isTranslationEnabled: translates(store, input["isTranslationEnabled"], row.isTranslationEnabled),
        severity: textOr(input["severity"], row.severity),
        agent: agent === undefined ? row.agent : isReadonlyObject(agent) ? agent : null,
        ...preferencesIn(input),
        steps,
        isErrorHidden: false,
        others: othersOf(input, workflowMembers),
        updatedAt: now
      })
    )
  })

/** Sets what is sent and is not `null`. The flag is written together with the status, whatever is wrong with the steps. */
export const patchWorkflow = (store: Store, row: WorkflowRow, input: Input, now: number): WorkflowRow =>
  store.workflows.replace(row, {
    ...row,
    name: textOr(input["name"], row.name),
    description: typeof input["description"] === "string" ? input["description"] : row.description,
    tags: tagsOr(input["tags"], row.tags),
    active: flagOr(input["active"], row.active),
    validatePayload: flagOr(input["validatePayload"], row.validatePayload),
    payloadSchema: schemaOr(input["payloadSchema"], row.payloadSchema),
    isTranslationEnabled: translates(store, input["isTranslationEnabled"], row.isTranslationEnabled),
    isErrorHidden: row.isErrorHidden || typeof input["active"] === "boolean",
    updatedAt: now
  })

/** Removes a workflow, and what subscribers prefer of it. */
export const removeWorkflow = (store: Store, row: WorkflowRow): void => {
  for (const each of store.preferences.createdAt.rows.filter(({ workflowId }) => workflowId === row._id)) {
    store.preferences.remove(each)
  }
  store.workflows.remove(row)
}
