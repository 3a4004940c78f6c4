import type { CreateSubscriber, Subscriber } from "../../Schema/Subscriber.ts"
import { type Agreement, sameId, stored, together } from "./agreement.ts"

const profile = ["firstName", "lastName", "email", "phone", "avatar", "locale", "timezone"] as const

/**
 * Says whether a subscriber is what a `create` asked for. Novu shows all of it:
 * a member that was not asked for belongs to somebody else's subscriber.
 */
export const subscriberAgreement = (shown: Subscriber, asked: CreateSubscriber): Agreement =>
  sameId(shown.subscriberId, asked.subscriberId)
    ? together(
      ...profile.map((member) => stored(shown[member], asked[member])),
      stored(shown.data ?? {}, asked.data ?? {})
    )
    : "different"
