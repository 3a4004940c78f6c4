/**
 * Describes workflows: what a trigger sets off, step by step.
 *
 * @see https://docs.novu.co/api-reference/workflows
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  countKey,
  flagKey,
  isRecord,
  isTexts,
  JsonObject,
  membersOf,
  nullableKey,
  nullableTextKey,
  nullishKey,
  objectsOf,
  openLiterals,
  partsKey,
  recordOf,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { Author } from "./Author.ts"
import { entity } from "./Entity.ts"
import { AnySeverity, Severity } from "./Severity.ts"
import { AnyStepType, StepChange, StepDefinition, StepInput, StepIssues, WorkflowStep } from "./WorkflowStep.ts"

const knownOrigins = ["novu-cloud", "novu-cloud-v1", "external"] as const

const origins = openLiterals(knownOrigins)

const statuses = openLiterals(["ACTIVE", "INACTIVE", "ERROR"])

/**
 * Holds the preferences of a workflow, as they are shown: `all`, and `channels`
 * by their names on the wire, such as `in_app`.
 *
 * @category models
 * @since 0.1.0
 */
export class ShownPreferences extends entity<ShownPreferences>()("WorkflowPreferencesDto", {
  all: nullishKey(Schema.Struct({ enabled: flagKey, readOnly: flagKey }), isRecord),
  channels: partsKey(Schema.Record(Schema.String, Schema.Struct({ enabled: flagKey })), membersOf(recordOf))
}) {}

/**
 * Holds both preferences of a workflow: those that the workflow was given, and
 * those that a person has set over them in the dashboard.
 *
 * @category models
 * @since 0.1.0
 */
export class WorkflowPreferences extends entity<WorkflowPreferences>()("WorkflowPreferencesResponseDto", {
  /** Decides where it is not `null`. */
  user: nullableKey(ShownPreferences, isRecord),
  /** Is what a request calls `workflow`. */
  default: nullishKey(ShownPreferences, isRecord)
}) {}

/** What a workflow and an item of the list have in common. */
const shared = {
  /** Novu's own id, which stays the same whatever the workflow is called. */
  _id: Schema.String,
  /** The identifier by which it is triggered. */
  workflowId: Schema.String,
  name: Schema.String,
  /** Is made of the name on each read. Only what follows the last `_wf_` stays the same. */
  slug: textKey,
  tags: nullishKey(Schema.Array(Schema.String), isTexts),
  /** Says where it was made: `external` is in code that Novu calls. */
  origin: nullishKey(origins, isString),
  /**
   * Is `ERROR` where a step has issues.
   *
   * **Gotchas**
   *
   * - `Workflows.patch` writes `ACTIVE` or `INACTIVE` over an `ERROR`. Ask `Workflows.issuesOf`.
   */
  status: nullishKey(statuses, isString),
  isTranslationEnabled: flagKey,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey,
  updatedBy: nullableKey(Author, isRecord),
  lastPublishedAt: uncheckedTimeKey,
  lastPublishedBy: nullableKey(Author, isRecord),
  lastTriggeredAt: uncheckedTimeKey
}

/**
 * Describes a workflow. Decoding fails only without its ids, its name or its
 * steps, or where a step lacks its own.
 *
 * @category models
 * @since 0.1.0
 */
export class Workflow extends entity<Workflow>()("WorkflowResponseDto", {
  ...shared,
  description: nullableTextKey,
  active: flagKey,
  steps: Schema.Array(WorkflowStep),
  /** Whether a trigger whose payload does not fit `payloadSchema` is refused. */
  validatePayload: flagKey,
  /** A JSON schema of the payload. */
  payloadSchema: nullableKey(JsonObject, isRecord),
  /** A payload that Novu has made up by the schema. */
  payloadExample: nullableKey(JsonObject, isRecord),
  preferences: nullishKey(WorkflowPreferences, isRecord),
  severity: nullishKey(AnySeverity, isString),
  /** The agent that the workflow speaks through. */
  agent: nullableKey(JsonObject, isRecord),
  issues: nullishKey(JsonObject, isRecord)
}) {}

/**
 * Describes a step in the list of workflows.
 *
 * @category models
 * @since 0.1.0
 */
