import { assert, describe, it } from "@effect/vitest"
import { killedCampaign } from "./killing.ts"

const total = 20_000
const chunk = 1000
const kills = 2

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000)

describe(`a campaign that is killed twice inside a chunk (SEED=${seed})`, () => {
  it("sends to everybody once where Novu honours idempotency keys", { timeout: 120_000 }, async () => {
    const ran = await killedCampaign({ total, chunk, kills, keys: true, seed })
    assert.deepStrictEqual(ran.kills.map(({ signal }) => signal), ["SIGKILL", "SIGKILL"])
    assert.match(ran.last.output, /sent 20000, failed 0/)
    const { customers, ids, queued, replayed, twice } = ran.counts
    assert.deepStrictEqual({ customers, ids, queued, twice }, { customers: total, ids: total, queued: total, twice: 0 })
    // Each kill falls inside a chunk, so that some of it is sent again, and answered from memory.
    assert.isAbove(replayed, kills)
    assert.match(ran.again.output, /sent 20000, failed 0/)
    assert.strictEqual(ran.sentAgain, 0)
    assert.notMatch(ran.stored, /customer-|SPRING-|Ada |sk_fake/)
    assert.match(ran.stored, /2026-spring/)
  })

  it("loses nothing where Novu does not, and repeats at most the chunks that were under way", {
    timeout: 120_000
  }, async () => {
    const { counts, last } = await killedCampaign({ total, chunk, kills, keys: false, seed })
    assert.match(last.output, /sent 20000, failed 0/)
    assert.deepStrictEqual([counts.customers, counts.ids], [total, total])
    assert.isAbove(counts.twice, 0)
    // Each of the eight segments has one chunk under way at most.
    assert.isAtMost(counts.queued - total, kills * 8 * chunk)
  })
})
