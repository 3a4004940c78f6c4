import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
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

/** As much of a trigger as its occurrences need. */
export interface Occurring<Payload> {
  readonly id: string
  readonly payload: Schema.Codec<Payload, unknown>
  readonly key: ((payload: Payload) => string) | undefined
}

/** Is an effect only where the recipients have to be hashed. */
export type OccurrenceId = string | InvalidInput | Effect.Effect<string | InvalidInput>

const cannotHash = (): InvalidInput =>
  invalidInput("key", "cannot be made into an id: `to` is no recipient, or the platform cannot hash")

/** Makes an id of a key, and of the recipients. */
export const idOfKey = (workflowId: string, key: string, to: Recipients | undefined): OccurrenceId => {
  try {
    const id = derivedTransactionId(workflowId, key, to)
    return typeof id === "string"
      ? id
      : Effect.catch(Effect.tryPromise(() => id), () => Effect.succeed(cannotHash()))
  } catch {
    return cannotHash()
  }
}

/**
 * Returns the id of the occurrence that an event tells of: the event's own, that
 * of the trigger's key, or a fresh one. A payload that does not fit has none of
 * its own, and the call fails with it.
 */
export const occurrenceId = <Payload>(
  { id, key, payload }: Occurring<Payload>,
  event: Eventual & { readonly payload: Payload }
): OccurrenceId => {
  if (event.transactionId !== undefined) return event.transactionId
  if (key === undefined || !Schema.is(payload)(event.payload)) return newTransactionId()
  const text = keyOf(key, event.payload)
  return typeof text === "string" ? idOfKey(id, text, event.to) : text
}

/** Gives the event of a trigger the id of its occurrence. */
export const identifyBy = <Payload, Event extends Eventual & { readonly payload: Payload }>(
  operation: string,
  trigger: Occurring<Payload>,
  event: Event
): Effect.Effect<Identified<Event>, NovuError> =>
  Effect.suspend(() => {
    const settle = (transactionId: string | InvalidInput) =>
      transactionId instanceof InvalidInput
        ? Effect.fail(new NovuError({ operation, reason: transactionId, attempts: 0 }))
        : Effect.succeed({ ...event, transactionId })
    const id = occurrenceId(trigger, event)
    return typeof id === "string" || id instanceof InvalidInput ? settle(id) : Effect.flatMap(id, settle)
  })

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
