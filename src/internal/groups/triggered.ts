import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { NovuError } from "../../Errors/NovuError.ts"
import type { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import type { Recipients, TriggerAnswer, Triggered } from "../../Schema/Event.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { derivedTransactionId, newTransactionId } from "./transactionId.ts"

/** The members of an event that its id is made of. */
interface Eventual {
  readonly to?: Recipients
  readonly transactionId?: string | undefined
}

/** An event with the id that all attempts to send it carry. */
export type Identified<Event> = Event & { readonly transactionId: string }

/** Gives an event an id of its own, unless it has one. Callers without types may pass no event, which the schema refuses. */
export const identify = <Event extends Eventual>(event: Event): Identified<Event> => {
  const { transactionId = newTransactionId() }: Eventual = event ?? {}
  return { ...event, transactionId }
}

const keyOf = <Payload>(key: (payload: Payload) => string, payload: Payload): string | InvalidInput => {
  try {
    const text: unknown = key(payload)
    return typeof text === "string" && text !== "" ? text : invalidInput("key", "must return a text that is not empty")
  } catch {
    return invalidInput("key", "threw for this payload")
  }
}

/**
 * Gives the event of a trigger the id of its occurrence, where the trigger has a
 * key. A payload that does not fit has none, and the call fails with it.
 */
export const identifyBy = <Payload, Event extends Eventual & { readonly payload: Payload }>(
  operation: string,
  trigger: {
    readonly id: string
    readonly payload: Schema.Codec<Payload, unknown>
    readonly key: ((payload: Payload) => string) | undefined
  },
  event: Event
): Effect.Effect<Identified<Event>, NovuError> => {
  const { id, key, payload } = trigger
  if (key === undefined || event.transactionId !== undefined || !Schema.is(payload)(event.payload)) {
    return Effect.sync(() => identify(event))
  }
  const fail = (reason: InvalidInput) => Effect.fail(new NovuError({ operation, reason, attempts: 0 }))
  const text = keyOf(key, event.payload)
  if (typeof text !== "string") return fail(text)
  return Effect.tryPromise(() => derivedTransactionId(id, text, event.to)).pipe(
    Effect.map((transactionId) => ({ ...event, transactionId })),
    Effect.catch(() =>
      fail(invalidInput("key", "cannot be made into an id: `to` is no recipient, or the platform cannot hash"))
    )
  )
}

/** Completes an answer: early servers do not say the id of an event, and it is the one that was sent. */
export const withTransactionId = (answer: TriggerAnswer, sent: string): Triggered => ({
  ...answer,
  transactionId: answer.transactionId ?? sent
})

/** Completes the response to one event. */
export const triggered =
  ({ transactionId }: { readonly transactionId: string }) =>
  ({ headers, result }: NovuResponse<TriggerAnswer>): NovuResponse<Triggered> => ({
    headers,
    result: withTransactionId(result, transactionId)
  })
