/** Says what a seed in JSON may hold. Errors and the JSON Schema of editors follow from it. */
import * as Schema from "effect/Schema"
import type {
  Seed,
  SeedAgent,
  SeedAgentIntegration,
  SeedChannel,
  SeedConnection,
  SeedContext,
  SeedConversation,
  SeedConversationMessage,
  SeedDomain,
  SeedDomainRoute,
  SeedEndpoint,
  SeedEnvironment,
  SeedIntegration,
  SeedLayout,
  SeedMail,
  SeedPreference,
  SeedSubscriber,
  SeedSubscriptionPreference,
  SeedTenant,
  SeedTopic,
  SeedTopicSubscription,
  SeedTranslation,
  SeedVariable
} from "../../../Testing/Seed.ts"
import { MessageJson, NotificationJson, WorkerJson } from "./notificationJson.ts"
import { inContexts, maybe, ObjectJson, shape, stored, Texts, Time } from "./shape.ts"
import { WorkflowJson } from "./workflowJson.ts"

const NullableText = maybe(Schema.NullOr(Schema.String))

const listOf = <A extends Schema.Codec<unknown, unknown>>(item: A) => maybe(Schema.Array(item))

const IntegrationJson = shape<SeedIntegration>()("Integration", {
  ...stored,
  identifier: Schema.String,
  providerId: Schema.String,
  channel: maybe(Schema.String),
  name: maybe(Schema.String),
  active: maybe(Schema.Boolean),
  credentials: maybe(Schema.Union([Schema.Literal(false), ObjectJson])),
  kind: maybe(Schema.Literals(["delivery", "agent"])),
  configurations: maybe(ObjectJson),
  conditions: maybe(Schema.Array(Schema.Unknown)),
  primary: maybe(Schema.Boolean),
  priority: maybe(Schema.Finite)
})

const ContextJson = shape<SeedContext>()("Context", {
  ...stored,
  type: Schema.String,
  id: Schema.String,
  data: maybe(ObjectJson),
  bridgeUrl: maybe(Schema.String)
})

const ChannelJson = shape<SeedChannel>()("Channel", {
  providerId: Schema.String,
  integrationIdentifier: maybe(Schema.String),
  credentials: maybe(ObjectJson),
  more: maybe(ObjectJson)
})

const SubscriberJson = shape<SeedSubscriber>()("Subscriber", {
  ...stored,
  subscriberId: Schema.String,
  firstName: NullableText,
  lastName: NullableText,
  email: NullableText,
  phone: NullableText,
  avatar: NullableText,
  locale: NullableText,
  timezone: NullableText,
  data: maybe(Schema.NullOr(ObjectJson)),
  channels: maybe(Schema.NullOr(Schema.Array(ChannelJson))),
  isOnline: maybe(Schema.Boolean),
  lastOnlineAt: maybe(Time)
})

const TopicJson = shape<SeedTopic>()("Topic", {
  ...stored,
  key: Schema.String,
  name: maybe(Schema.String),
  data: maybe(Schema.NullOr(ObjectJson)),
  subscribers: maybe(Texts)
})

const TopicSubscriptionJson = shape<SeedTopicSubscription>()("TopicSubscription", {
  ...stored,
  ...inContexts,
  topicKey: Schema.String,
  subscriberId: Schema.String,
  identifier: maybe(Schema.String),
  name: maybe(Schema.String),
  preferences: listOf(
    shape<SeedSubscriptionPreference>()("SubscriptionPreference", {
      workflowId: Schema.String,
      enabled: maybe(Schema.Boolean),
      condition: maybe(ObjectJson)
    })
  )
})

const LayoutJson = shape<SeedLayout>()("Layout", {
  ...stored,
  layoutId: Schema.String,
  name: maybe(Schema.String),
  isDefault: maybe(Schema.Boolean),
  isTranslationEnabled: maybe(Schema.Boolean),
  controlValues: maybe(ObjectJson)
})

const TranslationJson = shape<SeedTranslation>()("Translation", {
  ...stored,
  resourceType: Schema.Literals(["workflow", "layout"]),
  resourceId: Schema.String,
  locale: Schema.String,
  content: ObjectJson
})

const PreferenceJson = shape<SeedPreference>()("Preference", {
  ...stored,
  subscriberId: Schema.String,
  workflowId: maybe(Schema.String),
  channels: Schema.Record(Schema.String, Schema.Boolean),
  schedule: maybe(ObjectJson)
})

const TenantJson = shape<SeedTenant>()("Tenant", {
  identifier: Schema.String,
  name: maybe(Schema.String),
  data: maybe(ObjectJson)
})

const ConnectionJson = shape<SeedConnection>()("Connection", {
  ...stored,
  ...inContexts,
  integrationIdentifier: Schema.String,
  identifier: maybe(Schema.String),
  subscriberId: NullableText,
  providerId: maybe(Schema.String),
  channel: maybe(Schema.String),
  workspace: maybe(
    shape<NonNullable<SeedConnection["workspace"]>>()("Workspace", {
      id: maybe(Schema.String),
      name: maybe(Schema.String),
      botUserId: maybe(Schema.String),
      more: maybe(ObjectJson)
    })
  ),
  auth: maybe(
    shape<NonNullable<SeedConnection["auth"]>>()("Auth", {
      accessToken: maybe(Schema.String),
      refreshToken: maybe(Schema.String),
      expiresAt: maybe(Schema.String),
      refreshTokenExpiresAt: maybe(Schema.String),
      more: maybe(ObjectJson)
    })
  )
})

