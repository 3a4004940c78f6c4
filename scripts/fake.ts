/**
 * Serves a fake Novu on a port, for programs in any language.
 *
 *     npm run fake -- --port 3210 --idempotency --rate-limit free
 */
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer, References } from "effect"
import { defaultSeed, FakeNovu, type FakeNovuOptions, type RateLimitOptions } from "effect-novu/Testing/FakeNovu"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { parseArgs } from "node:util"

const levels = ["free", "pro", "business", "enterprise", "unlimited"] as const

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "3210" },
    host: { type: "string", default: "127.0.0.1" },
    "allowed-host": { type: "string", multiple: true, default: [] },
    key: { type: "string", default: "sk_fake" },
    idempotency: { type: "boolean", default: false },
    "rate-limit": { type: "string" }
  }
})

const asked = values["rate-limit"]
const level = levels.find((name) => name === asked)
if (asked !== undefined && level === undefined) {
  throw new Error(`--rate-limit takes one of ${levels.join(", ")}`)
}
const rateLimit: false | RateLimitOptions = level === undefined ? false : { level }
const options: FakeNovuOptions = {
  secretKey: values.key,
  idempotency: values.idempotency,
  rateLimit,
  allowedHosts: values["allowed-host"]
}

const announce = HttpServer.addressFormattedWith((bound) =>
  Effect.sync(() => {
    // A server that listens everywhere cannot be reached by the address that it is bound to.
    const address = bound.replace(/(0\.0\.0\.0|\[::\])(?=:\d+$)/, "localhost")
    console.log(`Fake Novu: ${address}

  for a person  ${address}/
  for a client  NOVU_API_URL=${address}  NOVU_SECRET_KEY=${values.key}
  idempotency   ${values.idempotency ? "on" : "off"}
  rate limit    ${level ?? "off"}
  integrations  ${(defaultSeed.integrations ?? []).map(({ identifier }) => identifier).join(", ")}
  subscribers   ${
      (defaultSeed.subscribers ?? []).map((each) => typeof each === "string" ? each : each.subscriberId).join(", ")
    }
`)
  })
)

const Fake = Layer.effectDiscard(announce).pipe(
  Layer.provideMerge(FakeNovu.serve(options)),
  Layer.provide(NodeHttpServer.layer(() => createServer(), {
    port: Number(values.port),
    host: values.host,
    gracefulShutdownTimeout: "1 second"
  })),
  Layer.provide(Layer.succeed(References.MinimumLogLevel, "Error"))
)

NodeRuntime.runMain(Layer.launch(Fake))
