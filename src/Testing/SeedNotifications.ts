/**
 * A seed can also say what triggers have done already: the notifications, their jobs
 * and the messages, read and unread, and what the worker has yet to do.
 *
 * @since 0.1.0
 */
import type { SeedContexts, SeedStored } from "./SeedStored.ts"
import type { SeedStep, SeedWorkflow } from "./SeedWorkflows.ts"

/**
 * Describes a job of a notification, which is one step for one recipient.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedJob {
  readonly _id?: string | undefined
  readonly stepId: string
  /** @default "completed" */
  readonly status?:
    | "pending"
    | "queued"
    | "running"
    | "completed"
    | "failed"
    | "delayed"
    | "canceled"
    | "merged"
    | "skipped"
    | undefined
  /** Says when a delayed job goes on. */
  readonly dueAt?: string | undefined
  /** Is the `_id` of the notification whose digest took this one in. */
  readonly mergedInto?: string | undefined
  /** Has the step as it was at the time. Defaults to that of the workflow. */
  readonly step?: SeedStep | undefined
}

/**
 * Describes what one trigger did for one recipient.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedNotification extends SeedStored {
  /** Is the identifier of a workflow, or the `_id` of one that is gone. */
  readonly workflowId: string
  readonly subscriberId: string
  /** Generated when absent. */
  readonly transactionId?: string | undefined
  readonly payload?: Readonly<Record<string, unknown>> | undefined
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
  /** Has the recipient as it was sent. */
  readonly to?: Readonly<Record<string, unknown>> | undefined
  /** Has the types of the steps. Defaults to those of the jobs. */
  readonly channels?: ReadonlyArray<string> | undefined
  /** Defaults to those of the workflow. */
  readonly tags?: ReadonlyArray<string> | undefined
  /** Defaults to that of the workflow. */
  readonly severity?: string | undefined
  /** Defaults to what the workflow says. */
  readonly critical?: boolean | undefined
  /** Has the topics by which the recipient was reached. */
  readonly topics?: ReadonlyArray<string> | undefined
  readonly context?: SeedContexts | undefined
  /** Has the keys of contexts, such as `tenant:acme`, beside those of `context`. */
  readonly contextKeys?: ReadonlyArray<string> | undefined
  /** Defaults to the active steps of the workflow, all completed. */
  readonly jobs?: ReadonlyArray<string | SeedJob> | undefined
}

/**
 * Says where a click leads.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedRedirect {
  readonly url: string
  readonly target?: string | undefined
}

/**
 * Describes a button of an item.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedAction {
  readonly label: string
  readonly redirect?: SeedRedirect | undefined
}

/**
 * Describes what a step made, whatever its channel. Its texts are rendered already.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedMessage extends SeedStored {
  readonly subscriberId: string
  /** Is the identifier of the workflow. */
  readonly workflowId: string
  /** Is Novu's own id of the workflow. Defaults to that of the workflow of this identifier. */
  readonly _templateId?: string | undefined
  /** Is `in_app`, `email`, `sms`, `push` or `chat`. */
  readonly channel: string
  /** Is the text, or the HTML of an e-mail. */
  readonly content?: string | undefined
  readonly subject?: string | undefined
  /** Is the `_id` of a notification. Without one the message belongs to none. */
  readonly notificationId?: string | undefined
  readonly jobId?: string | undefined
  /** Generated when absent. */
  readonly transactionId?: string | undefined
  /** Defaults to the channel. */
  readonly stepId?: string | undefined
  /** Defaults to what sends in this channel. */
  readonly providerId?: string | undefined
  readonly avatar?: string | undefined
  readonly primaryAction?: SeedAction | undefined
  readonly secondaryAction?: SeedAction | undefined
  readonly redirect?: SeedRedirect | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly payload?: Readonly<Record<string, unknown>> | undefined
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
  readonly tags?: ReadonlyArray<string> | undefined
  /** @default "none" */
  readonly severity?: string | undefined
  readonly context?: SeedContexts | undefined
  /** Has the keys of contexts, such as `tenant:acme`, beside those of `context`. */
  readonly contextKeys?: ReadonlyArray<string> | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly deviceTokens?: ReadonlyArray<string> | undefined
  readonly directWebhookUrl?: string | undefined
  /** Defaults to whether it was read. */
  readonly seen?: boolean | undefined
  /** @default false */
  readonly read?: boolean | undefined
  /** @default false */
  readonly archived?: boolean | undefined
  /** Is `null` after it was taken back. */
  readonly readAt?: string | null | undefined
  /** Is `null` after it was taken back. */
  readonly firstSeenAt?: string | null | undefined
  /** Is `null` after it was taken back. */
  readonly archivedAt?: string | null | undefined
  /** Is `null` after it was taken back. */
  readonly snoozedUntil?: string | null | undefined
  /** Has the times at which it came back after it was snoozed. */
  readonly deliveredAt?: ReadonlyArray<string> | undefined
  /** Says which button was used, and how far it got. */
  readonly completed?:
    | { readonly type: "primary" | "secondary"; readonly status: "pending" | "done" }
    | undefined
}

/**
 * Describes a trigger that was answered and not yet carried out, because the worker
 * is held.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedTrigger {
  /** Is the identifier of a workflow, or the workflow as it was at the time. */
  readonly workflow: string | SeedWorkflow
  readonly transactionId: string
  /** Has the recipients, as they were sent. A broadcast has none. */
  readonly to?: unknown
  /** @default false */
  readonly isBroadcast?: boolean | undefined
  readonly payload?: Readonly<Record<string, unknown>> | undefined
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
  readonly actor?: unknown
  readonly tenant?: unknown
  readonly context?: unknown
}

/**
 * Says what the worker has yet to do.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedWorker {
  /** Whether it waits for `flush`. @default false */
  readonly held?: boolean | undefined
  readonly queue?: ReadonlyArray<SeedTrigger> | undefined
}
