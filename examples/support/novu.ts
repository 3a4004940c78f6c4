/**
 * Provides the groups over your Novu if NOVU_SECRET_KEY is set, else over a fake one
 * in this process, so that every example runs as it is.
 */
import { Config, Effect, Layer, Option } from "effect"
import { NovuTransport, RateLimits } from "effect-novu"
import { layer as groups } from "effect-novu/Client/groups"
import { FakeNovu, type FakeNovuOptions } from "effect-novu/Testing/FakeNovu"
import { FetchHttpClient } from "effect/http"

const Real = groups.pipe(
  Layer.provide(NovuTransport.layerConfig),
  Layer.provide(RateLimits.layer),
  Layer.provide(FetchHttpClient.layer)
)

/** Says what the fake holds, where there is no Novu of yours. */
export const novuOr = (options: FakeNovuOptions) =>
  Layer.unwrap(
    Effect.map(
      Config.option(Config.Redacted("NOVU_SECRET_KEY")),
      (key) => Option.isSome(key) ? Real : FakeNovu.layerClient(options)
    )
  )

export const Novu = novuOr({ idempotency: true })
