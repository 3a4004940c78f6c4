import type { PayloadProblem, PayloadReport, WorkflowPayload, WorkflowProblem } from "../../Schema/PayloadReport.ts"
import { payloadProblems } from "./payloadProblems.ts"
import type { Json } from "./schemaPointer.ts"

/** Is as much of a trigger as a report needs: what `Trigger.jsonSchema` says, and the workflow's identifier. */
export interface Sending {
  readonly id: string
  readonly schema: Json
}

/** Is as much of a workflow as a report needs. Servers leave out what they do not know. */
export interface Taking {
  readonly active?: boolean | null | undefined
  readonly payloadSchema?: unknown
  readonly validatePayload?: boolean | null | undefined
}

const workflowProblems = ({ active, payloadSchema, validatePayload }: Taking): ReadonlyArray<WorkflowProblem> => {
  const found: Array<WorkflowProblem> = []
  if (active === false) {
    found.push({ kind: "inactive", severity: "error", message: "the workflow is not active, and starts nothing" })
  }
  if ((payloadSchema ?? undefined) === undefined) {
    found.push({ kind: "withoutSchema", severity: "warning", message: "the workflow has no payload schema" })
  }
  if (validatePayload !== true) {
    found.push({ kind: "notValidated", severity: "warning", message: "Novu does not check payloads of the workflow" })
  }
  return found
}

const problemsOf = ({ schema }: Sending, workflow: Taking): ReadonlyArray<PayloadProblem> =>
  (workflow.payloadSchema ?? undefined) === undefined ? [] : payloadProblems(schema, workflow.payloadSchema)

/** Says how a trigger fits its workflow, which is absent if there is none. */
export const reportOf = (trigger: Sending, workflow: Taking | undefined): WorkflowPayload => ({
  workflowId: trigger.id,
  problems: workflow === undefined
    ? [{ kind: "workflowMissing", severity: "error", message: "there is no workflow with this identifier" }]
    : [...workflowProblems(workflow), ...problemsOf(trigger, workflow)]
})

/** Makes one report of those about single workflows. */
export const payloadReport = (workflows: ReadonlyArray<WorkflowPayload>): PayloadReport => ({
  ok: workflows.every(({ problems }) => problems.every(({ severity }) => severity !== "error")),
  workflows
})
