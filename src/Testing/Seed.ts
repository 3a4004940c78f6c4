/**
 * A seed says what a fake Novu already knows, in one environment or in several. It can
 * hold everything that a fake stores: what a person writes to begin with, and what
 * was saved of a fake to go on with.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted"
import type { SeedMessage, SeedNotification, SeedWorker } from "./SeedNotifications.ts"
import type { SeedContexts, SeedStored } from "./SeedStored.ts"
import type { SeedWorkflow } from "./SeedWorkflows.ts"

export type {
  SeedAction,
  SeedJob,
  SeedMessage,
  SeedNotification,
  SeedRedirect,
  SeedTrigger,
  SeedWorker
} from "./SeedNotifications.ts"
export type { SeedContexts, SeedStored } from "./SeedStored.ts"
export type { SeedStep, SeedWorkflow, SeedWorkflowPreferences } from "./SeedWorkflows.ts"

/**
 * Describes an integration, as a person would have set it up in the dashboard.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedIntegration extends SeedStored {
  readonly identifier: string
  readonly providerId: string
  /** @default "chat" */
  readonly channel?: string | undefined
  /** Defaults to the identifier. */
  readonly name?: string | undefined
  /** @default true */
  readonly active?: boolean | undefined
  /** Is `false` for an integration that has no client id and secret yet. */
  readonly credentials?: false | Readonly<Record<string, unknown>> | undefined
  /** @default "delivery" */
  readonly kind?: "delivery" | "agent" | undefined
  readonly configurations?: Readonly<Record<string, unknown>> | undefined
  /** Has rules that choose between integrations of a channel, which are stored and not followed. */
  readonly conditions?: ReadonlyArray<unknown> | undefined
  /** Defaults to what Novu would decide when the integration is switched on. */
  readonly primary?: boolean | undefined
  /** Orders the active integrations of a channel: the highest sends first. Defaults to what Novu would decide. */
  readonly priority?: number | undefined
}

/**
 * Describes a connection that exists already. It is stored as it is given, and no
 * rule is checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConnection extends SeedStored {
  readonly integrationIdentifier: string
  /** Generated when absent. */
  readonly identifier?: string | undefined
  readonly subscriberId?: string | null | undefined
  readonly context?: SeedContexts | undefined
  /** Has the keys of contexts, such as `tenant:acme`, beside those of `context`. */
  readonly contextKeys?: ReadonlyArray<string> | undefined
  /** Defaults to the provider of the integration. */
  readonly providerId?: string | undefined
  /** Defaults to the channel of the integration. */
  readonly channel?: string | undefined
  readonly workspace?: {
    readonly id?: string | undefined
    readonly name?: string | undefined
    readonly botUserId?: string | undefined
    /** Has other members, as a newer Novu might show them. */
    readonly more?: Readonly<Record<string, unknown>> | undefined
  } | undefined
  readonly auth?: {
    readonly accessToken?: Redacted.Redacted<string> | string | undefined
    readonly refreshToken?: Redacted.Redacted<string> | string | undefined
    readonly expiresAt?: string | undefined
    readonly refreshTokenExpiresAt?: string | undefined
    /** Has other members, as a newer Novu might show them. */
    readonly more?: Readonly<Record<string, unknown>> | undefined
  } | undefined
}

/**
 * Describes an endpoint that exists already. It is stored as it is given, and no
 * rule is checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedEndpoint extends SeedStored {
  readonly integrationIdentifier: string
  readonly subscriberId: string
  /** Is `slack_channel`, `slack_user`, `webhook`, `phone`, `ms_teams_channel` or another type. */
  readonly type: string
  /** Has what the type needs, such as `{ channelId }`. */
  readonly endpoint: Readonly<Record<string, unknown>>
  /** Generated when absent. */
  readonly identifier?: string | undefined
  readonly connectionIdentifier?: string | null | undefined
  readonly context?: SeedContexts | undefined
  /** Has the keys of contexts, such as `tenant:acme`, beside those of `context`. */
  readonly contextKeys?: ReadonlyArray<string> | undefined
  /** Defaults to the provider of the integration. */
  readonly providerId?: string | undefined
  /** Defaults to the channel of the integration. */
  readonly channel?: string | undefined
}

