import { contest } from "./contest.ts"
import { quantile, type Samples, typical } from "./rounds.ts"
import type { Asked, Row } from "./row.ts"
import { withServer } from "./server.ts"

/** Both clients that ours runs over take part. */
type Over = "ours" | "undici"

const measure = async (apiUrl: string, inFlight: 1 | 64, quick: boolean): Promise<ReadonlyArray<Row>> => {
  const samples = await contest(
    inFlight === 1 ? "oneInFlight" : "manyInFlight",
    quick
      ? { calls: 600, rounds: 5, warmup: 1000 }
      : { calls: inFlight === 1 ? 600 : 2000, rounds: 7, warmup: inFlight === 1 ? 1500 : 4000 },
    apiUrl
  )
  const line = (what: string, unit: string, name: Over, figure: (taken: Samples) => number): Row => {
    const each = (taken: string): number => {
      const found = samples[taken]
      return found === undefined ? Number.NaN : figure(found)
    }
    return {
      what: `${inFlight} in flight, ${what}`,
      unit,
      ours: each(name),
      peer: each("peer"),
      wrapped: each("wrapped"),
      effect: each("effect"),
      bare: each("bare")
    }
  }
  const times = (what: string, name: Over, q: number): Row =>
    line(what, "ms", name, ({ latencies }) => quantile(latencies, q))
  const rate = (what: string, name: Over, ...asked: ReadonlyArray<Asked>): Row => ({
    ...line(what, "requests/s", name, ({ wall }) => 1_000_000 / typical(wall)),
    ...(inFlight === 1 ? {} : { asked })
  })
  return [
    rate("over `fetch`", "ours", { against: "peer", atLeast: 1.5 }, { against: "effect", atLeast: 0.9 }),
    rate("over undici", "undici", { against: "bare", atLeast: 0.8 }),
    times("over `fetch`, half within", "ours", 0.5),
    times("over `fetch`, 99 % within", "ours", 0.99),
    times("over undici, half within", "undici", 0.5),
    times("over undici, 99 % within", "undici", 0.99)
  ]
}

/** Measures over real sockets on the loopback interface, with the server in another process. */
export const sockets = (quick: boolean): Promise<ReadonlyArray<Row>> =>
  withServer(async (apiUrl) => [...await measure(apiUrl, 1, quick), ...await measure(apiUrl, 64, quick)])
