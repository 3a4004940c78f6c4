/**
 * A seed says what a fake Novu already knows: integrations, subscribers, topics,
 * workflows, layouts, agents, preferences, connections and domains, in one environment
 * or in several.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted"

/**
 * Describes an integration, as a person would have set it up in the dashboard.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedIntegration {
  readonly identifier: string
  readonly providerId: string
  /** @default "chat" */
  readonly channel?: string | undefined
  /** Defaults to the identifier. */
  readonly name?: string | undefined
  /** @default true */
  readonly active?: boolean | undefined
  /** Is `false` for an integration that has no client id and secret yet. */
  readonly credentials?: false | { readonly clientId: string; readonly secretKey: string } | undefined
}

/**
 * Describes a connection that exists already. It is stored as it is given, and no
 * rule is checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConnection {
  readonly integrationIdentifier: string
  /** Generated when absent. */
  readonly identifier?: string | undefined
  readonly subscriberId?: string | null | undefined
  readonly contextKeys?: ReadonlyArray<string> | undefined
  readonly workspace?: {
    readonly id: string
    readonly name?: string | undefined
    readonly botUserId?: string | undefined
  } | undefined
  readonly auth?: {
    readonly accessToken: Redacted.Redacted<string> | string
    readonly refreshToken?: Redacted.Redacted<string> | string | undefined
    readonly expiresAt?: string | undefined
    readonly refreshTokenExpiresAt?: string | undefined
  } | undefined
}

/**
 * Describes a subscriber. Seeding one that exists overwrites the given members and
 * keeps the others.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedSubscriber {
  readonly subscriberId: string
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly avatar?: string | null | undefined
  readonly locale?: string | null | undefined
  readonly timezone?: string | null | undefined
  readonly data?: Readonly<Record<string, unknown>> | null | undefined
}

/**
 * Describes a topic. Members that are not subscribers yet become ones.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedTopic {
  readonly key: string
  readonly name?: string | undefined
  readonly subscribers?: ReadonlyArray<string> | undefined
}

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
export interface SeedWorkflow {
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
  /** Has the type of a step, or more about it. */
  readonly steps: ReadonlyArray<string | SeedStep>
}

/**
 * Describes a layout of e-mails. Seeding one that exists replaces it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedLayout {
  readonly layoutId: string
  /** Defaults to the identifier. */
  readonly name?: string | undefined
  /** Defaults to `true` for the first layout, and to `false` for each other. */
  readonly isDefault?: boolean | undefined
  /** @default false */
  readonly isTranslationEnabled?: boolean | undefined
  /** Defaults to an empty layout in the block editor. */
  readonly controlValues?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Says which channels a subscriber takes, such as `{ email: false }`. A channel that
 * is not named is on.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedPreference {
  readonly subscriberId: string
  /** Limits the preference to one workflow, which must be seeded already or in the same seed. */
  readonly workflowId?: string | undefined
  readonly channels: Readonly<Record<string, boolean>>
}

/**
 * Describes a variable. Seeding one that exists replaces what is given, its values
 * in other environments stay, and no rule is checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedVariable {
  readonly key: string
  /** Is the value in the environment of the fake's key. Without it there is none. */
  readonly value?: Redacted.Redacted<string> | string | undefined
  /** @default false */
  readonly isSecret?: boolean | undefined
  /** Has values in other environments, by their ids. The fake's key cannot read them. */
  readonly elsewhere?: Readonly<Record<string, Redacted.Redacted<string> | string>> | undefined
}

/**
 * Describes an agent, to which a route of a domain can lead.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedAgent {
  readonly identifier: string
}

/**
 * Describes what becomes of the mail to an address of a domain.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedDomainRoute {
  /** Is what stands before the `@`, or `*`. */
  readonly address: string
  /** Has the identifier of an agent, which must be seeded already or in the same seed. Without one, webhooks tell of the mail. */
  readonly agent?: string | undefined
  readonly data?: Readonly<Record<string, string>> | undefined
}

