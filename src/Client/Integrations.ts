/**
 * Keep the integrations of an environment, which are the providers that it
 * delivers through, and make the links that lead to a channel connection or
 * endpoint.
 *
 * @see https://docs.novu.co/api-reference/integrations
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { fromHere } from "../internal/call/callSite.ts"
import { madeByThisCall } from "../internal/groups/agreement.ts"
import { editIntegration } from "../internal/groups/editIntegration.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { asAnswered, integrationAgreement } from "../internal/groups/integrationMatch.ts"
import {
  AutoConfigured,
  ChannelEndpointLink,
  CreateIntegration,
  CreateMobileLink,
  GenerateChatOAuthUrl,
  GenerateConnectOAuthUrl,
  GenerateLinkUserOAuthUrl,
  Integration,
  IntegrationList,
  IntegrationWebhook,
  LinkChannelEndpoint,
  MobileLink,
  OAuthUrl,
  ProviderReport,
  TrackedDeliveries,
  UpdateIntegration
} from "../Schema/Integration.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
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

const create = Operation.make({
  name: "Integrations.create",
  method: "POST",
  path,
  payload: CreateIntegration,
  success: Integration,
  // Novu takes the same provider twice, and an identifier once in an organisation.
  repeat: ({ payload }) => payload.identifier === undefined ? "unguarded" : "guarded",
  reconcile: ({ isOlder, reason }, { payload }, call) =>
    reason._tag !== "Conflict" || payload.identifier === undefined ? undefined : Effect.map(
      call(list, {}),
      ({ headers, result }) => {
        const found = result.find(({ identifier }) => identifier === payload.identifier)
        return found !== undefined && madeByThisCall(integrationAgreement(found, payload), found.createdAt, isOlder)
          ? { headers, result: asAnswered(found) }
          : undefined
      }
    )
})

const update = Operation.make({
  name: "Integrations.update",
  method: "PUT",
  path: `${path}/{integrationId}`,
  payload: UpdateIntegration,
  success: Integration
})

const remove = Operation.make({
  name: "Integrations.delete",
  method: "DELETE",
  path: `${path}/{integrationId}`,
  success: IntegrationList,
  reconcile: (failure, _input, call) =>
    goneIsDone(failure) === undefined ? undefined : Effect.map(
      call(list, {}),
      ({ headers, result }) => ({ headers, result: result.map(asAnswered) })
    )
})

const setAsPrimary = Operation.make({
  name: "Integrations.setAsPrimary",
  method: "POST",
  path: `${path}/{integrationId}/set-primary`,
  success: Integration,
  // Novu leaves an integration as it is that is primary already.
  repeat: "idempotent"
})

const autoConfigure = Operation.make({
  name: "Integrations.autoConfigure",
  method: "POST",
  path: `${path}/{integrationId}/auto-configure`,
  success: AutoConfigured
})

const createMobileLink = Operation.make({
  name: "Integrations.createMobileLink",
  method: "POST",
  path: `${path}/{integrationIdentifier}/mobile-link`,
  payload: CreateMobileLink,
  success: MobileLink
})

const configureWebhook = Operation.make({
  name: "Integrations.configureWebhook",
  method: "POST",
  path: `${path}/{integrationIdentifier}/webhook/configure`,
  success: IntegrationWebhook
})

const trackDelivery = Operation.make({
  name: "Integrations.trackDelivery",
  method: "POST",
  path: "/v2/inbound-webhooks/delivery-providers/{environmentId}/{integrationId}",
  payload: ProviderReport,
  success: TrackedDeliveries
})

const generateChatOAuthUrl = Operation.make({
  name: "Integrations.generateChatOAuthUrl",
  method: "POST",
  path: `${path}/chat/oauth`,
  payload: GenerateChatOAuthUrl,
  success: OAuthUrl
})

/**
 * Says what `Integrations.edit` did, and holds the integration as it is then.
 *
 * @category models
 * @since 0.1.0
 */
export interface EditedIntegration extends NovuResponse<Integration> {
  /** `unchanged` where nothing was to be sent. */
  readonly outcome: "updated" | "unchanged"
}

/**
 * @category options
 * @since 0.1.0
 */
export interface EditIntegrationOptions extends RequestOptions {
  /**
   * Makes Novu contact the provider with the credentials.
   *
   * @default false
   */
  readonly check?: boolean | undefined
}

const editMethod = (call: Operation.Call) =>
  fromHere((
    integrationId: string,
    change: (integration: Integration) => Omit<UpdateIntegration, "check">,
    options?: EditIntegrationOptions
  ): Effect.Effect<EditedIntegration, NovuError> =>
    editIntegration(
      {
        list: (each) => call(list, {}, each),
        update: (id, payload, each) => call(update, { params: { integrationId: id }, payload }, each)
      },
      integrationId,
      change,
      options
    )
  )

