import type { Effect, Option, Stream } from "effect"
import {
  type CreateWorkflow,
  type EditedWorkflow,
  type EmailControls,
  type EnsuredWorkflow,
  type ListedWorkflow,
  type NovuError,
  type NovuResponse,
  OtherStepType,
  type PlannedWorkflow,
  type StepDefinition,
  type StepInput,
  type UpdateWorkflow,
  type Workflow,
  type WorkflowChanges,
  type WorkflowDefinition,
  type WorkflowIssue,
  Workflows,
  WorkflowStep
} from "effect-novu"
import { expectTypeOf } from "vitest"

declare const workflows: Workflows["Service"]
declare const definition: WorkflowDefinition
declare const workflow: Workflow
declare const dryRun: boolean

declare const step: (step: StepInput) => void
declare const defined: (step: StepDefinition) => void
declare const create: (payload: CreateWorkflow) => void
declare const update: (payload: UpdateWorkflow) => void
declare const changes: (changes: WorkflowChanges) => void

// the values of a step are those of its type
step({ type: "in_app", name: "Inbox", controlValues: { subject: "Hi", primaryAction: { label: "Open" } } })
step({ type: "email", name: "Mail", controlValues: { subject: "Hi", layoutId: null, from: { name: "Acme" } } })
step({ type: "custom", name: "Own", controlValues: { anything: [1, { a: null }] } })
// @ts-expect-error a subject is a text
step({ type: "in_app", name: "Inbox", controlValues: { subject: 5 } })
// @ts-expect-error a subject is a text
step({ type: "email", name: "Mail", controlValues: { subject: 5 } })
// @ts-expect-error a button has a label that is a text
step({ type: "in_app", name: "Inbox", controlValues: { primaryAction: { label: 5 } } })
// @ts-expect-error headers are pairs
step({ type: "http_request", name: "Call", controlValues: { headers: { a: "b" } } })
// @ts-expect-error a function is no JSON
step({ type: "custom", name: "Own", controlValues: { anything: () => 1 } })

// any value may be a template, and what is newer than this package may be sent
step({ type: "digest", name: "Digest", controlValues: { amount: "{{payload.hours}}", unit: "hours", brandNew: [1] } })
step({ type: "throttle", name: "Throttle", controlValues: { threshold: 3, unit: "{{payload.unit}}" } })
// @ts-expect-error an amount is a number or a text
step({ type: "delay", name: "Wait", controlValues: { amount: true } })

// another type says that it is one
step({ type: OtherStepType.make("carousel"), name: "New", controlValues: { slides: [] } })
// @ts-expect-error there is no such type
step({ type: "carousel", name: "New" })
// @ts-expect-error a misspelled one
step({ type: "e-mail", name: "Mail" })

// absent values keep what is stored, null clears them
step({ type: "sms", name: "Text" })
step({ type: "sms", name: "Text", controlValues: null, providerOverrides: null })
// @ts-expect-error a step has a name
step({ type: "sms" })

// a definition knows its steps by their identifiers, and has no id of Novu's
defined({ stepId: "sms", type: "sms", name: "Text" })
// @ts-expect-error no identifier
defined({ type: "sms", name: "Text" })
// @ts-expect-error an id of Novu's
defined({ _id: "6615943e7ace93b0540ae377", stepId: "sms", type: "sms", name: "Text" })

create({ workflowId: "welcome", name: "Welcome", steps: [] })
create({ workflowId: "welcome", name: "Welcome", steps: [], preferences: { user: null }, payloadSchema: null })
// @ts-expect-error steps are required
create({ workflowId: "welcome", name: "Welcome" })
// @ts-expect-error an answer calls it so, and a request does not
create({ workflowId: "welcome", name: "Welcome", steps: [], preferences: { default: null } })
// @ts-expect-error there is no such severity
create({ workflowId: "welcome", name: "Welcome", steps: [], severity: "fatal" })

update({ name: "Welcome", steps: [], preferences: {} })
// @ts-expect-error preferences that are left out are reset, which has to be said
update({ name: "Welcome", steps: [] })

workflows.patch("welcome", { active: false, tags: [] })
// @ts-expect-error null changes nothing
workflows.patch("welcome", { payloadSchema: null })
// @ts-expect-error steps cannot be patched
workflows.patch("welcome", { steps: [] })

// steps can be given to `edit` as they were read
changes({ steps: workflow.steps })
changes({ steps: workflow.steps.map((each) => ({ ...each, controlValues: { ...each.controls.values, body: "Hi" } })) })
// @ts-expect-error an identifier never changes
changes({ workflowId: "other" })
expectTypeOf(workflows.edit("welcome", () => ({}))).toEqualTypeOf<Effect.Effect<EditedWorkflow, NovuError>>()

// a dry run may have no workflow
expectTypeOf(workflows.ensure(definition)).toEqualTypeOf<Effect.Effect<EnsuredWorkflow, NovuError>>()
expectTypeOf(workflows.ensure(definition, { strict: true })).toEqualTypeOf<Effect.Effect<EnsuredWorkflow, NovuError>>()
expectTypeOf(workflows.ensure(definition, { dryRun: false }))
  .toEqualTypeOf<Effect.Effect<EnsuredWorkflow, NovuError>>()
expectTypeOf(workflows.ensure(definition, { dryRun: true })).toEqualTypeOf<Effect.Effect<PlannedWorkflow, NovuError>>()
expectTypeOf(workflows.ensure(definition, { dryRun })).toEqualTypeOf<Effect.Effect<PlannedWorkflow, NovuError>>()
expectTypeOf<PlannedWorkflow["result"]>().toEqualTypeOf<Workflow | undefined>()
expectTypeOf<EnsuredWorkflow["result"]>().toEqualTypeOf<Workflow>()
expectTypeOf<EnsuredWorkflow["outcome"]>().toEqualTypeOf<"created" | "updated" | "unchanged">()
expectTypeOf<EditedWorkflow["outcome"]>().toEqualTypeOf<"updated" | "unchanged">()

// answers are open, and views have every member optional
expectTypeOf<"carousel">().toExtend<WorkflowStep["type"]>()
expectTypeOf<"PAUSED">().toExtend<NonNullable<Workflow["status"]>>()
expectTypeOf(Workflows.issuesOf(workflow)).toEqualTypeOf<ReadonlyArray<WorkflowIssue>>()
expectTypeOf(workflows.listAll()).toEqualTypeOf<Stream.Stream<ListedWorkflow, NovuError>>()
expectTypeOf(workflows.create).returns.toEqualTypeOf<Effect.Effect<NovuResponse<Workflow>, NovuError>>()
for (const each of workflow.steps) {
  expectTypeOf(WorkflowStep.asEmail(each)).toEqualTypeOf<Option.Option<EmailControls>>()
}
expectTypeOf<EmailControls["subject"]>().toEqualTypeOf<string | undefined>()