/**
 * Describes a context. Seeding one that exists replaces it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedContext extends SeedStored {
  readonly type: string
  readonly id: string
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly bridgeUrl?: string | undefined
}

/**
 * Describes a subscriber. Seeding one that exists overwrites the given members and
 * keeps the others.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedSubscriber extends SeedStored {
  readonly subscriberId: string
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly avatar?: string | null | undefined
  readonly locale?: string | null | undefined
  readonly timezone?: string | null | undefined
  readonly data?: Readonly<Record<string, unknown>> | null | undefined
  /** Has the credentials of the subscriber, such as tokens of devices. Those of the same integration are replaced. */
  readonly channels?: ReadonlyArray<SeedChannel> | null | undefined
  /** Is absent until somebody says it. */
  readonly isOnline?: boolean | undefined
  readonly lastOnlineAt?: string | undefined
}

/**
 * Has what an integration needs to reach a subscriber: for push `{ deviceTokens }`,
 * for chat `{ webhookUrl }`.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedChannel {
  readonly providerId: string
  /** Defaults to the newest active integration of the provider. */
  readonly integrationIdentifier?: string | undefined
  readonly credentials?: Readonly<Record<string, unknown>> | undefined
  /** Has other members, as a server shows them. */
  readonly more?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Describes a topic. Members that are not subscribers yet become ones.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedTopic extends SeedStored {
  readonly key: string
  readonly name?: string | undefined
  readonly data?: Readonly<Record<string, unknown>> | null | undefined
  readonly subscribers?: ReadonlyArray<string> | undefined
}

/**
 * Describes one subscription of a subscriber to a topic, where it is more than the
 * topic's `subscribers` say. The topic and the subscriber are made if they are not
 * there.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedTopicSubscription extends SeedStored {
  readonly topicKey: string
  readonly subscriberId: string
  /** Defaults to the one that a topic and a subscriber have by themselves. */
  readonly identifier?: string | undefined
  readonly name?: string | undefined
  readonly context?: SeedContexts | undefined
  /** Has the keys of contexts, such as `tenant:acme`, beside those of `context`. */
  readonly contextKeys?: ReadonlyArray<string> | undefined
  readonly preferences?: ReadonlyArray<SeedSubscriptionPreference> | undefined
}

