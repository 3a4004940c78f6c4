/** Runs many programs, one after the other. */
import { Effect } from "effect"
import { runBulkProgram } from "./bulk.ts"
import { makeBulkProgram } from "./bulkProgram.ts"
import { makeProgram } from "./program.ts"
import { type Finished, type Options, runProgram, type Violation } from "./run.ts"

interface Campaign extends Finished {
  readonly programs: number
}

/** Runs programs from `seed` on, until `calls` calls were made or a promise was broken. */
const repeat = (run: (seed: number, options: Options) => Effect.Effect<Finished>) =>
  Effect.fnUntraced(function*(seed: number, calls: number, options: Options = {}) {
    const total = { programs: 0, calls: 0, succeeded: 0, requests: 0 }
    let violations: ReadonlyArray<Violation> = []
    while (total.calls < calls && violations.length === 0) {
      const finished = yield* run(seed + total.programs, options)
      total.programs++
      total.calls += finished.calls
      total.succeeded += finished.succeeded
      total.requests += finished.requests
      violations = finished.violations
    }
    const campaign: Campaign = { ...total, violations }
    return campaign
  })

export const runCampaign = repeat((seed, options) => runProgram(makeProgram(seed), options))

/** Its calls are items that are sent many at once. */
export const runBulkCampaign = repeat((seed, options) => runBulkProgram(makeBulkProgram(seed), options))
