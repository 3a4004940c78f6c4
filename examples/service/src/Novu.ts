import { NodeHttpClient } from "@effect/platform-node"
import { Layer } from "effect"
import { Events, NovuTransport, RateLimits } from "effect-novu"

/** Needs NOVU_SECRET_KEY. NOVU_API_URL leads to another Novu than that in the US, such as a fake one. */
export const Novu = Events.layer.pipe(
  Layer.provide(NovuTransport.layerConfig),
  Layer.provide(RateLimits.layer),
  Layer.provide(NodeHttpClient.layerUndici)
)
