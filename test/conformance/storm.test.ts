import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { concurrencies, ourStorm } from "./storm.ts"

describe("a total outage", () => {
  for (const concurrency of concurrencies) {
    it.effect(
      `costs at most 1.1 requests a call for ${concurrency} callers, once the budget is spent`,
      () =>
        Effect.gen(function*() {
          const [first = Number.NaN, spent = Number.NaN] = yield* ourStorm(concurrency)
          assert.isAtMost(first, 1.1)
          assert.isAtMost(spent, 1.1)
        }),
      60_000
    )
  }
})
