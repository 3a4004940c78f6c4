/**
 * List integrations, and make the links that lead to a channel connection or
 * endpoint.
 *
 * @see https://docs.novu.co/api-reference/integrations
 * @since 0.1.0
 */
import {
  ChannelEndpointLink,
  GenerateConnectOAuthUrl,
  GenerateLinkUserOAuthUrl,
  IntegrationList,
  LinkChannelEndpoint,
  OAuthUrl
} from "../Schema/Integration.ts"
import * as Group from "../Transport/Group.ts"
import * as Operation from "../Transport/Operation.ts"

const path = "/v1/integrations"

const generateConnectOAuthUrl = Operation.make({
  name: "Integrations.generateConnectOAuthUrl",
  method: "POST",
  path: `${path}/channel-connections/oauth`,
  payload: GenerateConnectOAuthUrl,
  success: OAuthUrl
})

const generateLinkUserOAuthUrl = Operation.make({
  name: "Integrations.generateLinkUserOAuthUrl",
  method: "POST",
  path: `${path}/channel-endpoints/oauth`,
  payload: GenerateLinkUserOAuthUrl,
  success: OAuthUrl
})

const linkChannelEndpoint = Operation.make({
  name: "Integrations.linkChannelEndpoint",
  method: "POST",
  path: `${path}/channel-endpoints/link`,
  payload: LinkChannelEndpoint,
  success: ChannelEndpointLink
})

const list = Operation.make({
  name: "Integrations.list",
  method: "GET",
  path,
  success: IntegrationList
})

const listActive = Operation.make({
  name: "Integrations.listActive",
  method: "GET",
  path: `${path}/active`,
  success: IntegrationList
})

/**
 * Lists integrations, and makes the links that people follow to connect.
 *
 * @category services
 * @since 0.1.0
 */
export class Integrations extends Group.Service<Integrations>()("Integrations", {
  /**
   * Returns a URL at which a person authorises a workspace. Novu then makes the
   * connection or overwrites the one that exists, so there is never a
   * `Conflict`. Fails with `NotFound` when the integration or its credentials
   * do not exist.
   */
  generateConnectOAuthUrl: Group.method(generateConnectOAuthUrl, (payload: GenerateConnectOAuthUrl) => ({ payload })),

  /** Returns a URL at which a subscriber links an identity on the provider. Novu then makes the endpoint. */
  generateLinkUserOAuthUrl: Group.method(
    generateLinkUserOAuthUrl,
    (payload: GenerateLinkUserOAuthUrl) => ({ payload })
  ),

  /** Returns a link that makes the endpoint when the subscriber follows it, for providers without OAuth. */
  linkChannelEndpoint: Group.method(linkChannelEndpoint, (payload: LinkChannelEndpoint) => ({ payload })),

  /** Returns every integration of the organisation. Novu does not page them. */
  list: Group.method(list, () => ({})),

  /** Returns the integrations of the environment that are switched on. */
  listActive: Group.method(listActive, () => ({}))
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations = Integrations.operations
