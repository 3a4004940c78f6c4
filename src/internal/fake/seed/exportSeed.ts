/** Writes down everything that a fake stores, as a seed with which another one goes on. */
import type { Seed } from "../../../Testing/Seed.ts"
import { given } from "../../input/given.ts"
import type { Organization, Store } from "../store/store.ts"
import { savedAgentIntegrations, savedAgents, savedConversations } from "./agents.ts"
import { savedConnections, savedEndpoints } from "./connections.ts"
import { savedContexts } from "./contexts.ts"
import { savedDomains, savedMails } from "./domains.ts"
import { savedEnvironment } from "./environments.ts"
import { savedIntegrations } from "./integrations.ts"
import { savedLayouts, savedTranslations } from "./layouts.ts"
import { savedMessages } from "./messages.ts"
import { savedNotifications } from "./notifications.ts"
import { savedPreferences } from "./preferences.ts"
import { savedSubscribers } from "./subscribers.ts"
import { savedTopics, savedTopicSubscriptions } from "./topics.ts"
import { savedVariables } from "./variables.ts"
import { savedWorker } from "./worker.ts"
import { savedWorkflows } from "./workflows.ts"

const ownSeed = (store: Store): Omit<Seed, "environments" | "variables"> => ({
  exact: true,
  integrations: savedIntegrations(store),
  contexts: savedContexts(store),
  subscribers: savedSubscribers(store),
  workflows: savedWorkflows(store),
  topics: savedTopics(store),
  topicSubscriptions: savedTopicSubscriptions(store),
  layouts: savedLayouts(store),
  translations: savedTranslations(store),
  preferences: savedPreferences(store),
  tenants: Array.from(store.tenants.values(), ({ data, identifier, name }) => ({
    identifier,
    ...given({ name, data })
  })),
  connections: savedConnections(store),
  endpoints: savedEndpoints(store),
  agents: savedAgents(store),
  agentIntegrations: savedAgentIntegrations(store),
  conversations: savedConversations(store),
  domains: savedDomains(store),
  mails: savedMails(store),
  notifications: savedNotifications(store),
  messages: savedMessages(store),
  ...given({ worker: savedWorker(store) })
})

/** A list without items says nothing that its absence does not say. */
const brief = <A extends object>(seed: A): Partial<A> =>
  Object.fromEntries(Object.entries(seed).filter(([, value]) => !Array.isArray(value) || value.length > 0)) as Partial<
    A
  >

/**
 * Returns what is stored, with all ids and times, so that a fake that starts with it
 * gives the same answers.
 *
 * **Gotchas**
 *
 * It has tokens and keys in the clear, because without them it could not be loaded.
 * The key of the fake's own environment is not among them.
 */
export const exportSeed = (organization: Organization): Seed => ({
  ...brief({ ...ownSeed(organization.main), variables: savedVariables(organization) }),
  environments: organization.stores().flatMap((store) => {
    const row = organization.environments.byId.get(store.environmentId)
    if (row === undefined) return []
    const described = savedEnvironment(organization, row)
    return [store === organization.main ? described : { ...described, seed: brief(ownSeed(store)) }]
  })
})
