/**
 * Puts every group behind one service.
 *
 * Depend on a single group, such as `ChannelConnections`, to bundle only that.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type { NovuError } from "../Errors/NovuError.ts"
import type { ConfigurableNovuOptions, NovuOptions } from "../Transport/NovuConfig.ts"
import { NovuTransport } from "../Transport/NovuTransport.ts"
import { layer, type Services, services } from "./groups.ts"

/**
 * @category services
 * @since 0.1.0
 */
export class NovuClient extends Context.Service<NovuClient, Services>()("effect-novu/Client/NovuClient") {
  /** Provides the client over a transport of your own. It is never shared: see `layer` of a group. */
  static readonly layerNoDeps: Layer.Layer<NovuClient, never, NovuTransport> = Layer.fresh(
    Layer.effect(NovuClient, services).pipe(Layer.provide(layer))
  )

  /** Provides the client from values you hold: see `NovuTransport.layer`. */
  static readonly layer = (options: NovuOptions): Layer.Layer<NovuClient, NovuError, HttpClient.HttpClient> =>
    this.layerNoDeps.pipe(Layer.provide(NovuTransport.layer(options)))

  /** Provides the client from options of which some are a `Config`: see `NovuTransport.layerConfigWith`. */
  static readonly layerConfigWith = (
    options: ConfigurableNovuOptions
  ): Layer.Layer<NovuClient, NovuError, HttpClient.HttpClient> =>
    this.layerNoDeps.pipe(Layer.provide(NovuTransport.layerConfigWith(options)))

  /** Provides the client from `NOVU_SECRET_KEY` and, when set, `NOVU_API_URL`. */
  static readonly layerConfig: Layer.Layer<NovuClient, NovuError, HttpClient.HttpClient> = this.layerNoDeps.pipe(
    Layer.provide(NovuTransport.layerConfig)
  )
}
