import type { Row } from "./table.ts"

/** Auth is stored as it was sent, unknown members included. */
export interface Auth {
  readonly [member: string]: unknown
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly expiresAt?: string
  readonly refreshTokenExpiresAt?: string
}

export interface ConnectionRow extends Row {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly subscriberId: string | null
  readonly contextKeys: ReadonlyArray<string>
  readonly workspace: Readonly<Record<string, unknown>>
  readonly auth: Auth
}

export interface EndpointRow extends Row {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly connectionIdentifier: string | null
  readonly subscriberId: string
  readonly contextKeys: ReadonlyArray<string>
  readonly type: string
  readonly endpoint: Readonly<Record<string, unknown>>
}

export interface ContextRow extends Row {
  readonly type: string
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
  readonly bridgeUrl: string | undefined
}

/** The texts of a workflow or layout in one language. */
export interface TranslationRow extends Row {
  readonly resourceType: "workflow" | "layout"
  readonly resourceId: string
  /** Has an underscore, as in `en_US`. */
  readonly locale: string
  readonly content: Readonly<Record<string, unknown>>
}

export interface IntegrationRow extends Row {
  readonly identifier: string
  readonly providerId: string
  readonly channel: string
  readonly name: string
  readonly active: boolean
  readonly credentials: Readonly<Record<string, unknown>> | undefined
  readonly kind: "delivery" | "agent"
  readonly configurations: Readonly<Record<string, unknown>> | undefined
  /** Rules that choose between integrations of a channel, which the fake stores and does not follow. */
  readonly conditions: ReadonlyArray<unknown>
  readonly primary: boolean
  /** The highest of the active ones of a channel sends first; 0 where the channel has no order. */
  readonly priority: number
}

/** A person to notify. `_id` is Novu's internal id, `subscriberId` the one that callers use. */
export interface SubscriberRow extends Row {
  readonly subscriberId: string
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly avatar?: string | null
  readonly locale?: string | null
  readonly timezone?: string | null
  readonly data?: Readonly<Record<string, unknown>> | null
  /** Has the credentials by integration. Very old servers stored `null`. */
  readonly channels: ReadonlyArray<Readonly<Record<string, unknown>>> | null
  /** Is absent until somebody says it. */
  readonly isOnline?: boolean
  /** Epoch milliseconds. */
  readonly lastOnlineAt?: number
}

export interface TopicRow extends Row {
  readonly key: string
  readonly name: string | undefined
  readonly data: Readonly<Record<string, unknown>> | null | undefined
}

/** One subscription of a subscriber to a topic. There may be several, under identifiers of their own. */
export interface TopicSubscriptionRow extends Row {
  readonly topicKey: string
  readonly subscriberId: string
  readonly identifier: string
  readonly name: string | undefined
  readonly contextKeys: ReadonlyArray<string>
  readonly preferences: ReadonlyArray<SubscriptionPreference>
}

/** What a subscription says of one workflow. */
export interface SubscriptionPreference {
  /** Novu's `_id` of the workflow. */
  readonly workflowId: string
  readonly enabled: boolean
  /** Is a rule in JSON Logic, which nobody evaluates here. */
  readonly condition: Readonly<Record<string, unknown>> | undefined
}

/** Which channels a subscriber takes, everywhere or, with a `workflowId`, of one workflow. A missing channel is on. */
export interface PreferenceRow extends Row {
  readonly subscriberId: string
  /** Novu's `_id` of the workflow. */
  readonly workflowId: string | undefined
  readonly channels: Readonly<Record<string, boolean>>
  /** Only the preference for everything has one. */
  readonly schedule?: Readonly<Record<string, unknown>> | undefined
}

type StepType = "in_app" | "email" | "sms" | "push" | "chat" | "digest" | "delay" | (string & {})

export interface StepRow {
  readonly _id: string
  readonly stepId: string
  readonly name: string
  readonly type: StepType
  readonly active: boolean
  /** Has the control values, as they were sent. */
  readonly controls: Readonly<Record<string, unknown>>
  readonly providerOverrides: Readonly<Record<string, unknown>> | undefined
  /** Has the members that the fake does not know, as a newer server would keep them. */
  readonly others: Readonly<Record<string, unknown>>
}

/** Which channels of a workflow are on for everybody. Nobody may change those of one that is read-only. */
export interface WorkflowPreferences {
  readonly all: { readonly enabled: boolean; readonly readOnly: boolean }
  readonly channels: Readonly<Record<string, { readonly enabled: boolean }>>
}

