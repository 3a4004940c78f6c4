/** Sends one event to many recipients, 100 in one request. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { NovuError } from "../../Errors/NovuError.ts"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { Recipient, type Triggered } from "../../Schema/Event.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import type { RequestOptions } from "../../Transport/RequestOptions.ts"
import { composition } from "../call/composition.ts"
import type { OccurrenceId } from "../groups/triggered.ts"
import { encoder } from "../wire/encode.ts"
import { scrubber, tracesOf } from "../wire/scrub.ts"
import { secretsIn } from "../wire/secrets.ts"
import type { Plan, Send } from "./plan.ts"

const triggerMany = composition("Events.triggerMany", [])

const encode = encoder(Recipient)

const refusal = (reason: InvalidInput): NovuError => new NovuError({ operation: triggerMany.name, attempts: 0, reason })

/** The payload is the same for all, so only what is said of `to` may be due to one of them. */
const isAboutRecipients = ({ reason }: NovuError): boolean =>
  reason._tag === "PayloadTooLarge" ||
  ((reason._tag === "ValidationFailed" || reason._tag === "BadRequest") &&
    "issues" in reason && reason.issues.some(({ field }) => /^to\b/.test(field)))

/** One event without its recipients: how its id is made for some of them, and how it is sent to them. */
export interface Manifold {
  readonly workflow: string
  readonly idFor: (to: ReadonlyArray<Recipient>) => OccurrenceId
  readonly send: (
    to: ReadonlyArray<Recipient>,
    transactionId: string,
    options: RequestOptions
  ) => Effect.Effect<NovuResponse<Triggered>, NovuError>
}

/** Plans how one event is sent to many. All recipients of a group have one result, that of their request. */
export const recipientsPlan = ({ idFor, send, workflow }: Manifold): Plan<Recipient, Recipient, Triggered> => {
  const request = (to: ReadonlyArray<Recipient>): Send<Triggered> => {
    // A group that is sent again after a refusal has the same id.
    let id: OccurrenceId | undefined
    const sent = (transactionId: string | InvalidInput, options: RequestOptions) =>
      transactionId instanceof InvalidInput
        ? Effect.fail(refusal(transactionId))
        : Effect.map(send(to, transactionId, options), ({ result }) => to.map(() => Result.succeed(result)))
    return (options) => {
      const made = id ??= idFor(to)
      return typeof made === "string" || made instanceof InvalidInput
        ? sent(made, options)
        : Effect.flatMap(made, (each) => {
          id = each
          return sent(each, options)
        })
    }
  }
  return {
    method: triggerMany,
    workflow,
    size: 100,
    bytes: Infinity,
    aligned: true,
    prepare: (recipient) => {
      const wire = encode(recipient, (text) => scrubber(tracesOf(secretsIn(recipient)))(text))
      return wire instanceof InvalidInput ? Result.fail(refusal(wire)) : Result.succeed(recipient)
    },
    bytesOf: () => 0,
    isDivisible: isAboutRecipients,
    request
  }
}
