import type { IntegrationRow, SubscriberRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { objectOf, textOf } from "./values.ts"

/** Says who sends a message in a channel, and where to, for the channels whose addresses are credentials. */
export interface Sender {
  readonly providerId: string
  readonly deviceTokens?: ReadonlyArray<string>
  readonly directWebhookUrl?: string
}

/** Names what sends in a channel for which no integration is stored. */
const defaultProviders: Readonly<Record<string, string>> = {
  email: "novu-email",
  sms: "novu-sms",
  push: "fcm",
  chat: "slack"
}

/** These providers take tokens of devices. All others that a subscriber has credentials of are for chats. */
const pushProviders: ReadonlySet<string> = new Set([
  "fcm",
  "apns",
  "expo",
  "one-signal",
  "pushpad",
  "push-webhook",
  "pusher-beams",
  "appio"
])

/** Reads the address in the credentials of one provider. */
const addressOf = (channel: string, credentials: unknown): Omit<Sender, "providerId"> | undefined => {
  const { deviceTokens, webhookUrl } = objectOf(credentials)
  if (channel === "push") {
    const tokens = Array.isArray(deviceTokens) ? deviceTokens.filter((each) => typeof each === "string") : []
    return tokens.length === 0 ? undefined : { deviceTokens: tokens }
  }
  const url = textOf(webhookUrl)
  return url === undefined ? undefined : { directWebhookUrl: url }
}

/** Returns who sends by the credentials of the subscriber. Where only stored integrations send, it must be one of them. */
const byCredentials = (
  channel: string,
  subscriber: SubscriberRow | undefined,
  integrations: ReadonlyArray<IntegrationRow>,
  onlyStored: boolean
): Sender | undefined => {
  for (const { _integrationId, credentials, providerId } of subscriber?.channels ?? []) {
    if (typeof providerId !== "string" || pushProviders.has(providerId) !== (channel === "push")) continue
    if (onlyStored && !integrations.some(({ _id }) => _id === _integrationId)) continue
    const address = addressOf(channel, credentials)
    if (address !== undefined) return { providerId, ...address }
  }
  return undefined
}

/** Returns who sends by an endpoint of the subscriber, such as a channel or a person in Slack. */
const byEndpoint = (
  store: Store,
  subscriberId: string,
  integrations: ReadonlyArray<IntegrationRow>
): Sender | undefined => {
  const endpoint = store.endpoints.createdAt.rows.find((row) =>
    row.subscriberId === subscriberId && integrations.some(({ identifier }) => identifier === row.integrationIdentifier)
  )
  return endpoint === undefined ? undefined : { providerId: endpoint.providerId }
}

/**
 * Returns who sends a message to a subscriber in a channel; `undefined` means that
 * nobody can. Push and chat go to credentials of the subscriber, and chat to an
 * endpoint, too.
 */
export const senderOf = (store: Store, channel: string, subscriberId: string): Sender | undefined => {
  if (channel === "in_app") return { providerId: "novu" }
  const integrations = store.integrations.createdAt.rows.filter((row) => row.channel === channel && row.active)
  const onlyStored = store.options.connectAllChannels === false
  const isPersonal = channel === "push" || channel === "chat"
  const personal = isPersonal
    ? byCredentials(channel, store.subscribers.byKey.get(subscriberId), integrations, onlyStored) ??
      (channel === "chat" ? byEndpoint(store, subscriberId, integrations) : undefined)
    : undefined
  if (personal !== undefined || (onlyStored && isPersonal)) return personal
  const providerId = integrations[0]?.providerId ?? (onlyStored ? undefined : defaultProviders[channel])
  return providerId === undefined ? undefined : { providerId }
}
