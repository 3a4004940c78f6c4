/**
 * Keeps to Novu's rate limits instead of running into them.
 *
 * Provide a layer of this module to the transport's. Requests then wait for
 * their turn: by category, as Novu counts, with the limits that its answers
 * state. The wait is part of the call's total time. A call whose turn comes
 * later than that fails at once with `RateLimited` and the wait as its
 * `retryAfter`. A request that Novu refuses nevertheless is retried as without
 * a limiter.
 *
 * **Gotchas**
 *
 * - Nothing waits where answers state no limit, which is the default of a
 *   self-hosted Novu.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as Redacted from "effect/Redacted"
import { CurrentGate } from "../internal/call/gate.ts"
import { makeRateLimitGate } from "../internal/call/rateLimitGate.ts"
import { SharedStore } from "../internal/call/sharedStore.ts"
import { sha256 } from "../internal/sha256.ts"
import type { NovuConfig } from "./NovuConfig.ts"

/** Names the bucket of an environment by a hash of the URL and the key, so that the name does not show the key. */
const environmentOf = ({ apiUrl, secretKey }: NovuConfig): Effect.Effect<string> =>
  Effect.map(sha256(`${apiUrl} ${Redacted.value(secretKey)}`), (hash) => hash.slice(0, 24))

/**
 * Shares the limit with every process that has the same store.
 *
 * @example
 * ```ts
 * import * as NodeRedis from "@effect/platform-node/NodeRedis"
 * import * as Layer from "effect/Layer"
 * import * as RateLimiter from "effect/persistence/RateLimiter"
 * import { NovuTransport, RateLimits } from "effect-novu"
 *
 * const Fleet = RateLimits.layerStore.pipe(
 *   Layer.provide(RateLimiter.layerStoreRedis({ prefix: "novu:" })),
 *   Layer.provide(NodeRedis.layer({ url: "redis://localhost:6379" }))
 * )
 *
 * const Transport = NovuTransport.layerConfig.pipe(Layer.provide(Fleet))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerStore: Layer.Layer<never, never, RateLimiter.RateLimiterStore> = Layer.effect(
  CurrentGate,
  Effect.map(
    RateLimiter.RateLimiter,
    (limiter) => {
      const store = new SharedStore("rate limits are not kept")
      return (config: NovuConfig) =>
        Effect.map(environmentOf(config), (environment) => makeRateLimitGate(limiter, store, environment))
    }
  )
).pipe(Layer.provide(RateLimiter.layer))

/**
 * Shares the limit within this process.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<never> = layerStore.pipe(Layer.provide(RateLimiter.layerStoreMemory))