export interface WorkflowRow extends Row {
  /** The identifier by which it is triggered. */
  readonly workflowId: string
  readonly name: string
  readonly active: boolean
  readonly critical: boolean
  readonly tags: ReadonlyArray<string>
  readonly severity: string
  readonly data: Readonly<Record<string, unknown>> | undefined
  readonly payloadSchema: Readonly<Record<string, unknown>> | undefined
  readonly validatePayload: boolean
  readonly triggerStatus: string | undefined
  readonly steps: ReadonlyArray<StepRow>
  readonly description: string | undefined
  /** Is `novu-cloud` for what was made through the API, `external` for what code defines. */
  readonly origin: string
  readonly isTranslationEnabled: boolean
  /** Are the preferences that somebody set by hand, which decide before those of the workflow. */
  readonly userPreferences: WorkflowPreferences | null
  readonly preferences: WorkflowPreferences
  readonly agent: Readonly<Record<string, unknown>> | null
  /** Says when the workflow was last copied to another environment. */
  readonly lastPublishedAt: number | undefined
  /** Whether the status was written without a look at the issues of the steps. */
  readonly isErrorHidden: boolean
  /** Has the members that the fake does not know, as a newer server would keep them. */
  readonly others: Readonly<Record<string, unknown>>
}

/** Stands around the e-mails of workflows. */
export interface LayoutRow extends Row {
  readonly layoutId: string
  readonly name: string
  readonly isDefault: boolean
  readonly isTranslationEnabled: boolean
  /** Is empty once the values were cleared. */
  readonly controlValues: Readonly<Record<string, unknown>>
}

export type JobStatus =
  | "pending"
  | "queued"
  | "running"
  | "completed"
  | "failed"
  | "delayed"
  | "canceled"
  | "merged"
  | "skipped"

/** One step of a run. */
export interface JobRow {
  readonly _id: string
  readonly step: StepRow
  status: JobStatus
  /** When a delayed job goes on, in epoch milliseconds. */
  dueAt: number | undefined
  /** The `_id` of the run whose digest took this one in, for a merged job. */
  mergedInto: string | undefined
}

/** A variable of the organisation, with its values of any environments in clear. */
export interface VariableRow extends Row {
  readonly key: string
  readonly type: string
  readonly isSecret: boolean
  readonly values: ReadonlyArray<{ readonly environmentId: string; readonly value: string }>
}

/** An environment of the organisation. Its key names it, and is shown to nobody but its owner. */
export interface EnvironmentRow extends Row {
  readonly name: string
  readonly identifier: string
  readonly secretKey: string
  readonly type: "dev" | "prod" | null
  readonly parentId: string | null
  readonly color: string
  readonly bridgeUrl: string | undefined
  readonly inboundParseDomain: string | undefined
}

/** A name under which mail is received. */
export interface DomainRow extends Row {
  /** Is in lower case. */
  readonly name: string
  readonly status: "pending" | "verified"
  /** Says whether the DNS led mail to Novu when it was last looked at. */
  readonly mxRecordConfigured: boolean
  /** Says whether it does now, which only a seed changes. */
  readonly hasMxRecord: boolean
  /** Names the provider of the DNS that can be made to add records. */
  readonly dnsProvider: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
}

/** Says where the mail to an address of a domain goes. */
export interface DomainRouteRow extends Row {
  readonly domainId: string
  readonly address: string
  readonly type: "agent" | "webhook"
  /** Is the `_id` of the agent. */
  readonly agentId: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
}

/** A mail that a route took. */
export interface MailRow extends Row {
  /** Says whether webhooks tell of it. The others go to agents. */
  readonly isTold: boolean
  /** Is what a webhook shows of it: its domain, its route, and the mail itself. */
  readonly received: Readonly<Record<"domain" | "route" | "mail", Readonly<Record<string, unknown>>>>
}

/** What speaks with people in conversations. Its links and conversations know it by its `_id`. */
export interface AgentRow extends Row {
  readonly identifier: string
  readonly name: string
  readonly description: string | undefined
  readonly active: boolean
  /** Has what was set, and is absent until something is. */
  readonly behavior: Readonly<Record<string, unknown>> | undefined
  readonly bridgeUrl: string | undefined
  readonly devBridgeUrl: string | undefined
  readonly devBridgeActive: boolean | undefined
  /** Has the members of the request and what the provider would add, for an agent that a provider runs. */
  readonly managedRuntime: Readonly<Record<string, unknown>> | undefined
}

