import type { FakeNovuOptions } from "../../../Testing/FakeOptions.ts"
import { ConnectionTable } from "./connectionTable.ts"
import type { makeIds } from "./ids.ts"
import type {
  AgentLinkRow,
  AgentRow,
  ContextRow,
  ConversationRow,
  DomainRouteRow,
  DomainRow,
  EndpointRow,
  EnvironmentRow,
  IntegrationRow,
  LayoutRow,
  MailRow,
  MessageRow,
  PreferenceRow,
  SubscriberRow,
  TenantRow,
  TopicRow,
  TopicSubscriptionRow,
  TranslationRow,
  VariableRow,
  WorkflowRow
} from "./rows.ts"
import { RunTable } from "./runTable.ts"
import { Table, type Watch } from "./table.ts"
import { makeWorkerState } from "./workerState.ts"

/** Identifies a subscription: the same identifier may stand once per topic and set of contexts. */
export const subscriptionKey = (
  { contextKeys, identifier, topicKey }: Pick<TopicSubscriptionRow, "contextKeys" | "identifier" | "topicKey">
): string => JSON.stringify([topicKey, identifier, contextKeys])

export const translationKey = (
  { locale, resourceId, resourceType }: Pick<TranslationRow, "locale" | "resourceId" | "resourceType">
): string => `${resourceType}:${resourceId}:${locale}`

export const domainRouteKey = ({ address, domainId }: Pick<DomainRouteRow, "address" | "domainId">): string =>
  `${domainId}:${address}`

export const defaultSecretKey = "sk_fake"

/** Is the environment of the key in the options. */
export const mainEnvironmentId = "6615943e7ace93b0540ae377"

export const organizationId = "6615943e7ace93b0540ae301"

/** Is told of the writes that webhooks tell of. */
export interface Watches {
  readonly messages?: Watch<MessageRow>
  readonly preferences?: Watch<PreferenceRow>
  readonly mails?: Watch<MailRow>
  /** Is told that notifications or messages were written, in whatever environment and by whomever. */
  readonly changed?: (() => void) | undefined
  /** Says whether anybody is told. */
  readonly hasWebhooks?: () => boolean
  /** Makes what is told of the messages of an environment, for Inboxes that are open. */
  readonly inboxes?: ((environmentId: string) => Watch<MessageRow>) | undefined
}

/** Has the environments of the fake's organisation, and what they share. */
export interface Organization {
  readonly options: FakeNovuOptions
  readonly ids: ReturnType<typeof makeIds>
  readonly environments: Table<EnvironmentRow>
  readonly variables: Table<VariableRow>
  /** Is the environment of the key in the options. */
  readonly main: Store
  /** Returns what is stored of each environment, the oldest first. */
  readonly stores: () => ReadonlyArray<Store>
  readonly storeOf: (environmentId: string) => Store | undefined
  readonly storeOfKey: (secretKey: string) => Store | undefined
  /** Lists the active keys of an environment. */
  readonly keysOf: (store: Store) => ReadonlyArray<string>
  /** Tells this memory from those before a reset or a restart. */
  readonly instance: string
  readonly add: (environment: NewEnvironment, now: number) => Store
  readonly remove: (environment: EnvironmentRow) => void
}

export type NewEnvironment =
  & Pick<EnvironmentRow, "name" | "secretKey">
  & Partial<Pick<EnvironmentRow, "_id" | "identifier" | "type" | "parentId" | "color">>

/** Tells each in turn. */
const all = (...watches: ReadonlyArray<Watch<MessageRow> | undefined>): Watch<MessageRow> => (before, after) => {
  for (const watch of watches) watch?.(before, after)
}

/** Makes the memory of an environment. What the organisation has is in it, too. */
export const makeStore = (
  organization: Organization,
  { _id: environmentId, secretKey }: EnvironmentRow,
  watches: Watches
) => ({
  organization,
  options: organization.options,
  environmentId,
  secretKey,
  ids: organization.ids,
  variables: organization.variables,
  connections: new ConnectionTable(),
  endpoints: new Table<EndpointRow>((row) => row.identifier),
  contexts: new Table<ContextRow>((row) => `${row.type}:${row.id}`),
  integrations: new Table<IntegrationRow>((row) => row.identifier),
  subscribers: new Table<SubscriberRow>((row) => row.subscriberId),
  topics: new Table<TopicRow>((row) => row.key),
  topicSubscriptions: new Table<TopicSubscriptionRow>(subscriptionKey),
  preferences: new Table<PreferenceRow>((row) => `${row.subscriberId}:${row.workflowId ?? ""}`, watches.preferences),
  domains: new Table<DomainRow>((row) => row.name),
  domainRoutes: new Table<DomainRouteRow>(domainRouteKey),
  mails: new Table<MailRow>((row) => row._id, watches.mails),
  hasWebhooks: () => watches.hasWebhooks?.() === true,
  workflows: new Table<WorkflowRow>((row) => row.workflowId),
  layouts: new Table<LayoutRow>((row) => row.layoutId),
  translations: new Table<TranslationRow>(translationKey),
  tenants: new Map<string, TenantRow>(),
  agents: new Table<AgentRow>((row) => row.identifier),
  agentLinks: new Table<AgentLinkRow>((row) => `${row.agentId}:${row.integrationId}`),
  conversations: new Table<ConversationRow>((row) => row._id),
  runs: new RunTable(watches.changed),
  messages: new Table<MessageRow>(
    (row) => row._id,
    all(watches.messages, watches.inboxes?.(environmentId), watches.changed)
  ),
  worker: makeWorkerState()
})

export type Store = ReturnType<typeof makeStore>

/** Finds a context or creates it. Data replace what was stored; without data, a context stays as it is. */
export const upsertContext = (
  store: Store,
  context: { readonly type: string; readonly id: string; readonly data: Readonly<Record<string, unknown>> | undefined },
  now: number
): ContextRow => {
  const existing = store.contexts.byKey.get(`${context.type}:${context.id}`)
  if (existing === undefined) {
    return store.contexts.insert({
      _id: store.ids.objectId(now),
      type: context.type,
      id: context.id,
      data: context.data ?? {},
      bridgeUrl: undefined,
      createdAt: now,
      updatedAt: now
    })
  }
  if (context.data === undefined) return existing
  return store.contexts.replace(existing, { ...existing, data: context.data, updatedAt: now })
}