/**
 * Says what a subscription takes of one workflow.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedSubscriptionPreference {
  readonly workflowId: string
  /** @default true */
  readonly enabled?: boolean | undefined
  /** Is a rule in JSON Logic, which is stored and not evaluated. */
  readonly condition?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Describes a layout of e-mails. Seeding one that exists replaces it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedLayout extends SeedStored {
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
 * Has the texts of a workflow or layout in one language. Seeding one that exists
 * replaces it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedTranslation extends SeedStored {
  readonly resourceType: "workflow" | "layout"
  readonly resourceId: string
  /** Has an underscore, as in `en_US`. */
  readonly locale: string
  readonly content: Readonly<Record<string, unknown>>
}

/**
 * Says which channels a subscriber takes, such as `{ email: false }`. A channel that
 * is not named is on.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedPreference extends SeedStored {
  readonly subscriberId: string
  /** Limits the preference to one workflow, which must be seeded already or in the same seed. */
  readonly workflowId?: string | undefined
  readonly channels: Readonly<Record<string, boolean>>
  /** Says when the subscriber takes anything. Only a preference for everything has one. */
  readonly schedule?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Describes a tenant that a trigger may name.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedTenant {
  readonly identifier: string
  readonly name?: string | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Describes a variable. Seeding one that exists replaces what is given, its values
 * in other environments stay, and no rule is checked.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedVariable extends SeedStored {
  readonly key: string
  /** Is the value in the environment of the fake's key. Without it there is none. */
  readonly value?: Redacted.Redacted<string> | string | undefined
  /** @default false */
  readonly isSecret?: boolean | undefined
  /** Has values in other environments, by their ids. The fake's key cannot read them. */
  readonly elsewhere?: Readonly<Record<string, Redacted.Redacted<string> | string>> | undefined
  /** Has all values, as the API takes them. It stands in the place of `value` and `elsewhere`. */
  readonly values?:
    | ReadonlyArray<{ readonly _environmentId: string; readonly value: Redacted.Redacted<string> | string }>
    | undefined
  /** @default "string" */
  readonly type?: string | undefined
}

/**
 * Describes what becomes of the mail to an address of a domain.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedDomainRoute extends SeedStored {
  /** Is what stands before the `@`, or `*`. */
  readonly address: string
  /** Has the identifier of an agent, which must be seeded already or in the same seed. Without one, webhooks tell of the mail. */
  readonly agent?: string | undefined
  /** Is `agent` where an agent is named, and `webhook` otherwise. */
  readonly type?: "agent" | "webhook" | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Describes a domain, and what its DNS says. Seeding one that exists changes what is
 * given: so a test lets the DNS change, which `Domains.verify` then finds.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedDomain extends SeedStored {
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
  /** Says whether the DNS led mail to Novu when it was last looked at. Defaults to whether the domain is verified. */
  readonly mxRecordConfigured?: boolean | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly routes?: ReadonlyArray<string | SeedDomainRoute> | undefined
}

/**
 * Describes a mail that a route took, as a webhook would show it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedMail extends SeedStored {
  readonly domain: Readonly<Record<string, unknown>>
  readonly route: Readonly<Record<string, unknown>>
  readonly mail: Readonly<Record<string, unknown>>
  /** Says whether webhooks tell of it. The others go to agents. @default true */
  readonly isTold?: boolean | undefined
}

/**
 * Describes an agent. Seeding one that exists replaces what is given.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedAgent extends SeedStored {
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
  /** Has what a provider keeps of an agent that it runs. */
  readonly managedRuntime?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Links an agent to an integration, where the link is to have an id or times of its
 * own. Both must be seeded already or in the same seed.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedAgentIntegration extends SeedStored {
  readonly agent: string
  readonly integrationIdentifier: string
}

/**
 * Describes a conversation, as a message from a person opens one. Seeding one that
 * exists replaces it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConversation extends Omit<SeedStored, "_id"> {
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
  /** @default "active" */
  readonly status?: "active" | "resolved" | undefined
  readonly summary?: string | undefined
  /** Counts the messages of both sides. Defaults to the number of `messages`. */
  readonly messageCount?: number | undefined
  readonly lastMessagePreview?: string | undefined
  /** Has what the agent said. */
  readonly messages?: ReadonlyArray<SeedConversationMessage> | undefined
}

/**
 * Describes what an agent said, under the id that the platform gave it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedConversationMessage {
  readonly messageId: string
  readonly content: Readonly<Record<string, unknown>>
  readonly reactions?: ReadonlyArray<string> | undefined
  /** Whether the platform shows it no more. @default false */
  readonly deleted?: boolean | undefined
}

/**
 * Describes another environment of the organisation. Seeding one that exists adds
 * to what is stored in it. One that has the `_id` or the name of the fake's own
 * environment says how that one is called and shown.
 *
 * @category models
 * @since 0.1.0
 */
export interface SeedEnvironment extends SeedStored {
  readonly name: string
  /** Is the key of a new environment, `sk_fake_` and its name in lower case by default. */
  readonly secretKey?: Redacted.Redacted<string> | string | undefined
  /** Is the application identifier, which is generated when absent. */
  readonly identifier?: string | undefined
  readonly type?: "dev" | "prod" | null | undefined
  readonly parentId?: string | null | undefined
  readonly color?: string | undefined
  readonly bridgeUrl?: string | undefined
  readonly inboundParseDomain?: string | undefined
  readonly seed?: Omit<Seed, "environments"> | undefined
}