/** Links an agent to an integration, both by their `_id`. */
export interface AgentLinkRow extends Row {
  readonly agentId: string
  readonly integrationId: string
}

/** A message of a conversation, under the id that its platform gave it. */
export interface ConversationMessage {
  readonly messageId: string
  readonly content: Readonly<Record<string, unknown>>
  readonly reactions: ReadonlyArray<string>
  /** Whether the platform shows it no more. It stays in the history. */
  readonly deleted: boolean
}

/** What an agent and a subscriber say to each other. */
export interface ConversationRow extends Row {
  readonly agentId: string
  readonly integrationIdentifier: string
  readonly subscriberId: string | undefined
  /** Is the platform's id of the thread; `undefined` where nothing can be delivered to it. */
  readonly platformThreadId: string | undefined
  readonly status: "active" | "resolved"
  readonly summary: string | undefined
  readonly metadata: Readonly<Record<string, unknown>>
  /** Counts the messages, and edits do not count. */
  readonly messageCount: number
  readonly lastMessagePreview: string | undefined
  readonly messages: ReadonlyArray<ConversationMessage>
}

/** A tenant in the sense of a trigger. It must be stored before a trigger may name it. */
export interface TenantRow {
  readonly identifier: string
  readonly name: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
}

/** What the API hands to the worker: a trigger that passed every check and was answered with `processed`. */
export interface AcceptedTrigger {
  readonly workflow: WorkflowRow
  readonly transactionId: string
  /** Who is to be notified, as it was sent. A broadcast goes to every subscriber instead. */
  readonly to: unknown
  readonly isBroadcast: boolean
  readonly payload: Readonly<Record<string, unknown>>
  readonly overrides: Readonly<Record<string, unknown>>
  readonly actor: unknown
  readonly tenant: unknown
  readonly context: unknown
}

/** What one accepted trigger does for one recipient: Novu calls it a notification. */
export interface RunRow extends Row {
  readonly transactionId: string
  /** Novu's `_id` of the workflow. */
  readonly workflowId: string
  /** The subscriber's own id. */
  readonly subscriberId: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly overrides: Readonly<Record<string, unknown>>
  readonly to: Readonly<Record<string, unknown>>
  readonly channels: ReadonlyArray<string>
  readonly tags: ReadonlyArray<string>
  readonly severity: string
  readonly critical: boolean
  readonly topics: ReadonlyArray<string>
  readonly contextKeys: ReadonlyArray<string>
  readonly jobs: ReadonlyArray<JobRow>
}

/** What a step made: the one row behind messages, the feed and the inbox. */
export interface MessageRow extends Row {
  /** The `_id` of its run. */
  readonly runId: string
  /** The `_id` of its job; the same job makes no second message. */
  readonly jobId: string
  readonly transactionId: string
  /** Novu's `_id` of the workflow. */
  readonly workflowId: string
  readonly workflowIdentifier: string
  readonly stepId: string
  readonly subscriberId: string
  readonly channel: string
  readonly providerId: string
  readonly subject: string | undefined
  readonly content: string
  readonly avatar: string | undefined
  readonly primaryAction: MessageAction | undefined
  readonly secondaryAction: MessageAction | undefined
  readonly redirect: Redirect | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
  readonly payload: Readonly<Record<string, unknown>>
  readonly overrides: Readonly<Record<string, unknown>>
  readonly tags: ReadonlyArray<string>
  readonly severity: string
  readonly contextKeys: ReadonlyArray<string>
  readonly email: string | undefined
  readonly phone: string | undefined
  /** The push tokens, or the URL of a chat, of the credentials that it went to. */
  readonly deviceTokens?: ReadonlyArray<string> | undefined
  readonly directWebhookUrl?: string | undefined
  readonly seen: boolean
  readonly read: boolean
  readonly archived: boolean
  /** Epoch milliseconds; `null` after it was taken back, as after `unread`. */
  readonly readAt: number | null | undefined
  readonly firstSeenAt: number | null | undefined
  readonly archivedAt: number | null | undefined
  readonly snoozedUntil: number | null | undefined
  readonly deliveredAt: ReadonlyArray<number>
  /** Which button was used, and how far it got. */
  readonly completed: { readonly type: "primary" | "secondary"; readonly status: "pending" | "done" } | undefined
}

export interface MessageAction {
  readonly label: string
  readonly redirect: Redirect | undefined
}

export interface Redirect {
  readonly url: string
  readonly target: string | undefined
}
