import { Effect, Redacted } from "effect"
import { sample, sign } from "effect-novu/Testing/Webhooks"
import { NovuWebhooks } from "effect-novu/Webhooks"
import { createHmac, timingSafeEqual } from "node:crypto"
import { Webhook } from "svix"
import { inOneProgram, times } from "./inProcess.ts"
import { interleaved } from "./rounds.ts"
import type { Row } from "./row.ts"
import { rowOf } from "./rowOf.ts"

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

/** Checks and parses without a library, as the page of Svix on manual verification shows. */
const bare = (key: Buffer, headers: Readonly<Record<string, string>>, body: Uint8Array): unknown => {
  const { "webhook-id": id = "", "webhook-signature": signature = "", "webhook-timestamp": time = "" } = headers
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) throw new Error("not now")
  const wanted = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest()
  const matches = signature.split(" ").some((each) => {
    const given = Buffer.from(each.slice("v1,".length), "base64")
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
  if (!matches) throw new Error("not signed")
  return JSON.parse(Buffer.from(body).toString())
}

/** Measures checking a webhook and reading its event. */
export const webhooks = async (quick: boolean): Promise<ReadonlyArray<Row>> => {
  const { body, headers } = await Effect.runPromise(
    sign({ secret: Redacted.make(secret), body: sample("message.sent") })
  )
  const { receive } = await Effect.runPromise(
    NovuWebhooks.pipe(Effect.provide(NovuWebhooks.layer({ secret: Redacted.make(secret) })))
  )
  const webhook = new Webhook(secret)
  const key = Buffer.from(secret.slice("whsec_".length), "base64")
  const samples = await interleaved({
    ours: (calls) => Effect.runPromise(inOneProgram(calls, () => receive({ headers, body }))),
    peer: (calls) => times(calls, async () => webhook.verify(Buffer.from(body), headers)),
    bare: (calls) => times(calls, async () => bare(key, headers, body))
  }, { calls: 400, rounds: quick ? 7 : 15, warmup: 5000 })
  return [
    rowOf("verified and decoded", "processor", samples),
    rowOf("verified and decoded", "wall", samples)
  ]
}
