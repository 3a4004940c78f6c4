/**
 * Keep workflows: what a trigger sets off, step by step.
 *
 * @see https://docs.novu.co/api-reference/workflows
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { NovuError } from "../Errors/NovuError.ts"
import { checkPayloads } from "../internal/groups/checkPayload.ts"
import { editWorkflow } from "../internal/groups/editWorkflow.ts"
import { ensureWorkflow, type Workflows as Steps } from "../internal/groups/ensureWorkflow.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { makeLock } from "../internal/groups/lockByKey.ts"
import { type Json, RawWorkflow } from "../internal/groups/rawWorkflow.ts"
import type { PayloadReport } from "../Schema/PayloadReport.ts"
import {
  CreateWorkflow,
  type ListedWorkflow,
  ListWorkflows,
  PatchWorkflow,
  RetrieveWorkflow,
  SyncWorkflow,
  UpdateWorkflow,
  Workflow,
  type WorkflowChanges,
  type WorkflowDefinition,
  WorkflowPage
} from "../Schema/Workflow.ts"
import { issuesOf, type WorkflowIssue } from "../Schema/WorkflowIssue.ts"
import { PreviewStep, StepPreview } from "../Schema/WorkflowPreview.ts"
import { WorkflowStep } from "../Schema/WorkflowStep.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import * as Paging from "../Transport/Paging.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"
import { jsonSchema } from "./Trigger.ts"

const path = "/v2/workflows"

const create = Operation.make({
  name: "Workflows.create",
  method: "POST",
  path,
  payload: CreateWorkflow,
  success: Workflow,
  // Where the identifier is taken, some servers refuse the second and others make it under another one.
  repeat: "unguarded"
})

const list = Operation.make({
  name: "Workflows.list",
  method: "GET",
  path,
  query: ListWorkflows,
  success: WorkflowPage
})

const retrieve = Operation.make({
  name: "Workflows.retrieve",
  method: "GET",
  path: `${path}/{workflowId}`,
  query: RetrieveWorkflow,
  success: Workflow
})

const update = Operation.make({
  name: "Workflows.update",
  method: "PUT",
  path: `${path}/{workflowId}`,
  payload: UpdateWorkflow,
  success: Workflow,
  // A step without its `_id` is a new one each time it is sent.
  repeat: ({ payload }) => payload.steps.every(({ _id }) => _id !== undefined) ? "idempotent" : "unguarded"
})

const patch = Operation.make({
  name: "Workflows.patch",
  method: "PATCH",
  path: `${path}/{workflowId}`,
  payload: PatchWorkflow,
  success: Workflow,
  // It writes the same values again.
  repeat: "idempotent"
})

const remove = Operation.make({
  name: "Workflows.delete",
  method: "DELETE",
  path: `${path}/{workflowId}`,
  reconcile: goneIsDone
})

const retrieveStep = Operation.make({
  name: "Workflows.retrieveStep",
  method: "GET",
  path: `${path}/{workflowId}/steps/{stepId}`,
  success: WorkflowStep
})

const previewStep = Operation.make({
  name: "Workflows.previewStep",
  method: "POST",
  path: `${path}/{workflowId}/step/{stepId}/preview`,
  payload: PreviewStep,
  success: StepPreview,
  // It only reads.
  repeat: "idempotent"
})

const sync = Operation.make({
  name: "Workflows.sync",
  method: "PUT",
  path: `${path}/{workflowId}/sync`,
  payload: SyncWorkflow,
  success: Workflow
})

const rawCreate = Operation.withSuccess(create, RawWorkflow)

const rawRetrieve = Operation.withSuccess(retrieve, RawWorkflow)

/** Writes a workflow as it was read. Its steps have their `_id`, but for new ones of a definition, which have their identifier. */
const rawUpdate = Operation.make({
  name: update.name,
  method: update.method,
  path: update.path,
  payload: Schema.Record(Schema.String, Schema.Unknown),
  success: RawWorkflow
})

/** Returns what `edit` and `ensure` call. */
const steps = (call: Operation.Call): Steps => ({
  create: (payload, options) => call(rawCreate, { payload }, options),
  read: (workflowId, options) => call(rawRetrieve, { params: { workflowId } }, options),
  write: (workflowId, workflow: Json, options) =>
    call(rawUpdate, { params: { workflowId }, payload: workflow }, options),
  delete: (workflowId, options) => call(remove, { params: { workflowId } }, options)
})

