/**
 * The routes of integrations that end in a channel connection or endpoint.
 *
 * @see https://docs.novu.co/api-reference/integrations
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { NovuError } from "../Errors/NovuError.ts"
import {
  ChannelEndpointLink,
  GenerateConnectOAuthUrl,
  GenerateLinkUserOAuthUrl,
  type Integration,
  IntegrationList,
  LinkChannelEndpoint,
  OAuthUrl
} from "../Schema/Integration.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import { NovuTransport } from "../Transport/NovuTransport.ts"
import * as Operation from "../Transport/Operation.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

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
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations = {
  generateConnectOAuthUrl,
  generateLinkUserOAuthUrl,
  linkChannelEndpoint,
  list,
  listActive
}

/**
 * Operations on integrations.
 *
 * @category services
 * @since 0.1.0
 */
export class Integrations extends Context.Service<Integrations, {
  /**
   * A URL at which a person authorises a workspace. Novu then makes the
   * connection, or overwrites the one that exists: never a `Conflict`.
   * `NotFound` where the integration or its credentials do not exist.
   */
  readonly generateConnectOAuthUrl: (
    payload: GenerateConnectOAuthUrl,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<OAuthUrl>, NovuError>

  /** A URL at which a subscriber links an identity on the provider; Novu then makes the endpoint. */
  readonly generateLinkUserOAuthUrl: (
    payload: GenerateLinkUserOAuthUrl,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<OAuthUrl>, NovuError>

  /** A link that makes the endpoint when the subscriber follows it, for providers without OAuth. */
  readonly linkChannelEndpoint: (
    payload: LinkChannelEndpoint,
    options?: RequestOptions
  ) => Effect.Effect<NovuResponse<ChannelEndpointLink>, NovuError>

  /** Every integration of the organisation. Novu does not page them. */
  readonly list: (options?: RequestOptions) => Effect.Effect<NovuResponse<ReadonlyArray<Integration>>, NovuError>

  /** The integrations of the environment that are switched on. */
  readonly listActive: (options?: RequestOptions) => Effect.Effect<NovuResponse<ReadonlyArray<Integration>>, NovuError>
}>()("effect-novu/Client/Integrations") {
  /**
   * Never shared, unlike most layers: in a program with two transports, the
   * second would get the group, and with it the key, of the first.
   */
  static readonly layer: Layer.Layer<Integrations, never, NovuTransport> = Layer.fresh(Layer.effect(
    Integrations,
    Effect.map(NovuTransport, ({ call }) =>
      Integrations.of({
        generateConnectOAuthUrl: (payload, options) => call(generateConnectOAuthUrl, { payload }, options),
        generateLinkUserOAuthUrl: (payload, options) => call(generateLinkUserOAuthUrl, { payload }, options),
        linkChannelEndpoint: (payload, options) => call(linkChannelEndpoint, { payload }, options),
        list: (options) => call(list, {}, options),
        listActive: (options) => call(listActive, {}, options)
      }))
  ))
}
