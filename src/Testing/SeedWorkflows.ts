/**
 * A seed describes workflows as code or the dashboard would have made them.
 *
 * @since 0.1.0
 */
import type { SeedStored } from "./SeedStored.ts"

/**
 * Describes a step of a workflow. A channel step takes its texts from `controls`,
 * such as `{ subject, body }`, in which `{{payload.x}}` and `{{subscriber.x}}` are
 * replaced. A `delay` or `digest` waits for `{ amount, unit }` or by the path
 * `{ dynamicKey }` in the payload, and otherwise not at all: cron expressions are
 * not read.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedStep {
  /** Is Novu's own id, which is generated when absent. */
  readonly _id?: string | undefined
  /** Is `in_app`, `email`, `sms`, `push`, `chat`, `delay`, `digest` or another type. */
  readonly type: string
  /** Defaults to the type, with a number from the second step of that type on. */
  readonly stepId?: string | undefined
  /** Defaults to `stepId`. */
  readonly name?: string | undefined
  /** @default true */
  readonly active?: boolean | undefined
  readonly controls?: Readonly<Record<string, unknown>> | undefined
  /** Has what is set per provider. */
  readonly providerOverrides?: Readonly<Record<string, unknown>> | undefined
  /** Has other members, as a newer Novu might show them. */
  readonly more?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Says which channels of a workflow are on. A channel that is not named is as `all`
 * says.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedWorkflowPreferences {
  readonly all?: { readonly enabled?: boolean | undefined; readonly readOnly?: boolean | undefined } | undefined
  readonly channels?: Readonly<Record<string, { readonly enabled: boolean }>> | undefined
}

/**
 * Describes a workflow that can be triggered. Seeding one that exists replaces it,
 * and keeps its runs and messages.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedWorkflow extends SeedStored {
  /** Is the identifier by which the workflow is triggered. */
  readonly id: string
  /** Defaults to the identifier. */
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** @default true */
  readonly active?: boolean | undefined
  /**
   * Says where the workflow was defined: `external` is in code that Novu calls.
   *
   * @default "novu-cloud"
   */
  readonly origin?: string | undefined
  /**
   * Says whether the workflow ignores preferences.
   *
   * @default false
   */
  readonly critical?: boolean | undefined
  readonly tags?: ReadonlyArray<string> | undefined
  /** @default "none" */
  readonly severity?: string | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly payloadSchema?: Readonly<Record<string, unknown>> | undefined
  /** Defaults to `true` when there is a payload schema. */
  readonly validatePayload?: boolean | undefined
  /**
   * Says what the workflow was given (`workflow`), which is that everything is on
   * by default, and what somebody has set over it by hand (`user`).
   */
  readonly preferences?: {
    readonly user?: SeedWorkflowPreferences | null | undefined
    readonly workflow?: SeedWorkflowPreferences | null | undefined
  } | undefined
  /** @default false */
  readonly isTranslationEnabled?: boolean | undefined
  readonly agent?: Readonly<Record<string, unknown>> | null | undefined
  /** Has other members, as a newer Novu might show them. */
  readonly more?: Readonly<Record<string, unknown>> | undefined
  /**
   * Answers each trigger with this status, such as `invalid_recipients`, and
   * starts nothing. Use it to test what your code makes of a status that a fake
   * has no other reason to give, or that Novu has not got yet.
   */
  readonly triggerStatus?: string | undefined
  /** Says when the workflow was last copied to another environment. */
  readonly lastPublishedAt?: string | undefined
  /** Whether the status was written without a look at the issues of the steps. @default false */
  readonly isErrorHidden?: boolean | undefined
  /** Has the type of a step, or more about it. */
  readonly steps: ReadonlyArray<string | SeedStep>
}