/**
 * Holds the workflow after `edit`.
 *
 * @category models
 * @since 0.1.0
 */
export interface EditedWorkflow extends NovuResponse<Workflow> {
  /** Is `unchanged` where nothing differed, and nothing was sent. */
  readonly outcome: "updated" | "unchanged"
}

/**
 * Holds the workflow that `ensure` made or found.
 *
 * @category models
 * @since 0.1.0
 */
export interface EnsuredWorkflow extends NovuResponse<Workflow> {
  /**
   * Is `created` too where the answer to the creation was lost and the workflow is
   * there afterwards; `unchanged` where nothing had to be written.
   */
  readonly outcome: "created" | "updated" | "unchanged"
  /** Names what differed and was written, such as `name` or `steps.welcome.controlValues`. */
  readonly changes: ReadonlyArray<string>
  /** Lists what is wrong with the workflow as it is now. */
  readonly issues: ReadonlyArray<WorkflowIssue>
}

/**
 * Says what `ensure` would do.
 *
 * @category models
 * @since 0.1.0
 */
export interface PlannedWorkflow extends NovuResponse<Workflow | undefined> {
  readonly outcome: "created" | "updated" | "unchanged"
  /** Names what differs. */
  readonly changes: ReadonlyArray<string>
  /** Lists what is wrong with the workflow as it is stored now. */
  readonly issues: ReadonlyArray<WorkflowIssue>
}

/**
 * @category models
 * @since 0.1.0
 */
export interface EnsureWorkflowOptions extends RequestOptions {
  /**
   * Only reads, and says what would be written.
   *
   * @default false
   */
  readonly dryRun?: boolean | undefined
  /**
   * Fails with `ValidationFailed` where the workflow has issues that are errors.
   * It is stored all the same, as `mayHaveActed` says.
   *
   * @default false
   */
  readonly strict?: boolean | undefined
}

/**
 * Is `ensure` of a workflow, whose result may lack it for a dry run only.
 *
 * @category models
 * @since 0.1.0
 */
export interface EnsureWorkflow {
  (
    definition: WorkflowDefinition,
    options?: EnsureWorkflowOptions & { readonly dryRun?: false | undefined }
  ): Effect.Effect<EnsuredWorkflow, NovuError>
  (definition: WorkflowDefinition, options?: EnsureWorkflowOptions): Effect.Effect<PlannedWorkflow, NovuError>
}

/** The result lacks a workflow for a dry run only, as its types say. */
const ensureWith = (call: Operation.Call): EnsureWorkflow => {
  const workflows = steps(call)
  return ((definition: WorkflowDefinition, options?: EnsureWorkflowOptions) =>
    ensureWorkflow(workflows, definition, options)) as EnsureWorkflow
}

/**
 * Is as much of a `Trigger` as `checkPayload` needs.
 *
 * @category models
 * @since 0.1.0
 */
export interface AnyTrigger {
  readonly id: string
  readonly payload: Schema.Codec<unknown, unknown>
}

const checkPayloadWith = (call: Operation.Call) => {
  const workflows = steps(call)
  return (triggers: ReadonlyArray<AnyTrigger>, options?: RequestOptions): Effect.Effect<PayloadReport, NovuError> =>
    checkPayloads(workflows, triggers.map((trigger) => ({ id: trigger.id, schema: jsonSchema(trigger) })), options)
}

const editWith = (call: Operation.Call) => {
  const workflows = steps(call)
  const lock = makeLock()
  return (
    workflowId: string,
    change: (workflow: Workflow) => WorkflowChanges,
    options?: RequestOptions
  ): Effect.Effect<EditedWorkflow, NovuError> => editWorkflow(workflows, lock, workflowId, change, options)
}

/**
 * Creates, lists, changes and deletes workflows.
 *
 * The `workflowId` of a path is one of three: the identifier, Novu's `_id`, or the
 * slug, of which only the end after `_wf_` counts. A `stepId` likewise, with `_st_`.
 *
 * **Gotchas**
 *
 * - A step that lacks its texts, or is wrong otherwise, is stored, and the answer is
 *   a success. What is wrong is in `issues` of the step: see `issuesOf`.
 * - Older servers take the last 16 characters of a text for the end of a slug
 *   where they are letters and digits alone, and answer `NotFound`. An identifier
 *   with a `-` among them, or the `_id`, is found on every server.
 * - The slug changes with the name.
 * - Servers from before May 2025 refuse every API key here with `Unauthorized`.
 *
 * @category services
 * @since 0.1.0
 */