/**
 * @category models
 * @since 0.1.0
 */
export interface Seed {
  /**
   * Says that this is all there is, as a saved seed does: subscribers, contexts and
   * topics that are only mentioned are not added, and environments that are not
   * named are gone.
   *
   * @default false
   */
  readonly exact?: boolean | undefined
  readonly contexts?: ReadonlyArray<SeedContext> | undefined
  readonly integrations?: ReadonlyArray<SeedIntegration> | undefined
  readonly subscribers?: ReadonlyArray<string | SeedSubscriber> | undefined
  readonly topics?: ReadonlyArray<SeedTopic> | undefined
  readonly topicSubscriptions?: ReadonlyArray<SeedTopicSubscription> | undefined
  readonly workflows?: ReadonlyArray<SeedWorkflow> | undefined
  readonly layouts?: ReadonlyArray<string | SeedLayout> | undefined
  readonly translations?: ReadonlyArray<SeedTranslation> | undefined
  readonly preferences?: ReadonlyArray<SeedPreference> | undefined
  /** Has the identifiers that a trigger may name as its tenant. */
  readonly tenants?: ReadonlyArray<string | SeedTenant> | undefined
  readonly connections?: ReadonlyArray<SeedConnection> | undefined
  readonly endpoints?: ReadonlyArray<SeedEndpoint> | undefined
  /** Has the identifier of an agent, or more about it. */
  readonly agents?: ReadonlyArray<string | SeedAgent> | undefined
  readonly agentIntegrations?: ReadonlyArray<SeedAgentIntegration> | undefined
  readonly conversations?: ReadonlyArray<SeedConversation> | undefined
  readonly variables?: ReadonlyArray<SeedVariable> | undefined
  readonly domains?: ReadonlyArray<string | SeedDomain> | undefined
  readonly mails?: ReadonlyArray<SeedMail> | undefined
  /** Has what triggers did for their recipients. */
  readonly notifications?: ReadonlyArray<SeedNotification> | undefined
  /** Has what steps made: the items of inboxes, e-mails and messages of other channels. */
  readonly messages?: ReadonlyArray<SeedMessage> | undefined
  readonly worker?: SeedWorker | undefined
  /** Has what is stored in other environments: in Production, or in one that the seed adds. */
  readonly environments?: ReadonlyArray<SeedEnvironment> | undefined
}

/**
 * Has one chat integration of each kind, one without credentials, an in-app and an
 * e-mail integration, three subscribers, and two workflows: `welcome` sends at once,
 * and `digest` gathers for five minutes. Their texts are rendered where the fake has an
 * engine.
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
    { identifier: "slack-bare", providerId: "slack", credentials: false },
    { identifier: "novu-inbox", providerId: "novu", channel: "in_app", credentials: { hmac: false } },
    { identifier: "novu-email", providerId: "novu-email", channel: "email", credentials: {} }
  ],
  subscribers: ["subscriber-123", "ada", "grace"],
  workflows: [
    {
      id: "welcome",
      name: "Welcome",
      steps: [
        {
          type: "in_app",
          controls: {
            subject: "Welcome, {{subscriber.firstName | default: subscriber.subscriberId}}",
            body: "Your account is ready."
          }
        },
        {
          type: "email",
          controls: {
            subject: "Welcome, {{subscriber.firstName | default: subscriber.subscriberId}}",
            body: "<h1>Welcome</h1>\n<p>Your account is ready.</p>"
          }
        }
      ]
    },
    {
      id: "digest",
      name: "Digest",
      steps: [
        { type: "digest", controls: { amount: 5, unit: "minutes" } },
        {
          type: "in_app",
          controls: { subject: "{{steps.digest.eventCount}} new events", body: "{{steps.digest.events | json}}" }
        }
      ]
    }
  ]
}
