import * as Result from "effect/Result"
import { NovuError } from "../../Errors/NovuError.ts"
import type { TriggerAnswer, Triggered } from "../../Schema/Event.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { withTransactionId } from "./triggered.ts"
import { plainWords, refusalOf } from "./triggerVerdict.ts"

/** As much of an event as its answer is about. */
interface Sent {
  readonly name: string
  readonly transactionId?: string | undefined
}

/** Pairs each event with what became of it. Novu keeps the order, and the verdict has checked the number. */
export const bulkOutcomes = <Event extends Sent>(
  operation: string,
  events: ReadonlyArray<Event>,
  headers: ResponseHeaders,
  answers: ReadonlyArray<TriggerAnswer>
): ReadonlyArray<{ readonly event: Event; readonly result: Result.Result<Triggered, NovuError> }> =>
  events.flatMap((event, place) => {
    const answer = answers[place]
    if (answer === undefined) return []
    const reason = refusalOf(answer, event.name, headers, plainWords)
    const result = reason === undefined
      ? Result.succeed(withTransactionId(answer, event.transactionId ?? ""))
      : Result.fail(new NovuError({ operation, reason, attempts: 1 }))
    return [{ event, result }]
  })
