/**
 * Sends as many events as it is told to the Novu at a URL, and prints how many were taken, and the most memory that
 * this process had, in kilobytes.
 */
import { DateTime, Effect, Layer, Redacted, Result, Schema, Stream } from "effect"
import { Events, NovuTransport, Trigger } from "effect-novu"
import { FetchHttpClient } from "effect/http"

const [apiUrl = "", count = "0"] = process.argv.slice(2)

const Reading = Trigger.make("reading", {
  payload: { number: Schema.String, at: Schema.DateTimeUtc },
  key: ({ number }) => number
})

const at = DateTime.makeUnsafe(0)

const readings = function*() {
  for (let number = 0; number < Number(count); number++) {
    yield { to: `meter-${number}`, payload: { number: String(number), at } }
  }
}

const program = Effect.gen(function*() {
  const { triggerAll } = yield* Events
  return yield* triggerAll(Reading, readings()).pipe(
    Stream.filter(({ result }) => Result.isSuccess(result)),
    Stream.runCount
  )
})

const Novu = Events.layer.pipe(
  Layer.provide(NovuTransport.layer({ secretKey: Redacted.make("sk_fake"), apiUrl })),
  Layer.provide(FetchHttpClient.layer)
)

const taken = await Effect.runPromise(Effect.provide(program, Novu))
console.log(JSON.stringify({ taken, peak: process.resourceUsage().maxRSS }))
