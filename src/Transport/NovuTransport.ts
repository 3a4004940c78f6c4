/**
 * Provides the one service that sends requests to Novu.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { NovuError } from "../Errors/NovuError.ts"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { makeCall } from "../internal/call/call.ts"
import { CurrentGate } from "../internal/call/gate.ts"
import { CurrentGuard } from "../internal/call/guard.ts"
import { sendsOnce } from "../internal/call/sendsOnce.ts"
import { configured } from "../internal/input/configured.ts"
import { type ConfigurableNovuOptions, fromEnvironment, type NovuOptions, resolve } from "./NovuConfig.ts"
import type { Call } from "./Operation.ts"

/**
 * Runs operations: encodes the input, authenticates, sends, retries, decodes.
 *
 * @category services
 * @since 0.1.0
 */
export class NovuTransport extends Context.Service<NovuTransport, {
  /**
   * Runs one operation. To reach an endpoint that no group covers, declare it
   * with `Operation.make` and run it with this.
   */
  readonly call: Call
}>()("effect-novu/Transport/NovuTransport") {
  /**
   * Provides the transport from values you hold. Fails when the key is empty or
   * unsafe in a header, or the URL cannot be used; the error does not show the
   * key.
   */
  static readonly layer = (options: NovuOptions): Layer.Layer<NovuTransport, NovuError, HttpClient.HttpClient> =>
    Layer.effect(NovuTransport, make(options))

  /**
   * Provides the transport from options of which some are a `Config`, such as
   * `{ secretKey: Config.Redacted("OTHER_NAME") }`.
   */
  static readonly layerConfigWith = (
    options: ConfigurableNovuOptions
  ): Layer.Layer<NovuTransport, NovuError, HttpClient.HttpClient> =>
    Layer.effect(
      NovuTransport,
      Effect.flatMap(Effect.mapError(configured<NovuOptions>(options), unusable), (given) => make(given))
    )

  /** Provides the transport from `NOVU_SECRET_KEY` and, when set, `NOVU_API_URL`. */
  static readonly layerConfig: Layer.Layer<NovuTransport, NovuError, HttpClient.HttpClient> = Layer.effect(
    NovuTransport,
    Effect.suspend(() =>
      Effect.flatMap(Effect.mapError(fromEnvironment, unusable), (options) => make(options, "environment"))
    )
  )
}

const unusable = (reason: InvalidInput): NovuError =>
  new NovuError({ operation: "NovuTransport.layer", reason, attempts: 0 })

const make = Effect.fnUntraced(function*(options: NovuOptions, source?: "environment") {
  const config = resolve(options, source)
  if (config instanceof InvalidInput) return yield* unusable(config)
  const client = yield* HttpClient.HttpClient
  const { transformClient } = options
  const call = yield* makeCall(config, transformClient?.(sendsOnce(client)) ?? client, {
    propagateTraces: options.propagateTraces ?? false,
    sendsOnce: transformClient !== undefined,
    gate: yield* (yield* CurrentGate)?.(config) ?? Effect.succeed(undefined),
    guard: (yield* CurrentGuard)?.(config)
  })
  return NovuTransport.of({ call })
})
