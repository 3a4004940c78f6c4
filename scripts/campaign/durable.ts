import { killedCampaign } from "../../test/services/durable/killing.ts"

const total = 1_000_000
const chunk = 2000
const kills = 4

/** Kills a campaign to a million customers four times inside a chunk, and says what Novu got. Returns what is wrong. */
const runOne = async (keys: boolean, seed: number): Promise<ReadonlyArray<string>> => {
  const before = performance.now()
  const { again, counts, kills: killed, last, sentAgain, stored } = await killedCampaign({
    total,
    chunk,
    kills,
    keys,
    seed
  })
  console.log(
    `  idempotency ${keys ? "on" : "off"}: killed in requests ${killed.map(({ request }) => request).join(", ")} of ${
      chunk / 100
    }; ${counts.requests} requests, ${counts.replayed} answered from memory; ` +
      `${counts.customers} customers reached, ${counts.queued - counts.customers} events repeated, ` +
      `${counts.twice} customers twice; database ${Math.round(stored.length / 1024)} KB; ` +
      `${((performance.now() - before) / 1000).toFixed(0)} s`
  )
  const wrong = {
    "a process was not killed": killed.some(({ signal }) => signal !== "SIGKILL"),
    "the campaign did not end": !/sent 1000000, failed 0/.test(last.output),
    "somebody was not reached": counts.customers !== total || counts.ids !== total,
    "somebody was queued twice": keys && counts.twice > 0,
    "the same campaign sent again": sentAgain !== 0 || !/sent 1000000, failed 0/.test(again.output),
    "the database holds a payload or a key": /customer-|SPRING-|Ada |sk_fake/.test(stored)
  }
  return Object.entries(wrong).filter(([, is]) => is).map(([what]) => what)
}

/** Runs the campaign over a Novu that honours idempotency keys, and over one that does not. */
export const runDurable = async (seed: number): Promise<ReadonlyArray<string>> => {
  console.log(`durable campaign from seed ${seed}`)
  return [...await runOne(true, seed), ...await runOne(false, seed)]
}
