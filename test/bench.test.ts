import { assert, describe, it } from "@effect/vitest"
import { slope } from "../bench/measure/growth/slope.ts"
import { missed, over, type Row, tolerance } from "../bench/measure/row.ts"
import { ofRuns } from "../bench/measure/runs.ts"

const row = (ours: number, peer: number): Row => ({
  what: "a call",
  unit: "µs",
  ours,
  peer,
  asked: [{ against: "peer", atMost: 0.33 }, { against: "nothing", atLeast: 10 }]
})

describe("the benchmark", () => {
  it("takes the median of the runs, for figures and for ratios", () => {
    const [found] = ofRuns([[row(30, 60)], [row(20, 80)], [row(10, 10)]])
    assert.strictEqual(found?.ours, 20)
    assert.strictEqual(found?.peer, 60)
    assert.strictEqual(found === undefined ? undefined : over(found, "peer"), 0.5)
    const [even] = ofRuns([[row(30, 60)], [row(20, 80)]])
    assert.strictEqual(even?.ours, 25)
    assert.isUndefined(even?.bare)
  })

  it("lets a goal be missed by three hundredths", () => {
    assert.deepStrictEqual(missed(row(33.9, 100), tolerance), [])
    assert.deepStrictEqual(missed(row(33.9, 100)).map(({ against }) => against), ["peer"])
    assert.deepStrictEqual(missed(row(9.8, 100), tolerance), [])
    assert.deepStrictEqual(missed(row(9.6, 100), tolerance).map(({ against }) => against), ["nothing"])
  })

  it("finds the exponent of growth, and leaves out what has no logarithm", () => {
    assert.closeTo(slope([[1, 5], [10, 5], [100, 5]]), 0, 1e-9)
    assert.closeTo(slope([[1, 2], [10, 20], [100, 200]]), 1, 1e-9)
    assert.closeTo(slope([[1, -3], [10, 1], [100, 10], [1000, 100]]), 1, 1e-9)
  })
})