export class Workflows extends Group.Service<Workflows>()("Workflows", {
  /**
   * Creates a workflow. Fails with `BadRequest` at the limits of the plan, or where
   * an e-mail names a layout that does not exist.
   *
   * **Gotchas**
   *
   * - Servers differ about an identifier that is taken: one refuses it, another
   *   creates a second workflow under an identifier with a suffix, and those of 2025
   *   make the identifier of the name. Compare `workflowId` of the result with
   *   yours, or use `ensure`.
   * - It is not repeated when its answer is lost.
   * - A workflow without a `payloadSchema` takes any payload. One without `active`
   *   is active.
   */
  create: Group.method(create, (payload: CreateWorkflow) => ({ payload })),

  /** Returns one page, newest first, with the number of all that match. Use `listAll` to read every page. */
  list: Group.method(list, (query?: ListWorkflows) => ({ query })),

  /**
   * Streams every workflow that matches. It reads one page at a time as the stream
   * is pulled, with 100 workflows per page unless `limit` says otherwise.
   *
   * **Gotchas**
   *
   * - Workflows that others add or delete in between shift the pages, so that some
   *   come twice or not at all. In the order of `createdAt` and `ASC`, adding shifts
   *   nothing.
   */
  listAll: Group.pages(
    list,
    (query?: Omit<ListWorkflows, "offset">) => ({ query }),
    Paging.byOffset({
      items: ({ workflows }: WorkflowPage) => workflows,
      hasMore: ({ workflows }: WorkflowPage) => workflows.length > 0,
      totalOf: ({ totalCount }: WorkflowPage) => totalCount,
      keyOf: ({ _id }: ListedWorkflow) => _id
    })
  ),

  /** Fails with `NotFound` when there is no such workflow. */
  retrieve: Group.method(retrieve, (workflowId: string, query?: RetrieveWorkflow) => ({
    params: { workflowId },
    query
  })),

  /**
   * Replaces a workflow by what is given. Fails with `NotFound` when there is no
   * such workflow. To change a part of it, use `edit`.
   *
   * **Gotchas**
   *
   * - A step that is not listed is deleted with what it was set up with, and one
   *   without its `_id` is a new one, even if its `stepId` is known. Such a request
   *   is not repeated when its answer is lost.
   * - `active` is `true` where it is absent.
   * - `preferences.workflow` is reset where it is absent or `null`, and
   *   `preferences.user` removed. Answers call the former `default`.
   * - There is no check of versions: the last write wins.
   */
  update: Group.method(update, (workflowId: string, payload: UpdateWorkflow) => ({ params: { workflowId }, payload })),

  /**
   * Reads a workflow and writes it back with the changes that `change` returns, or
   * sends nothing where nothing differs. Everything else stays as it is, whether
   * this release knows it or not: preferences, the ids of steps, what providers are
   * given. Fails with `NotFound` when there is no such workflow.
   *
   * The workflow is read again just before it is written. Where somebody has
   * changed it since, `change` is asked again, so it must not do anything but
   * return. It fails with `Conflict` when that happens five times.
   *
   * **Gotchas**
   *
   * - Between the second reading and the write there is a gap of one request. What
   *   another process writes in it is lost, because Novu has no versions. Edits of
   *   this client write one after the other.
   * - `steps` are all that the workflow is to have. Return those that it has, with
   *   other `controlValues` where they are to change, rather than new ones.
   * - What an older server does not show, it cannot be given back: without
   *   `preferences` in its answer they are reset.
   * - The time limits are those of one call: `totalTimeout` covers all requests.
   *
   * @example
   * ```ts
   * import { Effect } from "effect"
   * import { Workflows } from "effect-novu"
   *
   * const shout = Effect.gen(function*() {
   *   const { edit } = yield* Workflows
   *   return yield* edit("welcome", ({ steps }) => ({
   *     steps: steps.map((step) =>
   *       step.type === "in_app" ? { ...step, controlValues: { ...step.controls.values, subject: "Welcome!" } } : step
   *     )
   *   }))
   * })
   * ```
   */
  edit: editWith,

  /**
   * Changes members and keeps the others. Fails with `NotFound` when there is no
   * such workflow.
   *
   * **Gotchas**
   *
   * - Steps, preferences, severity and agent cannot be patched.
   * - `active` writes the status over `ERROR`, although the issues stay.
   */
  patch: Group.method(patch, (workflowId: string, payload: PatchWorkflow) => ({ params: { workflowId }, payload })),

  /**
   * Deletes a workflow with its preferences and all that its steps were set up with.
   * Fails with `NotFound` when there is none, unless an earlier attempt of this call
   * may have deleted it.
   */
  delete: Group.method(remove, (workflowId: string) => ({ params: { workflowId } })),

  /**
   * Creates the workflow of this identifier, or changes what the definition names
   * of the one that is there, or writes nothing where it has all that. Run it as
   * often as you like, and from several places at once.
   *
   * Only Novu's own words count for a workflow that is not there: a plan, a scope
   * or a server that is too old makes it fail. A server that makes the workflow
   * under another identifier, because this one is taken, has it deleted again by its
   * `_id`, and nothing else ever is. It fails with `Conflict` where such a server
   * cannot be made to use the identifier. With `dryRun` it only reads.
   *
   * **Gotchas**
   *
   * - The steps of the definition are all that the workflow is to have: others are
   *   deleted. Those with the same `stepId` keep their `_id`.
   * - `controlValues` replace what is stored as a whole. A member that Novu adds by
   *   itself, with its default, is no difference.
   * - Name a layout by its identifier. It is what Novu stores, and another name of it
   *   is written by each run. So is a Maily document whose `editorType` is `html`,
   *   which Novu stores as HTML.
   * - A server that ignores `isTranslationEnabled`, or `agent`, is asked to change it
   *   by every run. Leave them out there.
   * - After the answer to the creation is lost the workflow is only looked for. If it
   *   is not there yet, the call fails with `mayHaveActed`, and can be run again.
   * - The idempotency key is that of the creation.
   * - The time limits are those of one call: `totalTimeout` covers all requests.
   */
  ensure: ensureWith,

  /**
   * Compares what triggers send with the payload schemas of their workflows, and
   * writes nothing. A problem that is an `error` means that Novu refuses payloads of
   * the trigger or starts nothing, or that it cannot be told: what cannot be proved
   * to fit is a problem.
   *
   * **Gotchas**
   *
   * - It compares schemas and not values. A trigger that may leave out what the
   *   workflow requires has a problem, even if it never does.
   * - Novu checks payloads only where `validatePayload` is on, which is a warning where
   *   it is not.
   *
   * @example
   * ```ts
   * import { Effect, Schema } from "effect"
   * import { Trigger, Workflows } from "effect-novu"
   *
   * const OrderShipped = Trigger.make("order-shipped", { payload: { orderId: Schema.String } })
   *
   * const check = Effect.gen(function*() {
   *   const { ok, workflows } = yield* (yield* Workflows).checkPayload([OrderShipped])
   *   return ok ? "fits" : workflows.flatMap(({ problems }) => problems.map(({ message }) => message)).join("; ")
   * })
   * ```
   */
  checkPayload: checkPayloadWith,

  /** Returns a step. Fails with `NotFound` when there is no such workflow or step. */
  retrieveStep: Group.method(
    retrieveStep,
    (workflowId: string, stepId: string) => ({ params: { workflowId, stepId } })
  ),

  /**
   * Returns what a step would send, and sends nothing.
   *
   * **Gotchas**
   *
   * - A step that cannot be rendered is a success too: look at `result.error`.
   */
  previewStep: Group.method(previewStep, (workflowId: string, stepId: string, payload: PreviewStep) => ({
    params: { workflowId, stepId },
    payload
  })),

  /**
   * Copies a workflow, with the layouts of its e-mails, to another environment, and
   * returns the copy. It has the same identifiers, and ids of its own; a copy that
   * is there is overwritten. Fails with `BadRequest` for the own environment and for
   * a workflow that code defines, and with `NotFound` for an environment or a
   * workflow that does not exist.
   *
   * **Gotchas**
   *
   * - Servers since the middle of 2026 keep a key to its own environment. Whether they
   *   refuse this, too, is not known. A key for each environment and `ensure` work
   *   on every server.
   */
  sync: Group.method(sync, (workflowId: string, payload: SyncWorkflow) => ({ params: { workflowId }, payload }))
}) {
  /** Lists what is wrong with a workflow. */
  static readonly issuesOf = issuesOf
}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Workflows.operations = Workflows.operations
