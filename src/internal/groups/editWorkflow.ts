import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import { NovuError } from "../../Errors/NovuError.ts"
import { Conflict, InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { type Workflow, WorkflowChanges } from "../../Schema/Workflow.ts"
import { type StepChange, StepInput, WorkflowStep } from "../../Schema/WorkflowStep.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { given, kindOf } from "../input/given.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { isRecord } from "../input/isRecord.ts"
import { encoder } from "../wire/encode.ts"
import { inWords } from "../wire/issues.ts"
import { stored } from "./agreement.ts"
import type { Lock } from "./lockByKey.ts"
import {
  changed,
  changedStep,
  type Json,
  objectIn,
  type RawWorkflow,
  stepOf,
  valuesOf,
  writable
} from "./rawWorkflow.ts"

/** Reads workflows and writes them, as they are on the wire. */
export interface RawWorkflows {
  readonly read: (workflowId: string, options?: RequestOptions) => Effect.Effect<NovuResponse<RawWorkflow>, NovuError>
  readonly write: (
    workflowId: string,
    workflow: Json,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<RawWorkflow>, NovuError>
}

/** Repeats `EditedWorkflow` of `Workflows`, which stands above this room. */
interface Edited extends NovuResponse<Workflow> {
  readonly outcome: "updated" | "unchanged"
}

/** Limits how often a change is made again while others write. */
const rounds = 5

const edit = composition("Workflows.edit", [])

const members: ReadonlySet<string> = new Set(Object.keys(WorkflowChanges.fields))

/** A step may be given as it was read. What Novu writes by itself is then left out. */
const stepMembers: ReadonlySet<string> = new Set(Object.keys(WorkflowStep.fields))

const fail = (reason: NovuError["reason"]) => Effect.fail(new NovuError({ operation: edit.name, reason, attempts: 0 }))

const encodeChanges = encoder(WorkflowChanges)

const encodeStep = encoder(StepInput)

const asSent = (text: string): string => text

const under = (at: string, { issues }: InvalidInput): InvalidInput => {
  const placed = issues.map(({ message, path }) => ({ path: `${at}.${path}`, message }))
  return new InvalidInput({ detail: inWords(placed), issues: placed })
}

/** Returns the values that are not stored as they are. What is stored already need not be of a form that this release knows. */
const newValues = (before: Json, values: unknown): unknown =>
  isReadonlyObject(values)
    ? Object.fromEntries(Object.entries(values).filter(([name, value]) => stored(before[name], value) !== "same"))
    : values

/** Says what is wrong with a change of a step. */
const stepIssue = (raw: Json, step: StepChange & { readonly controls?: unknown }, at: string) => {
  const unknown = Object.keys(step).find((name) => !stepMembers.has(name))
  if (unknown !== undefined) return invalidInput(`${at}.${unknown}`, "is no member of a step that can be changed")
  const before = stepOf(raw, step)
  const shown = objectIn(objectIn(before?.["controls"])["values"])
  if (step.controls !== undefined && stored(shown, objectIn(step.controls)["values"]) !== "same") {
    return invalidInput(`${at}.controls`, "is not sent: give the values as \"controlValues\"")
  }
  const { _id, name, stepId, type } = changedStep(raw, step)
  const { controlValues, providerOverrides } = step
  const wrong = encodeStep({
    ...(before === undefined && given({ _id, stepId })),
    name,
    type,
    controlValues: newValues(before === undefined ? {} : valuesOf(before), controlValues),
    providerOverrides
  }, asSent)
  return wrong instanceof InvalidInput ? under(at, wrong) : undefined
}

/** Says what is wrong with changes, which callers without types may make of anything. */
const issueOf = (raw: Json, changes: WorkflowChanges) => {
  const unknown = Object.keys(changes).find((name) => !members.has(name))
  if (unknown !== undefined) return invalidInput(unknown, "is no member that can be changed")
  const encoded = encodeChanges(changes, asSent)
  if (encoded instanceof InvalidInput) return encoded
  for (const [index, step] of (changes.steps ?? []).entries()) {
    const issue = stepIssue(raw, step, `steps.${index}`)
    if (issue !== undefined) return issue
  }
  return undefined
}

/** Asks the caller what to change, and returns the workflow as it is to be written. */
const bodyOf = Effect.fnUntraced(
  function*(change: (workflow: Workflow) => WorkflowChanges, { raw, workflow }: RawWorkflow) {
    const changes: unknown = yield* Effect.try({
      try: () => change(workflow),
      catch: () => new NovuError({ operation: edit.name, attempts: 0, reason: invalidInput("change", "threw") })
    })
    if (!isRecord<WorkflowChanges>(changes)) {
      return yield* fail(invalidInput("change", `must return the members to change, and returned ${kindOf(changes)}`))
    }
    const issue = issueOf(raw, changes)
    return issue === undefined ? changed(raw, changes) : yield* fail(issue)
  }
)

/** Whether somebody has written a workflow between two answers. */
const hasMoved = (before: Json, after: Json): boolean =>
  before["updatedAt"] !== after["updatedAt"] || stored(writable(before), writable(after)) !== "same"

/**
 * Reads a workflow, asks for the changes, and writes it whole. It is read again
 * just before it is written, and asks again where it has moved. Edits of one
 * workflow by this client write one after the other.
 */
export const editWorkflow = (
  workflows: RawWorkflows,
  lock: Lock,
  id: string,
  change: (workflow: Workflow) => WorkflowChanges,
  asked: RequestOptions = {}
): Effect.Effect<Edited, NovuError> => {
  const wrong = checkOptions(asked)
  if (wrong !== undefined) return fail(wrong)
  const { idempotencyKey: _, ...options } = asked

  const write = (before: NovuResponse<RawWorkflow>, left: number): Effect.Effect<Edited, NovuError> =>
    Effect.gen(function*() {
      const { raw, workflow } = before.result
      const body = yield* bodyOf(change, before.result)
      if (stored(writable(raw), body) === "same") {
        return { headers: before.headers, result: workflow, outcome: "unchanged" as const }
      }
      const now = yield* workflows.read(workflow._id, options)
      if (!hasMoved(raw, now.result.raw)) {
        const { headers, result } = yield* workflows.write(workflow._id, body, options)
        return { headers, result: result.workflow, outcome: "updated" as const }
      }
      if (left > 1) return yield* write(now, left - 1)
      const detail = "others wrote the workflow each time that it was about to be written"
      return yield* fail(new Conflict({ status: 200, headers: now.headers, detail }))
    })

  return composed(
    edit,
    Effect.flatMap(workflows.read(id, options), (found) => lock(found.result.workflow._id, write(found, rounds)))
  )
}
