import { contest } from "./contest.ts"
import type { ContestName } from "./contests/contests.ts"
import type { Rounds } from "./rounds.ts"
import type { Row } from "./row.ts"
import { rowOf } from "./rowOf.ts"

export const calls = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const options = quick ? { calls: 2000, rounds: 5, warmup: 8000 } : { calls: 3000, rounds: 5, warmup: 10_000 }
  const among = (what: ContestName, rounds: Rounds = options) => contest(what, rounds)
  const success = await among("success")
  return [
    rowOf("success", "processor", success, { against: "peer", atMost: 0.33 }, { against: "byHand", atMost: 1 }),
    rowOf("success", "wall", success),
    rowOf("success, `runPromise` for each call", "processor", await among("promises")),
    rowOf("success, a tracer listening", "processor", await among("traced"), { against: "peer", atMost: 0.4 }),
    rowOf("a 409 as a typed error", "processor", await among("refused"), { against: "peer", atMost: 0.6 }),
    rowOf("a 503, then success", "processor", await among("repeated", { ...options, calls: options.calls / 4 })),
    rowOf("`Events.trigger`, typed", "processor", await among("trigger"))
  ]
}
