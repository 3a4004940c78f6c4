import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import { Conflict, InvalidInput, ValidationFailed } from "../../Errors/NovuErrorReason.ts"
import { type CreateWorkflow, type Workflow, WorkflowDefinition } from "../../Schema/Workflow.ts"
import { issuesOf, type WorkflowIssue } from "../../Schema/WorkflowIssue.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { encoder } from "../wire/encode.ts"
import { inShort } from "../wire/legible.ts"
import { afterWrite } from "./afterWrite.ts"
import { differencesOf } from "./definitionMatch.ts"
import type { RawWorkflows } from "./editWorkflow.ts"
import { changed, type RawWorkflow } from "./rawWorkflow.ts"

type Answer<A = NovuResponse<RawWorkflow>> = Effect.Effect<A, NovuError>

/** Looks for workflows and writes them. */
export interface Workflows extends RawWorkflows {
  readonly create: (payload: CreateWorkflow, options?: RequestOptions) => Answer
  readonly delete: (workflowId: string, options?: RequestOptions) => Answer<unknown>
}

type Outcome = "created" | "updated" | "unchanged"

/** Repeats `EnsuredWorkflow` and `PlannedWorkflow` of `Workflows`, which stands above this room. */
interface Ensured<Result> {
  readonly headers: ResponseHeaders
  readonly result: Result
  readonly outcome: Outcome
  readonly changes: ReadonlyArray<string>
  readonly issues: ReadonlyArray<WorkflowIssue>
}

/** Says how a definition is seen to, beside what is asked of every request. */
export interface EnsureOptions extends RequestOptions {
  readonly dryRun?: boolean | undefined
  readonly strict?: boolean | undefined
}

/** Limits how often finding and changing take turns while others create and delete. */
const rounds = 5

const ensure = composition("Workflows.ensure", ["NotFound", "Conflict"])

const asSent = (text: string): string => text

const encodeDefinition = encoder(WorkflowDefinition)

const failed = (reason: NovuError["reason"], attempts: number, earlierUnknown = false): NovuError =>
  new NovuError({ operation: ensure.name, reason, attempts, earlierUnknown })

/** Says whether Novu itself says that there is no such workflow. A gateway, and a route that is closed, use other words. */
export const isAbsent = ({ reason }: NovuError): boolean =>
  reason._tag === "NotFound" && /^\s*Workflow cannot be found/i.test(reason.detail)

/** What Novu may have made of a request that failed is there to be read, and so is what a refusal may be about. */
const mayBeThere = ({ mayHaveActed, reason }: NovuError): boolean =>
  mayHaveActed || reason._tag === "Conflict" || reason._tag === "BadRequest"

/** A definition that names a step twice would have the one overwrite the other. */
const twice = ({ steps }: WorkflowDefinition): InvalidInput | undefined => {
  const index = steps.findIndex(({ stepId }, at) => steps.slice(0, at).some((other) => other.stepId === stepId))
  return index === -1 ? undefined : invalidInput(`steps.${index}.stepId`, "must be that of one step only")
}

const issueOf = (definition: WorkflowDefinition, options: RequestOptions): InvalidInput | undefined => {
  const wrong = checkOptions(options)
  if (wrong !== undefined) return wrong
  const encoded = encodeDefinition(definition, asSent)
  return encoded instanceof InvalidInput ? encoded : twice(definition)
}

const ensured = (
  { headers, result: { workflow } }: NovuResponse<RawWorkflow>,
  outcome: Outcome,
  changes: ReadonlyArray<string>
): Ensured<Workflow> => ({ headers, result: workflow, outcome, changes, issues: issuesOf(workflow) })

/** Looks for the workflow of this very identifier. A text that ends like a slug finds the workflow of another one. */
const find = (
  workflows: Workflows,
  { workflowId }: WorkflowDefinition,
  options: RequestOptions
): Answer<NovuResponse<RawWorkflow> | undefined> =>
  workflows.read(workflowId, options).pipe(
    Effect.map((found) => found.result.workflow.workflowId === workflowId ? found : undefined),
    Effect.catchIf(isAbsent, () => Effect.succeed(undefined))
  )

const differences = ({ result: { raw } }: NovuResponse<RawWorkflow>, definition: WorkflowDefinition) =>
  differencesOf(raw, definition)

const plan = (
  workflows: Workflows,
  definition: WorkflowDefinition,
  asked: RequestOptions
): Answer<Ensured<Workflow | undefined>> => {
  const { idempotencyKey: _, ...options } = asked
  return Effect.map(find(workflows, definition, options), (found) => {
    if (found === undefined) return { headers: {}, result: undefined, outcome: "created", changes: [], issues: [] }
    const changes = differences(found, definition)
    return ensured(found, changes.length === 0 ? "unchanged" : "updated", changes)
  })
}

