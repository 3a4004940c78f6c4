import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { runBulkCampaign, runCampaign } from "./campaign.ts"
import { bulkSabotages, sabotages } from "./sabotage.ts"

/** A machine under load is slow, and no result depends on how slow it is, so the limit is generous. */
const patience = 60_000

describe("random programs over a random server", () => {
  it.effect("break no promise", () =>
    Effect.gen(function*() {
      const { calls, succeeded, violations } = yield* runCampaign(1, 3000)
      // Each violation names its seed: `npm run campaign -- --seed <it> --calls 1` runs it alone.
      assert.deepStrictEqual(violations, [])
      assert.isAtLeast(calls, 3000)
      assert.isAtLeast(succeeded, 1000)
    }), patience)

  for (const [name, sabotage] of Object.entries(sabotages)) {
    it.effect(`find a client that breaks a rule: ${name}`, () =>
      Effect.gen(function*() {
        const { violations } = yield* runCampaign(1, 5000, { sabotage })
        assert.isNotEmpty(violations)
      }), patience)
  }

  it.effect("lose nothing and send nothing twice when they send many at once", () =>
    Effect.gen(function*() {
      const { calls, succeeded, violations } = yield* runBulkCampaign(1, 20_000)
      assert.deepStrictEqual(violations, [])
      assert.isAtLeast(calls, 20_000)
      assert.isAtLeast(succeeded, 15_000)
    }), patience)

  for (const [name, sabotage] of Object.entries(bulkSabotages)) {
    it.effect(`find a client that breaks a rule when it sends many at once: ${name}`, () =>
      Effect.gen(function*() {
        const { violations } = yield* runBulkCampaign(1, 50_000, { sabotage })
        assert.isNotEmpty(violations)
      }), patience)
  }
})
