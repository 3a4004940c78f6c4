/** Creates or updates subscribers, 500 in one request. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { NovuError } from "../../Errors/NovuError.ts"
import { AllFailed } from "../../Errors/NovuErrorReason.ts"
import { CreateSubscriber, SubscriberBulkResult } from "../../Schema/Subscriber.ts"
import * as Operation from "../../Transport/Operation.ts"
import type { ResponseHeaders } from "../../Transport/ResponseHeaders.ts"
import { composition } from "../call/composition.ts"
import { withFailedIds } from "../groups/bulkSubscribers.ts"
import { plainWords } from "../groups/triggerVerdict.ts"
import type { Plan } from "./plan.ts"
import { writer } from "./write.ts"
import { bytesOf, joinedAs, type Written, writtenItems } from "./written.ts"

/** Repeats `WrittenRow` of `Subscribers`, which stands above this room. */
interface WrittenRow {
  readonly subscriberId: string
  readonly created: boolean
}

const createAll = composition("Subscribers.createAll", [])

/** What both forms of the request share: that of written rows, and that of rows. */
export const bulkTraits = {
  name: "Subscribers.createBulk",
  method: "POST",
  path: "/v1/subscribers/bulk",
  success: SubscriberBulkResult,
  repeat: "idempotent",
  cost: "bulk"
} as const

/** Bytes of a body at most. */
export const mostBytes = 102_400

/** Bytes of a body beside those of its rows. */
const around = 64

const sendWritten = Operation.make({
  ...bulkTraits,
  payload: writtenItems<CreateSubscriber>(),
  body: joinedAs("subscribers")
})

const write = writer(createAll.name, CreateSubscriber)

const idOf = ({ subscriberId }: { readonly subscriberId: string }): string => subscriberId.trim()

/** Counts how often each id is in a list, and takes one of them away at a time. */
class Ids {
  readonly #counts = new Map<string, number>()

  constructor(rows: ReadonlyArray<{ readonly subscriberId: string }>) {
    for (const id of rows.map(idOf)) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1)
  }

  take(id: string): boolean {
    const count = this.#counts.get(id) ?? 0
    this.#counts.set(id, count - 1)
    return count > 0
  }
}

const notWritten = (headers: ResponseHeaders, subscriberId: string, text: string | undefined): NovuError => {
  const message = text === undefined ? "Novu did not write this row" : plainWords(text)
  const failed = [{ subscriberId, code: "NOT_WRITTEN", message }]
  return new NovuError({
    operation: createAll.name,
    attempts: 1,
    reason: new AllFailed({ status: 201, headers, failed, detail: message })
  })
}

/** Tells of each row what the answer says of its id. Of a row that is named twice, Novu creates the first and updates the second. */
const resultsOf = (
  rows: ReadonlyArray<CreateSubscriber>,
  headers: ResponseHeaders,
  answer: SubscriberBulkResult
): ReadonlyArray<Result.Result<WrittenRow, NovuError>> => {
  const { created, failed, updated } = withFailedIds(rows, { headers, result: answer }).result
  const messages = new Map(failed.map(({ message, subscriberId }) => [subscriberId, message]))
  const [fresh, found] = [new Ids(created), new Ids(updated)]
  return rows.map((row) => {
    const subscriberId = idOf(row)
    if (fresh.take(subscriberId)) return Result.succeed({ subscriberId, created: true })
    if (found.take(subscriberId)) return Result.succeed({ subscriberId, created: false })
    return Result.fail(notWritten(headers, subscriberId, messages.get(subscriberId)))
  })
}

export const subscribersPlan = (
  call: Operation.Call
): Plan<CreateSubscriber, Written<CreateSubscriber>, WrittenRow> => ({
  method: createAll,
  size: 500,
  bytes: mostBytes - around,
  aligned: false,
  prepare: write,
  bytesOf,
  request: (items) => (options) =>
    Effect.map(
      call(sendWritten, { payload: { items } }, options),
      ({ headers, result }) => resultsOf(items.map(({ item }) => item), headers, result)
    )
})
