import * as Effect from "effect/Effect"
import { NovuError } from "../../Errors/NovuError.ts"
import type { CreateSubscriber, Subscriber, UpdateSubscriber } from "../../Schema/Subscriber.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composed, composition } from "../call/composition.ts"
import { checkOptions } from "../call/settings.ts"
import { given } from "../input/given.ts"
import { isAbsent } from "./isAbsent.ts"

type Answer = Effect.Effect<NovuResponse<Subscriber>, NovuError>

/** Looks for subscribers and writes them. `create` fails where there is one already. */
export interface Subscribers {
  readonly create: (payload: CreateSubscriber, options?: RequestOptions) => Answer
  readonly retrieve: (subscriberId: string, options?: RequestOptions) => Answer
  readonly update: (subscriberId: string, payload: UpdateSubscriber, options?: RequestOptions) => Answer
}

/** Repeats `EnsuredSubscriber` of `Subscribers`, which stands above this room. */
interface Ensured extends NovuResponse<Subscriber> {
  readonly created: boolean
}

/** Limits how often creating and changing take turns while others create and delete. */
const rounds = 5

const ensure = composition("Subscribers.ensure", ["Conflict"])

/**
 * Creates the subscriber, or changes the members that are named of the existing
 * one. Every step may be repeated, so racing callers end with the same subscriber.
 */
export const ensureSubscriber = (
  subscribers: Subscribers,
  payload: CreateSubscriber,
  asked: RequestOptions = {}
): Effect.Effect<Ensured, NovuError> => {
  const wrong = checkOptions(asked)
  if (wrong !== undefined) return Effect.fail(new NovuError({ operation: ensure.name, reason: wrong, attempts: 0 }))
  const { idempotencyKey, ...options } = asked
  const round = (left: number): Effect.Effect<Ensured, NovuError> =>
    subscribers.create(payload, { ...options, idempotencyKey: left === rounds ? idempotencyKey : undefined }).pipe(
      Effect.map((response) => ({ ...response, created: true })),
      Effect.catchReason("NovuError", "Conflict", (_conflict, error) =>
        change(subscribers, payload, options).pipe(
          Effect.map((response) => ({ ...response, created: false })),
          // Someone else has deleted the subscriber since the conflict.
          Effect.catchIf(isAbsent, () => left > 1 ? round(left - 1) : Effect.fail(error))
        ))
    )
  return composed(ensure, round(rounds))
}

/** Changes what is named, or only reads where nothing is. Novu trims the id of what it creates, and not that of a path. */
const change = (subscribers: Subscribers, payload: CreateSubscriber, options: RequestOptions): Answer => {
  const { subscriberId, ...members } = payload
  const id = subscriberId.trim()
  return Object.keys(given(members)).length > 0
    ? subscribers.update(id, members, options)
    : subscribers.retrieve(id, options)
}
