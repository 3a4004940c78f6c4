import type { Route } from "../protocol/route.ts"
import { routes as agentIntegrations } from "./agentIntegrations.ts"
import { routes as agentReply } from "./agentReply.ts"
import { routes as agents } from "./agents.ts"
import { routes as channelConnections } from "./channelConnections.ts"
import { routes as channelEndpoints } from "./channelEndpoints.ts"
import { routes as channelOAuth } from "./channelOAuth.ts"
import { routes as contexts } from "./contexts.ts"
import { routes as credentials } from "./credentials.ts"
import { routes as domainRoutes } from "./domainRoutes.ts"
import { routes as domains } from "./domains.ts"
import { routes as environments } from "./environments.ts"
import { routes as environmentVariables } from "./environmentVariables.ts"
import { routes as events } from "./events.ts"
import { routes as healthCheck } from "./healthCheck.ts"
import { routes as inbox } from "./inbox.ts"
import { routes as inboxBulk } from "./inboxBulk.ts"
import { routes as inboxItems } from "./inboxItems.ts"
import { routes as inboxLegacy } from "./inboxLegacy.ts"
import { routes as integrations } from "./integrations.ts"
import { routes as integrationWrites } from "./integrationWrites.ts"
import { routes as layouts } from "./layouts.ts"
import { routes as messages } from "./messages.ts"
import { routes as notifications } from "./notifications.ts"
import { routes as oauthCallback } from "./oauthCallback.ts"
import { routes as preferences } from "./preferences.ts"
import { routes as publishing } from "./publishing.ts"
import { routes as subscribers } from "./subscribers.ts"
import { routes as subscribersLegacy } from "./subscribersLegacy.ts"
import { routes as topics } from "./topics.ts"
import { routes as topicSubscriptions } from "./topicSubscriptions.ts"
import { routes as translations } from "./translations.ts"
import { routes as translationUploads } from "./translationUploads.ts"
import { routes as workflows } from "./workflows.ts"

/** The fake serves these routes and no other. */
export const routes: ReadonlyArray<Route> = [
  ...agentIntegrations,
  ...agentReply,
  ...agents,
  ...channelConnections,
  ...channelEndpoints,
  ...channelOAuth,
  ...contexts,
  ...credentials,
  ...environments,
  ...domainRoutes,
  ...domains,
  ...environmentVariables,
  ...events,
  ...healthCheck,
  ...inbox,
  ...inboxBulk,
  ...inboxItems,
  ...inboxLegacy,
  ...integrations,
  ...integrationWrites,
  ...layouts,
  ...messages,
  ...notifications,
  ...oauthCallback,
  ...preferences,
  ...publishing,
  ...subscribers,
  ...subscribersLegacy,
  ...topics,
  ...topicSubscriptions,
  ...translations,
  ...translationUploads,
  ...workflows
]
