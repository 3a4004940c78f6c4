/** Makes a random run of many items over a random server. The seed determines all of it. */
import type { FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { makeFault, near, type Program, secretKey } from "./program.ts"
import { Draws } from "./random.ts"

const kinds = ["triggerAll", "triggerMany", "createAll", "subscribeAll", "updateAll"] as const

export type BulkKind = (typeof kinds)[number]

export interface BulkProgram {
  readonly seed: number
  readonly kind: BulkKind
  readonly count: number
  /** Says how the source gives its items. */
  readonly source: "list" | "generator" | "stream"
  /** Says whether the events have ids, so that those of a run that ended may be sent again. */
  readonly named: boolean
  readonly concurrency: number
  /** Has the milliseconds after which a stream's groups are sent, full or not. */
  readonly within: number | undefined
  /** Says how each run is ended from outside; the runs that follow are left alone. */
  readonly ends: ReadonlyArray<{ readonly interruptAfter: number } | { readonly sourceFailsAt: number }>
  readonly keyed: boolean
  readonly limits: boolean
  readonly breaker: boolean
  readonly fake: FakeNovuOptions
  readonly faults: Program["faults"]
  readonly jumps: ReadonlyArray<number>
}

export const makeBulkProgram = (seed: number): BulkProgram => {
  const draws = new Draws(seed)
  const count = draws.pick([draws.between(1, 20), draws.between(90, 210), draws.between(200, 1200)])
  const source = draws.pick(["list", "generator", "stream"] as const)
  const kind = draws.pick(kinds)
  const ends = Array.from(
    { length: draws.pick([0, 0, 1, 2, 5]) },
    () => draws.chance(0.7) ? { interruptAfter: draws.between(0, 8000) } : { sourceFailsAt: draws.between(0, count) }
  )
  // What `triggerMany` sends within a time are other groups on each run.
  const mayHurry = source === "stream" && (kind !== "triggerMany" || ends.length === 0)
  const within = mayHurry && draws.chance(0.3) ? draws.between(1, 5000) : undefined
  return {
    seed,
    kind,
    count,
    source,
    named: ends.length > 0 || draws.chance(0.5),
    concurrency: draws.between(1, 6),
    within,
    ends,
    keyed: within === undefined && draws.chance(0.3),
    limits: draws.chance(0.3),
    breaker: draws.chance(0.15),
    fake: {
      secretKey,
      latency: draws.pick([0, 0, 15, 800]),
      idempotency: draws.chance(0.5),
      rateLimit: draws.chance(0.4) ? { level: "free" } : false
    },
    faults: Array.from(
      { length: draws.pick([0, 1, 2, 5]) },
      () => ({ rule: { probability: draws.pick([0.02, 0.05, 0.1, 0.3]), seed }, fault: makeFault(draws) })
    ),
    jumps: Array.from({ length: 16 }, () => draws.pick([...near, 1000, 9000]))
  }
}
