/** Opens a session of the Inbox. */
import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import { badRequest, reject, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, type HandlerInput, makeRoute, type Route } from "../protocol/route.ts"
import { optional, validate } from "../protocol/validation.ts"
import { contextPayload } from "../resources/contextPayload.ts"
import { longestSnoozeHours } from "../resources/inboxItems.ts"
import { resolveContexts } from "../store/contexts.ts"
import { preferenceOf, setPreference } from "../store/preferences.ts"
import type { EnvironmentRow, SubscriberRow } from "../store/rows.ts"
import { organizationId, type Store } from "../store/store.ts"
import { subscriberFields, upsertSubscriber } from "../store/subscribers.ts"
import { asksForHashes, isContextHash, isSubscriberHash, wrongContextHash } from "./hashes.ts"
import { inboxSchedule } from "./scheduleRules.ts"
import { signToken } from "./token.ts"
import { itemsOf, unreadOf } from "./unread.ts"

type Input = Readonly<Record<string, unknown>>

/** Is what a client says of its subscriber. Older ones send no more than the id, in one of two places. */
interface Sent {
  readonly subscriberId: string
  readonly fields: Input
}

const rules = { context: optional(contextPayload), defaultSchedule: optional(inboxSchedule) }

const unprocessable = (message: string): Rejection => reject(422, message)

const subscriberIn = ({ subscriber, subscriberId }: Input): Effect.Effect<Sent | undefined, Rejection> => {
  if (isReadonlyObject(subscriber)) {
    const id = subscriber["subscriberId"]
    return typeof id === "string"
      ? Effect.succeed({ subscriberId: id, fields: subscriber })
      : Effect.fail(validationFailed(["subscriber.subscriberId must be a string"]))
  }
  const id = typeof subscriber === "string" ? subscriber : subscriberId
  return Effect.succeed(typeof id === "string" ? { subscriberId: id, fields: {} } : undefined)
}

/** Requires the two values without which a session is one of Novu's cloud without a key, which the fake is not. */
const requireBoth = (input: Input): Effect.Effect<Sent & { readonly identifier: string }, Rejection> =>
  Effect.gen(function*() {
    const sent = yield* subscriberIn(input)
    const { applicationIdentifier } = input
    const identifier = typeof applicationIdentifier === "string" ? applicationIdentifier : ""
    const isKnown = sent !== undefined && sent.subscriberId !== ""
    if (identifier === "" && isKnown) {
      return yield* Effect.fail(unprocessable(
        "A valid application identifier is required when providing subscriber information"
      ))
    }
    if (identifier === "" || identifier.startsWith("pk_keyless_")) {
      return yield* Effect.fail(badRequest("Keyless is not supported in community edition"))
    }
    return isKnown ? { ...sent, identifier } : yield* Effect.fail(unprocessable("Subscriber ID is required"))
  })

const findEnvironment = (
  { organization }: Store,
  identifier: string
): Effect.Effect<{ readonly environment: EnvironmentRow; readonly store: Store }, Rejection> => {
  const environment = organization.environments.createdAt.rows.find((row) => row.identifier === identifier)
  const store = environment === undefined ? undefined : organization.storeOf(environment._id)
  return environment === undefined || store === undefined
    ? Effect.fail(badRequest("Please provide a valid application identifier"))
    : Effect.succeed({ environment, store })
}

/** A browser says who its subscriber is, and gives no credentials of channels. */
const profileIn = (fields: Input) => subscriberFields({ ...fields, channels: undefined })

/** Creates a subscriber who is unknown. One who is known is changed only where the server has vouched for it. */
const storeSubscriber = (
  store: Store,
  { fields, subscriberId }: Sent,
  isVouched: boolean,
  now: number
): SubscriberRow => {
  const known = store.subscribers.byKey.get(subscriberId)
  return known === undefined || isVouched
    ? upsertSubscriber(store, subscriberId, profileIn(fields), now)
    : known
}

/** Takes the schedule of the client for a subscriber who has none. */
const storeSchedule = (store: Store, subscriberId: string, schedule: unknown, now: number): void => {
  if (!isReadonlyObject(schedule) || preferenceOf(store, subscriberId)?.schedule !== undefined) return
  setPreference(store, { subscriberId, workflowId: undefined, schedule }, now)
}

const text = (value: string | null | undefined): string | undefined => value ?? undefined

const open: Handler = ({ body, now, store: main }: HandlerInput) =>
  Effect.gen(function*() {
    const input = isReadonlyObject(body) ? body : {}
    const sent = yield* requireBoth(input)
    yield* Effect.fromResult(validate(rules, input))
    const { environment, store } = yield* findEnvironment(main, sent.identifier)
    const keys = store.organization.keysOf(store)
    const isVouched = yield* isSubscriberHash(keys, sent.subscriberId, input["subscriberHash"])
    const { context, defaultSchedule } = input
    if (yield* asksForHashes(store)) {
      if (!isVouched) return yield* Effect.fail(badRequest("Please provide a valid HMAC hash"))
      if (context !== undefined && !(yield* isContextHash(keys, context, input["contextHash"]))) {
        return yield* Effect.fail(wrongContextHash)
      }
    }
    const subscriber = storeSubscriber(store, sent, isVouched, now)
    const { _id, subscriberId } = subscriber
    storeSchedule(store, subscriberId, defaultSchedule, now)
    const contextKeys = resolveContexts(store, context, now)
    const unreadCount = unreadOf(itemsOf(store, subscriberId, contextKeys))
    return {
      token: yield* signToken(store.secretKey, {
        _id,
        subscriberId,
        firstName: text(subscriber.firstName),
        lastName: text(subscriber.lastName),
        email: text(subscriber.email),
        organizationId,
        environmentId: store.environmentId,
        contextKeys,
        instance: store.organization.instance
      }, now),
      totalUnreadCount: unreadCount.total,
      unreadCount,
      removeNovuBranding: false,
      isDevelopmentMode: environment.name !== "Production",
      maxSnoozeDurationHours: store.options.plan === "self-hosted" ? 0 : longestSnoozeHours(store),
      applicationIdentifier: sent.identifier,
      contextKeys
    }
  })

const route = makeRoute({ category: "configuration", level: "stored", isPublic: true })

export const routes: ReadonlyArray<Route> = [route("POST", "/v1/inbox/session", 201, open)]
