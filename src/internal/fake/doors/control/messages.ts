import type * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { FakeMessage } from "../../../../Testing/FakeState.ts"
import type { MessageRow } from "../../store/rows.ts"
import type { Store } from "../../store/store.ts"
import { awaited, type Find } from "./awaited.ts"
import type { Controlled } from "./controlled.ts"
import { environmentNamed } from "./environment.ts"
import { rowsAfter } from "./inOrder.ts"
import { after, choice, count, readParameters, text, wait } from "./parameters.ts"

const filters = {
  subscriberId: text,
  channel: choice("in_app", "email", "sms", "push", "chat"),
  workflowId: text,
  transactionId: text,
  query: text,
  environment: text
}

const parameters = { ...filters, after, limit: count(1000), wait }

interface Asked {
  readonly subscriberId?: string
  readonly channel?: string
  readonly workflowId?: string
  readonly transactionId?: string
  readonly query?: string
}

/** Whether a text is in what the recipient sees, or in the address it went to. Case makes no difference. */
const mentions = ({ content, email, phone, subject }: MessageRow, query: string): boolean =>
  [subject, content, email, phone].some((each) => each?.toLowerCase().includes(query.toLowerCase()) === true)

const chosen = (rows: ReadonlyArray<MessageRow>, asked: Asked): ReadonlyArray<MessageRow> =>
  rows.filter((row) =>
    (asked.subscriberId === undefined || row.subscriberId === asked.subscriberId) &&
    (asked.channel === undefined || row.channel === asked.channel) &&
    (asked.workflowId === undefined || row.workflowIdentifier === asked.workflowId) &&
    (asked.transactionId === undefined || row.transactionId === asked.transactionId) &&
    (asked.query === undefined || mentions(row, asked.query))
  )

/** Lists the messages that steps made, oldest first, as their recipients got them. */
export const messages = (
  server: Controlled,
  target: string,
  show: (row: MessageRow) => FakeMessage
): Result.Result<Effect.Effect<Result.Result<ReadonlyArray<FakeMessage>, string>>, string> =>
  Result.map(readParameters(target, parameters), (asked) => {
    const find: Find<FakeMessage> = (main) =>
      Result.gen(function*() {
        const store = yield* environmentNamed(main, asked.environment)
        return chosen(rowsAfter(store.messages, asked.after), asked).slice(0, asked.limit).map(show)
      })
    return awaited(server, find, asked.wait ?? 0)
  })

/** Deletes messages, all or those that are named. What was triggered stays. */
export const deleteMessages = (
  { look }: Pick<Controlled, "look">,
  target: string
): Result.Result<Effect.Effect<Result.Result<void, string>>, string> =>
  Result.map(
    readParameters(target, filters),
    (asked) => look((main) => Result.map(environmentNamed(main, asked.environment), (store) => remove(store, asked)))
  )

const remove = (store: Store, asked: Asked): void => {
  for (const row of chosen(store.messages.createdAt.rows.slice(), asked)) store.messages.remove(row)
}