export class ListedStep extends entity<ListedStep>()("StepListResponseDto", {
  slug: textKey,
  type: nullishKey(AnyStepType, isString),
  issues: nullishKey(StepIssues, isRecord)
}) {}

/**
 * Describes a workflow in a list, which says less of it.
 *
 * @category models
 * @since 0.1.0
 */
export class ListedWorkflow extends entity<ListedWorkflow>()("WorkflowListResponseDto", {
  ...shared,
  /** Has the type of each step. */
  stepTypeOverviews: nullishKey(Schema.Array(AnyStepType), isTexts),
  /** Absent on older servers. */
  steps: partsKey(Schema.Array(ListedStep), objectsOf)
}) {}

/**
 * Describes one page of workflows.
 *
 * @category models
 * @since 0.1.0
 */
export class WorkflowPage extends entity<WorkflowPage>()("ListWorkflowResponse", {
  workflows: Schema.Array(ListedWorkflow),
  /** The number of workflows that match, whichever page is read. */
  totalCount: countKey
}) {}

/** No query can say that a list is empty. */
const atLeastOne = Schema.isMinLength(1)

/**
 * `Workflows.list` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class ListWorkflows extends entity<ListWorkflows>()(undefined, {
  /**
   * Workflows per page, 1 to 100.
   *
   * @default 50, chosen by Novu
   */
  limit: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))),
  /**
   * Counts the workflows that are left out before the page.
   *
   * @default 0, chosen by Novu
   */
  offset: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /** @default "DESC", chosen by Novu */
  orderDirection: Schema.optional(Schema.Literals(["ASC", "DESC"])),
  /** @default "createdAt", chosen by Novu */
  orderBy: Schema.optional(Schema.Literals(["createdAt", "updatedAt", "name", "lastTriggeredAt"])),
  /** A part of the name or of the identifier, in any case. */
  query: Schema.optional(Schema.String),
  /** Workflows with one of these. */
  tags: Schema.optional(Schema.Array(Schema.String).check(atLeastOne)),
  status: Schema.optional(Schema.Array(Schema.Literals(["ACTIVE", "INACTIVE", "ERROR"])).check(atLeastOne))
}) {}

const channel = Schema.Struct({ enabled: Schema.Boolean })

/**
 * Says which channels of a workflow are on for those who say nothing of it.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferencesInput extends entity<PreferencesInput>()("WorkflowPreferencesDto", {
  all: Schema.Struct({
    enabled: Schema.Boolean,
    /** Whether nobody may change them, as for a password that was forgotten. */
    readOnly: Schema.Boolean
  }),
  /** By the names on the wire: `in_app`, `email`, `sms`, `push`, `chat`. */
  channels: Schema.Record(Schema.String, channel)
}) {}

/**
 * Holds both preferences of a workflow.
 *
 * **Gotchas**
 *
 * - Answers call `workflow` by the name `default`. A workflow that is sent back as
 *   it was read has its preferences reset. `Workflows.edit` sees to that.
 *
 * @category models
 * @since 0.1.0
 */
export class PreferencesRequest extends entity<PreferencesRequest>()("PreferencesRequestDto", {
  /** Decides over `workflow`. An update without it, or with `null`, removes it. */
  user: Schema.optional(Schema.NullOr(PreferencesInput)),
  /** An update without it, or with `null`, resets it: every channel is on, and may be changed. */
  workflow: Schema.optional(Schema.NullOr(PreferencesInput))
}) {}

/** Schemas are objects, and `true` and `false` are none for Novu. */
const payloadSchema = Schema.optional(Schema.NullOr(JsonObject))

const name = Schema.NonEmptyString.check(Schema.isMaxLength(64))

const description = Schema.optional(Schema.String.check(Schema.isMaxLength(256)))

const tag = Schema.NonEmptyString.check(Schema.isMaxLength(32))

const tags = Schema.optional(Schema.Array(tag).check(Schema.isMaxLength(16), Schema.isUnique()))

const flagInput = Schema.optional(Schema.Boolean)

const mostSteps = Schema.isMaxLength(20)

const steps = Schema.Array(StepInput).check(mostSteps)

