import * as Result from "effect/Result"
import { NovuError } from "../../Errors/NovuError.ts"
import type { TriggerAnswer, Triggered, TriggerEvent } from "../../Schema/Event.ts"
import type { NovuResponse } from "../../Transport/NovuResponse.ts"
import { withTransactionId } from "./triggered.ts"
import { plainWords, refusalOf } from "./triggerVerdict.ts"

/** Pairs each event with its answer. Novu keeps the order, and the verdict has checked the number. */
export const bulkOutcomes =
  <Event extends TriggerEvent>(events: ReadonlyArray<Event>) =>
  ({ headers, result }: NovuResponse<ReadonlyArray<TriggerAnswer>>): NovuResponse<
    ReadonlyArray<{ readonly event: Event; readonly result: Result.Result<Triggered, NovuError> }>
  > => ({
    headers,
    result: events.flatMap((event, index) => {
      const answer = result[index]
      if (answer === undefined) return []
      const reason = refusalOf(answer, event.name, headers, plainWords)
      return [{
        event,
        result: reason === undefined
          ? Result.succeed(withTransactionId(answer, event.transactionId ?? ""))
          : Result.fail(new NovuError({ operation: "Events.triggerBulk", reason, attempts: 1 }))
      }]
    })
  })