const findOrMake = (
  workflows: Workflows,
  definition: WorkflowDefinition,
  asked: RequestOptions,
  left: number
): Answer<Ensured<Workflow>> => {
  const { idempotencyKey: _, ...options } = asked
  return Effect.flatMap(find(workflows, definition, options), (found) =>
    found === undefined
      ? make(workflows, definition, asked)
      : settle(workflows, definition, found, "unchanged", options).pipe(
        // Someone else has deleted the workflow since it was found.
        Effect.catchIf(
          (error) => left > 1 && isAbsent(error),
          () => findOrMake(workflows, definition, asked, left - 1)
        )
      ))
}

/** Gives a workflow what it lacks. `outcome` is what there is to say of one that lacks nothing. */
const settle = (
  workflows: Workflows,
  definition: WorkflowDefinition,
  found: NovuResponse<RawWorkflow>,
  outcome: "created" | "unchanged",
  options: RequestOptions
): Answer<Ensured<Workflow>> => {
  const changes = differences(found, definition)
  if (changes.length === 0) return Effect.succeed(ensured(found, outcome, changes))
  const { raw, workflow } = found.result
  const { workflowId: _, ...members } = definition
  return Effect.map(
    workflows.write(workflow._id, changed(raw, members), options),
    (response) => ensured(response, outcome === "created" ? "created" : "updated", changes)
  )
}

const make = (
  workflows: Workflows,
  definition: WorkflowDefinition,
  asked: RequestOptions
): Answer<Ensured<Workflow>> => {
  const { idempotencyKey: _, ...options } = asked
  return workflows.create(definition, asked).pipe(
    Effect.matchEffect({
      onSuccess: (made) =>
        made.result.workflow.workflowId === definition.workflowId
          ? Effect.succeed(ensured(made, "created", []))
          : takeBack(workflows, definition, made, options),
      onFailure: (error) =>
        mayBeThere(error)
          ? Effect.flatMap(find(workflows, definition, options), (found) =>
            found === undefined
              ? Effect.fail(error)
              : settle(workflows, definition, found, error.mayHaveActed ? "created" : "unchanged", options))
          : Effect.fail(error)
    })
  )
}

/** Deletes the workflow that Novu made under another identifier, and goes on with the wanted one where there is one. */
const takeBack = (
  workflows: Workflows,
  definition: WorkflowDefinition,
  { headers, result: { workflow: made } }: NovuResponse<RawWorkflow>,
  options: RequestOptions
): Answer<Ensured<Workflow>> =>
  Effect.gen(function*() {
    const found = yield* find(workflows, definition, options).pipe(
      Effect.tap(() => workflows.delete(made._id, options)),
      afterWrite
    )
    if (found !== undefined) return yield* settle(workflows, definition, found, "unchanged", options)
    const detail = inShort(
      `Novu made the workflow "${made.workflowId}" where "${definition.workflowId}" was asked for; it was deleted again`,
      asSent
    )
    return yield* Effect.fail(failed(new Conflict({ status: 201, headers, detail }), 1))
  })

/** Makes the failure of a workflow that was written and has errors. */
const hasErrors = (
  { headers, issues, outcome }: Ensured<unknown>,
  errors: ReadonlyArray<WorkflowIssue>
): NovuError => {
  const told = errors.map(({ at, message, stepId }) => ({
    field: inShort(stepId === undefined ? at : `steps.${stepId}.${at}`, asSent),
    messages: [inShort(message, asSent)]
  }))
  const all = told.map(({ field, messages: [message] }) => `${field}: ${message}`).join("; ")
  const detail = inShort(
    `the workflow is stored, and ${issues.length === 1 ? "has an issue" : "has issues"}: ${all}`,
    asSent
  )
  return failed(new ValidationFailed({ status: 200, headers, detail, issues: told }), 1, outcome !== "unchanged")
}

/**
 * Creates the workflow, or changes what the definition names of the existing one.
 * Creating may act twice, so that after it was sent once the workflow is only read.
 */
export const ensureWorkflow = (
  workflows: Workflows,
  definition: WorkflowDefinition,
  { dryRun = false, strict = false, ...asked }: EnsureOptions = {}
): Effect.Effect<Ensured<Workflow | undefined>, NovuError> => {
  const wrong = issueOf(definition, asked)
  if (wrong !== undefined) return Effect.fail(failed(wrong, 0))
  const steps = dryRun ? plan(workflows, definition, asked) : findOrMake(workflows, definition, asked, rounds)
  const outcome = Effect.flatMap(steps, (done) => {
    const errors = strict ? done.issues.filter(({ severity }) => severity === "error") : []
    return errors.length === 0 ? Effect.succeed(done) : Effect.fail(hasErrors(done, errors))
  })
  return composed(ensure, outcome)
}
