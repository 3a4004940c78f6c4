/**
 * These types describe what a test sees of a fake Novu: its contents, and the
 * requests that reached it.
 *
 * @since 0.1.0
 */
import type * as Headers from "effect/http/Headers"
import type * as Redacted from "effect/Redacted"

/**
 * Records a request as it arrived.
 *
 * @category models
 * @since 0.1.0
 */
export interface RecordedRequest {
  readonly method: string
  /** Holds the path with its query, as sent. */
  readonly url: string
  /** Has lower-case names. Printing hides `authorization`. */
  readonly headers: Headers.Headers
  readonly body: string
  /** Says when the request arrived, in milliseconds of the `Clock`. */
  readonly at: number
  /** Holds the status of the answer; `undefined` if there is none, or none yet. */
  readonly status: number | undefined
  /** Says how long the fake took to answer, in milliseconds. */
  readonly duration: number | undefined
  /** Holds the answer as it left, damage by a fault included; `undefined` if there is none, or none yet. */
  readonly answer: RecordedAnswer | undefined
}

/**
 * Records an answer.
 *
 * @category models
 * @since 0.1.0
 */
export interface RecordedAnswer {
  readonly status: number
  /** Has a pair for each header, because a header may be sent twice. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: string
}

/**
 * Describes a stored connection. Its tokens are redacted.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeConnection {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly subscriberId: string | null
  readonly contextKeys: ReadonlyArray<string>
  readonly workspace: Readonly<Record<string, unknown>>
  readonly auth: {
    readonly accessToken?: Redacted.Redacted<string>
    readonly refreshToken?: Redacted.Redacted<string>
    readonly expiresAt?: string
    readonly refreshTokenExpiresAt?: string
  }
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * Describes a stored endpoint. Its payload may hold a secret, so the whole payload
 * is redacted.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeEndpoint {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly connectionIdentifier: string | null
  readonly subscriberId: string
  readonly contextKeys: ReadonlyArray<string>
  readonly type: string
  readonly endpoint: Redacted.Redacted<Readonly<Record<string, unknown>>>
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * @category models
 * @since 0.1.0
 */
export interface FakeContext {
  readonly type: string
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
  readonly bridgeUrl?: string
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * @category models
 * @since 0.1.0
 */
export interface FakeIntegration {
  readonly identifier: string
  readonly providerId: string
  readonly channel: string
  readonly name: string
  readonly active: boolean
  readonly hasCredentials: boolean
}

/**
 * Describes what a subscriber wants, of everything or of one workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakePreference {
  readonly subscriberId: string
  /** Is the identifier of the workflow. */
  readonly workflowId?: string
  /** Has the channels that were set. */
  readonly channels: Readonly<Record<string, boolean>>
  readonly schedule?: Readonly<Record<string, unknown>>
}

/**
 * @category models
 * @since 0.1.0
 */
export interface FakeTopic {
  readonly key: string
  readonly name?: string
  /** Has the ids of its members, oldest first. */
  readonly subscribers: ReadonlyArray<string>
}

/**
 * Says which channels of a workflow are on.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeWorkflowPreferences {
  readonly all: { readonly enabled: boolean; readonly readOnly: boolean }
  readonly channels: Readonly<Record<string, { readonly enabled: boolean }>>
}

/**
 * @category models
 * @since 0.1.0
 */
export interface FakeWorkflow {
  /** Is the identifier by which the workflow is triggered. */
  readonly workflowId: string
  readonly name: string
  readonly description?: string
  readonly origin: string
  readonly active: boolean
  readonly critical: boolean
  readonly tags: ReadonlyArray<string>
  readonly severity: string
  readonly payloadSchema?: Readonly<Record<string, unknown>>
  /** Has what the workflow was given, and what somebody has set over it by hand. */
  readonly preferences: { readonly user: FakeWorkflowPreferences | null; readonly workflow: FakeWorkflowPreferences }
  readonly steps: ReadonlyArray<{
    readonly stepId: string
    readonly name: string
    readonly type: string
    readonly active: boolean
    readonly controls: Readonly<Record<string, unknown>>
  }>
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * Describes a layout of e-mails.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeLayout {
  readonly layoutId: string
  readonly name: string
  readonly isDefault: boolean
  readonly isTranslationEnabled: boolean
  readonly controlValues: Readonly<Record<string, unknown>>
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * Describes an agent. Its URLs are redacted.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeAgent {
  readonly identifier: string
  readonly name: string
  readonly description?: string
  readonly active: boolean
  /** Has what was set, and is absent until something is. */
  readonly behavior?: Readonly<Record<string, unknown>>
  readonly bridgeUrl?: Redacted.Redacted<string>
  readonly devBridgeUrl?: Redacted.Redacted<string>
  readonly devBridgeActive?: boolean
  readonly runtime: "self-hosted" | "managed"
  /** Has the identifiers of the integrations that it is linked to, oldest first. */
  readonly integrations: ReadonlyArray<string>
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * Describes what an agent did in a conversation.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeConversation {
  readonly id: string
  /** Is the identifier of the agent. */
  readonly agent: string
  readonly integrationIdentifier: string
  readonly subscriberId?: string
  readonly status: "active" | "resolved"
  readonly summary?: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly messageCount: number
  readonly lastMessagePreview?: string
  readonly messages: ReadonlyArray<{
    readonly messageId: string
    /** Has the content of the reply. The addresses of its files are redacted. */
    readonly content: Readonly<Record<string, unknown>>
    readonly reactions: ReadonlyArray<string>
    readonly deleted: boolean
  }>
}

/**
 * Describes a stored variable. Its values are redacted, whether it is a secret or
 * not.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeVariable {
  readonly key: string
  readonly isSecret: boolean
  /** Has the values by the id of their environment. */
  readonly values: Readonly<Record<string, Redacted.Redacted<string>>>
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * Describes a domain, and where its mail goes.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeDomain {
  readonly name: string
  /** Is `pending` or `verified`, as it was last looked at. */
  readonly status: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly routes: ReadonlyArray<{
    readonly address: string
    /** Is `agent` or `webhook`. */
    readonly type: string
    /** Is the identifier of the agent. */
    readonly agent?: string
    readonly data?: Readonly<Record<string, unknown>>
  }>
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * Describes a mail that a route took, which `DomainRoutes.test` makes.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeMail {
  readonly domain: string
  /** Is the address of the route that took it, such as `*`. */
  readonly route: string
  /** Has the members that a webhook shows: `from`, `to`, `subject` and others. */
  readonly mail: Readonly<Record<string, unknown>>
  readonly createdAt: string
}

/**
 * Describes what one trigger does for one recipient: a job for each active step, in
 * order. Novu calls it a notification.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeRun {
  readonly id: string
  readonly transactionId: string
  readonly workflowId: string
  readonly subscriberId: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Has the topics by which the recipient was reached, and none for one who was named. */
  readonly topics: ReadonlyArray<string>
  readonly contextKeys: ReadonlyArray<string>
  readonly jobs: ReadonlyArray<{
    readonly stepId: string
    readonly type: string
    /** Is `completed`, `delayed`, `pending`, `skipped`, `merged`, `canceled` or `failed`. */
    readonly status: string
    /** Says when a delayed job goes on. */
    readonly dueAt?: string
  }>
  readonly createdAt: string
}

/**
 * Describes what a step made, whatever its channel.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeMessage {
  readonly id: string
  readonly transactionId: string
  readonly workflowId: string
  readonly stepId: string
  readonly subscriberId: string
  readonly channel: string
  readonly providerId: string
  readonly subject?: string
  readonly content: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  readonly tags: ReadonlyArray<string>
  readonly severity: string
  readonly contextKeys: ReadonlyArray<string>
  readonly email?: string
  readonly phone?: string
  readonly seen: boolean
  readonly read: boolean
  readonly archived: boolean
  readonly createdAt: string
}

/**
 * Describes a trigger that reached a recipient.
 *
 * @category models
 * @since 0.1.0
 */
export interface SentTrigger {
  readonly workflowId: string
  readonly subscriberId: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly transactionId: string
  /** Says when the worker took it, in milliseconds of the `Clock`. */
  readonly at: number
}

/**
 * Describes another environment, and what is stored in it. Variables belong to the
 * organisation and are listed once.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeEnvironment {
  readonly id: string
  readonly name: string
  readonly identifier: string
  readonly secretKey: Redacted.Redacted<string>
  readonly state: Omit<FakeState, "environments" | "variables">
}

/**
 * Lists everything that is stored in the environment of the fake's key, oldest
 * first, and the organisation's other environments.
 *
 * @category models
 * @since 0.1.0
 */
export interface FakeState {
  readonly connections: ReadonlyArray<FakeConnection>
  readonly endpoints: ReadonlyArray<FakeEndpoint>
  readonly contexts: ReadonlyArray<FakeContext>
  readonly integrations: ReadonlyArray<FakeIntegration>
  readonly subscribers: ReadonlyArray<string>
  readonly preferences: ReadonlyArray<FakePreference>
  readonly topics: ReadonlyArray<FakeTopic>
  readonly workflows: ReadonlyArray<FakeWorkflow>
  readonly layouts: ReadonlyArray<FakeLayout>
  readonly domains: ReadonlyArray<FakeDomain>
  readonly mails: ReadonlyArray<FakeMail>
  readonly runs: ReadonlyArray<FakeRun>
  readonly messages: ReadonlyArray<FakeMessage>
  readonly agents: ReadonlyArray<FakeAgent>
  readonly conversations: ReadonlyArray<FakeConversation>
  readonly variables: ReadonlyArray<FakeVariable>
  readonly environments: ReadonlyArray<FakeEnvironment>
}
