/** Serves the credentials with which providers reach a subscriber. */
import * as Equal from "effect/Equal"
import * as Result from "effect/Result"
import { badRequest } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { nested, object, optional, required, type Rule, string, strings, validate } from "../protocol/validation.ts"
import { activeIntegration, type Channel } from "../store/subscribers.ts"
import { objectOf } from "../worker/values.ts"
import { requireRecipient } from "./recipients.ts"
import { toRawSubscriber } from "./subscriberRow.ts"

type Credentials = Readonly<Record<string, unknown>>

const members = nested({ webhookUrl: optional(string), channel: optional(string), deviceTokens: optional(strings) })

const credentials: Rule = (value, name) => [...object(value, name), ...members(value, name)]

const bodyRules = {
  providerId: required(string),
  integrationIdentifier: optional(string),
  credentials: required(credentials)
}

/** Novu's document lists more members, which the server drops. */
const keptOf = (sent: Credentials): Credentials =>
  Object.fromEntries(
    ["webhookUrl", "channel", "deviceTokens"].flatMap((name) => sent[name] === undefined ? [] : [[name, sent[name]]])
  )

const listOf = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

type Merge = (stored: unknown, sent: unknown) => ReadonlyArray<unknown>

const replace: Merge = (_stored, sent) => listOf(sent)

/** An empty list empties the stored one, and so does no list at all. */
const append: Merge = (stored, sent) => {
  const tokens = listOf(sent)
  return tokens.length === 0 ? [] : [...new Set([...listOf(stored), ...tokens])]
}

/** Merges credentials into those that are stored. The tokens are another matter, by which the two routes differ. */
const merged = (stored: Credentials, sent: Credentials, tokens: Merge): Credentials =>
  Equal.equals(stored, sent)
    ? stored
    : { ...stored, ...sent, deviceTokens: tokens(stored["deviceTokens"], sent["deviceTokens"]) }

const setBy = (tokens: Merge): Handler => ({ body, now, params: { subscriberId = "" }, store }) =>
  Result.gen(function*() {
    const input = yield* validate(bodyRules, body)
    const row = yield* requireRecipient(store, subscriberId, (id) => badRequest(`SubscriberId: ${id} not found`))
    const providerId = String(input["providerId"])
    const integration = activeIntegration(store, providerId, input["integrationIdentifier"])
    if (integration === undefined) {
      return yield* Result.fail(
        badRequest(`Subscribers environment (${store.environmentId}) do not have active ${providerId} integration.`)
      )
    }
    const _integrationId = integration._id
    const sent = keptOf(objectOf(input["credentials"]))
    const channels = row.channels ?? []
    const known = channels.find((each) => each["_integrationId"] === _integrationId)
    const next: Channel = known === undefined
      ? { _integrationId, providerId, credentials: sent }
      : { ...known, credentials: merged(objectOf(known["credentials"]), sent, tokens) }
    const others = known === undefined
      ? [...channels, next]
      : channels.map((each) => each === known ? next : each)
    return toRawSubscriber(store.subscribers.replace(row, { ...row, channels: others, updatedAt: now }), store)
  })

const remove: Handler = ({ now, params: { providerId, subscriberId = "" }, store }) =>
  Result.map(requireRecipient(store, subscriberId), (row) => {
    const channels = (row.channels ?? []).filter((each) => each["providerId"] !== providerId)
    store.subscribers.replace(row, { ...row, channels, updatedAt: now })
  })

const route = makeRoute({ category: "configuration", level: "stored" })

const base = "/v1/subscribers/{subscriberId}/credentials"

export const routes: ReadonlyArray<Route> = [
  route("PUT", base, 200, setBy(replace)),
  route("PATCH", base, 200, setBy(append)),
  route("DELETE", `${base}/{providerId}`, 204, remove)
]
