/**
 * Lists what is wrong with a workflow, which Novu stores all the same.
 *
 * @since 0.1.0
 */
import { isReadonlyObject, isString } from "effect/Predicate"
import type { Workflow } from "./Workflow.ts"
import type { StepIssue, StepIssues } from "./WorkflowStep.ts"

/**
 * Says one thing that is wrong with a workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkflowIssue {
  /** Is absent where the issue is about the workflow as a whole. */
  readonly stepId?: string
  /** Names the control value by its dotted path, such as `redirect.url`, or the channel that lacks an integration. */
  readonly at: string
  /** Such as `MISSING_VALUE`, `TIER_LIMIT_EXCEEDED` or `MISSING_INTEGRATION`. New ones may come. */
  readonly issueType: string
  readonly message: string
  readonly variableName?: string
  /** An `error` keeps the step from doing what it should. */
  readonly severity: "error" | "warning"
}

const issueOf = (at: string, issue: Partial<StepIssue>, stepId?: string): WorkflowIssue => ({
  ...(stepId !== undefined && { stepId }),
  at,
  issueType: issue.issueType ?? "UNKNOWN",
  message: issue.message ?? "Novu says no more",
  ...(issue.variableName !== undefined && { variableName: issue.variableName }),
  severity: issue.severity === "warning" ? "warning" : "error"
})

const stepIssuesOf = (issues: StepIssues | undefined, stepId: string): ReadonlyArray<WorkflowIssue> =>
  [issues?.controls, issues?.integration].flatMap((each) =>
    Object.entries(each ?? {}).flatMap(([at, list]) => list.map((issue) => issueOf(at, issue, stepId)))
  )

const textOf = (value: unknown): string | undefined => isString(value) ? value : undefined

/** Reads the issues of a workflow as a whole, whose form nobody documents. */
const wholeIssuesOf = (issues: Workflow["issues"]): ReadonlyArray<WorkflowIssue> =>
  Object.entries(issues ?? {}).flatMap(([at, each]) =>
    (Array.isArray(each) ? each : [each]).filter(isReadonlyObject).map((issue) => {
      const { issueType, message, severity, variableName } = issue
      return issueOf(at, {
        issueType: textOf(issueType),
        message: textOf(message),
        variableName: textOf(variableName),
        severity: textOf(severity)
      } as Partial<StepIssue>)
    })
  )

/**
 * Lists the issues of a workflow, step by step. There are none where it can do
 * all that it should.
 *
 * **Gotchas**
 *
 * - Novu accepts a step without its texts, and answers as to a good one. Look here
 *   after each write, or use `Workflows.ensure` with `strict`.
 *
 * @category getters
 * @since 0.1.0
 */
export const issuesOf = ({ issues, steps }: Pick<Workflow, "issues" | "steps">): ReadonlyArray<WorkflowIssue> => [
  ...wholeIssuesOf(issues),
  ...steps.flatMap((step) => stepIssuesOf(step.issues, step.stepId))
]
