/**
 * Describes what a check of triggers against the workflows of an environment
 * finds.
 *
 * @since 0.1.0
 */

/**
 * Says whether a trigger fails by a problem. An `error` means that Novu refuses
 * payloads, or that nothing proves that it does not.
 *
 * @category models
 * @since 0.1.0
 */
export type ProblemSeverity = "error" | "warning"

/**
 * Is one difference between what a trigger sends and what a workflow takes.
 *
 * - `missing`: the workflow's schema names it, and the trigger never sends it.
 * - `extra`: the trigger sends it, and the workflow's schema does not name it. That is an
 *   error with `additionalProperties: false` only.
 * - `required`: the workflow requires it, and the trigger may leave it out.
 * - `type`, `format`, `enum`: the trigger may send another type, a text of another form, or
 *   a value that is not listed.
 * - `constraint`: any other keyword that does not follow from the schema of the
 *   trigger, and a schema that Novu cannot use.
 *
 * @category models
 * @since 0.1.0
 */
export interface PayloadProblem {
  readonly kind: "missing" | "extra" | "type" | "format" | "enum" | "required" | "constraint"
  /** Is such as `order.items[].sku`. It is empty for the payload itself, and `*` is any member without a name of its own. */
  readonly path: string
  readonly severity: ProblemSeverity
  /** Never shows more of a value than a schema has listed. */
  readonly message: string
}

/**
 * Is what keeps a workflow as a whole from taking payloads, or from checking
 * them.
 *
 * - `workflowMissing`, an error: the environment has no workflow with the identifier.
 * - `inactive`, an error: it starts nothing.
 * - `withoutSchema`, a warning: it has no payload schema to compare.
 * - `notValidated`, a warning: `validatePayload` is off, so that Novu takes what the schema refuses.
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkflowProblem {
  readonly kind: "workflowMissing" | "inactive" | "withoutSchema" | "notValidated"
  readonly severity: ProblemSeverity
  readonly message: string
}

/**
 * Says how one trigger and its workflow fit.
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkflowPayload {
  readonly workflowId: string
  /** Errors about payloads come before warnings about them. */
  readonly problems: ReadonlyArray<PayloadProblem | WorkflowProblem>
}

/**
 * Says how triggers and their workflows fit.
 *
 * @category models
 * @since 0.1.0
 */
export interface PayloadReport {
  /** Whether no problem is an error. Warnings may be left. */
  readonly ok: boolean
  /** Has one entry per trigger, in the order of the triggers. */
  readonly workflows: ReadonlyArray<WorkflowPayload>
}
