import * as ChannelConnections from "../../../Client/ChannelConnections.ts"
import * as ChannelEndpoints from "../../../Client/ChannelEndpoints.ts"
import * as Contexts from "../../../Client/Contexts.ts"
import * as Integrations from "../../../Client/Integrations.ts"
import type { Route } from "../protocol/route.ts"
import {
  createConnection,
  deleteConnection,
  listConnections,
  retrieveConnection,
  updateConnection,
  verifyConnection
} from "./channelConnections.ts"
import { createEndpoint, deleteEndpoint, listEndpoints, retrieveEndpoint, updateEndpoint } from "./channelEndpoints.ts"
import { createContext, deleteContext, listContexts, retrieveContext, updateContext } from "./contexts.ts"
import {
  chatOAuthUrl,
  connectOAuthUrl,
  linkEndpoint,
  linkUserOAuthUrl,
  listActiveIntegrations,
  listIntegrations
} from "./integrations.ts"

/** What a route needs of an operation: where it is. */
interface Place {
  readonly method: string
  readonly path: string
}

const route = (
  { method, path }: Place,
  status: Route["status"],
  category: Route["category"],
  handler: Route["handler"]
): Route => ({ method, path, status, category, handler })

const post = (path: string): Place => ({ method: "POST", path })

/**
 * Every route that is served: the operations of the client, and those that Novu
 * has and the client does not.
 *
 * @internal
 */
export const routes: ReadonlyArray<Route> = [
  route(ChannelConnections.operations.create, 201, "configuration", createConnection),
  route(ChannelConnections.operations.list, 200, "configuration", listConnections),
  route(ChannelConnections.operations.retrieve, 200, "configuration", retrieveConnection),
  route(ChannelConnections.operations.update, 200, "configuration", updateConnection),
  route(ChannelConnections.operations.delete, 204, "configuration", deleteConnection),
  route(post("/v1/channel-connections/{identifier}/verify"), 200, "configuration", verifyConnection),
  route(ChannelEndpoints.operations.create, 201, "configuration", createEndpoint),
  route(ChannelEndpoints.operations.list, 200, "configuration", listEndpoints),
  route(ChannelEndpoints.operations.retrieve, 200, "configuration", retrieveEndpoint),
  route(ChannelEndpoints.operations.update, 200, "configuration", updateEndpoint),
  route(ChannelEndpoints.operations.delete, 204, "configuration", deleteEndpoint),
  route(Contexts.operations.create, 201, "global", createContext),
  route(Contexts.operations.list, 200, "global", listContexts),
  route(Contexts.operations.retrieve, 200, "global", retrieveContext),
  route(Contexts.operations.update, 200, "global", updateContext),
  route(Contexts.operations.delete, 204, "global", deleteContext),
  route(Integrations.operations.list, 200, "global", listIntegrations),
  route(Integrations.operations.listActive, 200, "global", listActiveIntegrations),
  route(Integrations.operations.generateConnectOAuthUrl, 201, "global", connectOAuthUrl),
  route(Integrations.operations.generateLinkUserOAuthUrl, 201, "global", linkUserOAuthUrl),
  route(Integrations.operations.linkChannelEndpoint, 200, "global", linkEndpoint),
  route(post("/v1/integrations/chat/oauth"), 201, "global", chatOAuthUrl)
]
