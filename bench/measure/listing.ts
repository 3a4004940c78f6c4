import { listReaders } from "./lists.ts"
import { interleaved, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

/** Measures reading every item of a long list from memory, with a hundred items per page. */
export const listing = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const total = quick ? 10_000 : 100_000
  const samples = await interleaved(listReaders(total), { calls: 1, rounds: quick ? 5 : 9, warmup: 1 })
  const perItem = (name: keyof typeof samples): number => typical(samples[name].processor) / total
  return [{
    what: `${total.toLocaleString("en")} items, an item`,
    unit: "µs",
    ours: perItem("ours"),
    peer: perItem("peer"),
    bare: perItem("bare")
  }]
}
