import type * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { RunRow } from "../../store/rows.ts"
import type { Store } from "../../store/store.ts"
import { awaited, type Find } from "./awaited.ts"
import type { Controlled } from "./controlled.ts"
import { environmentNamed } from "./environment.ts"
import { rowsAfter } from "./inOrder.ts"
import { after, count, readParameters, text, wait } from "./parameters.ts"

const parameters = {
  subscriberId: text,
  workflowId: text,
  transactionId: text,
  after,
  limit: count(1000),
  wait,
  environment: text
}

const showSent = ({ workflows }: Store, row: RunRow) => ({
  id: row._id,
  workflowId: workflows.byId.get(row.workflowId)?.workflowId ?? row.workflowId,
  subscriberId: row.subscriberId,
  transactionId: row.transactionId,
  payload: row.payload,
  at: row.createdAt
})

export type Sent = ReturnType<typeof showSent>

/** Lists what was triggered, one item for each trigger and recipient, oldest first. */
export const sent = (
  server: Controlled,
  target: string
): Result.Result<Effect.Effect<Result.Result<ReadonlyArray<Sent>, string>>, string> =>
  Result.map(readParameters(target, parameters), (asked) => {
    const find: Find<Sent> = (main) =>
      Result.gen(function*() {
        const store = yield* environmentNamed(main, asked.environment)
        return rowsAfter(store.runs, asked.after).map((row) => showSent(store, row)).filter((item) =>
          (asked.subscriberId === undefined || item.subscriberId === asked.subscriberId) &&
          (asked.workflowId === undefined || item.workflowId === asked.workflowId) &&
          (asked.transactionId === undefined || item.transactionId === asked.transactionId)
        ).slice(0, asked.limit)
      })
    return awaited(server, find, asked.wait ?? 0)
  })
