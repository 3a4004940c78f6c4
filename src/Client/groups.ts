/**
 * Lists every group once. The client, the fake, the tests and the tools take
 * the groups from here.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { NovuTransport } from "../Transport/NovuTransport.ts"
import { AgentIntegrations } from "./AgentIntegrations.ts"
import { Agents } from "./Agents.ts"
import { ChannelConnections } from "./ChannelConnections.ts"
import { ChannelEndpoints } from "./ChannelEndpoints.ts"
import { Contexts } from "./Contexts.ts"
import { DomainRoutes } from "./DomainRoutes.ts"
import { Domains } from "./Domains.ts"
import { Environments } from "./Environments.ts"
import { EnvironmentVariables } from "./EnvironmentVariables.ts"
import { Events } from "./Events.ts"
import { Integrations } from "./Integrations.ts"
import { Layouts } from "./Layouts.ts"
import { Messages } from "./Messages.ts"
import { Notifications } from "./Notifications.ts"
import { SubscriberNotifications } from "./SubscriberNotifications.ts"
import { SubscriberPreferences } from "./SubscriberPreferences.ts"
import { Subscribers } from "./Subscribers.ts"
import { Topics } from "./Topics.ts"
import { TopicSubscriptions } from "./TopicSubscriptions.ts"
import { Translations } from "./Translations.ts"
import { Workflows } from "./Workflows.ts"

/**
 * Holds the groups by their names on `NovuClient`. A new group is one more line
 * here.
 *
 * @category services
 * @since 0.1.0
 */
export const groups = {
  agentIntegrations: AgentIntegrations,
  agents: Agents,
  channelConnections: ChannelConnections,
  channelEndpoints: ChannelEndpoints,
  contexts: Contexts,
  environments: Environments,
  domainRoutes: DomainRoutes,
  domains: Domains,
  environmentVariables: EnvironmentVariables,
  events: Events,
  integrations: Integrations,
  layouts: Layouts,
  messages: Messages,
  notifications: Notifications,
  subscriberNotifications: SubscriberNotifications,
  subscriberPreferences: SubscriberPreferences,
  subscribers: Subscribers,
  topics: Topics,
  topicSubscriptions: TopicSubscriptions,
  translations: Translations,
  workflows: Workflows
}

type Groups = typeof groups

/**
 * Lists what `NovuClient` offers: the service of each group.
 *
 * @category utility types
 * @since 0.1.0
 */
export type Services = { readonly [Name in keyof Groups]: Groups[Name]["Service"] }

/**
 * Stands for any of the groups, as an effect requires it.
 *
 * @category utility types
 * @since 0.1.0
 */
export type AnyGroup = Groups[keyof Groups]["Identifier"]

/** Casts the layers to a tuple, because `mergeAll` wants at least one by its type. Each provides its own group only. */
const layersOf = (all: Groups) =>
  Object.values(all).map((group) => group.layer) as unknown as [Layer.Layer<AnyGroup, never, NovuTransport>]

/**
 * Provides all groups over one transport. It is never shared: see `layer` of a
 * group.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<AnyGroup, never, NovuTransport> = Layer.fresh(Layer.mergeAll(...layersOf(groups)))

/**
 * Collects the services of all groups.
 *
 * @category services
 * @since 0.1.0
 */
export const services: Effect.Effect<Services, never, AnyGroup> = Effect.all(groups)
