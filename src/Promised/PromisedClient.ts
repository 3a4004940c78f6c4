/// <reference lib="esnext.disposable" preserve="true" />
/**
 * Makes clients whose methods return promises, for programs without Effect and
 * for programs with another version of it.
 *
 * @since 0.1.0
 */
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { NovuClient } from "../Client/NovuClient.ts"
import { makeClient } from "../internal/promised/makeClient.ts"
import type { NovuOptions } from "../Transport/NovuConfig.ts"
import type { PromisedGroups } from "./PromisedGroups.ts"

type Groups = PromisedGroups<NovuClient["Service"]>

/**
 * Holds every group, with methods that return promises, and those that return
 * streams as asynchronous iterables. A promise rejects with `NovuError`.
 *
 * @category models
 * @since 0.1.0
 */
export interface PromisedClient extends Groups {
  /** Holds the groups alone, for code that may call Novu and may not dispose the client. */
  readonly novu: Groups
  /**
   * Interrupts what is under way and releases what the layers hold, as `await
   * using` does at the end of a block. Nothing can be called afterwards.
   */
  readonly dispose: () => Promise<void>
  /** Does what `dispose` does. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Makes a client in promises of a layer, which is built when the first method is
 * called. Where the layer fails, every call rejects with its failure.
 *
 * @example
 * ```ts
 * import { promised } from "effect-novu/Promised"
 * import { FakeNovu } from "effect-novu/Testing/FakeNovu"
 *
 * await using client = promised(FakeNovu.layerClient())
 * const { result } = await client.contexts.create({ type: "tenant", id: "acme" })
 *
 * result.id // => "acme"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const promised = <E>(layer: Layer.Layer<NovuClient, E>): PromisedClient => {
  const { dispose, groups } = makeClient(layer)
  // The methods are made by name, and the types are derived from the same groups.
  const novu = groups as unknown as Groups
  return { ...novu, novu, dispose, [Symbol.asyncDispose]: dispose }
}

/**
 * Lists what a client needs that speaks to Novu by `fetch`.
 *
 * @category options
 * @since 0.1.0
 */
export interface PromisedClientOptions extends Omit<NovuOptions, "secretKey" | "transformClient"> {
  /**
   * The secret key, from Settings → API keys in the Novu dashboard. There is one
   * per environment, so the key also chooses the environment.
   */
  readonly secretKey: string | Redacted.Redacted
  /**
   * Sends the requests.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/**
 * Makes a client in promises from values you hold, or without them from
 * `NOVU_SECRET_KEY` and, when set, `NOVU_API_URL`. Where they cannot be used,
 * every call rejects with `InvalidInput`, which does not show the key.
 *
 * @example
 * ```ts
 * import { promisedClient } from "effect-novu/Promised"
 *
 * await using client = promisedClient({ secretKey: "", apiUrl: "https://eu.api.novu.co" })
 * const failure = await client.subscribers.retrieve("ada").catch((error: unknown) => String(error))
 *
 * failure // => "NovuError: NovuTransport.layer failed with InvalidInput: secretKey: must not be empty"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const promisedClient = (options?: PromisedClientOptions): PromisedClient => {
  if (options === undefined) return promised(NovuClient.layerConfig.pipe(Layer.provide(FetchHttpClient.layer)))
  const { fetch, secretKey, ...rest } = options
  // Programs without types, and those that assert that a variable of the environment is set, may pass none.
  const given: unknown = secretKey ?? ""
  const client = NovuClient.layer({
    ...rest,
    secretKey: typeof given === "string" ? Redacted.make(given) : secretKey as Redacted.Redacted
  }).pipe(Layer.provide(FetchHttpClient.layer))
  return promised(fetch === undefined ? client : Layer.merge(client, Layer.succeed(FetchHttpClient.Fetch, fetch)))
}
