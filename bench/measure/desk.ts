import { NodeHttpServer } from "@effect/platform-node"
import { Effect, Layer, ManagedRuntime } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { interleaved, typical } from "./rounds.ts"
import type { Row } from "./row.ts"

const views = ["inbox", "activity", "requests", "resources?table=messages", "faults", "webhooks"] as const

/** Fills the served fake with as many messages and requests as it keeps, each request with a token of its own. */
const fill = async (origin: string, total: number): Promise<void> => {
  const post = async (path: string, body: unknown): Promise<void> => {
    const headers = { authorization: "ApiKey sk_fake", "content-type": "application/json" }
    const response = await fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) })
    await response.arrayBuffer()
  }
  await post("/_fake/seed", { workflows: [{ id: "welcome", steps: ["in_app", "email"] }] })
  const events = Array.from({ length: 100 }, (_, index) => ({ name: "welcome", to: `s-${index}`, payload: { index } }))
  for (let sent = 0; sent < total; sent += 200) await post("/v1/events/trigger/bulk", { events })
  for (let sent = 0; sent < total; sent++) {
    await post("/v2/contexts", { type: "tenant", id: `t-${sent}`, data: { apiToken: `xoxb-token-number-${sent}` } })
  }
}

/** Measures how long the served fake takes to draw each view of its page, when it holds as much as it keeps. */
export const desk = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const total = quick ? 1000 : 10_000
  const served = ManagedRuntime.make(
    FakeNovu.serve({ keep: total }).pipe(
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
  )
  const origin = await served.runPromise(
    Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))
  )
  await fill(origin, total)
  const draw = (view: string) => async (calls: number): Promise<void> => {
    for (let call = 0; call < calls; call++) {
      const response = await fetch(`${origin}/${view}`)
      const bytes = (await response.arrayBuffer()).byteLength
      if (response.status !== 200 || bytes > 300_000) throw new Error(`${view}: ${response.status}, ${bytes} bytes`)
    }
  }
  const samples = await interleaved(
    Object.fromEntries(views.map((view) => [view, draw(view)])),
    { calls: 3, rounds: quick ? 5 : 9, warmup: 2 }
  )
  await served.dispose()
  return views.map((view): Row => ({
    what: `${view.replace(/\?.*/, "")}, of ${total.toLocaleString("en")} messages and as many requests`,
    unit: "ms",
    ours: typical(samples[view]?.processor ?? []) / 1000,
    asked: [{ against: "nothing", atMost: 50 }]
  }))
}