/**
 * Describes a domain, and what its DNS says. Seeding one that exists changes what is
 * given: so a test lets the DNS change, which `Domains.verify` then finds.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedDomain {
  readonly name: string
  /**
   * Says whether the DNS leads mail to Novu.
   *
   * @default false
   */
  readonly hasMxRecord?: boolean | undefined
  /** Says what is stored of the DNS. A new domain is `verified` by default where its DNS leads mail to Novu. */
  readonly status?: "pending" | "verified" | undefined
  /** Names a provider of DNS that can be made to add the records. Without one they are added by hand. */
  readonly dnsProvider?: string | undefined
  readonly data?: Readonly<Record<string, string>> | undefined
  readonly routes?: ReadonlyArray<string | SeedDomainRoute> | undefined
}

/**
 * Describes an agent. Seeding one that exists replaces what is given.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedAgent {
  readonly identifier: string
  /** Defaults to the identifier. */
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** @default true */
  readonly active?: boolean | undefined
  readonly behavior?: Readonly<Record<string, unknown>> | undefined
  readonly bridgeUrl?: Redacted.Redacted<string> | string | undefined
  readonly devBridgeUrl?: Redacted.Redacted<string> | string | undefined
  readonly devBridgeActive?: boolean | undefined
  /** Has the identifiers of the integrations that it is linked to, which must be seeded already or in the same seed. */
  readonly integrations?: ReadonlyArray<string> | undefined
}

/**
 * Describes a conversation, as a message from a person opens one. Seeding one that
 * exists replaces it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConversation {
  /** Is the id that Novu tells the agent. */
  readonly conversationId: string
  /** Is the identifier of an agent, which must be seeded already or in the same seed. */
  readonly agent: string
  readonly integrationIdentifier: string
  readonly subscriberId?: string | undefined
  /**
   * Is `null` for a conversation to which nothing can be delivered.
   *
   * @default "thread-1"
   */
  readonly platformThreadId?: string | null | undefined
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Describes another environment of the organisation. Seeding one that exists adds
 * to what is stored in it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedEnvironment {
  readonly name: string
  /** Is the key of a new environment, `sk_fake_` and its name in lower case by default. */
  readonly secretKey?: Redacted.Redacted<string> | string | undefined
  readonly seed?: Omit<Seed, "environments"> | undefined
}

/**
 * @category models
 * @since 0.1.0
 */
export interface Seed {
  readonly integrations?: ReadonlyArray<SeedIntegration> | undefined
  readonly subscribers?: ReadonlyArray<string | SeedSubscriber> | undefined
  readonly topics?: ReadonlyArray<SeedTopic> | undefined
  readonly workflows?: ReadonlyArray<SeedWorkflow> | undefined
  readonly layouts?: ReadonlyArray<string | SeedLayout> | undefined
  readonly preferences?: ReadonlyArray<SeedPreference> | undefined
  /** Has the identifiers that a trigger may name as its tenant. */
  readonly tenants?: ReadonlyArray<string> | undefined
  readonly connections?: ReadonlyArray<SeedConnection> | undefined
  /** Has the identifier of an agent, or more about it. */
  readonly agents?: ReadonlyArray<string | SeedAgent> | undefined
  readonly conversations?: ReadonlyArray<SeedConversation> | undefined
  readonly variables?: ReadonlyArray<SeedVariable> | undefined
  readonly domains?: ReadonlyArray<string | SeedDomain> | undefined
  /** Has what is stored in other environments: in Production, or in one that the seed adds. */
  readonly environments?: ReadonlyArray<SeedEnvironment> | undefined
}

/**
 * Has one integration of each kind, one without credentials, and three subscribers.
 *
 * @category constants
 * @since 0.1.0
 */
export const defaultSeed: Seed = {
  integrations: [
    { identifier: "slack-prod", providerId: "slack" },
    { identifier: "slack-eu", providerId: "slack" },
    { identifier: "msteams-prod", providerId: "msteams" },
    { identifier: "discord-prod", providerId: "discord" },
    { identifier: "webex-prod", providerId: "webex-messaging" },
    { identifier: "telegram-prod", providerId: "telegram" },
    { identifier: "slack-bare", providerId: "slack", credentials: false }
  ],
  subscribers: ["subscriber-123", "ada", "grace"]
}