/** What `create`, `update`, `edit` and `ensure` have in common. */
const settings = {
  description,
  tags,
  /** @default true, chosen by Novu, whose document says `false` */
  active: flagInput,
  validatePayload: flagInput,
  /** A JSON schema of the payload, such as `Trigger.jsonSchema` makes. */
  payloadSchema,
  /** Does nothing on servers of one's own. */
  isTranslationEnabled: flagInput,
  severity: Schema.optional(Severity),
  /** Is unknown before Novu 3.19. */
  agent: Schema.optional(Schema.NullOr(Schema.Struct({
    identifier: Schema.NonEmptyString,
    providers: Schema.optional(
      Schema.Record(Schema.String, Schema.Struct({ replyTo: Schema.optional(Schema.String) }))
    )
  }))),
  preferences: Schema.optional(PreferencesRequest)
}

const workflowId = Schema.String.check(
  Schema.isPattern(/^(?!\.{1,2}$)[A-Za-z0-9._-]+$/, { expected: "letters, digits, \"-\", \"_\" and \".\"" })
)

/**
 * `Workflows.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateWorkflow extends entity<CreateWorkflow>()("CreateWorkflowDto", {
  workflowId,
  name,
  ...settings,
  steps,
  /** Says who asks. Leave it out. */
  __source: Schema.optional(
    Schema.Literals([
      "template_store",
      "editor",
      "notification_directory",
      "onboarding_digest_demo",
      "onboarding_in_app",
      "empty_state",
      "dropdown",
      "onboarding_get_started",
      "bridge",
      "dashboard",
      "ai"
    ])
  )
}) {}

/**
 * `Workflows.update` sends this: all that the workflow is to be. What is absent is
 * not kept, unless a member says so.
 *
 * @category models
 * @since 0.1.0
 */
export class UpdateWorkflow extends entity<UpdateWorkflow>()("UpdateWorkflowDto", {
  name,
  ...settings,
  steps,
  /** Is ignored: a workflow keeps its identifier. */
  workflowId: Schema.optional(workflowId),
  preferences: PreferencesRequest,
  /** Is ignored. Older servers need it. */
  origin: Schema.optional(Schema.Literals(knownOrigins))
}) {}

/**
 * `Workflows.patch` sends this. Members that are absent keep their values, and so
 * does one that is `null` on the wire, which is why none is `null` here: a schema
 * cannot be taken away by it.
 *
 * @category models
 * @since 0.1.0
 */
export class PatchWorkflow extends entity<PatchWorkflow>()("PatchWorkflowDto", {
  active: flagInput,
  name: Schema.optional(name),
  /** An empty text clears it. */
  description,
  /** An empty list clears them. */
  tags,
  payloadSchema: Schema.optional(JsonObject),
  validatePayload: flagInput,
  isTranslationEnabled: flagInput
}) {}

/**
 * `Workflows.sync` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class SyncWorkflow extends entity<SyncWorkflow>()("SyncWorkflowDto", {
  /** Novu's own id of another environment of the organisation. */
  targetEnvironmentId: Schema.NonEmptyString
}) {}

/**
 * `Workflows.retrieve` takes these members.
 *
 * @category models
 * @since 0.1.0
 */
export class RetrieveWorkflow extends entity<RetrieveWorkflow>()(undefined, {
  /**
   * Reads the workflow in another environment. Since the middle of 2026 a key is
   * refused with `Forbidden` for any but its own.
   */
  environmentId: Schema.optional(Schema.String)
}) {}

/**
 * Says what `Workflows.ensure` sees to. Members that are absent stay as they are.
 * The steps are all that the workflow is to have, in their order; each is known by
 * its `stepId`.
 *
 * @category models
 * @since 0.1.0
 */
export class WorkflowDefinition extends entity<WorkflowDefinition>()(undefined, {
  workflowId,
  name,
  ...settings,
  steps: Schema.Array(StepDefinition).check(mostSteps)
}) {}

/**
 * Says what `Workflows.edit` changes. Members that are absent stay as they are, and
 * so do those of `preferences`. `steps` are all that the workflow is to have, in
 * their order; one that is left out is deleted.
 *
 * @category models
 * @since 0.1.0
 */
export class WorkflowChanges extends entity<WorkflowChanges>()(undefined, {
  name: Schema.optional(name),
  ...settings,
  steps: Schema.optional(Schema.Array(StepChange).check(mostSteps))
}) {}
