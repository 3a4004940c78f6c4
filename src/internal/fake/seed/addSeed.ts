import type { Seed, SeedEnvironment } from "../../../Testing/Seed.ts"
import type { Store } from "../store/store.ts"
import { seedAgent, seedAgentIntegration, seedConversation } from "./agents.ts"
import { seedConnection, seedEndpoint } from "./connections.ts"
import { seedContext } from "./contexts.ts"
import { seedDomain, seedMail } from "./domains.ts"
import { keepEnvironments, seedEnvironment } from "./environments.ts"
import { seedIntegration } from "./integrations.ts"
import { seedLayout, seedTranslation } from "./layouts.ts"
import { seedMessage } from "./messages.ts"
import { seedNotifications } from "./notifications.ts"
import { seedPreference } from "./preferences.ts"
import type { Seeding } from "./seeding.ts"
import { seedSubscriber } from "./subscribers.ts"
import { seedTopic, seedTopicSubscription } from "./topics.ts"
import { seedVariable } from "./variables.ts"
import { seedWorker } from "./worker.ts"
import { seedWorkflow } from "./workflows.ts"

/**
 * Adds what a seed describes. The rules for requests do not apply. What others name
 * comes first: the environments whose ids variables have, and the workflows of
 * preferences, subscriptions and notifications.
 */
export const addSeed = (store: Store, seed: Seed, now: number): void => {
  const seeding: Seeding = { store, now, isExact: seed.exact === true }
  const { environments } = seed
  if (environments !== undefined && seeding.isExact) {
    keepEnvironments(store.organization, environments)
  }
  addOwn(seeding, seed)
  for (const environment of environments ?? []) addEnvironment(seeding, environment)
}

const addEnvironment = (seeding: Seeding, environment: SeedEnvironment): void => {
  const store = seedEnvironment(seeding, environment)
  if (environment.seed !== undefined) addSeed(store, environment.seed, seeding.now)
}

const addOwn = (seeding: Seeding, seed: Seed): void => {
  const { store } = seeding
  for (const integration of seed.integrations ?? []) seedIntegration(seeding, integration)
  for (const context of seed.contexts ?? []) seedContext(seeding, context)
  for (const subscriber of seed.subscribers ?? []) seedSubscriber(seeding, subscriber)
  for (const workflow of seed.workflows ?? []) seedWorkflow(seeding, workflow)
  for (const topic of seed.topics ?? []) seedTopic(seeding, topic)
  for (const subscription of seed.topicSubscriptions ?? []) seedTopicSubscription(seeding, subscription)
  for (const layout of seed.layouts ?? []) seedLayout(seeding, layout)
  for (const translation of seed.translations ?? []) seedTranslation(seeding, translation)
  for (const preference of seed.preferences ?? []) seedPreference(seeding, preference)
  for (const tenant of seed.tenants ?? []) {
    const { data, identifier, name } = typeof tenant === "string" ? { identifier: tenant } : tenant
    store.tenants.set(identifier, { identifier, name, data })
  }
  for (const connection of seed.connections ?? []) seedConnection(seeding, connection)
  for (const endpoint of seed.endpoints ?? []) seedEndpoint(seeding, endpoint)
  for (const agent of seed.agents ?? []) seedAgent(seeding, agent)
  for (const link of seed.agentIntegrations ?? []) seedAgentIntegration(seeding, link)
  for (const conversation of seed.conversations ?? []) seedConversation(seeding, conversation)
  for (const domain of seed.domains ?? []) seedDomain(seeding, domain)
  for (const mail of seed.mails ?? []) seedMail(seeding, mail)
  for (const variable of seed.variables ?? []) seedVariable(seeding, variable)
  seedNotifications(seeding, seed.notifications ?? [])
  for (const message of seed.messages ?? []) seedMessage(seeding, message)
  if (seed.worker !== undefined) seedWorker(seeding, seed.worker)
}