/**
 * Creates, lists, updates and deletes integrations, and makes the links that
 * people follow to connect.
 *
 * Novu shows credentials to no API key; older servers did, and they are
 * `Redacted`.
 *
 * @category services
 * @since 0.1.0
 */
export class Integrations extends Group.Service<Integrations>()("Integrations", {
  /**
   * Creates an integration. Fails with `Conflict` where its identifier is taken,
   * or where Novu's own demo provider of the channel is there already, and with
   * `BadRequest` for a second in-app integration.
   *
   * **Gotchas**
   *
   * - Without an `identifier` a request whose answer is lost is not repeated,
   *   because Novu would make a second integration.
   * - Novu contacts the provider of an e-mail integration unless `check` is
   *   `false`.
   * - The first active integration of e-mail or SMS becomes the primary one.
   */
  create: Group.method(create, (payload: CreateIntegration) => ({ payload })),

  /**
   * Changes the members that are given. Fails with `NotFound` when there is no
   * such integration, and with `BadRequest` when nothing is given.
   *
   * **Gotchas**
   *
   * - It takes Novu's own `_id`, and not the identifier.
   * - `credentials` are replaced as a whole, and Novu shows none: writing back an
   *   integration that was read would wipe them. Use `edit`.
   * - Novu contacts the provider of an e-mail integration unless `check` is
   *   `false`.
   * - `active: true` gives the integration another place in the order of its
   *   channel, and `active: false` takes it from a primary one, which nobody
   *   inherits. See `setAsPrimary`.
   */
  update: Group.method(update, (integrationId: string, payload: UpdateIntegration) => ({
    params: { integrationId },
    payload
  })),

  /**
   * Reads an integration, by its `_id` or its identifier, and sends what differs
   * from what `change` returns, or nothing where nothing does. Fails with
   * `NotFound` when there is no such integration.
   *
   * **Gotchas**
   *
   * - Credentials that are returned are always sent, as a whole, because Novu
   *   does not show those that are stored.
   * - What others change between the read and the write stays, apart from the
   *   members that are sent.
   * - The time limits are those of one call: `totalTimeout` covers both requests.
   */
  edit: editMethod,

  /**
   * Deletes an integration, and returns those that are left. Fails with
   * `NotFound` when there is none with this `_id`, unless an earlier attempt of
   * this call may have deleted it.
   *
   * **Gotchas**
   *
   * - Nobody inherits being primary.
   */
  delete: Group.method(remove, (integrationId: string) => ({ params: { integrationId } })),

  /**
   * Makes an integration the primary one of its channel: it is switched on, sends
   * first, and loses its conditions. Fails with `BadRequest` for channels other
   * than e-mail and SMS.
   */
  setAsPrimary: Group.method(setAsPrimary, (integrationId: string) => ({ params: { integrationId } })),

  /**
   * Sets up the webhooks by which a provider tells Novu what became of e-mail.
   *
   * **Gotchas**
   *
   * - It succeeds where the provider refuses: look at `success` and `message`.
   * - A request whose answer is lost is not repeated.
   */
  autoConfigure: Group.method(autoConfigure, (integrationId: string) => ({ params: { integrationId } })),

  /** Returns a link that connects a phone with the bot of a Telegram integration. Other providers fail with `BadRequest`. */
  createMobileLink: Group.method(
    createMobileLink,
    (integrationIdentifier: string, payload: CreateMobileLink) => ({ params: { integrationIdentifier }, payload })
  ),

  /** Tells the bot of a Telegram integration where to send what it is told. Other providers fail with `BadRequest`. */
  configureWebhook: Group.method(
    configureWebhook,
    (integrationIdentifier: string) => ({ params: { integrationIdentifier } })
  ),

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

  /**
   * Returns a URL for either of the two purposes, by `mode`.
   *
   * @deprecated by Novu, in favour of `generateConnectOAuthUrl` and `generateLinkUserOAuthUrl`
   */
  generateChatOAuthUrl: Group.method(generateChatOAuthUrl, (payload: GenerateChatOAuthUrl) => ({ payload })),

  /** Returns a link that makes the endpoint when the subscriber follows it, for providers without OAuth. */
  linkChannelEndpoint: Group.method(linkChannelEndpoint, (payload: LinkChannelEndpoint) => ({ payload })),

  /**
   * Is the webhook by which a provider of e-mail or SMS tells Novu what became of
   * its messages. Providers call it, so a program only needs it to pass on what a
   * provider told somebody else, or to try a set-up.
   *
   * **Gotchas**
   *
   * - A request whose answer is lost is not repeated, because Novu would tell of
   *   the same event twice.
   */
  trackDelivery: Group.method(
    trackDelivery,
    (environmentId: string, integrationId: string, payload: ProviderReport) => ({
      params: { environmentId, integrationId },
      payload
    })
  ),

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
export const operations: typeof Integrations.operations = Integrations.operations
