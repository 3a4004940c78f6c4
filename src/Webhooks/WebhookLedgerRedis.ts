/**
 * Keeps a `WebhookLedger` in Redis, for services of several processes. Needs
 * scripts (`EVALSHA`), and Redis's own clock ends leases.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redis from "effect/persistence/Redis"
import { InvalidInput } from "../Errors/NovuErrorReason.ts"
import { ledgerSettings, newToken } from "../internal/webhooks/ledger.ts"
import { type Claim, InvalidLedger, type LedgerOptions, WebhookLedger, WebhookLedgerError } from "./WebhookLedger.ts"

/**
 * @category options
 * @since 0.1.0
 */
export interface RedisLedgerOptions extends LedgerOptions {
  /**
   * Begins each key.
   *
   * @default "novu:webhooks:"
   */
  readonly prefix?: string | undefined
}

/** Returns -1 where the webhook is claimed, -2 where it was handled, and otherwise how long a claim still lasts. */
const claim = Redis.script((key: string, token: string, lease: number) => [key, token, lease], {
  numberOfKeys: 1,
  lua: `
local value = redis.call("GET", KEYS[1])
if not value then
  redis.call("SET", KEYS[1], "running:" .. ARGV[1], "PX", ARGV[2])
  return -1
end
if value == "done" then return -2 end
return math.max(redis.call("PTTL", KEYS[1]), 0)
`
}).withReturnType<number>()

const complete = Redis.script((key: string, token: string, retention: number) => [key, token, retention], {
  numberOfKeys: 1,
  lua: `
local value = redis.call("GET", KEYS[1])
if not value or value == "running:" .. ARGV[1] then redis.call("SET", KEYS[1], "done", "PX", ARGV[2]) end
return 1
`
})

const release = Redis.script((key: string, token: string) => [key, token], {
  numberOfKeys: 1,
  lua: `
if redis.call("GET", KEYS[1]) == "running:" .. ARGV[1] then redis.call("DEL", KEYS[1]) end
return 1
`
})

/** Whole milliseconds, of which Redis takes one at least. */
const millis = (duration: Duration.Duration): number => Math.max(1, Math.ceil(Duration.toMillis(duration)))

/**
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: RedisLedgerOptions
): Layer.Layer<WebhookLedger, InvalidLedger, Redis.Redis> =>
  Layer.effect(
    WebhookLedger,
    Effect.gen(function*() {
      const settings = ledgerSettings(options)
      if (settings instanceof InvalidInput) return yield* new InvalidLedger({ reason: settings })
      const redis = yield* Redis.Redis
      const { prefix = "novu:webhooks:" } = options
      // A colon in the name must not make it the name of another consumer and a part of the id.
      const keyOf = (id: string): string => `${prefix}${encodeURIComponent(settings.consumer)}:${id}`
      const failing = (method: WebhookLedgerError["method"]) =>
        Effect.mapError((cause: unknown) => new WebhookLedgerError({ method, cause }))
      return WebhookLedger.of({
        claim: (id, lease) =>
          Effect.suspend(() => {
            const token = newToken()
            return Effect.map(redis.eval(claim)(keyOf(id), token, millis(lease)), (answer): Claim => {
              if (answer === -1) return { _tag: "Fresh", token }
              return answer === -2 ? { _tag: "Done" } : { _tag: "Running", remaining: Duration.millis(answer) }
            })
          }).pipe(failing("claim")),
        complete: (id, token) =>
          failing("complete")(redis.eval(complete)(keyOf(id), token, millis(settings.retention))),
        release: (id, token) => failing("release")(redis.eval(release)(keyOf(id), token)),
        forget: (id) => failing("forget")(Effect.asVoid(redis.send("DEL", keyOf(id))))
      })
    })
  )