const EndpointJson = shape<SeedEndpoint>()("Endpoint", {
  ...stored,
  ...inContexts,
  integrationIdentifier: Schema.String,
  subscriberId: Schema.String,
  type: Schema.String,
  endpoint: ObjectJson,
  identifier: maybe(Schema.String),
  connectionIdentifier: NullableText,
  providerId: maybe(Schema.String),
  channel: maybe(Schema.String)
})

const AgentJson = shape<SeedAgent>()("Agent", {
  ...stored,
  identifier: Schema.String,
  name: maybe(Schema.String),
  description: maybe(Schema.String),
  active: maybe(Schema.Boolean),
  behavior: maybe(ObjectJson),
  bridgeUrl: maybe(Schema.String),
  devBridgeUrl: maybe(Schema.String),
  devBridgeActive: maybe(Schema.Boolean),
  integrations: maybe(Texts),
  managedRuntime: maybe(ObjectJson)
})

const AgentIntegrationJson = shape<SeedAgentIntegration>()("AgentIntegration", {
  ...stored,
  agent: Schema.String,
  integrationIdentifier: Schema.String
})

const ConversationJson = shape<SeedConversation>()("Conversation", {
  createdAt: maybe(Time),
  updatedAt: maybe(Time),
  conversationId: Schema.String,
  agent: Schema.String,
  integrationIdentifier: Schema.String,
  subscriberId: maybe(Schema.String),
  platformThreadId: NullableText,
  metadata: maybe(ObjectJson),
  status: maybe(Schema.Literals(["active", "resolved"])),
  summary: maybe(Schema.String),
  messageCount: maybe(Schema.Int),
  lastMessagePreview: maybe(Schema.String),
  messages: listOf(
    shape<SeedConversationMessage>()("ConversationMessage", {
      messageId: Schema.String,
      content: ObjectJson,
      reactions: maybe(Texts),
      deleted: maybe(Schema.Boolean)
    })
  )
})

const DomainRouteJson = shape<SeedDomainRoute>()("DomainRoute", {
  ...stored,
  address: Schema.String,
  agent: maybe(Schema.String),
  type: maybe(Schema.Literals(["agent", "webhook"])),
  data: maybe(ObjectJson)
})

const DomainJson = shape<SeedDomain>()("Domain", {
  ...stored,
  name: Schema.String,
  hasMxRecord: maybe(Schema.Boolean),
  status: maybe(Schema.Literals(["pending", "verified"])),
  dnsProvider: maybe(Schema.String),
  mxRecordConfigured: maybe(Schema.Boolean),
  data: maybe(ObjectJson),
  routes: listOf(Schema.Union([Schema.String, DomainRouteJson]))
})

const MailJson = shape<SeedMail>()("Mail", {
  ...stored,
  domain: ObjectJson,
  route: ObjectJson,
  mail: ObjectJson,
  isTold: maybe(Schema.Boolean)
})

const VariableJson = shape<SeedVariable>()("Variable", {
  ...stored,
  key: Schema.String,
  value: maybe(Schema.String),
  isSecret: maybe(Schema.Boolean),
  elsewhere: maybe(Schema.Record(Schema.String, Schema.String)),
  values: listOf(
    Schema.Struct({ _environmentId: Schema.String, value: Schema.String }).annotate({ identifier: "VariableValue" })
  ),
  type: maybe(Schema.String)
})

const members = {
  exact: maybe(Schema.Boolean),
  contexts: listOf(ContextJson),
  integrations: listOf(IntegrationJson),
  subscribers: listOf(Schema.Union([Schema.String, SubscriberJson])),
  topics: listOf(TopicJson),
  topicSubscriptions: listOf(TopicSubscriptionJson),
  workflows: listOf(WorkflowJson),
  layouts: listOf(Schema.Union([Schema.String, LayoutJson])),
  translations: listOf(TranslationJson),
  preferences: listOf(PreferenceJson),
  tenants: listOf(Schema.Union([Schema.String, TenantJson])),
  connections: listOf(ConnectionJson),
  endpoints: listOf(EndpointJson),
  agents: listOf(Schema.Union([Schema.String, AgentJson])),
  agentIntegrations: listOf(AgentIntegrationJson),
  conversations: listOf(ConversationJson),
  variables: listOf(VariableJson),
  domains: listOf(Schema.Union([Schema.String, DomainJson])),
  mails: listOf(MailJson),
  notifications: listOf(NotificationJson),
  messages: listOf(MessageJson),
  worker: maybe(WorkerJson)
}

const EnvironmentJson = shape<SeedEnvironment>()("Environment", {
  ...stored,
  name: Schema.String,
  secretKey: maybe(Schema.String),
  identifier: maybe(Schema.String),
  type: maybe(Schema.NullOr(Schema.Literals(["dev", "prod"]))),
  parentId: NullableText,
  color: maybe(Schema.String),
  bridgeUrl: maybe(Schema.String),
  inboundParseDomain: maybe(Schema.String),
  seed: maybe(
    shape<Omit<Seed, "environments">>()("SeedOfEnvironment", members).annotate({ title: "seed of an environment" })
  )
})

/** Is a seed with its tokens as plain texts. Editors read `$schema`, and the fake does not. */
export const SeedJson: Schema.Codec<Seed & { readonly $schema?: string }, unknown> = shape<
  Seed & { readonly $schema?: string }
>()("Seed", {
  $schema: maybe(Schema.String),
  ...members,
  environments: listOf(EnvironmentJson)
})
