/** Runs many programs, one after the other. */
import { Effect } from "effect"
import { makeProgram } from "./program.ts"
import { type Finished, type Options, runProgram, type Violation } from "./run.ts"

interface Campaign extends Finished {
  readonly programs: number
}

/** Runs programs from `seed` on, until `calls` calls were made or a promise was broken. */
export const runCampaign = Effect.fnUntraced(function*(seed: number, calls: number, options: Options = {}) {
  const total = { programs: 0, calls: 0, succeeded: 0, requests: 0 }
  let violations: ReadonlyArray<Violation> = []
  while (total.calls < calls && violations.length === 0) {
    const finished = yield* runProgram(makeProgram(seed + total.programs), options)
    total.programs++
    total.calls += finished.calls
    total.succeeded += finished.succeeded
    total.requests += finished.requests
    violations = finished.violations
  }
  const campaign: Campaign = { ...total, violations }
  return campaign
})
